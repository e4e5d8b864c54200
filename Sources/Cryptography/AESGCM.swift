/// AES in Galois/Counter Mode: keeps a short message secret and notices any change to it.
///
/// The nonce is random, so one key may seal about 2^32 messages (NIST SP 800-38D, 8.3).
public struct AESGCM: Sendable {
  static let nonceCount = 12
  static let tagCount = 16
  private let key: [UInt8]

  /// 16 or 32 bytes: AES-128 or AES-256.
  public init(key: [UInt8]) throws(CryptographyError) {
    guard key.count == 16 || key.count == 32 else { throw .key }
    self.key = key
  }

  /// Nonce, encrypted message and tag, one after the other; `context` is protected but not contained.
  public func seal(_ message: [UInt8], context: [UInt8] = []) throws(CryptographyError) -> [UInt8] {
    try seal(message, context: context, nonce: try randomBytes(Self.nonceCount))
  }

  /// With one key, a nonce must never be used twice.
  func seal(_ message: [UInt8], context: [UInt8], nonce: [UInt8]) throws(CryptographyError) -> [UInt8] {
    guard let cipher = CipherContext(key: key, nonce: nonce, .seal), cipher.authenticate(context),
      let encrypted = cipher.update(message), cipher.finish(), let tag = cipher.tag(count: Self.tagCount)
    else { throw systemFailure() }
    return nonce + encrypted + tag
  }

  /// Nil when sealed with another key or context, or changed since.
  public func open(_ sealed: [UInt8], context: [UInt8] = []) -> [UInt8]? {
    guard sealed.count >= Self.nonceCount + Self.tagCount else { return nil }
    let nonce = Array(sealed.prefix(Self.nonceCount))
    let encrypted = Array(sealed.dropFirst(Self.nonceCount).dropLast(Self.tagCount))
    guard let cipher = CipherContext(key: key, nonce: nonce, .open), cipher.authenticate(context),
      let message = cipher.update(encrypted), cipher.expect(tag: Array(sealed.suffix(Self.tagCount))), cipher.finish()
    else {
      _ = systemFailure()
      return nil
    }
    return message
  }
}
