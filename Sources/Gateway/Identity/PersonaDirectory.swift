import Postgres
import Rows

/// Looks personas up for development tokens, with an administrator's rights.
public enum PersonaDirectory {
  /// The identity of a persona's user.
  /// - Parameter persona: The persona's key, or its user's subject.
  public static func identity(of persona: String, address: String) throws -> Identity {
    do {
      let connection = try Connection(ConnectionSettings(address: address))
      let table = try connection.query(
        """
        select u.tenant_id, u.cognito_user_id
        from fwd.users as u
        where u.cognito_user_id = $1
          or u.id = (select p.user_id from fwd.personas as p where p.id::text = lower($1))
        """, [.text(Array(persona.utf8))])
      guard table.rowCount > 0, let tenant = table.integer(row: 0, column: 0), let subject = table.text(row: 0, column: 1) else {
        throw CheckFailure(["no user stands behind the persona \(persona)"])
      }
      return Identity(tenant: Int32(tenant), subject: subject)
    } catch let error as ConnectError {
      throw CheckFailure([error.description])
    } catch let error as QueryError {
      throw CheckFailure(["the persona cannot be looked up: \(error)"])
    }
  }
}
