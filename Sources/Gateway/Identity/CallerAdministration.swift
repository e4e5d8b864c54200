import Postgres
import Rows

/// What an administrator of the platform does about callers: API keys and sign-outs. Speaks to the database as one who may
/// become the owner of the tables.
public struct CallerAdministration {
  private let connection: Connection

  /// - Parameter address: Connection URI of an administrator.
  public init(address: String) throws {
    do throws(ConnectError) {
      connection = try Connection(ConnectionSettings(address: address))
    } catch {
      throw CheckFailure([error.description])
    }
  }

  // MARK: API keys

  /// The live keys of one name may overlap while programs change from one to the other, but no more than two of them.
  public static let liveKeysMax = 2

  /// A new key.
  public struct KeyRequest: Sendable {
    public var tenant: Int32
    /// What it is for.
    public var name: String
    public var scopes: [String]
    /// The key of the persona it acts as; without, it reaches no family.
    public var persona: String?
    public var lifetimeDays: Int?
    /// Requests it may make a minute; without, any number.
    public var rateLimit: Int?

    public init(
      tenant: Int32, name: String, scopes: [String], persona: String?, lifetimeDays: Int? = nil, rateLimit: Int? = nil
    ) {
      self.tenant = tenant
      self.name = name
      self.scopes = scopes
      self.persona = persona
      self.lifetimeDays = lifetimeDays
      self.rateLimit = rateLimit
    }
  }

  /// Makes a key and returns its text, which nothing can give again.
  public func createKey(_ request: KeyRequest) throws -> String {
    let (key, text) = try APIKey.make(tenant: request.tenant)
    let created = try change(
      request.tenant,
      """
      insert into fwd.api_keys (tenant_id, name, prefix, key_hash, scopes, acts_as_persona_id, expires_at, rate_limit)
      select $1, $2, $3, $4, string_to_array($5, ','), $6, now() + make_interval(days => $7), $9
      where (
        select count(*) from fwd.api_keys as k
        where k.name = $2 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
      ) < $8
      returning id
      """,
      [
        .text("\(request.tenant)"), .text(request.name), .text(key.prefix), .binary(key.digest),
        .text(request.scopes.joined(separator: ",")), .text(request.persona), .text(request.lifetimeDays.map { "\($0)" }),
        .text("\(Self.liveKeysMax)"), .text(request.rateLimit.map { "\($0)" }),
      ])
    guard created.rowCount == 1 else {
      throw CheckFailure(["\"\(request.name)\" has \(Self.liveKeysMax) live keys: revoke one first"])
    }
    return text
  }

  /// One line for each key of a tenant: prefix, name, scopes, limits, and what became of it; never anything of the secret.
  public func keys(of tenant: Int32) throws -> [[String]] {
    let table = try change(
      tenant,
      """
      select k.prefix, k.name, array_to_string(k.scopes, ' '), coalesce(p.display_name, '-'), coalesce(k.rate_limit::text, '-'),
        case when k.revoked_at is not null then 'revoked' when k.expires_at <= now() then 'expired' else 'live' end,
        coalesce(to_char(k.expires_at at time zone 'utc', 'YYYY-MM-DD'), '-'),
        coalesce(to_char(k.last_used_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI"Z"'), 'never')
      from fwd.api_keys as k
      left join fwd.personas as p on p.id = k.acts_as_persona_id
      order by k.name, k.created_at
      """, [])
    return (0..<table.rowCount).map { row in (0..<8).map { table.text(row: row, column: $0) ?? "" } }
  }

  /// Ends a key at once.
  public func revokeKey(_ prefix: String, tenant: Int32) throws {
    let revoked = try change(
      tenant, "update fwd.api_keys set revoked_at = now() where prefix = $1 and revoked_at is null returning id",
      [.text(prefix)])
    guard revoked.rowCount == 1 else { throw CheckFailure(["tenant \(tenant) has no live key \(prefix)"]) }
  }

  // MARK: Sign-out

  /// Which of a user's tokens are denied.
  public enum SignOut: Sendable {
    /// All that were issued until now.
    case everywhere
    /// Those of one sign-in (`origin_jti`).
    case signIn(String)
    /// The one with this id (`jti`).
    case token(String)
  }

  /// How long a denial is kept; no access token lives longer.
  public static let denialLifetime = Duration.seconds(86_400)

  public func signOut(_ identity: Identity, _ reach: SignOut) throws {
    var token: String?
    var signIn: String?
    switch reach {
    case .everywhere: break
    case .signIn(let id): signIn = id
    case .token(let id): token = id
    }
    _ = try change(
      identity.tenant,
      """
      insert into fwd.token_denials (tenant_id, subject, token_id, sign_in_id, expires_at)
      values ($1, $2, $3, $4, now() + make_interval(secs => $5))
      """,
      [
        .text("\(identity.tenant)"), .text(identity.subject), .text(token), .text(signIn),
        .text("\(Self.denialLifetime.components.seconds)"),
      ])
    _ = try change(identity.tenant, "delete from fwd.token_denials where expires_at < now()", [])
  }

  // MARK: Statements

  /// Runs one statement for a tenant, as the owner of the tables.
  private func change(_ tenant: Int32, _ statement: String, _ parameters: [Rows.Parameter]) throws -> Table {
    do throws(QueryError) {
      _ = try connection.query("select set_config('heirloom.tenant', $1, false)", [.text("\(tenant)")])
      try connection.script("set role heirloom_owner")
      return try connection.query(statement, parameters)
    } catch {
      throw CheckFailure([Self.explain(error)])
    }
  }

  private static func explain(_ error: QueryError) -> String {
    guard case .database(let error) = error else { return "the connection to the database was lost" }
    switch error.sqlState {
    case "23503": return "there is no such tenant or persona"
    case "23514": return "a name, scope or prefix is not acceptable; scopes are \(Self.scopes.joined(separator: ", "))"
    case "22P02": return "a value has the wrong form"
    default: return "the database refused: \(error.explanation())"
    }
  }

  public static let scopes = ["assets:read", "contacts:read", "ffcs:read", "personas:read", "schema:read"]
}
