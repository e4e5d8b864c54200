import Rows

/// One column of keys on its way into a call: an array parameter that grows by one element a distinct key.
struct KeyColumn {
  private let type: CellType
  private var elements: [UInt8] = []
  private var count = 0

  init(type: CellType) { self.type = type }

  /// PostgreSQL's object identifiers of the types that travel in binary; all other keys travel as text.
  private var elementType: UInt32? {
    switch type {
    case .uuid: 2950
    case .int16: 21
    case .int32: 23
    case .int64: 20
    default: nil
    }
  }

  mutating func append(_ key: ArraySlice<UInt8>) {
    if count == 0 { elements.reserveCapacity(KeyIndex.expected * (4 + key.count)) }
    count += 1
    if elementType != nil {
      elements.append(bigEndian: UInt32(key.count))
      elements.append(contentsOf: key)
    } else {
      elements.append(UInt8(ascii: count == 1 ? "{" : ","))
      elements.append(arrayElement: text(of: key))
    }
  }

  /// A cell, which is in binary, as the text that PostgreSQL reads as the same value.
  private func text(of cell: ArraySlice<UInt8>) -> [UInt8] {
    switch type {
    case .text, .json: return Array(cell)
    // The number of the format comes before the text.
    case .jsonb: return Array(cell.dropFirst())
    case .bytes: return Array("\\x".utf8) + cell.flatMap { [Hexadecimal.digit($0 >> 4), Hexadecimal.digit($0 & 15)] }
    default:
      var buffer = ResponseBuffer(capacity: 32)
      return buffer.append(plain: cell.span, type: type) ? buffer.bytes : Array(cell)
    }
  }

  /// The array as a parameter.
  func parameter() -> Parameter {
    guard let elementType else {
      return .text(count == 0 ? Array("{}".utf8) : elements + [UInt8(ascii: "}")])
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(20 + elements.count)
    bytes.append(bigEndian: count == 0 ? 0 : 1)
    bytes.append(bigEndian: 0)
    bytes.append(bigEndian: elementType)
    if count > 0 {
      bytes.append(bigEndian: UInt32(count))
      bytes.append(bigEndian: 1)
      bytes.append(contentsOf: elements)
    }
    return .binary(bytes)
  }
}

extension [UInt8] {
  mutating func append(bigEndian value: UInt32) {
    append(UInt8(truncatingIfNeeded: value >> 24))
    append(UInt8(truncatingIfNeeded: value >> 16))
    append(UInt8(truncatingIfNeeded: value >> 8))
    append(UInt8(truncatingIfNeeded: value))
  }

  /// One element of an array in text form, always quoted.
  mutating func append(arrayElement text: some Sequence<UInt8>) {
    append(UInt8(ascii: "\""))
    for byte in text {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { append(UInt8(ascii: "\\")) }
      append(byte)
    }
    append(UInt8(ascii: "\""))
  }
}

/// Keys that arrive as text, from ids in arguments, in the bytes their cells have.
enum KeyText {
  /// The cell for a key of this type; nil when the text is not such a key.
  static func cell(_ text: String, type: CellType) -> [UInt8]? {
    switch type {
    case .uuid: uuid(text)
    case .int16: Int16(text).map { bigEndian(Int64($0), bytes: 2) }
    case .int32: Int32(text).map { bigEndian(Int64($0), bytes: 4) }
    case .int64: Int64(text).map { bigEndian($0, bytes: 8) }
    default: text.utf8.contains(0) ? nil : Array(text.utf8)
    }
  }

  private static func uuid(_ text: String) -> [UInt8]? {
    let characters = Array(text.utf8)
    guard characters.count == 36 else { return nil }
    var bytes: [UInt8] = []
    var index = 0
    while index < 36 {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard characters[index] == UInt8(ascii: "-") else { return nil }
        index += 1
      }
      guard let high = Hexadecimal.value(characters[index]), let low = Hexadecimal.value(characters[index + 1])
      else { return nil }
      bytes.append(high << 4 | low)
      index += 2
    }
    return bytes
  }

  private static func bigEndian(_ value: Int64, bytes count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
