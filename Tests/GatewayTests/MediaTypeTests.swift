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
    (",, ,", .json),
    ("application/json, application/graphql-response+json", .json),
    ("application/graphql-response+json, application/json", .graphQLResponse),
    ("application/json;q=0.9, application/graphql-response+json;q=0.9", .json),
    ("*/*;q=0.9, application/graphql-response+json;q=0.9", .json),
    ("application/json;q=0, */*", .graphQLResponse),
    ("application/*;q=0.2, application/graphql-response+json;q=0.3", .graphQLResponse),
    ("application/graphql-response+json;q=0.3, application/*;q=0.4", .json),
    ("application/graphql-response+json, application/json, text/event-stream", .graphQLResponse),
    ("text/event-stream, multipart/mixed, application/json;q=0.1", .json),
    ("application/json;q=0.001, application/graphql-response+json;q=0", .json),
    ("application/json;q=2, application/graphql-response+json;q=0.1", .graphQLResponse),
    ("application/json;q=x, application/graphql-response+json;q=0.1", .graphQLResponse),
  ] as [(String?, MediaType)])
  func `the acceptable type of the highest weight is taken, the earlier among equals`(accept: String?, type: MediaType) {
    #expect(MediaType.negotiate(accept, preferring: .json) == type)
  }

  @Test(arguments: [
    (nil, MediaType.graphQLResponse),
    ("", .graphQLResponse),
    ("*/*", .graphQLResponse),
    ("text/html, application/*;q=0.1", .graphQLResponse),
    ("application/json, */*;q=0.1", .json),
    ("application/json, application/graphql-response+json", .json),
    ("application/graphql-response+json;q=0, */*", .json),
  ] as [(String?, MediaType)])
  func `another preference decides only what the header leaves open`(accept: String?, type: MediaType) {
    #expect(MediaType.negotiate(accept, preferring: .graphQLResponse) == type)
  }

  @Test(arguments: [
    "text/html", "application/json;q=0", "image/*", "application/json;charset=utf-16", "text/event-stream", "*/*;q=0",
    "application/json;q=0.0, application/graphql-response+json;q=0.000", "application/*;q=0, text/html", "json", "application/jsonp",
  ])
  func `nothing is taken when nothing is acceptable`(accept: String) {
    #expect(MediaType.negotiate(accept, preferring: .json) == nil)
  }
}
