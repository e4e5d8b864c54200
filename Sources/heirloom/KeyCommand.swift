import ArgumentParser
import Gateway

struct KeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Create, list and revoke the API keys of a tenant's programs.",
    subcommands: [Create.self, List.self, Revoke.self])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a key and print it, once.",
      discussion: """
        Only a digest is kept: what is lost cannot be shown again. Two keys of one name may live at the same time, so that programs can
        change from one to the other.
        """)

    @OptionGroup var options: SettingsOptions
    @OptionGroup var administrator: AdministratorOptions

    @Option(help: "The tenant's number.")
    var tenant: Int32

    @Option(help: "What the key is for.")
    var name: String

    @Option(parsing: .upToNextOption, help: "What it may do: \(CallerAdministration.scopes.joined(separator: ", ")).")
    var scope: [String] = []

    @Option(help: "The key of the persona it acts as; without, it reaches the tenant and no family.")
    var actsAs: String?

    @Option(help: "Days until it expires; without, it does not.")
    var days: Int?

    @Option(help: "Requests it may make a minute; without, any number.")
    var rateLimit: Int?

    func validate() throws {
      guard days.map({ $0 > 0 }) ?? true else { throw ValidationError("--days must be at least 1.") }
      guard rateLimit.map({ $0 > 0 && $0 <= 1_000_000 }) ?? true else {
        throw ValidationError("--rate-limit must be between 1 and 1000000.")
      }
    }

    func run() async throws {
      try await reportingFailures {
        let administration = try CallerAdministration(address: administrator.address(try await options.settings()))
        print(
          try administration.createKey(
            CallerAdministration.KeyRequest(
              tenant: tenant, name: name, scopes: scope, persona: actsAs, lifetimeDays: days, rateLimit: rateLimit)))
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show a tenant's keys, without their secrets.")

    @OptionGroup var options: SettingsOptions
    @OptionGroup var administrator: AdministratorOptions

    @Option(help: "The tenant's number.")
    var tenant: Int32

    func run() async throws {
      try await reportingFailures {
        let administration = try CallerAdministration(address: administrator.address(try await options.settings()))
        print("prefix\tname\tscopes\tacts as\ta minute\tstate\texpires\tlast used")
        for key in try administration.keys(of: tenant) { print(key.joined(separator: "\t")) }
      }
    }
  }

  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "End a key at once.")

    @OptionGroup var options: SettingsOptions
    @OptionGroup var administrator: AdministratorOptions

    @Argument(help: "The key's prefix: what stands before its point.")
    var prefix: String

    @Option(help: "The tenant's number.")
    var tenant: Int32

    func run() async throws {
      try await reportingFailures {
        try CallerAdministration(address: administrator.address(try await options.settings())).revokeKey(prefix, tenant: tenant)
        print("revoked \(prefix)")
      }
    }
  }
}
