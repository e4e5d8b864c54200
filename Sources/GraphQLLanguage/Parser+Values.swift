extension Parser {
  mutating func append(_ value: Value) -> NodeID<Value> {
    document.values.append(value)
    return NodeID(document.values.count - 1)
  }

  /// `DefaultValue : = Value[Const]`
  mutating func parseDefaultValue() throws(SyntaxError) -> NodeID<Value>? {
    guard try skip(.equals) else { return nil }
    return append(try parseValue(isConstant: true))
  }

  /// `Value : Variable IntValue FloatValue StringValue BooleanValue NullValue EnumValue ListValue ObjectValue`, the
  /// first of them not where a constant is asked for.
  mutating func parseValue(isConstant: Bool) throws(SyntaxError) -> Value {
    let start = token.start
    let kind: Value.Kind
    switch token.kind {
    case .bracketLeft: kind = .list(try parseListItems(isConstant: isConstant))
    case .braceLeft: kind = .object(try parseObjectFields(isConstant: isConstant))
    case .name: kind = try parseWord()
    case .dollar: kind = .variable(try parseVariable(isConstant: isConstant))
    case .int: kind = try consume(as: .int)
    case .float: kind = try consume(as: .float)
    case .string: kind = try consume(as: .string)
    case .blockString: kind = try consume(as: .blockString)
    default: throw unexpected()
    }
    return Value(kind: kind, range: range(from: start))
  }

  private mutating func consume(as kind: Value.Kind) throws(SyntaxError) -> Value.Kind {
    try advance()
    return kind
  }

  /// `BooleanValue : one of true false`, `NullValue : null`, `EnumValue : Name but not true, false or null`
  private mutating func parseWord() throws(SyntaxError) -> Value.Kind {
    if peekKeyword("true") { return try consume(as: .boolean(true)) }
    if peekKeyword("false") { return try consume(as: .boolean(false)) }
    if peekKeyword("null") { return try consume(as: .null) }
    return .enum(try parseName())
  }

  /// `Variable : $ Name`
  private mutating func parseVariable(isConstant: Bool) throws(SyntaxError) -> Name {
    let start = token.start
    let dollar = unexpected()
    try advance()
    guard isConstant else { return try parseName() }
    guard peek(.name) else { throw dollar }
    throw SyntaxError(.unexpectedVariable(String(tokenText.prefix(SyntaxError.excerptBytesMax))), at: start)
  }

  /// `ListValue : [ Value* ]`
  private mutating func parseListItems(isConstant: Bool) throws(SyntaxError) -> NodeRange<Value> {
    try enter()
    try advance()
    let firstOpen = openValues.count
    while try !skip(.bracketRight) {
      let item = try parseValue(isConstant: isConstant)
      openValues.append(item)
    }
    leave()
    let first = document.values.count
    document.values.append(contentsOf: openValues[firstOpen...])
    openValues.removeSubrange(firstOpen...)
    return NodeRange(first..<document.values.count)
  }

  /// `ObjectValue : { ObjectField* }`, where `ObjectField : Name : Value`
  private mutating func parseObjectFields(isConstant: Bool) throws(SyntaxError) -> NodeRange<ObjectField> {
    try enter()
    try advance()
    let firstOpen = openObjectFields.count
    while try !skip(.braceRight) {
      let start = token.start
      let name = try parseName()
      try expect(.colon)
      let value = append(try parseValue(isConstant: isConstant))
      openObjectFields.append(ObjectField(name: name, value: value, range: range(from: start)))
    }
    leave()
    let first = document.objectFields.count
    document.objectFields.append(contentsOf: openObjectFields[firstOpen...])
    openObjectFields.removeSubrange(firstOpen...)
    return NodeRange(first..<document.objectFields.count)
  }

  /// `Type : NamedType | ListType | NonNullType`
  mutating func parseTypeReference() throws(SyntaxError) -> NodeID<TypeReferenceNode> {
    let start = token.start
    let kind: TypeReferenceNode.Kind
    if peek(.bracketLeft) {
      try enter()
      try advance()
      kind = .list(try parseTypeReference())
      try expect(.bracketRight)
      leave()
    } else {
      kind = .named(try parseName())
    }
    let id = append(TypeReferenceNode(kind: kind, range: range(from: start)))
    guard try skip(.exclamation) else { return id }
    return append(TypeReferenceNode(kind: .nonNull(id), range: range(from: start)))
  }

  private mutating func append(_ type: TypeReferenceNode) -> NodeID<TypeReferenceNode> {
    document.typeReferences.append(type)
    return NodeID(document.typeReferences.count - 1)
  }
}
