import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Synchronization

/// A valid document with the plans made of it so far. Nothing in it depends on who asks.
final class CompiledDocument: Sendable {
  struct PlanKey: Hashable {
    let operation: Int
    /// The values of the variables that `@skip` and `@include` depend on, in the order of their names.
    let conditions: [Bool]
  }

  let document: Document
  let conditionVariables: [String]
  /// The operations that exceed a limit.
  let violations: [NodeID<OperationDefinition>: LimitViolation]
  private let plans = Mutex<[PlanKey: CompiledPlan]>([:])

  init(_ document: Document, violations: [NodeID<OperationDefinition>: LimitViolation]) {
    self.document = document
    self.violations = violations
    conditionVariables = document.conditionVariables
  }

  /// The plan of an operation for these conditions, made when it is asked for first.
  func plan(
    _ operation: NodeID<OperationDefinition>, conditions: [String: Bool], schema: Schema, bindings: Bindings
  ) throws(PlanFailure) -> CompiledPlan {
    let key = PlanKey(operation: operation.index, conditions: conditionVariables.map { conditions[$0] ?? false })
    if let known = plans.withLock({ $0[key] }) { return known }
    let plan = CompiledPlan(
      try Planner.plan(operation, of: document, schema: schema, bindings: bindings, conditions: conditions))
    plans.withLock { plans in
      if plans.count >= 64 { plans.removeAll() }
      plans[key] = plan
    }
    return plan
  }
}

/// A plan and the texts of its statements.
struct CompiledPlan: Sendable {
  let plan: Plan
  let statements: [String]

  init(_ plan: Plan) {
    self.plan = plan
    statements = plan.calls.map(\.statementText)
  }
}

/// Compiled documents by their text, as many as fit; the least recently used quarter makes room.
final class PlanCache: Sendable {
  private struct Entry {
    let compiled: CompiledDocument
    var lastUse: UInt64
  }

  private struct State {
    var entries: [[UInt8]: Entry] = [:]
    var byteCount = 0
    var clock: UInt64 = 0
  }

  private let documentsMax: Int
  private let bytesMax: Int
  private let state = Mutex(State())

  /// - Parameter bytesMax: Of document text in all.
  init(documentsMax: Int = 1_000, bytesMax: Int = 8 << 20) {
    self.documentsMax = documentsMax
    self.bytesMax = bytesMax
  }

  func find(_ source: [UInt8]) -> CompiledDocument? {
    state.withLock { state in
      guard state.entries[source] != nil else { return nil }
      state.clock += 1
      state.entries[source]?.lastUse = state.clock
      return state.entries[source]?.compiled
    }
  }

  func insert(_ compiled: CompiledDocument) {
    let source = compiled.document.source
    state.withLock { state in
      state.clock += 1
      if state.entries.updateValue(Entry(compiled: compiled, lastUse: state.clock), forKey: source) == nil {
        state.byteCount += source.count
      }
      guard state.entries.count > documentsMax || state.byteCount > bytesMax else { return }
      for (source, _) in state.entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }).prefix(state.entries.count / 4 + 1) {
        state.entries[source] = nil
        state.byteCount -= source.count
      }
    }
  }
}
