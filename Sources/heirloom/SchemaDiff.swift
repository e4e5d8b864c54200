import ArgumentParser
import Foundation
import Gateway
import GraphQLEvaluation
import GraphQLSchema

struct SchemaDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Say what clients see differently in a newer schema.",
    discussion: """
      Exits with status 0 when nothing breaks, 1 when something does, 2 when a file is no schema. A file may have bindings, like
      the gateway's own; they are not compared.
      """)

  enum Threshold: String, ExpressibleByArgument, CaseIterable {
    case breaking, dangerous

    var severity: SchemaChange.Severity { self == .breaking ? .breaking : .dangerous }
  }

  @Argument(help: "The file of the older schema.")
  var old: String

  @Argument(help: "The file of the newer schema.")
  var new: String

  @Flag(help: "Print the changes as a JSON array.")
  var json = false

  @Option(name: .customLong("fail-on"), help: "The least severity that ends in status 1: breaking or dangerous.")
  var threshold = Threshold.breaking

  func run() throws {
    let changes = try read(old).changes(to: read(new)).sorted { $0.severity > $1.severity }
    if json {
      print(String(decoding: SchemaChangeList.json(changes), as: UTF8.self))
    } else {
      for change in changes { print("\(change.severity.rawValue) \(change.kind.rawValue): \(change.message)") }
      if changes.isEmpty { print("no changes") }
    }
    if changes.contains(where: { $0.severity >= threshold.severity }) { throw ExitCode(1) }
  }

  private func read(_ path: String) throws -> Schema {
    do throws(CheckFailure) {
      return try PublicSchema.schema(path: path)
    } catch {
      FileHandle.standardError.write(Data("Error: \(error.description)\n".utf8))
      throw ExitCode(2)
    }
  }
}
