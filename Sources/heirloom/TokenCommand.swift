import ArgumentParser
import Foundation
import Gateway

struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Sign a development access token.",
    discussion: """
      The key is made at first use and kept in the state directory; only a gateway that runs with --development and without
      --identity-jwks believes it. Name whom the token is for by --persona, which needs --admin-database (or the private server of
      ./dev serve) to look the user up, or by --subject and --tenant.
      """)

  @OptionGroup var options: SettingsOptions

  @Option(help: "A persona's key, or its user's subject, such as john.")
  var persona: String?

  @Option(help: "Connection URI of an administrator, to look up the persona [HEIRLOOM_ADMIN_DATABASE_URL].")
  var adminDatabase: String?

  @Option(help: "The user's id at the identity provider.")
  var subject: String?

  @Option(help: "The tenant's number.")
  var tenant: Int32 = 1

  @Option(help: "Seconds until the token expires.")
  var lifetime = 86_400

  /// Where `./dev serve` notes the address of its private server.
  private func recorded(_ settings: Settings) -> String? {
    let note = FileManager.default.contents(atPath: settings.stateDirectory + "/admin-database")
    return note.map { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) }
  }

  func run() async throws {
    try await reportingFailures {
      let settings = try await options.settings()
      let identity: Identity
      if let subject {
        identity = Identity(tenant: tenant, subject: subject)
      } else if let persona {
        identity = try PersonaDirectory.identity(
          of: persona,
          address: adminDatabase ?? environment("HEIRLOOM_ADMIN_DATABASE_URL") ?? recorded(settings) ?? settings.databaseURL)
      } else {
        throw SettingFailure("name whom the token is for by --persona, or by --subject and --tenant")
      }
      let keys = try DevelopmentKeys(stateDirectory: settings.stateDirectory)
      let policy = TokenPolicy(issuer: settings.issuer, clients: Set(settings.clients))
      print(
        try keys.token(
          subject: identity.subject, tenant: identity.tenant, policy: policy, lifetime: .seconds(lifetime)))
    }
  }
}
