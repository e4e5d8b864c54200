/// On whose behalf a request is made.
public enum Caller: Sendable, Hashable {
  /// A user with a verified token, who asks to act as a persona by its key; nil is the primary persona.
  case user(AccessToken, persona: String?)
  /// A program with an API key; whether the key is good is for the database to say.
  case program(APIKey)
}

extension Caller {
  var tenant: Int32 {
    switch self {
    case .user(let token, _): token.identity.tenant
    case .program(let key): key.tenant
    }
  }

  /// Whose cursors these are: the identity and the persona asked for.
  var cursorHolder: String {
    switch self {
    case .user(let token, let persona): "\(token.identity.tenant) \(token.identity.subject) \(persona ?? "")"
    case .program(let key): key.prefix
    }
  }
}
