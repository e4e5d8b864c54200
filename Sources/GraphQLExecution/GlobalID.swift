/// Ids as clients see them: base64url of `Type:key`, without padding (RFC 4648, section 5).
public enum GlobalID {
  static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The id of the object of `type` with this key.
  public static func encode(type: String, key: String) -> String {
    var bytes: [UInt8] = []
    append(Array((type + ":" + key).utf8), to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The type's name and the key an id stands for; nil when it is not an id.
  public static func decode(_ id: String) -> (type: String, key: String)? {
    guard let bytes = decodeBase64(id), let text = String(validating: bytes, as: UTF8.self),
      let colon = text.firstIndex(of: ":")
    else { return nil }
    let type = String(text[..<colon])
    let key = String(text[text.index(after: colon)...])
    return type.isEmpty || key.isEmpty ? nil : (type, key)
  }

  static func append(_ bytes: [UInt8], to output: inout [UInt8]) {
    var index = 0
    while index + 2 < bytes.count {
      let word = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
      output.append(alphabet[Int(word >> 18 & 63)])
      output.append(alphabet[Int(word >> 12 & 63)])
      output.append(alphabet[Int(word >> 6 & 63)])
      output.append(alphabet[Int(word & 63)])
      index += 3
    }
    switch bytes.count - index {
    case 1:
      let word = UInt32(bytes[index])
      output.append(alphabet[Int(word >> 2)])
      output.append(alphabet[Int(word << 4 & 63)])
    case 2:
      let word = UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1])
      output.append(alphabet[Int(word >> 10)])
      output.append(alphabet[Int(word >> 4 & 63)])
      output.append(alphabet[Int(word << 2 & 63)])
    default: break
    }
  }

  private static func decodeBase64(_ text: String) -> [UInt8]? {
    var bits: UInt32 = 0
    var count = 0
    var result: [UInt8] = []
    var digits = text.utf8[...]
    while digits.last == UInt8(ascii: "="), text.utf8.count.isMultiple(of: 4), digits.count > text.utf8.count - 2 {
      digits = digits.dropLast()
    }
    for byte in digits {
      guard let digit = alphabet.firstIndex(of: byte) else { return nil }
      bits = bits << 6 | UInt32(digit)
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        bits &= (1 << UInt32(count)) - 1
      }
    }
    return count < 6 && bits == 0 ? result : nil
  }
}
