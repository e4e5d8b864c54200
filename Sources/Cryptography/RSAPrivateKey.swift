/// An RSA key that makes RS256 signatures; safe to use from many threads.
public struct RSAPrivateKey: Sendable {
  private let key: KeyHandle

  private init(_ key: KeyHandle) {
    self.key = key
  }

  /// Takes a good part of a second.
  public static func generate(bits: Int = 2048) throws(CryptographyError) -> RSAPrivateKey {
    guard RSAPublicKey.modulusBits.contains(bits) else { throw .key }
    guard let key = KeyHandle(generating: bits) else { throw systemFailure() }
    return RSAPrivateKey(key)
  }

  /// Reads an unencrypted RSA key in PEM (PKCS#8 or PKCS#1).
  public init(pem: String) throws(CryptographyError) {
    guard let key = KeyHandle(pem: Array(pem.utf8)), key.isRSA, RSAPublicKey.modulusBits.contains(key.bits) else {
      _ = systemFailure()
      throw .key
    }
    self.key = key
  }

  /// PKCS#8, unencrypted: a secret.
  public func pem() throws(CryptographyError) -> String {
    guard let bytes = key.pem() else { throw systemFailure() }
    return String(decoding: bytes, as: UTF8.self)
  }

  public func signRS256(_ message: [UInt8]) throws(CryptographyError) -> [UInt8] {
    guard let signature = key.signSHA256(message) else { throw systemFailure() }
    return signature
  }

  /// The big-endian bytes a JSON Web Key publishes as `n` and `e`.
  public func publicParts() throws(CryptographyError) -> (modulus: [UInt8], exponent: [UInt8]) {
    guard let modulus = key.number(.modulus), let exponent = key.number(.exponent) else { throw systemFailure() }
    return (modulus, exponent)
  }
}
