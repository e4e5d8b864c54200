import Cryptography
import Testing

@Suite struct Base64URLTests {
  /// RFC 4648, section 10, and two values with the digits base64 has not.
  static let pairs: [(plain: [UInt8], text: String, padded: String)] = [
    (utf8(""), "", ""), (utf8("f"), "Zg", "Zg=="), (utf8("fo"), "Zm8", "Zm8="), (utf8("foo"), "Zm9v", "Zm9v"),
    (utf8("foob"), "Zm9vYg", "Zm9vYg=="), (utf8("fooba"), "Zm9vYmE", "Zm9vYmE="), (utf8("foobar"), "Zm9vYmFy", "Zm9vYmFy"),
    ([0xFB, 0xFF], "-_8", "-_8="), ([0, 0, 0], "AAAA", "AAAA"),
  ]

  @Test(arguments: pairs) func `encodes and decodes as published`(plain: [UInt8], text: String, padded: String) {
    #expect(Base64URL.encode(plain) == text)
    #expect(Base64URL.decode(utf8(text)) == plain)
    #expect(Base64URL.encode(plain, padding: .required) == padded)
    #expect(Base64URL.decode(utf8(padded), padding: .required) == plain)
  }

  @Test(arguments: [
    "Z", "Zm9vY", "Zg==", "Zm8=", "Zh", "Zm9", "Zm9v ", " Zm9v", "Zm\n9v", "Zm9v\n", "+/8", "Zm9v=", "====", "Zé", "Z\u{0}9v",
  ])
  func `refuses texts that encode nothing`(text: String) {
    #expect(Base64URL.decode(utf8(text)) == nil)
  }

  @Test(arguments: ["Zg", "Zg=", "Zg===", "Z===", "====", "=Zg=", "Zg==Zg==", "Zh=="])
  func `refuses wrong padding where padding is required`(text: String) {
    #expect(Base64URL.decode(utf8(text), padding: .required) == nil)
  }

  @Test func `gives back every value it encodes`() {
    var generator = SystemRandomNumberGenerator()
    for count in 0..<200 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(Base64URL.decode(utf8(Base64URL.encode(bytes))) == bytes)
    }
  }
}
