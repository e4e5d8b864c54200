/// On whose behalf a request is made: a verified identity, and the persona the request asks to act as.
public struct Caller: Sendable, Hashable {
  public let identity: Identity
  /// The key of a persona; nil is the user's primary persona.
  public let persona: String?

  public init(identity: Identity, persona: String? = nil) {
    self.identity = identity
    self.persona = persona
  }
}
