import GraphQLExecution
import Postgres
import Rows

/// All calls of a plan as one statement: each call is a step whose keys come from the rows of earlier steps.
///
///     with l0 as materialized (select f.id as c0, … from api.a($1) as f),
///       l1 as materialized (
///         select f.parent as c0, …
///         from (select array_agg(d.k0) as k0 from (select distinct r.c0 as k0 from l0 as r where …) as d having count(*) > 0) as k
///         cross join lateral api.b(k.k0, first => $2) as f)
///     select 0::smallint, row(t.c0, …) from l0 as t union all select 1::smallint, row(t.c0, …) from l1 as t
///
/// The procedures are those that calls by levels use, and get the same keys; without keys one is not called. The rows of all calls
/// come as records, with the number of the call before each. All names come from the schema and were checked against the catalog at
/// start-up; no client's text is among them.
struct WholeStatement: Sendable {
  /// Plans of more calls run by levels: planning so much at once takes long, on each connection.
  static let callsMax = 40
  static let columnsMax = 1_000

  let text: StatementText
  /// Of each call.
  let columns: [[String]]
  /// Of each call: how many parameters follow the one that says whether it is made.
  private let parameterCounts: [Int]
  private let areConditional: [Bool]
  /// Of each call: the fields whose keys follow these, each apart.
  private let sourcesApart: [[Int]]

  /// Nil for plans that cannot be one statement, or need none.
  init?(_ plan: Plan) {
    guard plan.levels.count > 1, plan.calls.count <= Self.callsMax, plan.calls.reduce(0, { $0 + $1.columns.count }) <= Self.columnsMax,
      let chain = CallChain(plan)
    else { return nil }
    var writer = WholeStatementWriter(plan, chain)
    text = StatementText(writer.write())
    columns = plan.calls.map { $0.columns.isEmpty ? ["present"] : $0.columns }
    areConditional = writer.areConditional
    parameterCounts = plan.calls.enumerated().map { index, call in
      call.arguments.count + chain.givenKeyCount(of: index, in: plan)
    }
    sourcesApart = writer.sourcesApart
  }

  func statement(_ calls: [ProcedureCall?]) -> Statement {
    var parameters: [Parameter] = []
    for (index, call) in calls.enumerated() {
      if areConditional[index] { parameters.append(.text(Array((call == nil ? "false" : "true").utf8))) }
      let count = parameterCounts[index]
      guard let call else {
        parameters += Array(repeating: .null, count: count + sourcesApart[index].count)
        continue
      }
      parameters += call.parameters.prefix(count)
      for source in sourcesApart[index] { parameters.append(call.parameters[count + source]) }
    }
    return Statement(text, parameters)
  }
}

extension CallChain {
  /// How many parameters the keys of a call take.
  fileprivate func givenKeyCount(of index: Int, in plan: Plan) -> Int {
    guard case .given = keys[index] else { return 0 }
    return plan.calls[index].keyColumns.count
  }
}

/// Writes the text of a `WholeStatement`.
private struct WholeStatementWriter {
  private let plan: Plan
  private let chain: CallChain
  /// Whether a parameter says if the call is made: it may turn out that it has no usable arguments.
  let areConditional: [Bool]
  /// Calls whose rows others need.
  private let areShared: [Bool]
  private var steps: [String] = []
  private var scopesWritten: Set<Int> = []
  private var parameterCount = 0
  /// By call: the fields of which it matters that they gave a key, and the parameters with the keys of each.
  private(set) var sourcesApart: [[Int]]
  private var keysApart: [[Int: String]]

  init(_ plan: Plan, _ chain: CallChain) {
    self.plan = plan
    self.chain = chain
    areConditional = plan.calls.enumerated().map { index, call in
      !call.arguments.isEmpty || chain.givenKeyCount(of: index, in: plan) > 0
    }
    var areShared = [Bool](repeating: false, count: plan.calls.count)
    for case .rows(let sources) in chain.keys {
      for source in sources {
        if let objects = chain.objects[source.scope] { areShared[objects.call] = true }
        for cell in source.cells + [source.type?.cell].compactMap(\.self) {
          if let details = cell.details { areShared[details.call] = true }
        }
      }
    }
    self.areShared = areShared
    sourcesApart = Array(repeating: [], count: plan.calls.count)
    keysApart = Array(repeating: [:], count: plan.calls.count)
  }

  mutating func write() -> String {
    var branches: [String] = []
    for index in plan.calls.indices {
      let call = call(index)
      let width = max(1, plan.calls[index].columns.count)
      if areShared[index] {
        let columns = plan.calls[index].columns.enumerated().map { "f.\($1) as c\($0)" }
        steps.append("l\(index) as materialized (select \(columns.joined(separator: ", ")) from \(call))")
        let cells = (0..<width).map { "t.c\($0)" }
        branches.append("select \(index)::smallint, row(\(cells.joined(separator: ", "))) from l\(index) as t")
      } else {
        let cells = plan.calls[index].columns.map { "f.\($0)" }
        branches.append(
          "select \(index)::smallint, row(\(cells.isEmpty ? "true" : cells.joined(separator: ", "))) from \(call)")
      }
    }
    let with = steps.isEmpty ? "" : "with \(steps.joined(separator: ",\n"))\n"
    return with + branches.joined(separator: "\nunion all ")
  }

  private mutating func parameter() -> String {
    parameterCount += 1
    return "$\(parameterCount)"
  }

