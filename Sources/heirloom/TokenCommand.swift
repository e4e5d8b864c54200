import ArgumentParser
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

  @OptionGroup var administrator: AdministratorOptions

  @Option(help: "The user's id at the identity provider.")
  var subject: String?

  @Option(help: "The tenant's number.")
  var tenant: Int32 = 1

  @Option(help: "Seconds until the token expires.")
  var lifetime = 86_400

  func run() async throws {
    try await reportingFailures {
      let settings = try await options.settings()
      let identity: Identity
      if let subject {
        identity = Identity(tenant: tenant, subject: subject)
      } else if let persona {
        identity = try PersonaDirectory.identity(of: persona, address: administrator.address(settings))
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
