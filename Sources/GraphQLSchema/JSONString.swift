/// Writes text as JSON strings.
enum JSONString {
  private static let hexadecimal = Array("0123456789abcdef".utf8)

  static func append(_ string: String, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        text.append(UInt8(ascii: "\\"))
        text.append(byte)
      case 0x0A: text.append(contentsOf: "\\n".utf8)
      case 0x0D: text.append(contentsOf: "\\r".utf8)
      case 0x09: text.append(contentsOf: "\\t".utf8)
      case 0x00...0x1F:
        text.append(contentsOf: "\\u00".utf8)
        text.append(hexadecimal[Int(byte >> 4)])
        text.append(hexadecimal[Int(byte & 15)])
      default: text.append(byte)
      }
    }
    text.append(UInt8(ascii: "\""))
  }
}
