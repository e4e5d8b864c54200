import ArgumentParser
import Gateway

struct SignOutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-out", abstract: "Deny a user's access tokens, although they have not expired.",
    discussion: """
      Takes effect at the next request that asks the database for anything, and within three seconds for all others. Without
      --token and --sign-in it denies every token issued until now.
      """)

  @OptionGroup var options: SettingsOptions
  @OptionGroup var administrator: AdministratorOptions

  @Option(help: "A persona's key, or its user's subject, such as john.")
  var persona: String

  @Option(help: "Only the token with this id (jti).")
  var token: String?

  @Option(help: "Only the tokens of this sign-in (origin_jti).")
  var signIn: String?

  func validate() throws {
    guard token == nil || signIn == nil else { throw ValidationError("Give --token or --sign-in, not both.") }
  }

  func run() async throws {
    try await reportingFailures {
      let address = administrator.address(try await options.settings())
      let identity = try PersonaDirectory.identity(of: persona, address: address)
      let reach = token.map { CallerAdministration.SignOut.token($0) } ?? signIn.map { .signIn($0) } ?? .everywhere
      try CallerAdministration(address: address).signOut(identity, reach)
      print("signed out \(identity.subject) of tenant \(identity.tenant)")
    }
  }
}
