import GraphQLSchema

/// A plan in the making. Calls stand in the order they were found; `finish` puts them in the order of their levels.
struct PlanDraft {
  var operationName: String?
  var calls: [CallPlan] = []
  var levels: [Range<Int>] = []
  var scopes: [ScopePlan] = []
  /// By scope.
  var costs: [ScopeCost] = []
  var selections: [[FieldOperation]] = []
  var children: [ChildPlan] = []
  var links: [Int] = []
  var text: [UInt8] = []
  var fields: [FieldDescription] = []
  var enumerations: [EnumerationText] = []
  var metaFields: [MetaSelection] = []
  var objectArguments: [ArgumentPlan] = []
  var variableArguments: [[ArgumentPlan]] = []
  private var enumerationIndexes: [String: Int32] = [:]
  private var textRanges: [String: Range<UInt32>] = [:]

  init(operationName: String?) { self.operationName = operationName }

  /// The place of a column in a call's result, which now includes it.
  mutating func column(_ name: String, of call: Int) -> Int32 {
    if let index = calls[call].columns.firstIndex(of: name) { return Int32(index) }
    calls[call].columns.append(name)
    return Int32(calls[call].columns.count - 1)
  }

  /// The place of a piece of text; the same text has the same place.
  mutating func place(_ piece: String) -> Range<UInt32> {
    if let range = textRanges[piece] { return range }
    let start = UInt32(text.count)
    text.append(contentsOf: piece.utf8)
    let range = start..<UInt32(text.count)
    textRanges[piece] = range
    return range
  }

  mutating func enumeration(_ name: String, values: [String]) -> Int32 {
    if let index = enumerationIndexes[name] { return index }
    let index = Int32(enumerations.count)
    enumerationIndexes[name] = index
    enumerations.append(EnumerationText(values))
    return index
  }

  mutating func link(to call: Int) -> Int {
    links.append(call)
    return links.count - 1
  }

  /// The plan, its calls sorted by level.
  consuming func finish() -> Plan {
    let order = calls.indices.sorted { (calls[$0].level, $0) < (calls[$1].level, $1) }
    var places = [Int](repeating: 0, count: calls.count)
    for (place, call) in order.enumerated() { places[call] = place }
    calls = order.map { calls[$0] }
    links = links.map { places[$0] }
    scopes = scopes.map {
      ScopePlan(call: $0.call < 0 ? -1 : places[$0.call], typeName: $0.typeName, selection: $0.selection)
    }
    levels = []
    for index in calls.indices {
      if index > 0, calls[index - 1].level == calls[index].level {
        levels[levels.count - 1] = levels[levels.count - 1].lowerBound..<index + 1
      } else {
        levels.append(index..<index + 1)
      }
    }
    return Plan(self)
  }
}
