/// heirloom: the gateway as a command.
import ArgumentParser

@main
struct Heirloom: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A GraphQL gateway over PostgreSQL stored procedures.",
    discussion: """
      Every setting is a flag, an environment variable (HEIRLOOM_ and the flag in upper case with underscores) and a key of the
      JSON file named by --config; flags win over variables, variables over the file. `heirloom serve --help` lists them all.
      """,
    subcommands: [
      Serve.self, Check.self, SchemaCommand.self, Explain.self, Evaluate.self, TokenCommand.self,
      SignOutCommand.self, KeyCommand.self, Migrate.self,
    ])
}
