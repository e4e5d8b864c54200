import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Postgres
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

  /// About how much memory document and plans take, in bytes.
  var memoryBytes: Int {
    plans.withLock { $0.values.reduce(document.memoryBytes) { $0 + $1.plan.memoryBytes } }
  }

  /// The plan of an operation for these conditions, made when it is asked for first; then the cache weighs the document anew.
  func plan(
    _ operation: NodeID<OperationDefinition>, conditions: [String: Bool], schema: Schema, bindings: Bindings, in cache: PlanCache
  ) throws(PlanFailure) -> CompiledPlan {
    let key = PlanKey(operation: operation.index, conditions: conditionVariables.map { conditions[$0] ?? false })
    if let known = plans.withLock({ $0[key] }) { return known }
    let plan = CompiledPlan(
      try Planner.plan(operation, of: document, schema: schema, bindings: bindings, conditions: conditions))
    plans.withLock { plans in
      if plans.count >= 64 { plans.removeAll() }
      plans[key] = plan
    }
    cache.insert(self)
    return plan
  }
}

/// A plan, the texts of its statements, and what is known of its runs.
final class CompiledPlan: Sendable {
  private struct Runs {
    var choice = FlightChoice()
    /// Made when it is first wanted; nil within for plans that cannot be one statement.
    var whole: WholeStatement??
    /// How long the one flush of a run kept its connection, smoothed; nil before there was one.
    var flushTime: Duration?
  }

  let plan: Plan
  let statements: [StatementText]
  private let runs = Mutex(Runs())

  init(_ plan: Plan) {
    self.plan = plan
    statements = plan.calls.map { StatementText($0.statementText) }
  }

  /// All calls as one statement, if the next run is to make them so.
  func whole(_ setting: FlightSetting, roundTrip: Duration?) -> WholeStatement? {
    guard setting != .levels, plan.levels.count > 1 else { return nil }
    return runs.withLock { runs in
      guard setting == .one || runs.choice.choose(calls: plan.calls.count, roundTrip: roundTrip) == .one else { return nil }
      if let whole = runs.whole { return whole }
      let whole = WholeStatement(plan)
      runs.whole = .some(whole)
      return whole
    }
  }

  /// How long the one flush of the next run is expected to keep its connection; nil before there was one.
  var flushTime: Duration? { runs.withLock { $0.flushTime } }

  /// Learns from a run.
  func note(_ port: SnapshotPort) {
    runs.withLock { runs in
      if let time = port.flushTime { runs.flushTime = runs.flushTime.map { $0 + (time - $0) / 8 } ?? time }
      guard plan.levels.count > 1 else { return }
      if let error = port.wholeError {
        // Class 42: the statement does not fit the database.
        runs.choice.noteFailure(isLasting: error.sqlState.hasPrefix("42"))
      } else {
        runs.choice.note(rows: port.rowCount, flushes: port.flight == .levels ? port.flushCount : nil)
      }
    }
  }
}

/// Compiled documents by their text, as many as fit; the least recently used quarter makes room.
final class PlanCache: Sendable {
  private struct Entry {
    let compiled: CompiledDocument
    let bytes: Int
    var lastUse: UInt64
  }

  private struct State {
    var entries: [SourceKey: Entry] = [:]
    var byteCount = 0
    var clock: UInt64 = 0
  }

  private let documentsMax: Int
  private let bytesMax: Int
  private let state = Mutex(State())

  /// - Parameter bytesMax: Of documents and plans in all, about.
  init(documentsMax: Int = 1_000, bytesMax: Int = 24 << 20) {
    self.documentsMax = documentsMax
    self.bytesMax = bytesMax
  }

  func find(_ source: [UInt8]) -> CompiledDocument? {
    let key = SourceKey(source)
    return state.withLock { state in
      guard let index = state.entries.index(forKey: key) else { return nil }
      state.clock += 1
      state.entries.values[index].lastUse = state.clock
      return state.entries.values[index].compiled
    }
  }

  /// Takes a document in, or its new weight.
  func insert(_ compiled: CompiledDocument) {
    let bytes = compiled.memoryBytes
    let key = SourceKey(compiled.document.source)
    state.withLock { state in
      state.clock += 1
      let entry = Entry(compiled: compiled, bytes: bytes, lastUse: state.clock)
      let old = state.entries.updateValue(entry, forKey: key)
      state.byteCount += bytes - (old?.bytes ?? 0)
      while state.entries.count > documentsMax || state.byteCount > bytesMax {
        makeRoom(&state)
      }
    }
  }

  /// Drops documents that nobody has asked for since a mark, the longest unused first, until so many bytes are left.
  /// - Returns: The mark of this moment.
  func forgetUnused(since mark: UInt64, keeping bytesKept: Int) -> UInt64 {
    state.withLock { state in
      guard state.byteCount > bytesKept else { return state.clock }
      for (source, entry) in state.entries.filter({ $0.value.lastUse <= mark }).sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
        guard state.byteCount > bytesKept else { break }
        state.entries[source] = nil
        state.byteCount -= entry.bytes
      }
      return state.clock
    }
  }

  private func makeRoom(_ state: inout State) {
    for (source, entry) in state.entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }).prefix(state.entries.count / 4 + 1) {
      state.entries[source] = nil
      state.byteCount -= entry.bytes
    }
  }
}

/// The text of a document as a key: hashed once, in words instead of byte by byte.
private struct SourceKey: Hashable {
  let source: [UInt8]
  private let hash: Int

  init(_ source: [UInt8]) {
    self.source = source
    var hasher = Hasher()
    unsafe source.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    hash = hasher.finalize()
  }

  func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}
