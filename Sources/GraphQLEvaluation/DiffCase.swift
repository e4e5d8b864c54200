internal import GraphQLExecution
internal import GraphQLLanguage
public import GraphQLSchema

extension Evaluator {
  /// `old` and `new` are schemas or parts of such, without a query type for example: `changes` lists what clients see
  /// differently.
  mutating func diff(_ value: EvaluationCase) throws(CaseFailure) -> Answer {
    let old = try schema(named: "old", of: value, isChecked: false)
    let new = try schema(named: "new", of: value, isChecked: false)
    var answer = Answer()
    answer.add("changes") { SchemaChangeList.write(old.changes(to: new), into: &$0) }
    return answer
  }
}

/// Changes of a schema as JSON.
public enum SchemaChangeList {
  /// An array of objects with `kind`, `coordinate`, `severity` and `message`.
  public static func json(_ changes: [SchemaChange]) -> [UInt8] {
    var buffer = ResponseBuffer()
    write(changes, into: &buffer)
    return buffer.bytes
  }

  static func write(_ changes: [SchemaChange], into buffer: inout ResponseBuffer) {
    buffer.append(UInt8(ascii: "["))
    for (index, change) in changes.enumerated() {
      buffer.append(index == 0 ? "{\"kind\":" : ",{\"kind\":")
      buffer.append(string: change.kind.rawValue)
      buffer.append(",\"coordinate\":")
      buffer.append(string: change.coordinate.description)
      buffer.append(",\"severity\":")
      buffer.append(string: change.severity.rawValue)
      buffer.append(",\"message\":")
      buffer.append(string: change.message)
      buffer.append(UInt8(ascii: "}"))
    }
    buffer.append(UInt8(ascii: "]"))
  }
}
