extension Parser {
  /// `Definition : ExecutableDefinition | TypeSystemDefinitionOrExtension`
  mutating func parseDefinition() throws(SyntaxError) -> Definition {
    let start = token.start
    if peek(.braceLeft) { return try parseShorthand() }
    let description = try parseDescription()
    if description != nil && peek(.braceLeft) { throw SyntaxError(.descriptionOfShorthand, at: start) }
    guard peek(.name) else { throw unexpected() }
    switch tokenText {
    case "query", "mutation", "subscription": return try parseOperationDefinition(description, from: start)
    case "fragment": return try parseFragmentDefinition(description, from: start)
    case "extend":
      if description != nil { throw SyntaxError(.descriptionOfNothing, at: start) }
      return try parseTypeSystemExtension()
    default:
      return try parseTypeSystemDefinition(description, from: start)
    }
  }

  /// `Description : StringValue`
  mutating func parseDescription() throws(SyntaxError) -> NodeID<Value>? {
    guard peek(.string) || peek(.blockString) else { return nil }
    return append(try parseValue(isConstant: true))
  }

  private mutating func parseShorthand() throws(SyntaxError) -> Definition {
    let start = token.start
    let selectionSet = try parseSelectionSet()
    document.operations.append(
      OperationDefinition(
        type: .query, name: nil, description: nil, variables: .empty, directives: .empty, selectionSet: selectionSet,
        range: range(from: start)))
    return .operation(NodeID(document.operations.count - 1))
  }

  private mutating func parseOperationDefinition(
    _ description: NodeID<Value>?, from start: Int
  ) throws(SyntaxError) -> Definition {
    let type = try parseOperationType()
    let name = peek(.name) ? try parseName() : nil
    let variables = try parseVariablesDefinition()
    let directives = try parseDirectives(isConstant: false)
    let selectionSet = try parseSelectionSet()
    document.operations.append(
      OperationDefinition(
        type: type, name: name, description: description, variables: variables, directives: directives,
        selectionSet: selectionSet, range: range(from: start)))
    return .operation(NodeID(document.operations.count - 1))
  }

  /// `OperationType : one of query mutation subscription`
  mutating func parseOperationType() throws(SyntaxError) -> OperationType {
    guard peek(.name) else { throw expected(Token.Kind.name.label) }
    guard let type = OperationType(rawValue: tokenText) else { throw unexpected() }
    try advance()
    return type
  }

  /// `VariablesDefinition : ( VariableDefinition+ )`
  private mutating func parseVariablesDefinition() throws(SyntaxError) -> NodeRange<VariableDefinition> {
    let first = document.variableDefinitions.count
    if try skip(.parenLeft) {
      repeat {
        let definition = try parseVariableDefinition()
        document.variableDefinitions.append(definition)
      } while try !skip(.parenRight)
    }
    return NodeRange(first..<document.variableDefinitions.count)
  }

  private mutating func parseVariableDefinition() throws(SyntaxError) -> VariableDefinition {
    let start = token.start
    let description = try parseDescription()
    try expect(.dollar)
    let name = try parseName()
    try expect(.colon)
    let type = try parseTypeReference()
    let defaultValue = try parseDefaultValue()
    let directives = try parseDirectives(isConstant: true)
    return VariableDefinition(
      name: name, description: description, type: type, defaultValue: defaultValue, directives: directives,
      range: range(from: start))
  }

  private mutating func parseFragmentDefinition(
    _ description: NodeID<Value>?, from start: Int
  ) throws(SyntaxError) -> Definition {
    try expectKeyword("fragment")
    let name = try parseFragmentName()
    try expectKeyword("on")
    let typeCondition = try parseName()
    let directives = try parseDirectives(isConstant: false)
    let selectionSet = try parseSelectionSet()
    document.fragments.append(
      FragmentDefinition(
        name: name, description: description, typeCondition: typeCondition, directives: directives,
        selectionSet: selectionSet, range: range(from: start)))
    return .fragment(NodeID(document.fragments.count - 1))
  }

