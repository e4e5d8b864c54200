import ArgumentParser
import Foundation
import Gateway
import GraphQLEvaluation

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the schema against the database, or documents against the schema.",
    discussion: """
      Prints one line with file, line and column for each thing that is wrong, and then exits with status 1. With --documents only
      the documents are checked, by the rules and limits the gateway has, and no database is needed; what they use that is
      deprecated is a warning, which leaves the status at 0. Quote the pattern: the command expands it itself.
      """)

  @Option(help: "Check the documents whose paths match, such as 'queries/**/*.graphql'; may be given several times.")
  var documents: [String] = []

  @Flag(help: "Print what is wrong with documents as a JSON array.")
  var json = false

  @OptionGroup var options: SettingsOptions

  func validate() throws {
    if json && documents.isEmpty { throw ValidationError("--json needs --documents.") }
  }

  func run() async throws {
    try await reportingFailures {
      let settings = try await options.settings()
      if documents.isEmpty {
        print("the schema and its \(try Gateway.verify(settings: settings)) types agree with the database")
      } else {
        try checkDocuments(settings)
      }
    }
  }

  private func checkDocuments(_ settings: Settings) throws {
    let check = DocumentCheck(schema: try PublicSchema.schema(path: settings.schemaPath), limits: settings.limits)
    var files: [String] = []
    for pattern in documents {
      let matches = Glob(pattern).files()
      guard !matches.isEmpty else { throw SettingFailure("no file matches \(pattern)") }
      files += matches.filter { !files.contains($0) }
    }
    var findings: [DocumentCheck.Finding] = []
    for file in files {
      guard let data = FileManager.default.contents(atPath: file) else { throw SettingFailure("\(file): the file cannot be read") }
      findings += check.findings(in: Array(data), file: file)
    }
    let refused = Set(findings.filter(\.isError).map(\.file)).count
    if json {
      print(String(decoding: DocumentCheck.Finding.json(findings), as: UTF8.self))
    } else {
      for finding in findings { print(finding) }
      print("\(files.count) documents checked, \(refused) refused")
    }
    if refused > 0 { throw ExitCode(1) }
  }
}
