public import GraphQLLanguage
public import GraphQLSchema

extension Limits {
  /// What of the whole document is too much; nil when nothing is. O(document).
  public func violation(in document: Document) -> LimitViolation? {
    if document.operations.count > operationsMax {
      return LimitViolation(.operations(max: operationsMax), at: document.operations[operationsMax].range.start)
    }
    if document.fragments.count > fragmentsMax {
      return LimitViolation(.fragments(max: fragmentsMax), at: document.fragments[fragmentsMax].range.start)
    }
    return directivesViolation(in: document) ?? listViolation(in: document)
  }

  private func directivesViolation(in document: Document) -> LimitViolation? {
    if document.directives.count > directivesMax {
      return LimitViolation(.directives(max: directivesMax), at: document.directives[directivesMax].range.start)
    }
    let lists =
      document.operations.map(\.directives) + document.fragments.map(\.directives) + document.fields.map(\.directives)
      + document.fragmentSpreads.map(\.directives) + document.inlineFragments.map(\.directives)
      + document.variableDefinitions.map(\.directives)
    guard let crowd = lists.first(where: { $0.count > directivesPerLocationMax }) else { return nil }
    let place = document[crowd[crowd.startIndex + directivesPerLocationMax]].range.start
    return LimitViolation(.directivesPerLocation(max: directivesPerLocationMax), at: place)
  }

  private func listViolation(in document: Document) -> LimitViolation? {
    for value in document.values {
      guard case .list(let items) = value.kind, items.count > listItemsMax else { continue }
      return LimitViolation(.listItems(max: listItemsMax), at: document[items[items.startIndex + listItemsMax]].range.start)
    }
    return nil
  }

  /// What of each operation is too much. O(document), however often fragments are spread.
  public func violations(ofOperationsIn valid: ValidDocument) -> [NodeID<OperationDefinition>: LimitViolation] {
    var measurement = Measurement(valid)
    var violations: [NodeID<OperationDefinition>: LimitViolation] = [:]
    for case .operation(let id) in valid.document.definitions {
      violations[id] = violation(of: valid.document[id], &measurement)
    }
    return violations
  }

  private func violation(of operation: OperationDefinition, _ measurement: inout Measurement) -> LimitViolation? {
    let root = operation.selectionSet
    let size = measurement.size(of: root)
    if operation.variables.count > variablesMax {
      let extra = operation.variables[operation.variables.startIndex + variablesMax]
      return LimitViolation(.variables(max: variablesMax), at: measurement.document[extra].range.start)
    }
    if let place = measurement.rootField(beyond: rootFieldsMax, in: root) {
      return LimitViolation(.rootFields(max: rootFieldsMax), at: place)
    }
    if size.aliases > aliasesMax {
      return LimitViolation(.aliases(max: aliasesMax), at: measurement.alias(aliasesMax, in: root))
    }
    if size.depth > depthMax {
      let place = measurement.deepField(depthMax, in: root, ofIntrospection: false)
      return LimitViolation(.depth(max: depthMax), at: place)
    }
    if size.introspectionDepth > introspectionDepthMax {
      let place = measurement.deepField(introspectionDepthMax, in: root, ofIntrospection: true)
      return LimitViolation(.introspectionDepth(max: introspectionDepthMax), at: place)
    }
    return nil
  }

  /// Whether no list in a variable's value has too many items. O(value).
  public func admits(_ value: InputValue) -> Bool {
    switch value {
    case .list(let items): items.count <= listItemsMax && items.allSatisfy { admits($0) }
    case .object(let fields): fields.allSatisfy { admits($0.value) }
    default: true
    }
  }

  /// What of an argument's input objects is too much. O(value).
  public func violation(ofArgument value: InputValue) -> LimitViolation.Reason? {
    let size = inputSize(of: value)
    if size.depth > inputDepthMax { return .inputDepth(max: inputDepthMax) }
    return size.fields > inputFieldsMax ? .inputFields(max: inputFieldsMax) : nil
  }

  private func inputSize(of value: InputValue) -> (depth: Int, fields: Int) {
    switch value {
    case .list(let items):
      let sizes = items.map { inputSize(of: $0) }
      return (sizes.map(\.depth).max() ?? 0, sizes.reduce(0) { $0 + $1.fields })
    case .object(let fields):
      let sizes = fields.map { inputSize(of: $0.value) }
      return ((sizes.map(\.depth).max() ?? 0) + 1, sizes.reduce(fields.count) { $0 + $1.fields })
    default: return (0, 0)
    }
  }
}

/// Sizes of selections with their fragments in place. Each selection set is measured once, those inside it before, with a stack
/// of its own: fragments inside each other may go deeper than a thread's.
private struct Measurement {
  struct Size {
    var depth = 0
    var introspectionDepth = 0
    var aliases = 0

