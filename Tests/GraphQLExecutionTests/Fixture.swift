import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Rows
import Testing

/// Rows in memory: for each procedure a function from the call to its table.
struct TablePort: ProcedurePort {
  struct Call: Equatable, CustomStringConvertible {
    let level: Int
    let procedure: String
    let parameters: [Rows.Parameter]
    let columns: [String]

    var description: String { "\(level) \(procedure)(\(parameters)) -> \(columns)" }
  }

  let plan: Plan
  let answer: (CallPlan, [Rows.Parameter]) -> CallOutcome
  private(set) var calls: [Call] = []
  private(set) var restarts = 0

  init(plan: Plan, answer: @escaping (CallPlan, [Rows.Parameter]) -> CallOutcome) {
    self.plan = plan
    self.answer = answer
  }

  mutating func flush(_ calls: [ProcedureCall], isLast: Bool) throws(CallFailure) -> [CallOutcome] {
    calls.map { call in
      let planned = plan.calls[call.index]
      self.calls.append(
        Call(level: planned.level, procedure: planned.procedure, parameters: call.parameters, columns: planned.columns))
      return answer(planned, call.parameters)
    }
  }

  mutating func restart() throws(CallFailure) { restarts += 1 }
}

/// A value of a test's row.
enum Cell {
  case null
  case text(String)
  case int(Int32)
  case bool(Bool)
  case texts([String?])
  /// In PostgreSQL's binary format.
  case binary(CellType, [UInt8])

  var type: (CellType, isArray: Bool) {
    switch self {
    case .null, .text: (.text, false)
    case .int: (.int32, false)
    case .bool: (.boolean, false)
    case .texts: (.text, true)
    case .binary(let type, _): (type, false)
    }
  }

  var bytes: [UInt8]? {
    switch self {
    case .null: nil
    case .text(let text): Array(text.utf8)
    case .int(let value): Self.bigEndian(value)
    case .bool(let value): [value ? 1 : 0]
    case .binary(_, let bytes): bytes
    case .texts(let texts):
      Self.bigEndian(1) + Self.bigEndian(0) + Self.bigEndian(25) + Self.bigEndian(Int32(texts.count)) + Self.bigEndian(1)
        + texts.flatMap { text in
          text.map { Self.bigEndian(Int32($0.utf8.count)) + Array($0.utf8) } ?? Self.bigEndian(-1)
        }
    }
  }

  private static func bigEndian(_ value: Int32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}

/// A table with the columns a call asks for, taken from rows that may have more.
func table(_ rows: [[String: Cell]], for call: CallPlan) -> CallOutcome {
  let columns = call.columns.map { name in
    let type = rows.lazy.compactMap { row -> (CellType, isArray: Bool)? in
      guard let cell = row[name], cell.bytes != nil else { return nil }
      return cell.type
    }.first ?? (.text, false)
    return Column(name: name, type: type.0, isArray: type.isArray)
  }
  var builder = TableBuilder(columns: columns)
  for row in rows {
    for name in call.columns {
      if let bytes = row[name]?.bytes { builder.append(bytes) } else { builder.appendNull() }
    }
  }
  return .rows(builder.finish())
}

/// The texts of an array of keys, as calls with text keys send them.
func keys(_ parameter: Rows.Parameter?) -> [String] {
  guard case .text(let bytes) = parameter else { return [] }
  return String(decoding: bytes, as: UTF8.self).dropFirst().dropLast().split(separator: ",")
    .map { String($0.dropFirst().dropLast()) }
}

/// What a query does over a schema and rows: its response and the calls it made.
struct Outcome {
  let response: String
  let calls: [TablePort.Call]
  let restarts: Int
  let alarms: [AccessAlarm]
  let cost: OperationCost?

  /// The procedures in the order they were called.
  var procedures: [String] { calls.map(\.procedure) }
}

/// Bindings as a schema may use them in these tests.
let directives = """
  directive @procedure(name: String!, by: [String!]) on FIELD_DEFINITION
  directive @entity(procedure: String!, key: String = "id", type: String) on OBJECT | INTERFACE
  directive @reference(column: String, argument: String, type: String) on FIELD_DEFINITION
  directive @details(procedure: String!) on OBJECT
  directive @embed(prefix: String!) on FIELD_DEFINITION
  directive @column(name: String!, idsOf: String) on FIELD_DEFINITION
  directive @connection on FIELD_DEFINITION
  directive @access(level: Level!) on FIELD_DEFINITION
  directive @bareIDs on SCHEMA
  enum Level { SUMMARY READ EDIT ADMIN }

  """

func run(
  _ query: String, on sdl: String, variables: String = "{}", areIDsGlobal: Bool? = false,
  _ answer: @escaping (CallPlan, [Rows.Parameter]) -> CallOutcome
) throws -> Outcome {
  let schema = try Schema.build(
    [try Parser.parse(directives + sdl)], options: Schema.Options(hiddenDirectives: Bindings.directiveNames))
  var bindings = Bindings(of: schema)
  if let areIDsGlobal { bindings.areIDsGlobal = areIDsGlobal }
  for name in bindings.entities.keys { bindings.setKeyType(.text, ofEntity: name) }
  let valid = try ValidDocument.validate(try Parser.parse(query), against: schema)
  let operation = try #require(valid.operation(named: nil))
  let tape = try JSONReader.read(Array(variables.utf8))
  let values = try valid.document[operation].coerceVariables(
    in: valid.document, schema: schema, tape: tape, node: tape.root)
  let conditions = valid.document.conditionVariables.map { ($0, values[$0]?.boolean ?? false) }
  let plan = try Planner.plan(
    operation, of: valid.document, schema: schema, bindings: bindings,
    conditions: Dictionary(uniqueKeysWithValues: conditions))
  var port = TablePort(plan: plan, answer: answer)
  let cursors = CursorSeal(
    seal: { position, _ in "sealed:" + String(decoding: position, as: UTF8.self) },
    open: { cursor, _ in cursor.hasPrefix("sealed:") ? Array(cursor.dropFirst(7).utf8) : nil })
  let request = ExecutionRequest(
    document: valid.document, schema: schema, variables: values, cursors: cursors, areIDsGlobal: bindings.areIDsGlobal)
  var execution = Execution(plan, request)
  let result = try execution.finish(&port, requestID: "r", costMax: sdl.contains("@cost") ? 5_000 : nil)
  return Outcome(
    response: String(decoding: result.body, as: UTF8.self), calls: port.calls, restarts: port.restarts,
    alarms: result.alarms, cost: result.cost)
}
