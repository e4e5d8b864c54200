/// Runs a plan: level by level, all calls of a level in one flush, or all calls at once where the port makes them so. Both ways lead
/// to the same rows in the same places; then the response is written in one pass.
///
/// A failed call leaves its fields null with an error. Because the database gives up the whole snapshot, the plan then
/// runs again in a new one without the calls that failed, so that all values of a response belong to one moment.
import GraphQLSchema
import Rows

struct Executor {
  let plan: Plan
  let request: ExecutionRequest
  private(set) var results: [CallResult?]
  /// By link, by row of the parent's call: the group of rows that answers it, or -1.
  private(set) var links: [[Int32]]
  /// By scope: its rows, each once.
  private var scopeRows: [[Int32]]
  private var scopeMarks: [[Bool]]
  private(set) var failures: [Int: CallFailure] = [:]
  private var keyIndexes: [KeyIndex?]
  /// The calls that were sent before anyone waits for them, if any were.
  private var sent: Sent?

  private enum Sent {
    case all([ProcedureCall?])
    case level([ProcedureCall])
  }

  init(plan: Plan, request: ExecutionRequest) {
    self.plan = plan
    self.request = request
    results = Array(repeating: nil, count: plan.calls.count)
    links = Array(repeating: [], count: plan.links.count)
    scopeRows = Array(repeating: [], count: plan.scopes.count)
    scopeRows[0] = [0]
    scopeMarks = Array(repeating: [], count: plan.scopes.count)
    keyIndexes = Array(repeating: nil, count: plan.calls.count)
  }

  /// Sends the calls that `fetch` will wait for, where one flush makes them all.
  mutating func send(_ port: inout some ProcedurePort) throws(CallFailure) {
    if port.callsAtOnce {
      let calls = callsKnownBeforehand()
      try port.sendAll(calls)
      sent = .all(calls)
    } else if plan.levels.count == 1 {
      let calls = gather(plan.levels[0])
      if !calls.isEmpty { try port.send(calls) }
      sent = .level(calls)
    }
  }

  /// Fetches all rows the plan needs.
  mutating func fetch(_ port: inout some ProcedurePort) throws(CallFailure) {
    if port.callsAtOnce {
      let calls = if case .all(let calls) = sent { calls } else { callsKnownBeforehand() }
      if let tables = try port.flushAll(calls) { return follow(tables, of: calls) }
    }
    while try !fetchOnce(&port) {
      try port.restart()
      let failures = failures
      self = Executor(plan: plan, request: request)
      self.failures = failures
    }
  }

  /// One run through all levels; false when a call failed and everything must be fetched anew.
  private mutating func fetchOnce(_ port: inout some ProcedurePort) throws(CallFailure) -> Bool {
    for (level, range) in plan.levels.enumerated() {
      let calls = if level == 0, case .level(let calls) = sent { calls } else { gather(range) }
      guard !calls.isEmpty else { continue }
      let outcomes = try port.flush(calls, isLast: level == plan.levels.count - 1)
      var isComplete = true
      for (call, outcome) in zip(calls, outcomes) {
        switch outcome {
        case .rows(let table): absorb(call.index, table)
        case .failure(let failure):
          if failure.endsRequest { throw failure }
          failures[call.index] = failure
          isComplete = false
        case .skipped: isComplete = false
        }
      }
      guard isComplete else { return false }
    }
    return true
  }

  /// The calls of a level, made of the rows of those before.
  private mutating func gather(_ level: Range<Int>) -> [ProcedureCall] {
    var calls: [ProcedureCall] = []
    for index in level {
      if let call = gather(index), failures[index] == nil { calls.append(call) }
    }
    return calls
  }

  // MARK: At once

  /// All calls with what is known of their parameters before any is made: keys from arguments, arguments, and where several fields
  /// give keys, those of each. Nil where a call is not made, because it has no such key or no usable argument.
  private func callsKnownBeforehand() -> [ProcedureCall?] {
    plan.calls.enumerated().map { index, call in
      var keys = KeyGatherer(keepsColumns: true)
      var apart: [Rows.Parameter] = []
      for source in call.sources {
        guard case .argument = source.origin else { continue }
        var own = KeyGatherer(keepsColumns: true)
        _ = link(source, to: &keys)
        _ = link(source, to: &own)
        apart.append(own.parameters().first ?? .null)
      }
      guard apart.isEmpty || keys.index.count > 0, let arguments = try? parameters(of: call) else { return nil }
      return ProcedureCall(index: index, parameters: keys.parameters() + arguments + (apart.count > 1 ? apart : []))
    }
  }

  /// Finds the rows' places as if they had come level by level.
  private mutating func follow(_ tables: [Table], of calls: [ProcedureCall?]) {
    for (index, call) in plan.calls.enumerated() {
      guard gatherKeys(of: index, keepsColumns: false) != nil else { continue }
      do throws(CallFailure) {
        if calls[index] == nil { _ = try parameters(of: call) }
        absorb(index, tables[index])
      } catch {
        failures[index] = error
      }
    }
  }

  /// In place of a group: the id in an argument is none that the field allows.
  static let badID: Int32 = -2

  // MARK: Keys

