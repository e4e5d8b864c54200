@testable import Cryptography
import Testing

/// Vectors of the submission of GCM to NIST (McGrew and Viega, appendix B).
@Suite struct AESGCMTests {
  struct Vector: Sendable {
    var key, nonce, message, context, sealed: [UInt8]
  }

  static let message = hex(
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
      + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39")
  static let context = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2")

  static let vectors = [
    Vector(
      key: hex("00000000000000000000000000000000"), nonce: hex("000000000000000000000000"), message: [], context: [],
      sealed: hex("58e2fccefa7e3061367f1d57a4e7455a")),
    Vector(
      key: hex("feffe9928665731c6d6a8f9467308308"), nonce: hex("cafebabefacedbaddecaf888"), message: message,
      context: context,
      sealed: hex(
        "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
          + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091 5bc94fbc3221a5db94fae95ae7121a47")),
    Vector(
      key: [UInt8](repeating: 0, count: 32), nonce: [UInt8](repeating: 0, count: 12),
      message: [UInt8](repeating: 0, count: 16), context: [],
      sealed: hex("cea7403d4d606b6e074ec5d3baf39d18 d0d1c8a799996bf0265b98b5d48ab919")),
    Vector(
      key: hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
      nonce: hex("cafebabefacedbaddecaf888"), message: message, context: context,
      sealed: hex(
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
          + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662 76fc6ece0f4e1768cddf8853bb2d551b")),
  ]

  @Test(arguments: vectors) func `seals and opens as published`(vector: Vector) throws {
    let cipher = try AESGCM(key: vector.key)
    let sealed = try cipher.seal(vector.message, context: vector.context, nonce: vector.nonce)
    #expect(sealed == vector.nonce + vector.sealed)
    #expect(cipher.open(sealed, context: vector.context) == vector.message)
  }

  @Test func `opens nothing that was changed in any bit`() throws {
    let cipher = try AESGCM(key: [UInt8](repeating: 7, count: 32))
    let sealed = try cipher.seal(utf8("after:42"), context: utf8("members"))
    for bit in 0..<(sealed.count * 8) {
      var changed = sealed
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(cipher.open(changed, context: utf8("members")) == nil)
    }
  }

  @Test func `opens nothing under another context or key, and nothing cut short`() throws {
    let cipher = try AESGCM(key: [UInt8](repeating: 7, count: 32))
    let sealed = try cipher.seal(utf8("after:42"), context: utf8("members"))
    #expect(cipher.open(sealed) == nil)
    #expect(cipher.open(sealed, context: utf8("assets")) == nil)
    #expect(try AESGCM(key: [UInt8](repeating: 8, count: 32)).open(sealed, context: utf8("members")) == nil)
    for count in 0..<sealed.count {
      #expect(cipher.open(Array(sealed.prefix(count)), context: utf8("members")) == nil)
    }
  }

  @Test func `never seals a message twice the same way`() throws {
    let cipher = try AESGCM(key: [UInt8](repeating: 7, count: 16))
    #expect(try cipher.seal([1, 2, 3]) != cipher.seal([1, 2, 3]))
  }

  @Test(arguments: [0, 15, 17, 24, 31, 33]) func `refuses keys of other lengths`(count: Int) {
    #expect(throws: CryptographyError.key) { try AESGCM(key: [UInt8](repeating: 0, count: count)) }
  }
}
