import Cryptography
import Testing

@Suite struct RSATests {
  /// RFC 7515, appendix A.2: https://www.rfc-editor.org/rfc/rfc7515#appendix-A.2
  static let modulus = decoded(
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMs"
      + "D1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdV"
      + "MTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ")
  static let exponent = decoded("AQAB")
  static let message = utf8(
    "eyJhbGciOiJSUzI1NiJ9"
      + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ")
  static let signature = decoded(
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZ"
      + "cAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-e"
      + "OkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw")

  static func decoded(_ text: String) -> [UInt8] { Base64URL.decode(Array(text.utf8)) ?? [] }

  @Test func `verifies the signature of RFC 7515`() throws {
    let key = try RSAPublicKey(modulus: Self.modulus, exponent: Self.exponent)
    #expect(key.verifyRS256(signature: Self.signature, message: Self.message))
  }

  @Test func `accepts a modulus with leading zeros`() throws {
    let key = try RSAPublicKey(modulus: [0] + Self.modulus, exponent: [0, 0] + Self.exponent)
    #expect(key.verifyRS256(signature: Self.signature, message: Self.message))
  }

  @Test func `refuses another message and any changed, cut or lengthened signature`() throws {
    let key = try RSAPublicKey(modulus: Self.modulus, exponent: Self.exponent)
    var changed = Self.signature
    changed[100] ^= 1
    let signatures = [changed, [], Array(Self.signature.dropLast()), Self.signature + [0], [0] + Self.signature]
    #expect(signatures.map { key.verifyRS256(signature: $0, message: Self.message) } == Array(repeating: false, count: 5))
    #expect(!key.verifyRS256(signature: Self.signature, message: Self.message + [0]))
    #expect(!key.verifyRS256(signature: [UInt8](repeating: 0, count: 256), message: Self.message))
    #expect(!key.verifyRS256(signature: [UInt8](repeating: 255, count: 256), message: Self.message))
  }

  static let badKeys: [(modulus: [UInt8], exponent: [UInt8])] = [
    ([], [1, 0, 1]), (modulus, []), (modulus, [0]), (modulus, [1]), (modulus, [3]), (modulus, [1, 0, 0]),
    (modulus, [1, 0, 0, 0, 1]), (Array(modulus.dropFirst()), [1, 0, 1]),
    (modulus.dropLast() + [0xA0], [1, 0, 1]), ([UInt8](repeating: 255, count: 1025), [1, 0, 1]),
  ]

  @Test(arguments: badKeys) func `refuses weak and odd keys`(modulus: [UInt8], exponent: [UInt8]) {
    #expect(throws: CryptographyError.key) { try RSAPublicKey(modulus: modulus, exponent: exponent) }
  }

  @Test func `signs what its public part verifies, also after a trip through PEM`() throws {
    let made = try RSAPrivateKey.generate()
    let key = try RSAPrivateKey(pem: try made.pem())
    let parts = try key.publicParts()
    let publicKey = try RSAPublicKey(modulus: parts.modulus, exponent: parts.exponent)
    let signature = try key.signRS256(Self.message)
    #expect(try signature == made.signRS256(Self.message))
    #expect(parts.exponent == [1, 0, 1])
    #expect(publicKey.verifyRS256(signature: signature, message: Self.message))
    #expect(!publicKey.verifyRS256(signature: Self.signature, message: Self.message))
  }

  @Test(arguments: [
    "", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    // Encrypted: it must be refused, not asked for at a terminal. The passphrase would be `secret`.
    """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIIFLTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIHhTZORYJrtICAggA
    MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBARcvd78NelenqBzdcZaTeIBIIE
    0K5xUjjmVwXETKiVgY7xRvW7KWycK3ex5DZgGQF/t2PXjQGIXIyroTEaaCglnaHE
    dlzMOAXG1fd5N4uipAO7mQ7Tyis/NfdLCemEMJN7SEUHT1/WBu4YJAkoNjKRyajU
    VwSjB+jlKhwiLnlzszEAbB/dDhbw0VlRU0Xyddvx5Hqm8szZ/QHWJZ1KFimBoTO9
    yKg/sovpcULHrz4nI0uK6JOAPncyuodC+OTZAZ6ZEC/FWEL9ZlJHRUAUy8bURAb1
    bGXVglyTqUjSdh8Z/j2bWUafgbtf+VXezuFp2NkEC0y2OWwmVYlHfUdXjloxQ1CJ
    IXZ74mdFRu7Mgb/8XEVo3oYbrklKo6svTUcO21vB7IZgcQ8BHGkpJBCYU1axKdPW
    zXmHWXT8HOAtcpjOVpTJAI3Js1H4xNVQFRwRjawsoVuH5xHnb+wEH305x7c/NKA9
    U/z+CIlU2yHAy3pdn0TplhOQ/2c/RPKhTHmLaQISsmE2RG8E3DSOBMavAKhXYu2C
    g/9znkWNtAe2bb29AfgTVThxFKRDjoiWQ/8DtA8KM+qMuGCR7R8YRM1wJIaVhocc
    j6cPXzLDMdZtqThjB/PxmU6JC6PhMoLKgvmvvUVnI8732f88Z8d2z6gEEn1JgBLR
    svjL8i5Qj/JMjW3DcgkzlxO8F4H9IrqcXOwaIC/vZLSgsnIIHg77Z6u34ZI1b6LW
    Np/CxZixGzqmtp+kfGfKghZNNBcLXuBquNEaKAZL0a0kJlySZufB5tsRtwNXyX6V
    H+HS7quJRgsfrEXKSg0HHK+Tl2JeZ8w0ZqELHYXwiimXNlFkdZyimwaKZ1sTtg2/
    cfe3/PRWekuQBMkAU9ym4xkxl5xOWjcx2zIMt111vg9kzF/kMvUqLk1hn7QoQLx3
    I8LWT74U1WB4PyZdqhxHfg8F09jIAew6F+nX6k8nEJaD5u9gL3tnGkObZ+yr4T/t
    WpqiTpavoQHwoyTpLU6P5hFnf/jVXCGeAZcyMLtQ1ZAlMRrDDW1AkLo0Kj5Ff+wE
    h4ataBnGYna3LC/MasNEpPiiAYBMrUCQEfVuIpvfL1cbDf3q9qKnoBOg2oeH1HnL
    7c0B844lysfGFTI9T+1nrSkCDIVwXT2ONqRRenA6R2MbbHZ5Vl4CEZcENGybF/mC
    kadDs0B2igZLKu2E0LJoevoOE923koEg75BFoix6QcFjse1GbaTkum/388VfpNMY
    LECgUchNN2uNegjtw90LKRU5AEjMUg3kbWbZInnmRndhm1FuFVNqsTV9oLseZgLS
    rGbZmeHMjVEyLJWq/NHhL1KMraKcyGhhr8GpJ7DVijzMsl5VwezqHDgpPyJHtKeL
    9bA6WJae3r/RudTT6oIq4vOImCI/U/IwneDnxpXe0FHR/F+peG9ffnQDxiA7j4GI
    qzwVP+BRm8WdjE7yNZsuxqje56742rZw9OS6cjNh+ITAbRGbIRN3iLwC/k3oCSWv
    aKY9YetqVbvm8hoZUVGRq4oXwdiXwGq4ZXo0ij4epAzipk0OiHQIojLr4lxGszzm
    fjNCDnUCQ226kHZjfAqSFRXu4O4/2CmunZ/MVnJW9JjcDpT9A72PAr1mxnWscvx1
    XB5fjcoZmPp8JE060uecUb81Gnuqh/Y28Pgv2ojZAZcb
    -----END ENCRYPTED PRIVATE KEY-----
    """,
    // An elliptic curve, not RSA.
    """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgbGXjIGXczZjGACYM
    rpxBb0ke/ElkpWuaP7phOjfHZ9ahRANCAAQxwpkY1JGFBJJM4xIBGdwXx/gKSJEp
    HCXpjI/s8nFY/ShZBRGeJJSbNtx5cnqFH4vAAqLly8AFpm/JrsS/vbn/
    -----END PRIVATE KEY-----
    """,
  ])
  func `refuses PEM that holds no usable key`(pem: String) {
    #expect(throws: CryptographyError.key) { try RSAPrivateKey(pem: pem) }
  }

  @Test(arguments: [512, 1024, 2047, 16384]) func `generates no weak or oversized key`(bits: Int) {
    #expect(throws: CryptographyError.key) { try RSAPrivateKey.generate(bits: bits) }
  }

  @Test func `reads a key from PEM as often as asked`() throws {
    let pem = try RSAPrivateKey.generate().pem()
    let parts = try (0..<200).map { _ in try RSAPrivateKey(pem: String(decoding: Array(pem.utf8), as: UTF8.self)).publicParts().modulus }
    #expect(Set(parts).count == 1)
  }

  @Test func `verifies on many threads at once`() async throws {
    let key = try RSAPublicKey(modulus: Self.modulus, exponent: Self.exponent)
    let verified = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<200).count { _ in key.verifyRS256(signature: Self.signature, message: Self.message) }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(verified == 1600)
  }
}
