import Rows

/// Writes the `data` of a response from fetched rows, depth first, in one pass.
///
/// A null in a non-null position takes back everything up to the nearest nullable position (specification, section 6.4.4):
/// the writer returns `false` up to there, and the buffer is cut back to where that value began.
struct ResponseWriter: ~Copyable {
  /// The rows of one call, at hand while objects are made of them: what is passed on is not counted.
  struct RowSource {
    /// -1 for what has no rows: the root, and a call that was not made.
    let call: Int
    let table: Table
    let columns: [Column]
    let bytes: [UInt8]

    static let none = RowSource(call: -1, table: TableBuilder(columns: []).finish(), columns: [], bytes: [])
  }

  let executor: Executor
  let plan: Plan
  private let operations: [FieldOperation]
  private let text: [UInt8]
  var buffer: ResponseBuffer
  private(set) var errors: [FieldError] = []
  private(set) var alarms: [AccessAlarm] = []
  private(set) var redactions = Redactions()
  private var path: [Step] = []

  /// A step of the path to the value being written.
  private enum Step {
    /// By its number in `Plan.fields`.
    case field(Int32)
    case index(Int32)
  }
  /// Which element of the row's arrays the object at hand is made of, when it is one of an embedded list.
  private var element: Int?

  init(executor: Executor) {
    self.executor = executor
    plan = executor.plan
    operations = plan.operations
    text = plan.text
    // With their keys, cells of rows take about four times their bytes; those of large results mostly less.
    let cellBytes = executor.results.reduce(0) { $0 + ($1?.table.bytes.count ?? 0) }
    buffer = ResponseBuffer(capacity: 4_096 + min(4 * cellBytes, 1 << 20))
  }

  /// Writes the root object, or `null` when its nullness reached the root.
  mutating func writeData() {
    let start = buffer.position
    let root = plan.scopes[0]
    if !writeObject(root.selection, rows(of: root.call), row: 0) {
      buffer.truncate(to: start)
      buffer.appendNull()
    }
  }

  /// What became of a value: written, null without an error of its own, or null because of an error already noted.
  enum Value {
    case written, null, failed

    init(_ isWritten: Bool) { self = isWritten ? .written : .failed }
  }

  func rows(of call: Int) -> RowSource {
    guard call >= 0, let table = executor.results[call]?.table else { return .none }
    return RowSource(call: call, table: table, columns: table.columns, bytes: table.bytes)
  }

  /// One object; false when null reached it and it must not stand.
  mutating func writeObject(_ selection: Int, _ source: RowSource, row: Int) -> Bool {
    let range = plan.selections[selection]
    buffer.append(UInt8(ascii: "{"))
    for place in range {
      let operation = operations[place]
      writeKey(of: operation, isFirst: place == range.lowerBound)
      if operation.isPlainLeaf, source.call >= 0, writePlain(operation, source, row) { continue }
      guard writeField(operation, { $0.value(of: operation, source, row: row) }) else { return false }
    }
    buffer.append(UInt8(ascii: "}"))
    return true
  }

  /// An object that is no row: a connection, an edge, a page's description.
  mutating func writeFields(_ selection: Int32, _ value: (inout Self, FieldOperation) -> Value) -> Bool {
    let range = plan.selections[Int(selection)]
    buffer.append(UInt8(ascii: "{"))
    for place in range {
      let field = operations[place]
      writeKey(of: field, isFirst: place == range.lowerBound)
      guard writeField(field, { value(&$0, field) }) else { return false }
    }
    buffer.append(UInt8(ascii: "}"))
    return true
  }

  /// The response key, behind the comma that parts it from the field before.
  private mutating func writeKey(of operation: FieldOperation, isFirst: Bool) {
    let range = Int(operation.key.lowerBound) + (isFirst ? 1 : 0)..<Int(operation.key.upperBound)
    buffer.append(text, range)
  }

  /// The value of one response field, its key being written; false when it is null and must not be.
  private mutating func writeField(_ operation: FieldOperation, _ value: (inout Self) -> Value) -> Bool {
    let start = buffer.position
    path.append(.field(operation.description))
    defer { path.removeLast() }
    let outcome = value(&self)
    if case .written = outcome { return true }
    if operation.isNonNull {
      if case .null = outcome { noteNull(Int(operation.description)) }
      return false
    }
    buffer.truncate(to: start)
    buffer.appendNull()
    return true
  }

  /// The commonest case: a cell that is there, may be seen, and is of the field's type. Otherwise false, and nothing is written.
  private mutating func writePlain(_ operation: FieldOperation, _ source: RowSource, _ row: Int) -> Bool {
    let column = Int(operation.source.column)
    if operation.accessColumn >= 0 {
      guard let level = source.table.cell(row: row, column: Int(operation.accessColumn)),
        AccessLevel.rank(source.bytes.span.extracting(level)) >= operation.accessLevel
      else { return false }
    }
    guard let range = source.table.cell(row: row, column: column), !source.columns[column].isArray else { return false }
    let type = source.columns[column].type
    if operation.kind == .globalID {
      writeGlobalID(operation, source.bytes.span.extracting(range), type)
      return true
    }
    return append(source.bytes.span.extracting(range), type, operation)
  }

