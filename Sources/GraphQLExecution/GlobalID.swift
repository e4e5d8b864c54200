/// Ids as clients see them: base64url of `Type:key`, without padding (RFC 4648, section 5).
public enum GlobalID {
  static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The id of the object of `type` with this key.
  public static func encode(type: String, key: String) -> String {
    var buffer = ResponseBuffer(capacity: 128)
    buffer.append(Array((type + ":" + key).utf8))
    buffer.encodeBase64(from: 0)
    return String(decoding: buffer.bytes, as: UTF8.self)
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
