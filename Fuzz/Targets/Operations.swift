import Foundation
@testable import Gateway
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation

extension FuzzTarget {
  private static let schema: SchemaFile = {
    do {
      return try SchemaFile(path: "schema.graphql")
    } catch {
      broken("the schema of this repository is good: \(error)")
    }
  }()

  /// A document goes the way it goes in the gateway, up to the first call of a procedure.
  static func readOperation(_ input: [UInt8]) {
    guard let document = try? Parser.parse(input) else { return }
    let valid: ValidDocument
    do throws(ValidationError) {
      valid = try ValidDocument.validate(document, against: schema.schema, options: ValidationOptions(suggestsNames: true))
    } catch {
      guard !error.diagnostics.isEmpty, error.diagnostics.count <= 20 else { broken("there is an error, and not too many") }
      for diagnostic in error.diagnostics {
        guard diagnostic.locations.allSatisfy({ (0...input.count).contains($0.offset) }) else {
          broken("errors lie within the source")
        }
        _ = diagnostic.locations.map { document.location(of: $0.offset) }
      }
      return
    }
    guard Limits.standard.violation(in: document) == nil else { return }
    let violations = Limits.standard.violations(ofOperationsIn: valid)
    for case .operation(let id) in document.definitions where violations[id] == nil {
      guard let variables = try? document[id].coerceVariables(in: document, schema: schema.schema, tape: nil, node: nil) else {
        continue
      }
      for answer in [false, true] {
        let conditions = Dictionary(uniqueKeysWithValues: document.conditionVariables.map { ($0, answer) })
        plan(id, of: document, conditions, variables)
      }
    }
  }

  private static func plan(
    _ id: NodeID<OperationDefinition>, of document: Document, _ conditions: [String: Bool], _ variables: [String: InputValue]
  ) {
    do throws(PlanFailure) {
      let plan = try Planner.plan(id, of: document, schema: schema.schema, bindings: schema.bindings, conditions: conditions)
      let request = ExecutionRequest(
        document: document, schema: schema.schema, variables: variables, cursors: CursorSeal(seal: { _, _ in "" }, open: { _, _ in nil }))
      guard request.requestedCost(of: plan) >= 0 else { broken("costs are not negative") }
    } catch {
      if case .unbound(let reason) = error { broken("every field of the schema can be planned: \(reason)") }
    }
  }
}
