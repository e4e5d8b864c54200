extension Parser {
  /// `TypeSystemDefinition : SchemaDefinition | TypeDefinition | DirectiveDefinition`
  mutating func parseTypeSystemDefinition(
    _ description: NodeID<Value>?, from start: Int
  ) throws(SyntaxError) -> Definition {
    if let kind = typeKind() { return try parseTypeDefinition(kind, description, from: start, isExtension: false) }
    if peekKeyword("schema") { return try parseSchemaDefinition(description, from: start) }
    if peekKeyword("directive") { return try parseDirectiveDefinition(description, from: start) }
    if description != nil { throw SyntaxError(.descriptionOfNothing, at: start) }
    throw unexpected()
  }

  /// `TypeSystemExtension : SchemaExtension | TypeExtension`
  mutating func parseTypeSystemExtension() throws(SyntaxError) -> Definition {
    let start = token.start
    try advance()
    guard peek(.name) else { throw unexpected() }
    if let kind = typeKind() { return try parseTypeDefinition(kind, nil, from: start, isExtension: true) }
    if peekKeyword("schema") { return try parseSchemaExtension(from: start) }
    throw unexpected()
  }

  private func typeKind() -> TypeKind? {
    switch tokenText {
    case "type": .object
    case "input": .inputObject
    case "enum": .enum
    case "interface": .interface
    case "union": .union
    case "scalar": .scalar
    default: nil
    }
  }

  /// `SchemaDefinition : Description? schema Directives[Const]? { RootOperationTypeDefinition+ }`
  private mutating func parseSchemaDefinition(
    _ description: NodeID<Value>?, from start: Int
  ) throws(SyntaxError) -> Definition {
    try advance()
    let directives = try parseDirectives(isConstant: true)
    guard peek(.braceLeft) else { throw expected(Token.Kind.braceLeft.label) }
    let rootOperationTypes = try parseRootOperationTypes()
    return append(
      SchemaDefinitionNode(
        isExtension: false, description: description, directives: directives, rootOperationTypes: rootOperationTypes,
        range: range(from: start)))
  }

  /// `SchemaExtension : extend schema Directives[Const]? { RootOperationTypeDefinition+ } | extend schema Directives`
  private mutating func parseSchemaExtension(from start: Int) throws(SyntaxError) -> Definition {
    try advance()
    let directives = try parseDirectives(isConstant: true)
    let rootOperationTypes = try parseRootOperationTypes()
    if directives.isEmpty && rootOperationTypes.isEmpty { throw unexpected() }
    return append(
      SchemaDefinitionNode(
        isExtension: true, description: nil, directives: directives, rootOperationTypes: rootOperationTypes,
        range: range(from: start)))
  }

  private mutating func append(_ schema: SchemaDefinitionNode) -> Definition {
    document.schemaDefinitions.append(schema)
    return .schema(NodeID(document.schemaDefinitions.count - 1))
  }

  private mutating func parseRootOperationTypes() throws(SyntaxError) -> NodeRange<RootOperationTypeDefinition> {
    let first = document.rootOperationTypes.count
    if try skip(.braceLeft) {
      repeat {
        let start = token.start
        let operation = try parseOperationType()
        try expect(.colon)
        let type = try parseName()
        document.rootOperationTypes.append(
          RootOperationTypeDefinition(operation: operation, type: type, range: range(from: start)))
      } while try !skip(.braceRight)
    }
    return NodeRange(first..<document.rootOperationTypes.count)
  }

  /// The definitions and extensions of the six kinds of types; an extension must add something.
  private mutating func parseTypeDefinition(
    _ kind: TypeKind, _ description: NodeID<Value>?, from start: Int, isExtension: Bool
  ) throws(SyntaxError) -> Definition {
    try advance()
    let name = try parseName()
    let hasFields = kind == .object || kind == .interface
    let interfaces = hasFields ? try parseImplementsInterfaces() : .empty
    let directives = try parseDirectives(isConstant: true)
    let fields = hasFields ? try parseFieldsDefinition() : .empty
    let members = kind == .union ? try parseUnionMemberTypes() : .empty
    let values = kind == .enum ? try parseEnumValuesDefinition() : .empty
    let inputFields = kind == .inputObject ? try parseInputValues(from: .braceLeft, to: .braceRight) : .empty
    let isEmpty =
      interfaces.isEmpty && directives.isEmpty && fields.isEmpty && members.isEmpty && values.isEmpty
      && inputFields.isEmpty
    if isExtension && isEmpty { throw unexpected() }
    document.typeDefinitions.append(
      TypeDefinitionNode(
        kind: kind, isExtension: isExtension, description: description, name: name, interfaces: interfaces,
        directives: directives, fields: fields, members: members, values: values, inputFields: inputFields,
        range: range(from: start)))
    return .type(NodeID(document.typeDefinitions.count - 1))
  }

  /// `ImplementsInterfaces : implements &? NamedType | ImplementsInterfaces & NamedType`
  private mutating func parseImplementsInterfaces() throws(SyntaxError) -> NodeRange<NamedTypeNode> {
    guard try skipKeyword("implements") else { return .empty }
    return try parseNamedTypes(between: .ampersand)
  }

  /// `UnionMemberTypes : = |? NamedType | UnionMemberTypes | NamedType`
  private mutating func parseUnionMemberTypes() throws(SyntaxError) -> NodeRange<NamedTypeNode> {
    guard try skip(.equals) else { return .empty }
    return try parseNamedTypes(between: .pipe)
  }

  private mutating func parseNamedTypes(between separator: Token.Kind) throws(SyntaxError) -> NodeRange<NamedTypeNode> {
    let first = document.namedTypes.count
    _ = try skip(separator)
    repeat {
      document.namedTypes.append(NamedTypeNode(name: try parseName()))
    } while try skip(separator)
    return NodeRange(first..<document.namedTypes.count)
  }

  /// `FieldsDefinition : { FieldDefinition+ }`
  private mutating func parseFieldsDefinition() throws(SyntaxError) -> NodeRange<FieldDefinitionNode> {
    let first = document.fieldDefinitions.count
    if try skip(.braceLeft) {
      repeat {
        let field = try parseFieldDefinition()
        document.fieldDefinitions.append(field)
      } while try !skip(.braceRight)
    }
    return NodeRange(first..<document.fieldDefinitions.count)
  }

  private mutating func parseFieldDefinition() throws(SyntaxError) -> FieldDefinitionNode {
    let start = token.start
    let description = try parseDescription()
    let name = try parseName()
    let arguments = try parseInputValues(from: .parenLeft, to: .parenRight)
    try expect(.colon)
    let type = try parseTypeReference()
    let directives = try parseDirectives(isConstant: true)
    return FieldDefinitionNode(
      description: description, name: name, arguments: arguments, type: type, directives: directives,
      range: range(from: start))
  }

  /// `ArgumentsDefinition : ( InputValueDefinition+ )` and `InputFieldsDefinition : { InputValueDefinition+ }`
  private mutating func parseInputValues(
    from open: Token.Kind, to close: Token.Kind
  ) throws(SyntaxError) -> NodeRange<InputValueDefinitionNode> {
    let first = document.inputValueDefinitions.count
    if try skip(open) {
      repeat {
        let inputValue = try parseInputValueDefinition()
        document.inputValueDefinitions.append(inputValue)
      } while try !skip(close)
    }
    return NodeRange(first..<document.inputValueDefinitions.count)
  }

  private mutating func parseInputValueDefinition() throws(SyntaxError) -> InputValueDefinitionNode {
    let start = token.start
    let description = try parseDescription()
    let name = try parseName()
    try expect(.colon)
    let type = try parseTypeReference()
    let defaultValue = try parseDefaultValue()
    let directives = try parseDirectives(isConstant: true)
    return InputValueDefinitionNode(
      description: description, name: name, type: type, defaultValue: defaultValue, directives: directives,
      range: range(from: start))
  }

  /// `EnumValuesDefinition : { EnumValueDefinition+ }`
  private mutating func parseEnumValuesDefinition() throws(SyntaxError) -> NodeRange<EnumValueDefinitionNode> {
    let first = document.enumValueDefinitions.count
    if try skip(.braceLeft) {
      repeat {
        let value = try parseEnumValueDefinition()
        document.enumValueDefinitions.append(value)
      } while try !skip(.braceRight)
    }
    return NodeRange(first..<document.enumValueDefinitions.count)
  }

  private mutating func parseEnumValueDefinition() throws(SyntaxError) -> EnumValueDefinitionNode {
    let start = token.start
    let description = try parseDescription()
    for word in ["true", "false", "null"] where peekKeyword(word) {
      throw SyntaxError(.reservedEnumValue(word), at: token.start)
    }
    let name = try parseName()
    let directives = try parseDirectives(isConstant: true)
    return EnumValueDefinitionNode(
      description: description, name: name, directives: directives, range: range(from: start))
  }

  /// `DirectiveDefinition : Description? directive @ Name ArgumentsDefinition? repeatable? on DirectiveLocations`
  private mutating func parseDirectiveDefinition(
    _ description: NodeID<Value>?, from start: Int
  ) throws(SyntaxError) -> Definition {
    try advance()
    try expect(.at)
    let name = try parseName()
    let arguments = try parseInputValues(from: .parenLeft, to: .parenRight)
    let isRepeatable = try skipKeyword("repeatable")
    try expectKeyword("on")
    var locations: [DirectiveLocation] = []
    _ = try skip(.pipe)
    repeat {
      guard peek(.name) else { throw expected(Token.Kind.name.label) }
      let location = DirectiveLocation(rawValue: tokenText)
      let refusal = unexpected()
      try advance()
      guard let location else { throw refusal }
      locations.append(location)
    } while try skip(.pipe)
    document.directiveDefinitions.append(
      DirectiveDefinitionNode(
        description: description, name: name, arguments: arguments, isRepeatable: isRepeatable, locations: locations,
        range: range(from: start)))
    return .directive(NodeID(document.directiveDefinitions.count - 1))
  }
}
