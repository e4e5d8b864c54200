/// The bytes of a response while it is written. A position can be kept and returned to, which is how a value that turns
/// out to be null takes its half-written object back.
package struct ResponseBuffer {
  package private(set) var bytes: [UInt8]

  package init(capacity: Int = 4096) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  package var position: Int { bytes.count }

  package mutating func truncate(to position: Int) { bytes.removeLast(bytes.count - position) }

  package mutating func append(_ byte: UInt8) { bytes.append(byte) }

  package mutating func append(_ text: StaticString) {
    bytes.append(contentsOf: text.description.utf8)
  }

  package mutating func append(_ slice: ArraySlice<UInt8>) { bytes.append(contentsOf: slice) }

  package mutating func append(_ array: [UInt8]) { bytes.append(contentsOf: array) }

  package mutating func appendNull() { append("null") }

  package mutating func append(_ value: Int64) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    append(digits: value.magnitude)
  }

  /// Decimal digits, at least `width` of them.
  package mutating func append(digits value: UInt64, width: Int = 1) {
    var rest = value
    var count = 1
    var power: UInt64 = 10
    while count < 20, rest >= power {
      count += 1
      power = count == 20 ? .max : power &* 10
    }
    for _ in 0..<max(0, width - count) { bytes.append(UInt8(ascii: "0")) }
    let start = bytes.count
    for _ in 0..<count { bytes.append(UInt8(ascii: "0")) }
    var index = start + count - 1
    while rest > 0, index >= start {
      bytes[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      index -= 1
    }
  }

  /// A JSON string in quotes, escaped as RFC 8259, section 7 demands and no more.
  package mutating func append(string text: ArraySlice<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var start = text.startIndex
    for index in text.indices {
      let byte = text[index]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
      bytes.append(contentsOf: text[start..<index])
      start = index + 1
      appendEscape(byte)
    }
    bytes.append(contentsOf: text[start...])
    bytes.append(UInt8(ascii: "\""))
  }

  package mutating func append(string text: String) { append(string: Array(text.utf8)[...]) }

  package mutating func append(globalID text: [UInt8]) { GlobalID.append(text, to: &bytes) }

  /// Lets somebody else append.
  package mutating func append<Result>(_ write: (inout [UInt8]) -> Result) -> Result { write(&bytes) }

  private mutating func appendEscape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      append("u00")
      bytes.append(Hexadecimal.digit(byte >> 4))
      bytes.append(Hexadecimal.digit(byte & 15))
    }
  }
}
