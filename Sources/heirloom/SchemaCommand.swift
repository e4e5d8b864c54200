import ArgumentParser
import Foundation
import Gateway

struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the schema as clients see it: complete, without bindings.",
    subcommands: [SchemaDiff.self])

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    try await reportingFailures {
      print(try PublicSchema.text(path: try await options.settings().schemaPath), terminator: "")
    }
  }
}

struct Explain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the plan of a query: levels, procedures, keys, columns, fields, cost.",
    discussion: "Needs no database. The document is read from the file, or from standard input when the file is \"-\".")

  @OptionGroup var options: SettingsOptions

  @Argument(help: "The file of the document, or - for standard input.")
  var document: String

  @Option(help: "The operation to explain, where the document has several.")
  var operation: String?

  @Option(help: "The variables, as JSON.")
  var variables = "{}"

  func run() async throws {
    try await reportingFailures {
      let data = document == "-" ? try FileHandle.standardInput.readToEnd() : FileManager.default.contents(atPath: document)
      guard let data else { throw SettingFailure("\(document): the document cannot be read") }
      let path = try await options.settings().schemaPath
      print(
        try Explanation.text(
          of: String(decoding: data, as: UTF8.self), operationName: operation, variables: variables, schemaPath: path))
    }
  }
}
