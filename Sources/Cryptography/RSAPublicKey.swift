/// An RSA key that checks RS256 signatures (RSASSA-PKCS1-v1_5 with SHA-256); safe to use from many threads.
public struct RSAPublicKey: Sendable {
  /// Shorter ones are too weak, longer ones a way to keep the processor busy.
  public static let modulusBits = 2048...8192

  private let key: KeyHandle

  /// From the big-endian bytes of a JSON Web Key's `n` and `e`; the exponent is odd, from 65537 up to 32 bits.
  public init(modulus: [UInt8], exponent: [UInt8]) throws(CryptographyError) {
    let exponentValue = exponent.drop { $0 == 0 }
    guard exponentValue.count <= 4 else { throw .key }
    let value = exponentValue.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard value >= 65537, value % 2 == 1, let last = modulus.last, last % 2 == 1 else { throw .key }
    guard modulus.count <= Self.modulusBits.upperBound / 8 + 1,
      let key = KeyHandle(modulus: modulus, exponent: Array(exponentValue)), Self.modulusBits.contains(key.bits)
    else {
      _ = systemFailure()
      throw .key
    }
    self.key = key
  }

  public func verifyRS256(signature: [UInt8], message: [UInt8]) -> Bool {
    guard signature.count == (key.bits + 7) / 8, key.verifySHA256(signature: signature, message: message) else {
      _ = systemFailure()
      return false
    }
    return true
  }
}
