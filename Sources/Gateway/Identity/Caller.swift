/// On whose behalf a request is made.
public enum Caller: Sendable, Hashable {
  /// A user with a verified token, who asks to act as a persona by its key; nil is the primary persona.
  case user(Identity, persona: String?)
  /// A program with an API key; whether the key is good is for the database to say.
  case program(APIKey)
}

extension Caller {
  /// Whose cursors these are: the identity and the persona asked for.
  var cursorHolder: String {
    switch self {
    case .user(let identity, let persona): "\(identity.tenant) \(identity.subject) \(persona ?? "")"
    case .program(let key): key.prefix
    }
  }
}

/// An API key as a request presents it: `prefix.secret`, where the prefix is `hk`, the tenant's number, `-` and a name.
public struct APIKey: Sendable, Hashable {
  static let bytesMax = 256

  public let tenant: Int32
  public let prefix: String
  /// SHA-256 of the secret.
  public let digest: [UInt8]
}
