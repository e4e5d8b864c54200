/// Reading single cells as Swift values, for start-up checks, migrations and tests; the executor copies bytes instead.
///
/// A cell that is null, or that is not of the asked kind, gives nil. Traps on a row or column that does not exist.
extension Table {
  /// smallint, integer or bigint.
  public func integer(row: Int, column: Int) -> Int? {
    guard let cell = cell(row: row, column: column), !columns[column].isArray else { return nil }
    return switch (columns[column].type, cell.count) {
    case (.int16, 2): Int(Int16(truncatingIfNeeded: bigEndian(cell)))
    case (.int32, 4): Int(Int32(truncatingIfNeeded: bigEndian(cell)))
    case (.int64, 8): Int(Int64(truncatingIfNeeded: bigEndian(cell)))
    default: nil
    }
  }

  public func double(row: Int, column: Int) -> Double? {
    guard let cell = cell(row: row, column: column), !columns[column].isArray else { return nil }
    return switch (columns[column].type, cell.count) {
    case (.float32, 4): Double(Float(bitPattern: UInt32(truncatingIfNeeded: bigEndian(cell))))
    case (.float64, 8): Double(bitPattern: bigEndian(cell))
    default: nil
    }
  }

  public func boolean(row: Int, column: Int) -> Bool? {
    guard let cell = cell(row: row, column: column), columns[column].type == .boolean, !columns[column].isArray, cell.count == 1
    else { return nil }
    return bytes[cell.lowerBound] != 0
  }

  /// text, enums and JSON as they are, a uuid in its usual form.
  public func text(row: Int, column: Int) -> String? {
    guard let cell = cell(row: row, column: column), !columns[column].isArray else { return nil }
    return text(cell, columns[column].type)
  }

  /// A one-dimensional array of what `text(row:column:)` reads; null elements are nil.
  public func texts(row: Int, column: Int) -> [String?]? {
    guard let elements = elements(row: row, column: column) else { return nil }
    return elements.map { $0.flatMap { text($0, columns[column].type) } }
  }

  /// A one-dimensional array of integers; null elements are nil.
  public func integers(row: Int, column: Int) -> [Int?]? {
    guard let elements = elements(row: row, column: column) else { return nil }
    return elements.map { element in
      element.flatMap { element in
        switch (columns[column].type, element.count) {
        case (.int16, 2): Int(Int16(truncatingIfNeeded: bigEndian(element)))
        case (.int32, 4): Int(Int32(truncatingIfNeeded: bigEndian(element)))
        case (.int64, 8): Int(Int64(truncatingIfNeeded: bigEndian(element)))
        default: nil
        }
      }
    }
  }

  /// Where the elements of an array cell lie in `bytes`; nil for a null cell, one of several dimensions or a damaged one.
  ///
  /// Layout: dimensions, has-null flag, element type; for each dimension length and lower bound; for each element
  /// length (-1: null) and bytes.
  public func elements(row: Int, column: Int) -> [Range<Int>?]? {
    guard columns[column].isArray, let cell = cell(row: row, column: column), cell.count >= 12 else { return nil }
    let dimensions = bigEndian(cell.lowerBound..<(cell.lowerBound + 4))
    if dimensions == 0 { return [] }
    guard dimensions == 1, cell.count >= 20 else { return nil }
    let count = Int(bigEndian((cell.lowerBound + 12)..<(cell.lowerBound + 16)))
    var position = cell.lowerBound + 20
    guard count <= (cell.upperBound - position) / 4 else { return nil }
    var elements: [Range<Int>?] = []
    elements.reserveCapacity(count)
    for _ in 0..<count {
      guard position + 4 <= cell.upperBound else { return nil }
      let length = Int(Int32(truncatingIfNeeded: bigEndian(position..<(position + 4))))
      position += 4
      guard length >= 0 else {
        elements.append(nil)
        continue
      }
      guard length <= cell.upperBound - position else { return nil }
      elements.append(position..<(position + length))
      position += length
    }
    return elements
  }

  /// Of up to eight bytes.
  private func bigEndian(_ range: Range<Int>) -> UInt64 {
    bytes[range].reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func text(_ cell: Range<Int>, _ type: CellType) -> String? {
    switch type {
    case .text, .json: String(decoding: bytes[cell], as: UTF8.self)
    // The first byte is the format's version.
    case .jsonb: cell.isEmpty ? nil : String(decoding: bytes[(cell.lowerBound + 1)..<cell.upperBound], as: UTF8.self)
    case .uuid: cell.count == 16 ? uuid(cell) : nil
    default: nil
    }
  }

  private func uuid(_ cell: Range<Int>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for (index, byte) in bytes[cell].enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
