import Testing

@testable import Gateway

@Suite struct `Choice of media type` {
  @Test(arguments: [
    (nil, MediaType.json),
    ("", .json),
    ("*/*", .json),
    ("application/*", .json),
    ("application/json", .json),
    ("application/graphql-response+json", .graphQLResponse),
    ("application/graphql-response+json; charset=utf-8", .graphQLResponse),
    ("application/graphql-response+json, application/json;q=0.9", .graphQLResponse),
    ("application/json;q=0.5, application/graphql-response+json;q=0.8", .graphQLResponse),
    ("application/graphql-response+json;q=0.1, application/json", .json),
    ("text/event-stream, application/json", .json),
    ("text/html, application/graphql-response+json;q=0.2, */*;q=0.1", .graphQLResponse),
    ("APPLICATION/JSON", .json),
  ] as [(String?, MediaType)])
  func `the acceptable type of the highest weight is taken, the earlier among equals`(accept: String?, type: MediaType) {
    #expect(MediaType.negotiate(accept) == type)
  }

  @Test(arguments: ["text/html", "application/json;q=0", "image/*", "application/json;charset=utf-16", "text/event-stream"])
  func `nothing is taken when nothing is acceptable`(accept: String) {
    #expect(MediaType.negotiate(accept) == nil)
  }
}
