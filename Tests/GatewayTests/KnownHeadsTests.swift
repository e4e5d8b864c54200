import HTTPTypes
import NIOCore
import Testing

@testable import Gateway

@Suite struct `Known heads` {
  private static let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nAuthorization: Bearer x\r\n\r\n"

  private func message() -> RequestHead {
    RequestHead(
      HTTPRequest(
        method: .post, scheme: "http", authority: "a", path: "/graphql",
        headerFields: [.contentLength: "2", .authorization: "Bearer x"]))
  }

  private func heads(learning texts: [String]) -> KnownHeads {
    let heads = KnownHeads()
    for text in texts { heads.learn(ByteBuffer(string: text).readableBytesView, message(), bodyBytes: 2) }
    return heads
  }

  private func found(_ heads: KnownHeads, _ text: String) -> String? {
    heads.find(ByteBuffer(string: text)).map { "\($0.head.target) \(String(decoding: $0.body, as: UTF8.self))" }
  }

  @Test func `a head is known when it came twice, and then with every body`() {
    let body = { (body: String) in Self.head + body }
    #expect(found(heads(learning: [Self.head]), body("{}")) == nil)
    let heads = heads(learning: [Self.head, Self.head])
    #expect([found(heads, body("{}")), found(heads, body("[]"))] == ["/graphql {}", "/graphql []"])
  }

  @Test func `a request that is not complete, or not alone, is none with a known head`() {
    let heads = heads(learning: [Self.head, Self.head])
    for text in ["", Self.head, Self.head + "{", Self.head + "{}" + "P", String(Self.head.dropLast(2)), "P" + Self.head + "{}"] {
      #expect(found(heads, text) == nil, "\(text)")
    }
  }

  @Test func `a head with any other byte is another head`() {
    let heads = heads(learning: [Self.head, Self.head])
    for place in Self.head.utf8.indices {
      var bytes = Array(Self.head.utf8)
      bytes[Self.head.utf8.distance(from: Self.head.startIndex, to: place)] ^= 1
      #expect(found(heads, String(decoding: bytes, as: UTF8.self) + "{}") == nil)
    }
  }

  @Test func `a head of more than four kilobytes is not kept, and thousands of others do not stay`() {
    let long = Self.head.replacing("Host: a", with: "Host: " + String(repeating: "a", count: 5_000))
    #expect(found(heads(learning: [long, long]), long + "{}") == nil)
    let heads = heads(learning: [Self.head, Self.head])
    for number in 0..<1_000 {
      let other = Self.head.replacing("Host: a", with: "Host: \(number)")
      for _ in 0..<2 { heads.learn(ByteBuffer(string: other).readableBytesView, message(), bodyBytes: 2) }
    }
    #expect(found(heads, Self.head + "{}") == nil)
  }

  @Test func `the token of a known head is known by its digest, and an API key is not`() {
    let known = heads(learning: [Self.head, Self.head]).find(ByteBuffer(string: Self.head + "{}"))
    #expect(known?.head.tokenDigest != nil)
    #expect(known?.head.tokenDigest == Authenticator.tokenDigest(in: message()))
    var other = HTTPRequest(method: .post, scheme: "http", authority: "a", path: "/graphql")
    other.headerFields[.apiKey] = "x"
    #expect(Authenticator.tokenDigest(in: RequestHead(other)) == nil)
  }
}
