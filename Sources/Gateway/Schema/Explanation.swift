import Foundation
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation

/// The plan of a query, for people: levels, procedures, keys, columns, fields.
public enum Explanation {
  /// Explains a document over the schema file, without a database.
  /// - Parameter variables: JSON, for the values that `@skip` and `@include` depend on.
  public static func text(
    of source: String, operationName: String?, variables: String, schemaPath: String
  ) throws -> String {
    let file = try SchemaFile(path: schemaPath)
    let document: Document
    do throws(SyntaxError) {
      document = try Parser.parse(source)
    } catch {
      let location = SourceLocation(of: error.offset, in: Array(source.utf8))
      throw CheckFailure(["\(location.line):\(location.column): \(error.message)"])
    }
    let valid: ValidDocument
    do throws(ValidationError) {
      valid = try ValidDocument.validate(document, against: file.schema, options: ValidationOptions(suggestsNames: true))
    } catch {
      throw CheckFailure(
        error.diagnostics.map { diagnostic in
          let location = document.location(of: diagnostic.locations.first?.offset ?? 0)
          return "\(location.line):\(location.column): \(diagnostic.message) (\(diagnostic.rule))"
        })
    }
    guard let operation = valid.operation(named: operationName) else {
      throw CheckFailure(["the document has no such operation; name one of several with --operation"])
    }
    let values = try values(of: operation, document, file, variables)
    let conditions = document.conditionVariables.map { ($0, values[$0]?.boolean ?? false) }
    let plan = try Planner.plan(
      operation, of: document, schema: file.schema, bindings: file.bindings,
      conditions: Dictionary(uniqueKeysWithValues: conditions))
    let request = ExecutionRequest(
      document: document, schema: file.schema, variables: values,
      cursors: CursorSeal(seal: { _, _ in "" }, open: { _, _ in nil }), areIDsGlobal: file.bindings.areIDsGlobal)
    return text(of: plan, cost: request.requestedCost(of: plan))
  }

  private static func values(
    of operation: NodeID<OperationDefinition>, _ document: Document, _ file: SchemaFile, _ variables: String
  ) throws -> [String: InputValue] {
    do {
      let tape = try JSONReader.read(Array(variables.utf8))
      return try document[operation].coerceVariables(in: document, schema: file.schema, tape: tape, node: tape.root)
    } catch let error as VariableErrors {
      throw CheckFailure(error.errors.map(\.message))
    } catch let error as JSONReader.Failure {
      throw CheckFailure(["the variables are not acceptable JSON: \(error.reason) at byte \(error.offset)"])
    }
  }

  static func text(of plan: Plan, cost: Int) -> String {
    var lines = ["\(plan.calls.count) procedure calls in \(plan.levels.count) levels, one flush each; cost at most \(cost)"]
    for (level, calls) in plan.levels.enumerated() {
      lines.append("level \(level + 1)")
      for index in calls {
        let call = plan.calls[index]
        let keys = call.keyColumns.isEmpty ? "no keys" : "by " + call.keyColumns.joined(separator: ", ")
        lines.append("  api.\(call.procedure)  \(keys)")
        lines.append("    answers \(call.coordinates.joined(separator: ", "))")
        if !call.arguments.isEmpty { lines.append("    takes \(call.arguments.map(\.name).joined(separator: ", "))") }
        lines.append("    columns \(call.columns.dropFirst(call.keyColumns.count).joined(separator: ", "))")
      }
    }
    return lines.joined(separator: "\n")
  }
}
