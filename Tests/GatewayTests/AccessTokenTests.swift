import Cryptography
import Foundation
import Testing

@testable import Gateway

@Suite struct `Access tokens` {
  static let key = Result { try RSAPrivateKey.generate() }
  static let now: Int64 = 1_800_000_000
  static let header = #"{"alg":"RS256","kid":"k1"}"#

  static func claims(_ changes: [String: String?] = [:]) -> String {
    var claims: [String: String] = [
      "iss": #""https://issuer""#, "token_use": #""access""#, "client_id": #""app""#, "sub": #""john""#,
      "exp": "\(now + 60)", "iat": "\(now - 60)", "custom:tenant_id": #""1""#,
    ]
    for (name, value) in changes { claims[name] = value }
    return "{" + claims.map { "\"\($0)\":\($1)" }.sorted().joined(separator: ",") + "}"
  }

  static func token(_ header: String = header, _ claims: String = claims()) throws -> String {
    let signed = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(Array(claims.utf8))
    return signed + "." + Base64URL.encode(try key.get().signRS256(Array(signed.utf8)))
  }

  static func keySet() throws -> KeySet {
    let (modulus, exponent) = try key.get().publicParts()
    let json = #"{"keys":[{"kty":"RSA","kid":"k1","n":"\#(Base64URL.encode(modulus))","e":"\#(Base64URL.encode(exponent))"}]}"#
    return try #require(KeySet(json: Array(json.utf8)))
  }

  /// The identity, or why there is none.
  static func verdict(_ token: String) throws -> String {
    let verifier = AccessTokenVerifier(policy: TokenPolicy(issuer: "https://issuer", clients: ["app"]))
    let keys = try keySet()
    do throws(TokenRefusal) {
      let verified = try verifier.verify(Array(token.utf8), keys: keys, now: now)
      return "\(verified.identity.subject)@\(verified.identity.tenant)"
    } catch {
      return error.rawValue
    }
  }

  @Test func `a good token names its user and tenant`() throws {
    #expect(try Self.verdict(Self.token()) == "john@1")
    #expect(try Self.verdict(Self.token(Self.header, Self.claims(["custom:tenant_id": "7"]))) == "john@7")
  }

  @Test(arguments: [
    ("iss", #""https://other""#, "issuer"), ("iss", nil, "issuer"), ("iss", #""https://issuer/""#, "issuer"),
    ("token_use", #""id""#, "use"), ("token_use", nil, "use"),
    ("client_id", #""other""#, "client"), ("client_id", nil, "client"), ("client_id", #"["app"]"#, "client"),
    ("exp", "\(now)", "expired"), ("exp", nil, "expired"), ("exp", "\"\(now + 60)\"", "expired"), ("exp", "1.9e9", "expired"),
    ("iat", "\(now + 10)", "notYetValid"), ("nbf", "\(now + 10)", "notYetValid"), ("nbf", #""soon""#, "notYetValid"),
    ("sub", nil, "subject"), ("sub", "5", "subject"), ("sub", #""""#, "subject"),
    ("custom:tenant_id", nil, "tenant"), ("custom:tenant_id", #""0""#, "tenant"), ("custom:tenant_id", #""1 or 2""#, "tenant"),
  ] as [(String, String?, String)])
  func `a claim that is wrong or missing refuses the token`(claim: String, value: String?, refusal: String) throws {
    #expect(try Self.verdict(Self.token(Self.header, Self.claims([claim: value]))) == refusal)
  }

  @Test(arguments: [
    (#"{"alg":"none","kid":"k1"}"#, "algorithm"), (#"{"alg":"HS256","kid":"k1"}"#, "algorithm"),
    (#"{"alg":"RS512","kid":"k1"}"#, "algorithm"), (#"{"alg":["RS256"],"kid":"k1"}"#, "algorithm"), (#"{"kid":"k1"}"#, "algorithm"),
    (#"{"alg":"RS256"}"#, "unknownKey"), (#"{"alg":"RS256","kid":"k2"}"#, "unknownKey"),
    (#"{"alg":"RS256","kid":""}"#, "unknownKey"), (#"{"alg":"RS256","kid":"k1","crit":["x"]}"#, "malformed"),
    (#"{"alg":"RS256","kid":"k1","b64":false}"#, "malformed"), (#"{"alg":"RS256","alg":"RS256","kid":"k1"}"#, "malformed"),
  ])
  func `only RS256 by a known key is believed`(header: String, refusal: String) throws {
    #expect(try Self.verdict(Self.token(header)) == refusal)
  }

  @Test func `a token whose bytes were changed anywhere is refused`() throws {
    let token = try Self.token()
    for place in stride(from: 0, to: token.utf8.count, by: 7) {
      var bytes = Array(token.utf8)
      bytes[place] = bytes[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
      guard bytes != Array(token.utf8) else { continue }
      #expect(try Self.verdict(String(decoding: bytes, as: UTF8.self)) != "john@1")
    }
  }

  @Test(arguments: ["", ".", "..", "a.b", "a.b.c.d", "a b.c.d", String(repeating: "a", count: 9_000)])
  func `what is no token is malformed`(text: String) throws {
    #expect(try Self.verdict(text) == "malformed")
  }

  @Test(arguments: [#"{}"#, #"{"keys":[]}"#, #"{"keys":[{"kty":"oct","kid":"k1","k":"AAAA"}]}"#, "[]", "<html>"])
  func `a text without a usable key is no key set`(json: String) {
    #expect(KeySet(json: Array(json.utf8)) == nil)
  }
}
