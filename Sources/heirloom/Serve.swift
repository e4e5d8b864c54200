import ArgumentParser
import Foundation
import Gateway
import Logging

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve GraphQL over HTTP.",
    discussion: """
      The database must have been prepared by `heirloom migrate`. Schema, procedures and role are checked first; whatever is wrong
      ends the command with one line for each thing. Control-C finishes the requests in work and ends.
      """)

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    try await reportingFailures {
      let settings = try await options.settings()
      let level = settings.logLevel
      LoggingSystem.bootstrap { _ in JSONLog(level: level) }
      defer { JSONLog.flush() }
      let gateway = try Gateway(settings: settings, logger: Logger(label: "heirloom"))
      let host = settings.host
      let scheme = settings.certificatePath.isEmpty ? "http" : "https"
      do {
        try await gateway.serve { port in
          FileHandle.standardOutput.write(Data("listening on \(scheme)://\(host):\(port)/graphql\n".utf8))
        }
      } catch {
        throw SettingFailure("cannot listen on \(host):\(settings.port): \(error)")
      }
    }
  }
}
