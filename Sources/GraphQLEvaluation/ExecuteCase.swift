internal import GraphQLExecution
internal import GraphQLLanguage
internal import GraphQLSchema

extension Evaluator {
  /// The response to a request whose resolvers read properties of `root`.
  mutating func execute(_ value: EvaluationCase) throws(CaseFailure) -> Answer {
    let isLimited = try value.flag("limits")
    let lookup = try value.lookup()
    let operationName = try value.optionalText("operationName").map { String(decoding: $0, as: UTF8.self) }
    let variables = try value.optionalObject("variables")
    let schema = try schema(named: "schema", of: value)
    do throws(CaseFailure) {
      let document = try Self.document(try value.text("document"), isLimited: isLimited)
      let problems = Self.problems(of: document, schema, rules: nil, isLimited: isLimited)
      guard problems.isEmpty else { throw CaseFailure(problems) }
      let operation = try Self.operation(operationName, in: document)
      let values = try Self.coerce(operation, document, schema, value.tape, variables)
      let conditions = document.conditionVariables.map { ($0, values[$0]?.boolean ?? false) }
      let plan = try Self.plan(
        operation, document, schema, lookup, conditions: Dictionary(uniqueKeysWithValues: conditions))
      let request = ExecutionRequest(
        document: document, schema: schema, variables: values,
        cursors: CursorSeal(seal: { position, _ in String(decoding: position, as: UTF8.self) }, open: { _, _ in nil }),
        areIDsGlobal: false)
      var port = PropertyTables(plan: plan, tape: value.tape, root: value.member("root"))
      do throws(CallFailure) {
        var execution = Execution(plan, request)
        return Answer(response: try execution.finish(&port, requestID: nil).body)
      } catch {
        throw CaseFailure(error.message)
      }
    } catch {
      return Answer(requestErrors: error.errors)
    }
  }

  private static func operation(
    _ name: String?, in document: Document
  ) throws(CaseFailure) -> NodeID<OperationDefinition> {
    var operations: [NodeID<OperationDefinition>] = []
    for case .operation(let id) in document.definitions { operations.append(id) }
    guard let name else {
      guard operations.count < 2 else { throw CaseFailure("The document has several operations: name one.") }
      guard let only = operations.first else { throw CaseFailure("The document has no operation.") }
      return only
    }
    guard let named = operations.first(where: { document[$0].name.map { document.text($0) } == name }) else {
      throw CaseFailure("The document has no operation named \"\(name.prefix(80))\".")
    }
    return named
  }

  private static func coerce(
    _ operation: NodeID<OperationDefinition>, _ document: Document, _ schema: Schema, _ tape: JSONTape, _ variables: Int?
  ) throws(CaseFailure) -> [String: InputValue] {
    do throws(VariableErrors) {
      return try document[operation].coerceVariables(in: document, schema: schema, tape: tape, node: variables)
    } catch {
      throw CaseFailure(
        error.errors.map { CaseError(message: $0.message, locations: [document.location(of: $0.offset)]) })
    }
  }

  private static func plan(
    _ operation: NodeID<OperationDefinition>, _ document: Document, _ schema: Schema, _ lookup: PropertyLookup,
    conditions: [String: Bool]
  ) throws(CaseFailure) -> Plan {
    do throws(PlanFailure) {
      return try Planner.plan(
        operation, of: document, schema: schema, bindings: Bindings(propertiesOf: schema, lookup: lookup),
        conditions: conditions)
    } catch {
      switch error {
      case .tooLarge: throw CaseFailure("The operation selects more than \(Planner.operationsMax) fields.")
      case .unsupported(let type): throw CaseFailure("The schema has no \(type) operations.")
      case .unbound(let reason): throw CaseFailure(reason)
      }
    }
  }
}