  /// `FragmentName : Name but not on`
  private mutating func parseFragmentName() throws(SyntaxError) -> Name {
    if peekKeyword("on") { throw unexpected() }
    return try parseName()
  }

  /// `SelectionSet : { Selection+ }`
  mutating func parseSelectionSet() throws(SyntaxError) -> NodeID<SelectionSet> {
    let start = token.start
    try enter()
    try expect(.braceLeft)
    let firstOpen = openSelections.count
    repeat {
      let selection = peek(.spread) ? try parseFragment() : .field(try parseField())
      openSelections.append(selection)
    } while try !skip(.braceRight)
    leave()
    let first = document.selections.count
    document.selections.append(contentsOf: openSelections[firstOpen...])
    openSelections.removeSubrange(firstOpen...)
    document.selectionSets.append(
      SelectionSet(selections: NodeRange(first..<document.selections.count), range: range(from: start)))
    return NodeID(document.selectionSets.count - 1)
  }

  /// `Field : Alias? Name Arguments? Directives? SelectionSet?`
  private mutating func parseField() throws(SyntaxError) -> NodeID<Field> {
    let start = token.start
    let nameOrAlias = try parseName()
    var alias: Name?
    var name = nameOrAlias
    if try skip(.colon) {
      alias = nameOrAlias
      name = try parseName()
    }
    let arguments = try parseArguments(isConstant: false)
    let directives = try parseDirectives(isConstant: false)
    let selectionSet = peek(.braceLeft) ? try parseSelectionSet() : nil
    document.fields.append(
      Field(
        alias: alias, name: name, arguments: arguments, directives: directives, selectionSet: selectionSet,
        range: range(from: start)))
    return NodeID(document.fields.count - 1)
  }

  /// `FragmentSpread : ... FragmentName Directives?` and
  /// `InlineFragment : ... TypeCondition? Directives? SelectionSet`
  private mutating func parseFragment() throws(SyntaxError) -> Selection {
    let start = token.start
    try expect(.spread)
    let hasCondition = try skipKeyword("on")
    if !hasCondition && peek(.name) {
      let name = try parseFragmentName()
      let directives = try parseDirectives(isConstant: false)
      document.fragmentSpreads.append(FragmentSpread(name: name, directives: directives, range: range(from: start)))
      return .fragmentSpread(NodeID(document.fragmentSpreads.count - 1))
    }
    let typeCondition = hasCondition ? try parseName() : nil
    let directives = try parseDirectives(isConstant: false)
    let selectionSet = try parseSelectionSet()
    document.inlineFragments.append(
      InlineFragment(
        typeCondition: typeCondition, directives: directives, selectionSet: selectionSet, range: range(from: start)))
    return .inlineFragment(NodeID(document.inlineFragments.count - 1))
  }

  /// `Arguments : ( Argument+ )`
  private mutating func parseArguments(isConstant: Bool) throws(SyntaxError) -> NodeRange<Argument> {
    let first = document.arguments.count
    if try skip(.parenLeft) {
      repeat {
        let start = token.start
        let name = try parseName()
        try expect(.colon)
        let value = append(try parseValue(isConstant: isConstant))
        document.arguments.append(Argument(name: name, value: value, range: range(from: start)))
      } while try !skip(.parenRight)
    }
    return NodeRange(first..<document.arguments.count)
  }

  /// `Directives : Directive+`, where `Directive : @ Name Arguments?`
  mutating func parseDirectives(isConstant: Bool) throws(SyntaxError) -> NodeRange<Directive> {
    let first = document.directives.count
    while peek(.at) {
      let start = token.start
      try advance()
      let name = try parseName()
      let arguments = try parseArguments(isConstant: isConstant)
      document.directives.append(Directive(name: name, arguments: arguments, range: range(from: start)))
    }
    return NodeRange(first..<document.directives.count)
  }
}
