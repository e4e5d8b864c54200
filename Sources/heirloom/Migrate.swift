import ArgumentParser
import Foundation
import Gateway

struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prepare a database: roles, tables, procedures.",
    discussion: """
      Connects as an administrator, who may create roles and schemas; give the URI by --database. Safe to run again: migrations
      run once each, procedures are replaced. Afterwards the gateway connects as the role heirloom_gateway; give that role a password,
      or another way to log in, as your server demands.
      """)

  @OptionGroup var options: SettingsOptions

  @Flag(help: "Also load the demo families.")
  var demo = false

  func run() async throws {
    try await reportingFailures {
      let settings = try await options.settings()
      guard !settings.databaseURL.isEmpty else { throw SettingFailure("database.url is not set: where is the database?") }
      let migrator = try Migrator(
        address: settings.databaseURL, databasePath: settings.databasePath, resolversPath: settings.resolversPath)
      let report = try migrator.run(withDemo: demo) { FileHandle.standardError.write(Data("  \($0)\n".utf8)) }
      print(
        "\(report.migrations.count) migrations applied, \(report.procedureFiles) files of procedures loaded"
          + (demo ? ", \(report.demoFiles) files of demo data" : ""))
    }
  }
}

/// The value of an environment variable, unless it is empty.
func environment(_ name: String) -> String? {
  ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
}