  /// What follows `from`: the procedure's rows as `f`.
  private mutating func call(_ index: Int) -> String {
    let call = plan.calls[index]
    let condition = areConditional[index] ? " where \(parameter())::boolean" : ""
    var given: [String] = []
    var keys = ""
    switch chain.keys[index] {
    case .none: break
    case .given: given = call.keyColumns.map { _ in parameter() }
    case .rows(let sources):
      let places = call.keyColumns.indices
      given = places.map { "k.k\($0)" }
      let arrays = places.map { "array_agg(d.k\($0)) as k\($0)" }.joined(separator: ", ")
      keys = "(select \(arrays) from (\(self.keys(sources))) as d having count(*) > 0) as k cross join lateral "
    }
    let named = call.arguments.map { "\($0.name) => \(parameter())" }
    if case .given = chain.keys[index] {
      let conditions = chain.objects.compactMap(\.self).filter { $0.call == index }.flatMap(\.conditions)
      sourcesApart[index] = Set(conditions.compactMap(\.source)).sorted()
      for source in sourcesApart[index] { keysApart[index][source] = parameter() }
    }
    return "\(keys)api.\(call.procedure)(\((given + named).joined(separator: ", "))) as f\(condition)"
  }

  // MARK: Keys

  /// The distinct keys that the sources have, as rows.
  private mutating func keys(_ sources: [CallChain.RowKeys]) -> String {
    var merged: [(source: CallChain.RowKeys, rows: String, conditions: [CallChain.Condition])] = []
    for source in sources {
      let rows = rows(of: source.scope)
      let conditions = inlineConditions(of: source.scope)
      let known = merged.firstIndex { known in
        known.rows == rows && known.source.cells == source.cells && known.source.type?.cell == source.type?.cell
          && known.source.type?.text == source.type?.text
      }
      if let known {
        // Without conditions all rows count, whatever the others ask for.
        merged[known].conditions = merged[known].conditions.isEmpty || conditions.isEmpty ? [] : merged[known].conditions + conditions
      } else {
        merged.append((source, rows, conditions))
      }
    }
    var selections: [String] = []
    for (place, source) in merged.enumerated() {
      selections.append(select(source.source, source.conditions, named: place == 0))
    }
    return selections.count == 1 ? "select distinct \(selections[0])" : selections.map { "select \($0)" }.joined(separator: " union ")
  }

  private mutating func select(_ source: CallChain.RowKeys, _ conditions: [CallChain.Condition], named: Bool) -> String {
    let cells = source.cells.map(text)
    let columns = cells.enumerated().map { named ? "\($1) as k\($0)" : $1 }
    var from = "\(rows(of: source.scope)) as r"
    for details in Set((source.cells + [source.type?.cell].compactMap(\.self)).compactMap(\.details)).sorted(by: { $0.call < $1.call }) {
      from += " join l\(details.call) as d\(details.call) on d\(details.call).c0 = r.c\(details.key)"
    }
    var wanted = cells.map { "\($0) is not null" }
    if let type = source.type { wanted.append("\(text(type.cell))::text = \(quoted(type.text))") }
    if let objects = chain.objects[source.scope], let cursor = objects.cursorColumn { wanted.append("r.c\(cursor) is not null") }
    if let text = types(conditions) { wanted.append(text) }
    return "\(columns.joined(separator: ", ")) from \(from) where \(wanted.joined(separator: " and "))"
  }

  private func text(_ cell: CallChain.Cell) -> String {
    "\(cell.details.map { "d\($0.call)" } ?? "r").c\(cell.column)"
  }

  /// Names of types are words, so that nothing in them ends the quotes.
  private func quoted(_ type: String) -> String { "'\(type)'" }

  // MARK: Scopes

  /// Where the rows of a scope are: among those of its call, or in a step of their own where it matters who asked for them.
  private mutating func rows(of scope: Int) -> String {
    guard let objects = chain.objects[scope] else { return "" }
    guard objects.asksWhoAsked else { return "l\(objects.call)" }
    guard scopesWritten.insert(scope).inserted else { return "s\(scope)" }
    let own = plan.calls[objects.call].keyColumns.indices.map { "t.c\($0)" }.joined(separator: ", ")
    var alternatives: [String] = []
    for condition in objects.conditions {
      var wanted = [types([condition], of: "t")].compactMap(\.self)
      if let source = condition.source, let keys = keysApart[objects.call][source] {
        wanted.append("\(own) = any(\(keys))")
      } else if let source = condition.source, case .rows(let sources) = chain.keys[objects.call] {
        let asked = select(sources[source], inlineConditions(of: sources[source].scope), named: false)
        wanted.append("(\(own)) in (select \(asked))")
      }
      alternatives.append(wanted.joined(separator: " and "))
    }
    steps.append("s\(scope) as materialized (select * from l\(objects.call) as t where \(alternatives.joined(separator: " or ")))")
    return "s\(scope)"
  }

  /// What must hold of the rows of a scope that have no step of their own.
  private func inlineConditions(of scope: Int) -> [CallChain.Condition] {
    guard let objects = chain.objects[scope], !objects.asksWhoAsked else { return [] }
    return objects.conditions
  }

  /// Whether the row is of one of these types; nil when any is right.
  private func types(_ conditions: [CallChain.Condition], of alias: String = "r") -> String? {
    let columns = Set(conditions.compactMap(\.typeColumn))
    guard !columns.isEmpty else { return nil }
    let tests = columns.sorted().map { column in
      let types = Set(conditions.filter { $0.typeColumn == column }.map(\.type)).sorted()
      return "\(alias).c\(column)::text in (\(types.map(quoted).joined(separator: ", ")))"
    }
    return tests.count == 1 ? tests[0] : "(\(tests.joined(separator: " or ")))"
  }
}
