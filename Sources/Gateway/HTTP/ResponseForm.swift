/// Which statuses responses have where the audits of GraphQL over HTTP and its draft of August 2026 differ.
///
/// The audits are what clients and test suites expect today; the draft is where they are going.
/// https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes
public enum StatusProfile: String, Sendable, CaseIterable {
  /// Everything wrong with a request is 400, in `application/json` everything wrong with its document 200; partial data are 200.
  case audits
  /// What can be read and yet not be executed is 422, in both media types; partial data are 294.
  case draft

  /// What a client gets that takes any type.
  var preferredType: MediaType {
    switch self {
    case .audits: .json
    case .draft: .graphQLResponse
    }
  }
}

/// How one request is answered: in which media type, and with which statuses.
struct ResponseForm: Sendable {
  let mediaType: MediaType
  let profile: StatusProfile

  /// The form a request's `Accept` headers ask for; nil when it can be answered in none.
  init?(_ head: RequestHead, profile: StatusProfile) {
    guard let type = MediaType.negotiate(head.accept.joined, preferring: profile.preferredType) else { return nil }
    self.init(mediaType: type, profile: profile)
  }

  init(mediaType: MediaType, profile: StatusProfile) {
    self.mediaType = mediaType
    self.profile = profile
  }

  /// The status of a response without data to a request that is wrong, or comes at a wrong time.
  func status(of code: ErrorCode) -> Int {
    switch (profile, code) {
    case (.draft, .badRequest), (.draft, .syntax): code.status
    case (.draft, _) where code.status == 400: 422
    default: code.status
    }
  }

  /// The status of a response without data to a request that only has a wrong document or wrong variables: clients of
  /// `application/json` read the errors, not the status.
  func status(ofDocumentError code: ErrorCode) -> Int {
    profile == .audits && mediaType == .json ? 200 : status(of: code)
  }

  /// The status of a response with data, which may be null.
  func status(ofDataWithErrors hasErrors: Bool) -> Int { hasErrors && profile == .draft ? 294 : 200 }

  /// The media type of a response of this status. In the draft only success is ever called `application/json`, since what
  /// fails with that type may come from anyone on the way.
  func mediaType(at status: Int) -> MediaType {
    profile == .draft && !(200..<300).contains(status) ? .graphQLResponse : mediaType
  }
}
