import Rows

/// Who asks, as a verified access token or an API key says it.
public struct Identity: Sendable, Hashable {
  public let tenant: Int32
  /// The identity provider's id of the user (`sub`).
  public let subject: String

  public init(tenant: Int32, subject: String) {
    self.tenant = tenant
    self.subject = subject
  }
}

/// An access token that has been verified.
public struct AccessToken: Sendable, Hashable {
  public let identity: Identity
  /// Seconds since 1970.
  let expiresAt: Int64
  /// What the database is told of it with each request.
  let parameters: Parameters

  struct Parameters: Sendable, Hashable {
    let tenant: Parameter
    let subject: Parameter
    /// Seconds since 1970; null when the token does not say.
    let issuedAt: Parameter
    /// What tells it from all other tokens (`jti`).
    let id: Parameter
    /// What all tokens of one sign-in have in common (`origin_jti`).
    let signInID: Parameter
  }

  init(identity: Identity, expiresAt: Int64, issuedAt: Int64?, id: String?, signInID: String?) {
    self.identity = identity
    self.expiresAt = expiresAt
    parameters = Parameters(
      tenant: .text("\(identity.tenant)"), subject: .text(identity.subject), issuedAt: .text(issuedAt.map { "\($0)" }), id: .text(id),
      signInID: .text(signInID))
  }
}

/// The claims that an access token must make, in the shape Amazon Cognito gives its access tokens.
public struct TokenPolicy: Sendable {
  public var issuer: String
  /// Accepted values of `client_id`.
  public var clients: Set<String>
  /// The claim that holds the tenant's number.
  public var tenantClaim = "custom:tenant_id"

  public init(issuer: String, clients: Set<String>) {
    self.issuer = issuer
    self.clients = clients
  }
}

/// Why a token is refused; for the log, never for the client.
enum TokenRefusal: String, Error, Sendable {
  case malformed, algorithm, unknownKey, signature, issuer, client, use, expired, notYetValid, subject, tenant
}
