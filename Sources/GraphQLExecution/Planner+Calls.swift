import GraphQLLanguage
import GraphQLSchema

/// Calls, the links that lead to them, and their arguments.
extension Planner {
  /// Calls that agree in this are one call.
  struct CallKey: Hashable {
    var level: Int
    let procedure: String
    let keyColumns: [String]
    /// The arguments as the document writes them.
    let arguments: String
  }

  mutating func call(_ wanted: CallKey, arguments: [ArgumentPlan], coordinate: String) -> Int {
    var key = wanted
    key.level = later[wanted] ?? wanted.level
    if let known = calls[key] {
      draft.addCoordinate(coordinate, toCall: known)
      return known
    }
    draft.calls.append(
      CallPlan(
        procedure: key.procedure, level: key.level, keyColumns: key.keyColumns, columns: key.keyColumns,
        arguments: arguments, sources: [], coordinates: [coordinate]))
    calls[key] = draft.calls.count - 1
    return draft.calls.count - 1
  }

  /// The calls whose rows give no keys to others, with the last level at which the same procedure is called in the same way: there
  /// one call answers both. Those of ids in arguments stay by themselves, so that a call's keys are all rows' or all arguments'.
  func laterLevels() -> [CallKey: Int] {
    var isAwaited = draft.calls.map { call in
      call.sources.contains { if case .argument = $0.origin { true } else { false } }
    }
    for case .rows(let scope, let keys, let type) in draft.calls.flatMap({ $0.sources.map(\.origin) }) {
      let cells = keys + (type.map { [$0.cell] } ?? [])
      for call in cells.map({ $0.details < 0 ? draft.scopes[scope].call : draft.links[Int($0.details)] }) + [draft.scopes[scope].call]
      where call >= 0 {
        isAwaited[call] = true
      }
    }
    func group(_ key: CallKey) -> CallKey {
      CallKey(level: 0, procedure: key.procedure, keyColumns: key.keyColumns, arguments: key.arguments)
    }
    let last = Dictionary(calls.keys.map { (group($0), $0.level) }, uniquingKeysWith: max)
    return calls.filter { !isAwaited[$0.value] }.keys.reduce(into: [:]) { later, key in
      if let level = last[group(key)], level > key.level { later[key] = level }
    }
  }

  /// A link to the call that answers a field bound to a procedure.
  mutating func call(
    _ procedure: String, keys by: [String], _ definition: FieldDefinition, _ field: Field, _ group: FieldGroup,
    _ isConnection: Bool, at place: Place
  ) -> Int {
    var arguments = arguments(definition, field, ofConnection: isConnection)
    if isConnection { arguments += pageArguments(group, definition.type.name) }
    draft.objectArguments += arguments.filter { argument in
      argument.given != nil && argument.type.map { schema[$0].kind == .inputObject } == true
    }
    let key = CallKey(
      level: place.level + 1, procedure: procedure,
      keyColumns: by.count == 1 ? ["parent"] : by.map { "parent_" + $0 },
      arguments: arguments.map { $0.spelling(in: document) }.joined(separator: ","))
    let coordinate = "\(schema[place.type].name).\(definition.name)"
    let call = call(key, arguments: arguments, coordinate: coordinate)
    let row = Place(
      scope: place.scope, call: place.call, type: place.type, level: place.level, cellLevel: place.level,
      prefix: place.prefix)
    let origin: KeySource.Origin =
      by.isEmpty ? .root : .rows(scope: place.scope, keys: by.map { cell($0, at: row, &draft) }, type: nil)
    return link(to: call, from: origin, targets: [])
  }

  mutating func link(to call: Int, from origin: KeySource.Origin, targets: [ScopeChoice]) -> Int {
    let link = draft.link(to: call)
    draft.addSource(KeySource(origin: origin, link: link, targets: targets), toCall: call)
    return link
  }

  /// What is told of a page beside its objects is worked out where it is selected.
  private func pageArguments(_ group: FieldGroup, _ connection: TypeID) -> [ArgumentPlan] {
    let selected = Set(collector.collect(sets(group), on: connection).map { document.text(document[$0.fields[0]].name) })
    let more = bindings.pageFields(of: schema[connection]).map { ArgumentPlan("with_" + $0.snakeCased, isSelected: selected.contains($0)) }
    return [ArgumentPlan("with_total", isSelected: selected.contains("totalCount"))] + more
  }

  /// All arguments of a field's definition, given or not.
  func arguments(_ definition: FieldDefinition, _ field: Field, ofConnection isOfConnection: Bool = false) -> [ArgumentPlan] {
    definition.arguments.map { argument in
      let given = field.arguments.first { document.text(document[$0].name) == argument.name }
      return ArgumentPlan(argument, given: given.map { document[$0].value }, ofConnection: isOfConnection)
    }
  }
}

extension PlanDraft {
  mutating func addSource(_ source: KeySource, toCall call: Int) { calls[call].sources.append(source) }

  mutating func addCoordinate(_ coordinate: String, toCall call: Int) {
    if !calls[call].coordinates.contains(coordinate) { calls[call].coordinates.append(coordinate) }
  }

  /// The rows that a link leads to become objects of these scopes.
  mutating func addTargets(_ targets: ScopeChoice, toLink link: Int) {
    guard !targets.scopes.isEmpty else { return }
    let call = links[link]
    guard let source = calls[call].sources.firstIndex(where: { $0.link == link }),
      !calls[call].sources[source].targets.contains(targets)
    else { return }
    calls[call].sources[source].targets.append(targets)
  }
}
