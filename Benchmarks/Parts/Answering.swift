import Foundation
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Rows

@testable import Gateway

/// A kind of cell, with a value of it.
struct Leaf: Sendable {
  let name: String
  let graphQLType: String
  let column: (CellType, isArray: Bool)
  let cell: [UInt8]

  static let all: [Leaf] = [
    Leaf(name: "boolean", graphQLType: "Boolean", column: (.boolean, false), cell: [1]),
    Leaf(name: "int", graphQLType: "Int", column: (.int32, false), cell: bigEndian(1_234_567, 4)),
    Leaf(name: "text", graphQLType: "String", column: (.text, false), cell: Array("sixteen letters!".utf8)),
    Leaf(name: "escaped", graphQLType: "String", column: (.text, false), cell: Array("thirty letters, a \"quote\" in it".utf8)),
    Leaf(name: "float", graphQLType: "Float", column: (.float64, false), cell: bigEndian(Int(3.25.bitPattern), 8)),
    Leaf(name: "enum", graphQLType: "Level", column: (.text, false), cell: Array("summary".utf8)),
    Leaf(name: "decimal", graphQLType: "Decimal", column: (.numeric, false), cell: words(3, 1, 0, 2, 123, 4567, 8900)),
    Leaf(name: "id", graphQLType: "ID", column: (.int64, false), cell: bigEndian(4_711, 8)),
    Leaf(name: "uuid", graphQLType: "UUID", column: (.uuid, false), cell: Array(0..<16)),
    Leaf(name: "date", graphQLType: "Date", column: (.date, false), cell: bigEndian(9_000, 4)),
    Leaf(name: "timestamp", graphQLType: "DateTime", column: (.timestamp, false), cell: bigEndian(777_777_777_777_777, 8)),
    Leaf(
      name: "list", graphQLType: "[Int]", column: (.int32, true),
      cell: bigEndian(1, 4) + bigEndian(0, 4) + bigEndian(23, 4) + bigEndian(2, 4) + bigEndian(1, 4)
        + bigEndian(4, 4) + bigEndian(7, 4) + bigEndian(4, 4) + bigEndian(8, 4)),
  ]

  static func bigEndian(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  static func words(_ values: Int...) -> [UInt8] { values.flatMap { bigEndian($0, 2) } }
}

/// Tables in memory, by procedure.
struct PreparedPort: ProcedurePort {
  let plan: Plan
  let tables: [String: Table]

  mutating func flush(_ calls: [ProcedureCall], isLast: Bool) -> [CallOutcome] {
    calls.map { call in tables[plan.calls[call.index].procedure].map { .rows($0) } ?? .skipped }
  }

  mutating func restart() {}
}

/// An operation with all rows it needs, ready to be executed.
struct Answering {
  private let plan: Plan
  private let request: ExecutionRequest
  private let tables: [String: Table]

  private init(schema text: String, query: String, variables: String = "{}", _ tables: (Plan) -> [String: Table]) throws {
    let file = try SchemaFile(path: "schema", source: Array(text.utf8))
    var bindings = file.bindings
    for name in bindings.entities.keys { bindings.setKeyType(.int64, ofEntity: name) }
    let valid = try ValidDocument.validate(try Parser.parse(Array(query.utf8)), against: file.schema)
    guard let operation = valid.operation(named: nil) else { throw Usage() }
    let tape = try JSONReader.read(Array(variables.utf8))
    plan = try Planner.plan(operation, of: valid.document, schema: file.schema, bindings: bindings, conditions: [:])
    request = ExecutionRequest(
      document: valid.document, schema: file.schema,
      variables: try valid.document[operation].coerceVariables(
        in: valid.document, schema: file.schema, tape: tape, node: tape.root),
      cursors: CursorSeal(seal: { _, _ in "" }, open: { _, _ in nil }), areIDsGlobal: false)
    self.tables = tables(plan)
  }

  func run() throws {
    var port = PreparedPort(plan: plan, tables: tables)
    var execution = Execution(plan, request)
    let result = try execution.finish(&port, requestID: nil)
    guard result.errors.isEmpty else { throw Usage() }
  }

  private static let scalars = "scalar Decimal scalar UUID scalar Date scalar DateTime enum Level { SUMMARY READ }"
  private static let procedure = "directive @procedure(name: String!, by: [String!]) on FIELD_DEFINITION"

  /// A thousand objects of one field of this kind.
  init(leaf: Leaf) throws {
    try self.init(
      schema: """
        \(Self.procedure) \(Self.scalars) directive @bareIDs on SCHEMA schema @bareIDs { query: Query }
        type Query { things: [Thing!]! @procedure(name: "things") } type Thing { value: \(leaf.graphQLType) }
        """, query: "{ things { value } }"
    ) { _ in
      var builder = TableBuilder(columns: [Column(name: "value", type: leaf.column.0, isArray: leaf.column.isArray)])
      for _ in 0..<1_000 { builder.append(leaf.cell) }
      return ["things": builder.finish()]
    }
  }

  /// Ten fields of the commonest kinds.
  static func rows() throws -> Answering {
    let kinds = [0, 1, 2, 2, 1, 2, 5, 2, 6, 1].map { Leaf.all[$0] }
    let fields = kinds.enumerated().map { "f\($0): \($1.graphQLType)" }.joined(separator: " ")
    let selected = kinds.indices.map { "f\($0)" }.joined(separator: " ")
    return try Answering(
      schema: "\(procedure) \(scalars) type Query { things: [Thing!]! @procedure(name: \"things\") } type Thing { \(fields) }",
      query: "{ things { \(selected) } }"
    ) { plan in
      let columns = plan.calls[0].columns.map { name in Int(name.dropFirst(1)).map { kinds[$0] } ?? kinds[0] }
      var builder = TableBuilder(
        columns: zip(plan.calls[0].columns, columns).map { Column(name: $0, type: $1.column.0, isArray: false) })
      for _ in 0..<1_000 { for column in columns { builder.append(column.cell) } }
      return ["things": builder.finish()]
    }
  }

  /// The bench's second workload.
  static func tree() throws -> Answering {
    let text = try String(contentsOfFile: Fixture.schemaPath, encoding: .utf8)
    return try Answering(schema: text, query: Fixture.query, variables: #"{"after":"1","first":50}"#) { plan in
      Dictionary(uniqueKeysWithValues: plan.calls.map { ($0.procedure, table(of: $0)) })
    }
  }

  private static func table(of call: CallPlan) -> Table {
    let each = ["sp_batch_emails": 2, "sp_batch_assets": 4][call.procedure] ?? 1
    let types: [String: CellType] = [
      "id": .int64, "parent": .int64, "asset_id": .int64, "percentage": .numeric, "asset_value": .numeric,
    ]
    let texts = ["usage_type": "primary", "asset_category": "real_estate"]
    var builder = TableBuilder(columns: call.columns.map { Column(name: $0, type: types[$0] ?? .text) })
    for row in 0..<50 * each {
      for column in call.columns {
        switch types[column] {
        case .int64: builder.append(Leaf.bigEndian(column == "asset_id" ? row : row / each, 8))
        case .numeric: builder.append(Leaf.words(3, 1, 0, 2, 123, 4567, 8900))
        default: builder.append(Array((texts[column] ?? "a text of twenty-four").utf8))
        }
      }
    }
    return builder.finish()
  }
}
