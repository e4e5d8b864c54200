/// base64url: https://www.rfc-editor.org/rfc/rfc4648#section-5
///
/// Decoding accepts exactly one text for every value: no white space, no other alphabet, and zero in the bits left over.
public enum Base64URL {
  public enum Padding: Sendable {
    case none
    /// `=` up to a multiple of four, as the standard's own examples have it.
    case required
  }

  public static func encode(_ bytes: some Collection<UInt8>, padding: Padding = .none) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var held: UInt32 = 0
    var heldBits = 0
    for byte in bytes {
      held = held << 8 | UInt32(byte)
      heldBits += 8
      while heldBits >= 6 {
        heldBits -= 6
        text.append(alphabet[Int(held >> UInt32(heldBits)) & 63])
      }
    }
    if heldBits > 0 { text.append(alphabet[Int(held << UInt32(6 - heldBits)) & 63]) }
    if padding == .required {
      while text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Nil for anything `encode` would not have produced.
  public static func decode(_ text: some Collection<UInt8>, padding: Padding = .none) -> [UInt8]? {
    guard let digits = digits(of: text, padding) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count * 3 / 4)
    var held: UInt32 = 0
    var heldBits = 0
    for digit in digits {
      let value = values[Int(digit)]
      guard value < 64 else { return nil }
      held = held << 6 | UInt32(value)
      heldBits += 6
      if heldBits >= 8 {
        heldBits -= 8
        bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(heldBits)))
      }
    }
    let leftOver = held & (1 << UInt32(heldBits) - 1)
    return heldBits < 6 && leftOver == 0 ? bytes : nil
  }

  private static func digits<Text: Collection<UInt8>>(of text: Text, _ padding: Padding) -> Text.SubSequence? {
    guard padding == .required else { return text[...] }
    guard text.count % 4 == 0 else { return nil }
    let digitCount = text.reduce(into: 0) { count, byte in if byte != UInt8(ascii: "=") { count += 1 } }
    guard text.count - digitCount <= 2 else { return nil }
    return text.prefix(digitCount)
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The value of each digit; 255 for what is none.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, digit) in alphabet.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()
}