  /// The call with its parameters, or nil when no row asks for it.
  private mutating func gather(_ index: Int) -> ProcedureCall? {
    guard let keys = gatherKeys(of: index, keepsColumns: true) else { return nil }
    do throws(CallFailure) {
      return ProcedureCall(index: index, parameters: keys.parameters() + (try parameters(of: plan.calls[index])))
    } catch {
      failures[index] = error
      return nil
    }
  }

  /// The keys of a call; nil when there are none and it takes some.
  private mutating func gatherKeys(of index: Int, keepsColumns: Bool) -> KeyGatherer? {
    let call = plan.calls[index]
    var keys = KeyGatherer(keepsColumns: keepsColumns)
    for source in call.sources {
      links[source.link] = link(source, to: &keys)
    }
    keyIndexes[index] = keys.index
    return call.keyColumns.isEmpty || keys.index.count > 0 ? keys : nil
  }

  private func parameters(of call: CallPlan) throws(CallFailure) -> [Rows.Parameter] {
    try call.arguments.map { argument throws(CallFailure) in
      try request.parameter(for: argument, of: call.procedure)
    }
  }

  private func link(_ source: KeySource, to keys: inout KeyGatherer) -> [Int32] {
    switch source.origin {
    case .root:
      return [0]
    case .argument(let argument, let entity, let isOnly):
      return request.keys(in: argument, of: entity, isOnlyEntity: isOnly).map { key in
        switch key {
        case .none: return -1
        case .bad: return Self.badID
        case .key(let key):
          keys.begin()
          keys.append(key[...], type: entity.keyType)
          return keys.end()
        }
      }
    case .rows(let scope, let cells, let type):
      let parent = plan.scopes[scope].call
      var link = [Int32](repeating: -1, count: parent < 0 ? 1 : results[parent]?.table.rowCount ?? 0)
      for row in scopeRows[scope] {
        if let type {
          guard let cell = cell(type.cell, call: parent, row: Int(row)), cell.elementsEqual(type.text) else { continue }
        }
        link[Int(row)] = key(of: Int(row), cells, parent: parent, &keys)
      }
      return link
    }
  }

  /// The number of the key these cells make; -1 when one of them is null.
  private func key(of row: Int, _ cells: [CellSource], parent: Int, _ keys: inout KeyGatherer) -> Int32 {
    keys.begin()
    for source in cells {
      guard let cell = cell(source, call: parent, row: row), let type = type(of: source, call: parent) else { return -1 }
      keys.append(cell, type: type)
    }
    return keys.end()
  }

  // MARK: Rows

  /// Sorts the rows of a call into groups by parent, and hands them to the scopes they belong to.
  private mutating func absorb(_ index: Int, _ table: Table) {
    let call = plan.calls[index]
    guard let keys = keyIndexes[index] else { return }
    let result =
      call.keyColumns.isEmpty
      ? CallResult(table: table, cursorColumn: call.cursorColumn)
      : CallResult(table: table, keyColumns: call.keyColumns.count, keys: keys, cursorColumn: call.cursorColumn)
    results[index] = result
    for source in call.sources {
      expand(source, result)
    }
  }

  private mutating func expand(_ source: KeySource, _ result: CallResult) {
    var seen = [Bool](repeating: false, count: result.groupCount)
    for group in links[source.link] where group >= 0 && !seen[Int(group)] {
      seen[Int(group)] = true
      for row in result.elements(ofGroup: Int(group)) {
        for targets in source.targets {
          guard let scope = targets.scope(of: Int(row), in: result.table) else { continue }
          reach(row, scope: scope, rowCount: result.table.rowCount)
        }
      }
    }
  }

  private mutating func reach(_ row: Int32, scope: Int, rowCount: Int) {
    if scopeMarks[scope].isEmpty {
      scopeMarks[scope] = [Bool](repeating: false, count: rowCount)
      scopeRows[scope].reserveCapacity(rowCount)
    }
    guard !scopeMarks[scope][Int(row)] else { return }
    scopeMarks[scope][Int(row)] = true
    scopeRows[scope].append(row)
  }

  /// How many objects a scope has.
  func objectCount(of scope: Int) -> Int { scopeRows[scope].count }

  // MARK: Cells

  /// The bytes of an object's cell; nil when it is null or its row of details is missing.
  func cell(_ source: CellSource, call: Int, row: Int) -> ArraySlice<UInt8>? {
    if source.details < 0 {
      guard let table = results[call]?.table, let range = table.cell(row: row, column: Int(source.column)) else { return nil }
      return table.bytes[range]
    }
    let link = Int(source.details)
    guard let result = results[plan.links[link]], links[link].indices.contains(row), links[link][row] >= 0,
      let detail = result.rows(ofGroup: Int(links[link][row])).first,
      let range = result.table.cell(row: Int(detail), column: Int(source.column))
    else { return nil }
    return result.table.bytes[range]
  }

  func column(of source: CellSource, call: Int) -> Column? {
    let table = results[source.details < 0 ? call : plan.links[Int(source.details)]]?.table
    return table?.columns[Int(source.column)]
  }

  private func type(of source: CellSource, call: Int) -> CellType? { column(of: source, call: call)?.type }
}

extension ScopeChoice {
  /// The scope of a row; nil when its type is none of the possible ones.
  func scope(of row: Int, in table: Table) -> Int? {
    guard typeColumn >= 0 else { return only }
    guard let range = table.cell(row: row, column: typeColumn) else { return nil }
    return scopes.first { table.bytes[range].elementsEqual($0.type) }?.scope
  }
}
