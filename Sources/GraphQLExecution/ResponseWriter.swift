import Rows

/// Writes the `data` of a response from fetched rows, depth first, in one pass.
///
/// A null in a non-null position takes back everything up to the nearest nullable position (specification, section 6.4.4):
/// the writer returns `false` up to there, and the buffer is cut back to where that value began.
struct ResponseWriter {
  let executor: Executor
  let plan: Plan
  var buffer = ResponseBuffer()
  private(set) var errors: [FieldError] = []
  private(set) var alarms: [AccessAlarm] = []
  private var path: [FieldError.PathElement] = []

  init(executor: Executor) {
    self.executor = executor
    plan = executor.plan
  }

  /// Writes the root object, or `null` when its nullness reached the root.
  mutating func writeData() {
    let start = buffer.position
    if !writeObject(plan.scopes[0].selection, call: plan.scopes[0].call, row: 0) {
      buffer.truncate(to: start)
      buffer.appendNull()
    }
  }

  /// What became of a value: written, null without an error of its own, or null because of an error already noted.
  enum Value {
    case written, null, failed

    init(_ isWritten: Bool) { self = isWritten ? .written : .failed }
  }

  /// One object; false when null reached it and it must not stand.
  mutating func writeObject(_ selection: Int, call: Int, row: Int) -> Bool {
    buffer.append(UInt8(ascii: "{"))
    var isFirst = true
    for operation in plan.selections[selection] {
      if !isFirst { buffer.append(UInt8(ascii: ",")) }
      isFirst = false
      guard writeField(operation, { $0.value(of: operation, call: call, row: row) }) else { return false }
    }
    buffer.append(UInt8(ascii: "}"))
    return true
  }

  /// One response field; false when it is null and must not be.
  mutating func writeField(_ operation: FieldOperation, _ value: (inout Self) -> Value) -> Bool {
    buffer.append(plan.text[Int(operation.key.lowerBound)..<Int(operation.key.upperBound)])
    let start = buffer.position
    let description = Int(operation.description)
    path.append(.key(plan.fields[description].responseKey))
    defer { path.removeLast() }
    let outcome = value(&self)
    if case .written = outcome { return true }
    if operation.isNonNull {
      if case .null = outcome { noteNull(description) }
      return false
    }
    buffer.truncate(to: start)
    buffer.appendNull()
    return true
  }

  private mutating func value(of operation: FieldOperation, call: Int, row: Int) -> Value {
    if operation.accessColumn >= 0, !mayRead(operation, call: call, row: row) { return .null }
    switch operation.kind {
    case .leaf, .globalID, .typeName: return writeLeaf(operation, call: call, row: row)
    case .embedded:
      guard executor.cell(operation.source, call: call, row: row) != nil else { return .null }
      return Value(writeObject(Int(operation.selection), call: call, row: row))
    case .object, .list, .calledLeaf, .connection: return writeChildren(operation, call: call, row: row)
    case .references: return writeReferences(operation)
    case .property, .objectProperty: return writeProperty(operation, call: call, row: row)
    case .meta: return writeMeta(operation)
    default: return .null
    }
  }

  // MARK: Access

  /// The second line of defence: what the database should have redacted is nulled here, and noted.
  private mutating func mayRead(_ operation: FieldOperation, call: Int, row: Int) -> Bool {
    let level = executor.cell(CellSource(column: operation.accessColumn), call: call, row: row)
    if AccessLevel.rank(level ?? []) >= operation.accessLevel { return true }
    if isFetched(operation, call: call, row: row) {
      alarms.append(AccessAlarm(coordinate: plan.fields[Int(operation.description)].coordinate))
    }
    return false
  }

  /// Whether the database gave something for the field: a cell of the object's own row, or rows of a call made for it.
  private func isFetched(_ operation: FieldOperation, call: Int, row: Int) -> Bool {
    switch operation.kind {
    case .list, .connection, .calledLeaf: group(operation, row: row).map { !$0.rows.isEmpty } ?? false
    case .object where operation.source.column < 0: group(operation, row: row).map { !$0.rows.isEmpty } ?? false
    default: operation.source.column >= 0 && executor.cell(operation.source, call: call, row: row) != nil
    }
  }

