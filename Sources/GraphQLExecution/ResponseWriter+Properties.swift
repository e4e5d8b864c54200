import GraphQLSchema
import Rows

/// Fields that are properties of JSON values (specification, section 6.4.3: value completion).
extension ResponseWriter {
  mutating func writeProperty(_ operation: FieldOperation, call: Int, row: Int) -> Value {
    if operation.arguments >= 0 {
      do throws(CallFailure) {
        for argument in plan.variableArguments[Int(operation.arguments)] { _ = try executor.request.value(of: argument) }
      } catch {
        note(error, operation)
        return .failed
      }
    }
    guard let cell = executor.cell(operation.source, call: call, row: row) else { return .null }
    guard let tape = try? JSONReader.read(Array(cell), nestingMax: .max) else { return refuse(operation) }
    return complete(tape.root, in: tape, operation, rows: operation.kind == .objectProperty ? group(operation, row: row) : nil)
  }

  /// A value of the property; `operation.type` is the type at this place.
  private mutating func complete(_ node: Int, in tape: JSONTape, _ operation: FieldOperation, rows: Group?) -> Value {
    if let message = tape.error(at: node) {
      note(message: message, code: "INTERNAL", plan.fields[Int(operation.description)])
      return .failed
    }
    if tape.kind(node) == .null { return .null }
    if let itemType = operation.type.item {
      guard tape.kind(node) == .array else { return refuse(operation) }
      var item = operation
      item.type = itemType
      return writeList(tape.elements(of: node), operation) { $0.complete($1, in: tape, item, rows: rows) }
    }
    if let rows { return completeObject(node, in: tape, operation, rows) }
    let isWritten = buffer.append(json: node, of: tape, as: operation.leaf, plan.enumerations, operation.index)
    return isWritten ? .written : refuse(operation)
  }

  private mutating func completeObject(_ node: Int, in tape: JSONTape, _ operation: FieldOperation, _ group: Group) -> Value {
    guard tape.kind(node) == .integer, let place = Int(tape.string(node)), group.rows.indices.contains(group.rows.startIndex + place)
    else { return refuse(operation) }
    let row = Int(group.rows[group.rows.startIndex + place])
    guard let table = executor.results[group.call]?.table, group.targets.scope(of: row, in: table) != nil else {
      let field = plan.fields[Int(operation.description)]
      note(message: "The value of \(field.coordinate) names no possible type of \(field.type).", code: "INTERNAL", field)
      return .failed
    }
    return writeRow(row, group)
  }
}

extension JSONTape {
  /// The text of a value that stands for an error: `{"$error": text}`.
  fileprivate func error(at node: Int) -> String? { member("$error", of: node).map { string($0) } }
}

/// JSON values as values of the leaf types (specification, section 3.5: result coercion).
extension ResponseBuffer {
  /// Writes a JSON value as a value of the leaf type; false, with nothing written, when it is none.
  mutating func append(
    json node: Int, of tape: JSONTape, as leaf: LeafType, _ enumerations: [EnumerationText], _ index: Int32
  ) -> Bool {
    let kind = tape.kind(node)
    switch leaf {
    case .custom: append(tape.text(of: node))
    case .boolean: return append(boolean: node, of: tape)
    case .int: return append(int: node, of: tape)
    case .float: return append(float: node, of: tape)
    case .string:
      guard kind != .array, kind != .object else { return false }
      append(quoted: node, of: tape)
    case .id:
      guard kind == .integer || kind == .string || kind == .escapedString else { return false }
      append(quoted: node, of: tape)
    case .enumeration:
      guard let value = enumerations[Int(index)].value(ofJSON: tape.text(of: node)) else { return false }
      append(value)
    }
    return true
  }

  private mutating func append(quoted node: Int, of tape: JSONTape) {
    let text = tape.text(of: node)
    guard text.first != UInt8(ascii: "\"") else { return append(text) }
    append(UInt8(ascii: "\""))
    append(text)
    append(UInt8(ascii: "\""))
  }

  private mutating func append(boolean node: Int, of tape: JSONTape) -> Bool {
    switch tape.kind(node) {
    case .true: append("true")
    case .false: append("false")
    case .integer, .fraction: append(Double(tape.string(node)) == 0 ? "false" : "true")
    default: return false
    }
    return true
  }

  private mutating func append(int node: Int, of tape: JSONTape) -> Bool {
    guard let value = tape.number(node).flatMap({ Int32(exactly: $0) }) else { return false }
    append(Int64(value))
    return true
  }

  private mutating func append(float node: Int, of tape: JSONTape) -> Bool {
    guard let value = tape.number(node), value.isFinite else { return false }
    let kind = tape.kind(node)
    if kind == .integer || kind == .fraction {
      append(tape.text(of: node))
    } else {
      append(Array(value.description.utf8))
    }
    return true
  }
}

extension JSONTape {
  /// A number, a text that reads as one, or a boolean as 0 or 1.
  fileprivate func number(_ node: Int) -> Double? {
    switch kind(node) {
    case .integer, .fraction, .string, .escapedString: Double(string(node))
    case .true: 1
    case .false: 0
    case .null, .array, .object: nil
    }
  }
}
