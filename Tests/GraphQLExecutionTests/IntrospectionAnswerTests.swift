import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

@testable import GraphQLExecution

@Suite struct `Answers about the schema` {
  private static let schema = Result {
    try Schema.build([Parser.parse("type Query { a: Int b: Int @deprecated } type Other { c: Int }")])
  }

  /// Answers a query several times, with the same place to keep answers in.
  private func answers(_ query: String, variables: [String]) throws -> [String] {
    let schema = try Self.schema.get()
    let valid = try ValidDocument.validate(try Parser.parse(query), against: schema)
    let operation = try #require(valid.operation(named: nil))
    let plan = try Planner.plan(operation, of: valid.document, schema: schema, bindings: Bindings(), conditions: [:])
    let kept = IntrospectionAnswers()
    return try variables.map { json in
      let tape = try JSONReader.read(Array(json.utf8))
      let values = try valid.document[operation].coerceVariables(
        in: valid.document, schema: schema, tape: tape, node: tape.root)
      var port = TablePort(plan: plan) { _, _ in .skipped }
      let request = ExecutionRequest(
        document: valid.document, schema: schema, variables: values,
        cursors: CursorSeal(seal: { _, _ in "" }, open: { _, _ in nil }), introspection: kept)
      var execution = Execution(plan, request)
      return String(decoding: try execution.finish(&port, requestID: nil).body, as: UTF8.self)
    }
  }

  @Test func `are the same the second time, each under its own response key`() throws {
    let query = #"{ a: __type(name: "Query") { name } b: __type(name: "Other") { name fields { name } } }"#
    let answer = #"{"data":{"a":{"name":"Query"},"b":{"name":"Other","fields":[{"name":"c"}]}}}"#
    #expect(try answers(query, variables: ["{}", "{}"]) == [answer, answer])
  }

  @Test func `follow the variables of each request`() throws {
    let query = "query ($all: Boolean = false) { __type(name: \"Query\") { fields(includeDeprecated: $all) { name } } }"
    #expect(
      try answers(query, variables: ["{}", #"{"all":true}"#]) == [
        #"{"data":{"__type":{"fields":[{"name":"a"}]}}}"#, #"{"data":{"__type":{"fields":[{"name":"a"},{"name":"b"}]}}}"#,
      ])
  }

  @Test func `are kept up to a number of bytes together, and the oldest gives way`() throws {
    let schema = try Self.schema.get()
    let valid = try ValidDocument.validate(try Parser.parse("{ __typename }"), against: schema)
    let operation = try #require(valid.operation(named: nil))
    let plan = try Planner.plan(operation, of: valid.document, schema: schema, bindings: Bindings(), conditions: [:])
    let kept = IntrospectionAnswers()
    for (field, mebibytes) in [(0, 9), (1, 6), (2, 4), (3, 17)] as [(Int32, Int)] {
      kept.insert([UInt8](repeating: 0x20, count: mebibytes << 20), plan, field)
    }
    #expect((0...3).map { kept.find(plan, $0)?.count } == [nil, 6 << 20, 4 << 20, nil])
  }
}
