internal import GraphQLExecution
internal import Rows

/// A JSON value in place of a database: the procedures of `PropertyColumn`, answered from one tape.
///
/// An object's number is its node on the tape.
struct PropertyTables: ProcedurePort {
  let plan: Plan
  let tape: JSONTape
  /// The root object; without, it has no properties.
  let root: Int?

  mutating func flush(_ calls: [ProcedureCall], isLast: Bool) throws(CallFailure) -> [CallOutcome] {
    calls.map { .rows(table(for: $0)) }
  }

  mutating func restart() throws(CallFailure) {}

  private func table(for call: ProcedureCall) -> Table {
    let plan = plan.calls[call.index]
    var builder = TableBuilder(columns: plan.columns.map { Column(name: $0, type: Self.type(of: $0)) })
    guard let keys = call.parameters.first else {
      append(root, parent: nil, to: &builder)
      return builder.finish()
    }
    for parent in keys.numbers where parent >= 0 {
      guard let property = tape.member(plan.procedure, of: parent) else { continue }
      var objects: [Int] = []
      collectObjects(in: property, &objects)
      for object in objects { append(object, parent: parent, to: &builder) }
    }
    return builder.finish()
  }

  private static func type(of column: String) -> CellType {
    switch column {
    case PropertyColumn.parent, PropertyColumn.object: .int32
    case PropertyColumn.typeName: .text
    default: .json
    }
  }

  private func append(_ object: Int?, parent: Int?, to builder: inout TableBuilder) {
    for column in builder.columns {
      switch column.name {
      case PropertyColumn.parent: builder.append((parent ?? -1).bigEndian4)
      case PropertyColumn.object: builder.append((object ?? -1).bigEndian4)
      case PropertyColumn.typeName:
        if let object, let name = tape.member("__typename", of: object) {
          builder.append(tape.string(name).utf8)
        } else {
          builder.appendNull()
        }
      default: appendProperty(column.name, of: object, to: &builder)
      }
    }
  }

  private func appendProperty(_ column: String, of object: Int?, to builder: inout TableBuilder) {
    let property = PropertyColumn.property(ofPlaces: column)
    guard let object, let value = tape.member(property ?? column, of: object) else { return builder.appendNull() }
    guard property != nil else { return builder.append(tape.text(of: value)) }
    var count = 0
    var places: [UInt8] = []
    appendPlaces(of: value, &count, to: &places)
    builder.append(places)
  }

  // MARK: Objects

  /// Whatever stands where an object may stand, in order: anything but nulls, lists and errors.
  private func collectObjects(in value: Int, _ objects: inout [Int]) {
    if tape.kind(value) == .array {
      for element in tape.elements(of: value) { collectObjects(in: element, &objects) }
    } else if !isNullOrError(value) {
      objects.append(value)
    }
  }

  /// The value with its objects' places in the order of `collectObjects`.
  private func appendPlaces(of value: Int, _ count: inout Int, to places: inout [UInt8]) {
    if tape.kind(value) == .array {
      places.append(UInt8(ascii: "["))
      for (index, element) in tape.elements(of: value).enumerated() {
        if index > 0 { places.append(UInt8(ascii: ",")) }
        appendPlaces(of: element, &count, to: &places)
      }
      places.append(UInt8(ascii: "]"))
    } else if isNullOrError(value) {
      places.append(contentsOf: tape.text(of: value))
    } else {
      places.append(contentsOf: String(count).utf8)
      count += 1
    }
  }

  private func isNullOrError(_ value: Int) -> Bool { tape.kind(value) == .null || tape.member("$error", of: value) != nil }
}

extension Parameter {
  /// The elements of an int4[] in binary format.
  fileprivate var numbers: [Int] {
    guard case .binary(let bytes) = self, bytes.count > 20 else { return [] }
    return stride(from: 24, to: bytes.count, by: 8).map { start in
      Int(Int32(truncatingIfNeeded: bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }))
    }
  }
}

extension Int {
  fileprivate var bigEndian4: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) } }
}
