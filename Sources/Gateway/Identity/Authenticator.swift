import Cryptography
import Foundation
import GraphQLExecution
import Synchronization

/// Finds out who asks, from a request's headers.
final class Authenticator: Sendable {
  /// Tokens that keys of one generation have verified, by digest.
  private struct VerifiedTokens {
    var generation = 0
    var tokens: [[UInt8]: AccessToken] = [:]
  }

  private static let verifiedTokensMax = 10_000

  private let verifier: AccessTokenVerifier
  private let keys: KeySource
  private let tokens = Mutex(VerifiedTokens())

  init(policy: TokenPolicy, keys: KeySource) {
    verifier = AccessTokenVerifier(policy: policy)
    self.keys = keys
  }

  /// The caller, or nil for an anonymous request. A token that is there must be good.
  func caller(of head: RequestHead) throws(RequestRefusal) -> Caller? {
    if let digest = head.tokenDigest, let keys = keys.current, let user = find(digest, keys.generation, now: Self.now) {
      return try Self.caller(user, head)
    }
    if let key = try apiKey(head) { return .program(key) }
    guard head.authorization.count <= 1 else {
      throw RequestRefusal(.badRequest, "The header Authorization may be sent once only.")
    }
    guard let authorization = head.authorization.only else { return nil }
    guard let token = Self.bearer(authorization) else {
      throw RequestRefusal(.unauthenticated, ErrorCode.unauthenticated.message)
    }
    return try Self.caller(try verified(token), head)
  }

  private static func caller(_ user: AccessToken, _ head: RequestHead) throws(RequestRefusal) -> Caller {
    do throws(RequestRefusal) {
      return .user(user, persona: try persona(head))
    } catch {
      var refusal = error
      refusal.caller = .user(user, persona: nil)
      throw refusal
    }
  }

  /// The API key of a request; a request has a key or a token, not both.
  private func apiKey(_ head: RequestHead) throws(RequestRefusal) -> APIKey? {
    guard head.apiKey.count > 0 else { return nil }
    guard let value = head.apiKey.only, head.authorization.count == 0 else {
      throw RequestRefusal(.badRequest, "Send one API key or one access token.")
    }
    guard let key = APIKey(value) else {
      throw RequestRefusal(.unauthenticated, ErrorCode.unauthenticated.message)
    }
    guard head.persona.count == 0 else {
      var refusal = RequestRefusal(.personaNotYours, ErrorCode.personaNotYours.message)
      refusal.caller = .program(key)
      throw refusal
    }
    return key
  }

  /// The token of `Bearer token` (RFC 6750, section 2.1); nil when the credentials are others.
  private static func bearer(_ authorization: String) -> [UInt8]? {
    let space = UInt8(ascii: " ")
    let text = authorization.utf8.drop { $0 == space }
    guard let end = text.firstIndex(of: space), text[..<end].elementsEqual("bearer".utf8, by: { $0 | 0x20 == $1 }) else { return nil }
    let token = text[end...].drop { $0 == space }
    let rest = token.drop { $0 != space }
    guard !token.isEmpty, rest.allSatisfy({ $0 == space }) else { return nil }
    return Array(token[..<rest.startIndex])
  }

  private func verified(_ token: [UInt8]) throws(RequestRefusal) -> AccessToken {
    guard let (keys, generation) = keys.current else {
      throw RequestRefusal(.unavailable, ErrorCode.unavailable.message)
    }
    let now = Self.now
    let digest = Self.digest(token)
    if let known = find(digest, generation, now: now) { return known }
    do throws(TokenRefusal) {
      let token = try verifier.verify(token, keys: keys, now: now)
      remember(token, digest, generation)
      return token
    } catch {
      var refusal = RequestRefusal(.unauthenticated, ErrorCode.unauthenticated.message)
      if error == .unknownKey { refusal.unknownInKeys = generation }
      throw refusal
    }
  }

  private static var now: Int64 { Int64(Date().timeIntervalSince1970) }

  private static func digest(_ token: [UInt8]) -> [UInt8] {
    let bytesMax = AccessTokenVerifier.tokenBytesMax
    return sha256(token.count > bytesMax ? Array(token.prefix(bytesMax + 1)) : token)
  }

  /// By which the token of a head is known, if it has one and nothing else to say who asks.
  static func tokenDigest(in head: RequestHead) -> [UInt8]? {
    guard head.apiKey.count == 0, let authorization = head.authorization.only else { return nil }
    return bearer(authorization).map(digest)
  }

  private func find(_ digest: [UInt8], _ generation: Int, now: Int64) -> AccessToken? {
    tokens.withLock { verified in
      guard verified.generation == generation, let token = verified.tokens[digest], token.expiresAt > now else { return nil }
      return token
    }
  }

  private func remember(_ token: AccessToken, _ digest: [UInt8], _ generation: Int) {
    tokens.withLock { verified in
      if verified.generation != generation || verified.tokens.count >= Self.verifiedTokensMax {
        verified = VerifiedTokens(generation: generation)
      }
      verified.tokens[digest] = token
    }
  }

  /// Calls back when keys newer than those that did not have a token's key may be there; false when none are expected.
  func whenNewerKeys(than generation: Int, _ body: @escaping @Sendable () -> Void) -> Bool {
    keys.whenNewer(than: generation, body)
  }

  /// The key of the persona to act as: a bare key or a global id of type Persona.
  private static func persona(_ head: RequestHead) throws(RequestRefusal) -> String? {
    guard head.persona.count > 0 else { return nil }
    let value = head.persona.only ?? ""
    let key = GlobalID.decode(value).flatMap { $0.type == "Persona" ? $0.key : nil } ?? value
    // UUID reads a C string, and so nothing behind a NUL.
    guard key.utf8.count == 36, UUID(uuidString: key) != nil else {
      throw RequestRefusal(.personaNotYours, ErrorCode.personaNotYours.message)
    }
    return key.lowercased()
  }
}
