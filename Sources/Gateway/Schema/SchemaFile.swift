import Foundation
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema

/// The schema file, checked and bound.
struct SchemaFile: Sendable {
  let path: String
  let schema: Schema
  var bindings: Bindings
  /// The file's own document, then the definitions that follow from it.
  let documents: [Document]

  /// Reads and checks the schema file.
  /// - Throws: All that is wrong with it, one line each, with file, line and column.
  init(path: String) throws(CheckFailure) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CheckFailure(["\(path): the schema file cannot be read"])
    }
    try self.init(path: path, source: Array(data))
  }

  init(path: String, source: [UInt8]) throws(CheckFailure) {
    self.path = path
    let document = try Self.parse(source, path)
    let expansion = SchemaExpansion.text(for: document)
    documents = expansion.isEmpty ? [document] : [document, try Self.parse(Array(expansion.utf8), "\(path) (implied)")]
    do throws(SchemaError) {
      schema = try Schema.build(
        documents,
        options: Schema.Options(hiddenDirectives: Bindings.directiveNames, scalarChecks: ScalarForms.checks))
    } catch {
      let documents = documents
      throw CheckFailure(
        error.diagnostics.map { diagnostic in
          let place = diagnostic.locations.first.map { Self.place($0, documents, path) } ?? path
          return "\(place): \(diagnostic.message)"
        })
    }
    bindings = Bindings(of: schema)
  }

  /// `file:line:column` of something in the schema.
  func place(_ origin: SourceOffset) -> String { Self.place(origin, documents, path) }

  private static func place(_ origin: SourceOffset, _ documents: [Document], _ path: String) -> String {
    guard documents.indices.contains(origin.document) else { return path }
    let location = documents[origin.document].location(of: origin.offset)
    return "\(path)\(origin.document == 0 ? "" : " (implied)"):\(location.line):\(location.column)"
  }

  private static func parse(_ source: [UInt8], _ path: String) throws(CheckFailure) -> Document {
    do throws(SyntaxError) {
      return try Parser.parse(source, limits: .none)
    } catch {
      let location = SourceLocation(of: error.offset, in: source)
      throw CheckFailure(["\(path):\(location.line):\(location.column): \(error.message)"])
    }
  }
}

/// Everything that keeps the gateway from starting, one line each.
public struct CheckFailure: Error, CustomStringConvertible {
  public let lines: [String]

  public init(_ lines: [String]) { self.lines = lines }

  public var description: String { lines.joined(separator: "\n") }
}