    mutating func add(_ other: Size) {
      depth = max(depth, other.depth)
      introspectionDepth = max(introspectionDepth, other.introspectionDepth)
      aliases = aliases.addingSaturated(other.aliases)
    }
  }

  private let valid: ValidDocument
  private var sizes: [Size?]

  init(_ valid: ValidDocument) {
    self.valid = valid
    sizes = [Size?](repeating: nil, count: valid.document.selectionSets.count)
  }

  var document: Document { valid.document }

  mutating func size(of set: NodeID<SelectionSet>) -> Size {
    var open = [set]
    while let next = open.last {
      let inner = sizes[next.index] == nil ? document[next].selections.compactMap { innerSet(of: document[$0]) } : []
      let unknown = inner.filter { sizes[$0.index] == nil }
      open += unknown
      guard unknown.isEmpty else { continue }
      open.removeLast()
      guard sizes[next.index] == nil else { continue }
      var total = Size()
      for selection in document[next].selections { total.add(size(of: document[selection])) }
      sizes[next.index] = total
    }
    return sizes[set.index] ?? Size()
  }

  /// The size of a selection in a set that is measured.
  private func size(of selection: Selection) -> Size {
    var size = innerSet(of: selection).flatMap { sizes[$0.index] } ?? Size()
    guard case .field(let id) = selection else { return size }
    if isIntrospection(id) {
      size.introspectionDepth = 1 + size.depth
      size.depth = 1
    } else {
      size.depth += 1
      if size.introspectionDepth > 0 { size.introspectionDepth += 1 }
    }
    if document[id].alias != nil { size.aliases = size.aliases.addingSaturated(1) }
    return size
  }

  /// `__schema` and `__type` by what they mean: any field may have that for an alias.
  private func isIntrospection(_ id: NodeID<Field>) -> Bool {
    guard let meta = valid.definition(of: id).meta else { return false }
    return meta != .typename
  }

  private func innerSet(of selection: Selection) -> NodeID<SelectionSet>? {
    switch selection {
    case .field(let id): document[id].selectionSet
    case .inlineFragment(let id): document[id].selectionSet
    case .fragmentSpread(let id): valid.fragment(of: id).map { document[$0].selectionSet }
    }
  }
}

extension Measurement {
  /// The first field at the root whose response name is one too many; nil when there is none. Each fragment is looked at once.
  func rootField(beyond limit: Int, in root: NodeID<SelectionSet>) -> Int? {
    var names: Set<NameID> = []
    var seen: Set<NodeID<SelectionSet>> = [root]
    var open = [document[root].selections[...]]
    while var rest = open.popLast() {
      guard let next = rest.popFirst() else { continue }
      open.append(rest)
      let selection = document[next]
      if case .field(let id) = selection {
        names.insert(document[id].responseName.id)
        if names.count > limit { return document[id].range.start }
      } else if let inner = innerSet(of: selection), seen.insert(inner).inserted {
        open.append(document[inner].selections[...])
      }
    }
    return nil
  }

  /// The first alias beyond the limit: down into the selection that makes the count pass it.
  mutating func alias(_ limit: Int, in root: NodeID<SelectionSet>) -> Int {
    var rest = limit
    var next: NodeID<SelectionSet>? = root
    var place = document[root].range.start
    while let set = next {
      next = nil
      for selection in document[set].selections.map({ document[$0] }) {
        let aliases = size(of: selection).aliases
        guard aliases > rest else {
          rest -= aliases
          continue
        }
        place = start(of: selection)
        guard let inner = innerSet(of: selection) else { break }
        let own = aliases - size(of: inner).aliases
        guard own <= rest else { break }
        rest -= own
        next = inner
        break
      }
    }
    return place
  }

  /// The first field more than `limit` levels deep, by the depth of data or of introspection.
  mutating func deepField(_ limit: Int, in root: NodeID<SelectionSet>, ofIntrospection: Bool) -> Int {
    var isBelowSchema = !ofIntrospection
    var rest = limit
    var next: NodeID<SelectionSet>? = root
    var place = document[root].range.start
    while let set = next {
      next = nil
      for selection in document[set].selections.map({ document[$0] }) {
        let size = size(of: selection)
        guard (isBelowSchema ? size.depth : size.introspectionDepth) > rest else { continue }
        place = start(of: selection)
        if case .field(let id) = selection {
          guard rest > 0 else { break }
          rest -= 1
          isBelowSchema = isBelowSchema || isIntrospection(id)
        }
        next = innerSet(of: selection)
        break
      }
    }
    return place
  }

  private func start(of selection: Selection) -> Int {
    switch selection {
    case .field(let id): document[id].range.start
    case .inlineFragment(let id): document[id].range.start
    case .fragmentSpread(let id): document[id].range.start
    }
  }
}