  // MARK: Leaves

  private mutating func writeLeaf(_ operation: FieldOperation, call: Int, row: Int) -> Value {
    if operation.kind == .typeName {
      buffer.append(text(of: operation))
      return .written
    }
    guard let cell = executor.cell(operation.source, call: call, row: row) else { return .null }
    guard let column = executor.column(of: operation.source, call: call) else { return .null }
    if operation.kind == .globalID {
      var id = ResponseBuffer(capacity: 64)
      id.append(text(of: operation))
      if !id.append(plain: cell, type: column.type) { id.append(cell) }
      buffer.append(UInt8(ascii: "\""))
      buffer.append(globalID: id.bytes)
      buffer.append(UInt8(ascii: "\""))
      return .written
    }
    return writeCell(cell, column, operation)
  }

  func text(of operation: FieldOperation) -> ArraySlice<UInt8> {
    plan.text[Int(operation.text.lowerBound)..<Int(operation.text.upperBound)]
  }

  /// A cell as the leaf value, or list of leaf values, that the field's type asks for.
  mutating func writeCell(_ cell: ArraySlice<UInt8>, _ column: Column, _ operation: FieldOperation) -> Value {
    guard operation.isList else { return writeScalar(cell, column.type, operation) }
    guard column.isArray else { return refuse(operation) }
    buffer.append(UInt8(ascii: "["))
    var index = 0
    for element in ArrayCell(cell) {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      path.append(.index(index))
      defer { path.removeLast() }
      index += 1
      let start = buffer.position
      let outcome = element.map { writeScalar($0, column.type, operation) } ?? .null
      guard acceptItem(outcome, operation, start) else { return .failed }
    }
    buffer.append(UInt8(ascii: "]"))
    return .written
  }

  private mutating func writeScalar(_ cell: ArraySlice<UInt8>, _ type: CellType, _ operation: FieldOperation) -> Value {
    if buffer.append(cell, type: type, as: operation.leaf, plan.enumerations, operation.index) { return .written }
    return refuse(operation)
  }

  /// The cell's value is none of the field's type (specification, section 6.4.3).
  mutating func refuse(_ operation: FieldOperation) -> Value {
    let field = plan.fields[Int(operation.description)]
    note(message: "The value of \(field.coordinate) is not of type \(field.type).", code: "INTERNAL", field)
    return .failed
  }

  // MARK: Lists

  /// Settles one item of a list: a null item stands if it may, else the whole list goes.
  mutating func acceptItem(_ outcome: Value, _ operation: FieldOperation, _ start: Int) -> Bool {
    if case .written = outcome { return true }
    if operation.isItemNonNull {
      if case .null = outcome { noteNull(Int(operation.description)) }
      return false
    }
    buffer.truncate(to: start)
    buffer.appendNull()
    return true
  }

  /// `[` items `]`; each item is written by `item`, which is told its place.
  mutating func writeList<Items: Sequence>(
    _ items: Items, _ operation: FieldOperation, _ item: (inout Self, Items.Element) -> Value
  ) -> Value {
    buffer.append(UInt8(ascii: "["))
    for (index, element) in items.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      let start = buffer.position
      path.append(.index(index))
      defer { path.removeLast() }
      guard acceptItem(item(&self, element), operation, start) else { return .failed }
    }
    buffer.append(UInt8(ascii: "]"))
    return .written
  }

  // MARK: Errors

  private mutating func noteNull(_ description: Int) {
    let field = plan.fields[description]
    note(message: "\(field.coordinate) is of the non-null type \(field.type), but has no value.", code: "INTERNAL", field)
  }

  mutating func note(message: String, code: String, _ field: FieldDescription, at offset: Int? = nil) {
    errors.append(FieldError(message: message, code: code, path: path, offsets: offset.map { [$0] } ?? field.offsets))
  }

  mutating func note(_ failure: CallFailure, _ operation: FieldOperation) {
    note(message: failure.message, code: failure.code, plan.fields[Int(operation.description)], at: failure.offset)
  }
}
