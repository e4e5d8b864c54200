import ArgumentParser
import Foundation
import Gateway

/// Where commands find the database when they work with an administrator's rights.
struct AdministratorOptions: ParsableArguments {
  @Option(help: "Connection URI of an administrator; without, that of the private server of ./dev serve [HEIRLOOM_ADMIN_DATABASE_URL].")
  var adminDatabase: String?

  func address(_ settings: Settings) -> String {
    adminDatabase ?? environment("HEIRLOOM_ADMIN_DATABASE_URL") ?? recorded(settings) ?? settings.databaseURL
  }

  /// Where `./dev serve` notes the address of its private server.
  private func recorded(_ settings: Settings) -> String? {
    let note = FileManager.default.contents(atPath: settings.stateDirectory + "/admin-database")
    return note.map { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) }
  }
}
