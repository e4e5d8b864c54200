import Foundation
import GraphQLExecution
@testable import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import HTTPTypes
import Rows

@testable import Gateway

/// A part of the work of a request.
struct Part: Sendable {
  let name: String
  /// Makes what the part needs; the result is what is measured.
  let prepare: @Sendable () throws -> () throws -> Void

  static let all: [Part] =
    [lex, parse, validate, plan, coerce, body, cacheHit, rows, tree] + Leaf.all.map { leaf in
      Part(name: "write-\(leaf.name)") { try Answering(leaf: leaf).run }
    }

  private static let lex = Part(name: "lex") {
    let source = Array(Fixture.query.utf8)
    return {
      var lexer = Lexer(source)
      while try lexer.next().kind != .endOfFile {}
    }
  }

  private static let parse = Part(name: "parse") {
    let source = Array(Fixture.query.utf8)
    return { _ = try Parser.parse(source) }
  }

  private static let validate = Part(name: "validate") {
    let schema = try Fixture.schema()
    let document = try Parser.parse(Array(Fixture.query.utf8))
    return { _ = try ValidDocument.validate(document, against: schema.schema) }
  }

  private static let plan = Part(name: "plan") {
    let schema = try Fixture.schema()
    let valid = try ValidDocument.validate(try Parser.parse(Array(Fixture.query.utf8)), against: schema.schema)
    guard let operation = valid.operation(named: nil) else { throw Usage() }
    return {
      _ = try Planner.plan(
        operation, of: valid.document, schema: schema.schema, bindings: schema.bindings, conditions: [:])
    }
  }

  private static let coerce = Part(name: "coerce") {
    let schema = try Fixture.schema()
    let valid = try ValidDocument.validate(try Parser.parse(Array(Fixture.query.utf8)), against: schema.schema)
    guard let operation = valid.operation(named: nil) else { throw Usage() }
    let tape = try JSONReader.read(Array(#"{"after":"4711","first":50}"#.utf8))
    return {
      _ = try valid.document[operation].coerceVariables(
        in: valid.document, schema: schema.schema, tape: tape, node: tape.root)
    }
  }

  private static let body = Part(name: "body") {
    let head = RequestHead(
      HTTPRequest(
        method: .post, scheme: nil, authority: nil, path: "/graphql",
        headerFields: [.contentType: "application/json", .accept: "application/json", .userAgent: "bench"]))
    let text = #"{"query":"\#(Fixture.query.replacingOccurrences(of: "\n", with: "\\n"))","variables":{"after":"4711","first":50}}"#
    let message = GraphQLRequestMessage(head: head, body: Array(text.utf8))
    return { _ = try GraphQLParameters(message) }
  }

  private static let cacheHit = Part(name: "plan-cache-hit") {
    let schema = try Fixture.schema()
    let valid = try ValidDocument.validate(try Parser.parse(Array(Fixture.query.utf8)), against: schema.schema)
    guard let operation = valid.operation(named: nil) else { throw Usage() }
    let cache = PlanCache()
    cache.insert(CompiledDocument(valid.document, violations: [:]))
    let source = valid.document.source
    return {
      guard let known = cache.find(source) else { throw Usage() }
      _ = try known.plan(operation, conditions: [:], schema: schema.schema, bindings: schema.bindings, in: cache)
    }
  }

  /// A thousand objects of ten fields.
  private static let rows = Part(name: "execute-1000x10") { try Answering.rows().run }

  /// Fifty personas, two e-mail addresses and four assets each.
  private static let tree = Part(name: "execute-tree") { try Answering.tree().run }
}

/// The schema and the operation of the bench.
enum Fixture {
  static let query = """
    query ($after: ID, $first: Int) {
      personas(after: $after, first: $first) {
        id firstName lastName
        emails { usageType address }
        assets { percentage asset { id name category value } }
      }
    }
    """

  static let schemaPath = "Benchmarks/circles/schema.graphql"

  static func schema() throws -> SchemaFile { try SchemaFile(path: schemaPath) }
}