  /// A cell as a value of the field's leaf type; false, with nothing written, when it is none.
  @inline(__always)
  private mutating func append(_ cell: Span<UInt8>, _ type: CellType, _ operation: FieldOperation) -> Bool {
    guard operation.leaf == .enumeration else { return buffer.append(cell, type: type, as: operation.leaf) }
    guard let value = plan.enumerations[Int(operation.index)].value(ofCell: cell) else { return false }
    buffer.append(value)
    return true
  }

  private mutating func value(of operation: FieldOperation, _ source: RowSource, row: Int) -> Value {
    let call = source.call
    if operation.accessColumn >= 0, !mayRead(operation, call: call, row: row) { return .null }
    switch operation.kind {
    case .leaf, .globalID, .typeName: return writeLeaf(operation, call: call, row: row)
    case .embeddedList: return writeEmbeddedList(operation, source, row: row)
    case .embedded:
      guard cell(operation.source, call: call, row: row) != nil else { return .null }
      return Value(writeObject(Int(operation.selection), source, row: row))
    case .object, .list, .calledReferences, .calledLeaf, .connection: return writeChildren(operation, row: row)
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
    if let level, AccessLevel.rank(level.span) >= operation.accessLevel { return true }
    let coordinate = plan.fields[Int(operation.description)].coordinate
    if executor.request.tellsRedactions {
      let path = responsePath()
      redactions.note(coordinate, required: operation.accessLevel, level: level, at: path)
    }
    if isFetched(operation, call: call, row: row) {
      alarms.append(AccessAlarm(coordinate: coordinate))
    }
    return false
  }

  /// Whether the database gave something for the field: a cell of the object's own row, or rows of a call made for it.
  private func isFetched(_ operation: FieldOperation, call: Int, row: Int) -> Bool {
    switch operation.kind {
    case .list, .calledReferences, .connection, .calledLeaf: group(operation, row: row).map { !$0.rows.isEmpty } ?? false
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
    guard let cell = cell(operation.source, call: call, row: row) else { return .null }
    guard let column = executor.column(of: operation.source, call: call) else { return .null }
    guard operation.kind == .globalID else { return writeCell(cell, column, operation) }
    guard operation.isList else {
      writeGlobalID(operation, cell.span, column.type)
      return .written
    }
    guard column.isArray else { return refuse(operation) }
    return writeList(ArrayCell(cell), operation) { writer, key in
      guard let key else { return .null }
      writer.writeGlobalID(operation, key.span, column.type)
      return .written
    }
  }

  private mutating func writeGlobalID(_ operation: FieldOperation, _ key: Span<UInt8>, _ type: CellType) {
    buffer.append(UInt8(ascii: "\""))
    let start = buffer.position
    buffer.append(text(of: operation))
    if !buffer.append(plain: key, type: type) { buffer.append(key) }
    buffer.encodeBase64(from: start)
    buffer.append(UInt8(ascii: "\""))
  }

  /// The bytes of an object's cell, or of its element of the cell.
  private func cell(_ source: CellSource, call: Int, row: Int) -> ArraySlice<UInt8>? {
    guard let cell = executor.cell(source, call: call, row: row) else { return nil }
    guard let element else { return cell }
    return ArrayCell(cell).dropFirst(element).first { _ in true } ?? nil
  }

  /// As many objects as the array of their first field has elements; null when there is no array.
  mutating func writeEmbeddedList(_ operation: FieldOperation, _ source: RowSource, row: Int) -> Value {
    guard source.call >= 0, let first = executor.cell(operation.source, call: source.call, row: row) else { return .null }
    guard executor.column(of: operation.source, call: source.call)?.isArray == true else { return refuse(operation) }
    let elements = 0..<ArrayCell(first).reduce(0) { count, _ in count + 1 }
    defer { element = nil }
    return writeList(elements, operation) { writer, index in
      writer.element = index
      return Value(writer.writeObject(Int(operation.selection), source, row: row))
    }
  }

  func text(of operation: FieldOperation) -> ArraySlice<UInt8> {
    text[Int(operation.text.lowerBound)..<Int(operation.text.upperBound)]
  }

  /// A cell as the leaf value, or list of leaf values, that the field's type asks for.
  mutating func writeCell(_ cell: ArraySlice<UInt8>, _ column: Column, _ operation: FieldOperation) -> Value {
    guard operation.isList else { return writeScalar(cell, column.type, operation) }
    guard column.isArray else { return refuse(operation) }
    buffer.append(UInt8(ascii: "["))
    var index = 0
    for element in ArrayCell(cell) {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      path.append(.index(Int32(truncatingIfNeeded: index)))
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
    if append(cell.span, type, operation) { return .written }
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
      path.append(.index(Int32(truncatingIfNeeded: index)))
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
    errors.append(FieldError(message: message, code: code, path: responsePath(), offsets: offset.map { [$0] } ?? field.offsets))
  }

  /// The path to the value being written (specification, section 7.1.6).
  private func responsePath() -> [FieldError.PathElement] {
    path.map { step in
      switch step {
      case .field(let number): .key(plan.fields[Int(number)].responseKey)
      case .index(let index): .index(Int(index))
      }
    }
  }

  mutating func note(_ failure: CallFailure, _ operation: FieldOperation) {
    note(message: failure.message, code: failure.code, plan.fields[Int(operation.description)], at: failure.offset)
  }
}
