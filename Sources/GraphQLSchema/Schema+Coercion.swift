public import GraphQLLanguage

extension Schema {
  /// Coerces a literal of a document to an input type. https://spec.graphql.org/September2025/#sec-Input-Values
  ///
  /// The lookup gives variables their coerced values, or nil when they were not provided: then a list item is null, an
  /// object field is as if absent, and the value as a whole is nil. Depth is bounded by the parser's nesting.
  public func coerce(
    literal id: NodeID<Value>, in document: Document, to type: TypeReference, variables: (Name) -> InputValue?
  ) throws(InputProblem) -> InputValue? {
    let value = document[id]
    switch value.kind {
    case .variable(let name):
      guard let provided = variables(name) else {
        if type.isNonNull { throw nullProblem(type, at: value.range.start) }
        return nil
      }
      if provided.isNull && type.isNonNull { throw nullProblem(type, at: value.range.start) }
      return provided
    case .null:
      if type.isNonNull { throw nullProblem(type, at: value.range.start) }
      return .null
    default:
      return try coerce(nonNull: id, in: document, to: type.nullable, variables: variables)
    }
  }

  private func coerce(
    nonNull id: NodeID<Value>, in document: Document, to type: TypeReference, variables: (Name) -> InputValue?
  ) throws(InputProblem) -> InputValue {
    if let itemType = type.item {
      return try coerceList(id, in: document, itemType: itemType, variables: variables)
    }
    let definition = self[type]
    if definition.kind == .inputObject {
      return try coerceObject(id, in: document, to: definition, variables: variables)
    }
    guard definition.isLeaf else {
      throw InputProblem("\"\(definition.name)\" is not an input type.", at: document[id].range.start)
    }
    let value = InputValue(literal: id, in: document, variables: variables)
    do throws(InputProblem) {
      return try coerceLeaf(value, to: definition, from: .literal)
    } catch {
      throw InputProblem(error.message, at: document[id].range.start)
    }
  }

  /// A list coerces item by item; anything else becomes a list of one.
  private func coerceList(
    _ id: NodeID<Value>, in document: Document, itemType: TypeReference, variables: (Name) -> InputValue?
  ) throws(InputProblem) -> InputValue {
    guard case .list(let items) = document[id].kind else {
      return .list([try coerce(nonNull: id, in: document, to: itemType.nullable, variables: variables)])
    }
    var values: [InputValue] = []
    values.reserveCapacity(items.count)
    for item in items {
      values.append(try coerce(literal: item, in: document, to: itemType, variables: variables) ?? .null)
    }
    return .list(values)
  }

  private func coerceObject(
    _ id: NodeID<Value>, in document: Document, to type: TypeDefinition, variables: (Name) -> InputValue?
  ) throws(InputProblem) -> InputValue {
    let offset = document[id].range.start
    guard case .object(let nodes) = document[id].kind else {
      let found = InputProblem.excerpt(document.text(document[id].range))
      throw InputProblem("Expected value of type \"\(type.name)\", found \(found).", at: offset)
    }
    var given: [String: NodeID<Value>] = [:]
    for node in nodes {
      let name = document.text(document[node].name)
      guard type.inputField(named: name) != nil else {
        throw InputProblem(
          "Field \"\(InputProblem.excerpt(name))\" is not defined by type \"\(type.name)\".", at: offset)
      }
      given[name] = document[node].value
    }
    var fields: [InputObjectField] = []
    for field in type.inputFields {
      var value: InputValue?
      if let literal = given[field.name] {
        if case .variable(let name) = document[literal].kind, variables(name) == nil {
          value = nil
        } else {
          value = try coerce(literal: literal, in: document, to: field.type, variables: variables)
        }
      }
      if let value = value ?? defaultValue(of: field) {
        fields.append(InputObjectField(field.name, value))
      } else if field.type.isNonNull {
        throw missingProblem(field, of: type, at: offset)
      }
    }
    if type.isOneOf { try checkOneOf(fields, given: nodes.count, of: type, at: offset) }
    return .object(fields)
  }

  func checkOneOf(
    _ fields: [InputObjectField], given: Int, of type: TypeDefinition, at offset: Int?
  ) throws(InputProblem) {
    guard fields.count == 1, given == 1, let field = fields.first else {
      throw InputProblem("OneOf Input Object \"\(type.name)\" must specify exactly one key.", at: offset)
    }
    if field.value.isNull {
      throw InputProblem("Field \"\(type.name).\(field.name)\" must be non-null.", at: offset)
    }
  }

  func nullProblem(_ type: TypeReference, at offset: Int?) -> InputProblem {
    InputProblem("Expected value of type \"\(text(type))\", found null.", at: offset)
  }

  func missingProblem(_ field: InputValueDefinition, of type: TypeDefinition, at offset: Int?) -> InputProblem {
    InputProblem(
      "Field \"\(type.name).\(field.name)\" of required type \"\(text(field.type))\" was not provided.", at: offset)
  }
}
