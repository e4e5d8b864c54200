internal import GraphQLLanguage

extension Schema {
  /// The part of the schema whose definitions carry only directives the caller includes.
  ///
  /// What is left out takes with it everything that cannot be without it: fields, arguments and members of its types, and
  /// types that lose all their parts. To validation, introspection and printing it does not exist. Types keep their
  /// `TypeID`. Throws when the rest is not a schema, such as an object without a field of its interface. O(schema).
  public func view(including isIncluded: (AppliedDirective) -> Bool) throws(SchemaError) -> Schema {
    let omitted = OmittedTypes(self, isIncluded: isIncluded).types
    if omitted.contains(queryType) {
      throw SchemaError([Diagnostic(rule: "RootTypes", message: "Query root type must be provided.", locations: [])])
    }
    let draft = view(omitting: omitted, isIncluded) { _ in nil }
    var diagnostics = draft.unfitDefaults()
    do throws(SyntaxError) {
      diagnostics += SchemaCheck.diagnostics(of: draft, try DefinitionCollection([]))
    } catch {
      diagnostics.append(Diagnostic(rule: "Syntax", message: error.message, locations: []))
    }
    guard diagnostics.isEmpty else { throw SchemaError(diagnostics) }
    return view(omitting: omitted, isIncluded) { draft.defaultValue(of: $0.with(defaultValue: nil)) }
  }

  /// Defaults that need an enum value or input field that is gone.
  private func unfitDefaults() -> [Diagnostic] {
    let values = types.filter { !$0.isHidden }.flatMap { type in
      type.inputFields + type.fields.flatMap(\.arguments)
    }
    return (values + directives.flatMap(\.arguments)).compactMap { value in
      guard let literal = value.defaultLiteral, defaultValue(of: value) == nil else { return nil }
      return Diagnostic(
        rule: "ValuesOfCorrectType",
        message: "The default value \(excerpt(literal)) is not possible without what is left out.",
        locations: [value.origin])
    }
  }

  private func view(
    omitting omitted: Set<TypeID>, _ isIncluded: (AppliedDirective) -> Bool,
    default defaultValue: (InputValueDefinition) -> InputValue?
  ) -> Schema {
    func keeps(_ applied: AppliedDirectives, _ type: TypeReference) -> Bool {
      applied.allSatisfy(isIncluded) && !omitted.contains(type.name)
    }
    func inputValues(_ values: [InputValueDefinition]) -> [InputValueDefinition] {
      values.filter { keeps($0.appliedDirectives, $0.type) }.map { $0.with(defaultValue: defaultValue($0)) }
    }
    let kept = types.map { type -> TypeDefinition in
      var parts = TypeDefinition.Parts(type)
      parts.isHidden = type.isHidden || omitted.contains(type.id)
      if !parts.isHidden {
        parts.interfaces.removeAll { omitted.contains($0) }
        parts.possibleTypes.removeAll { omitted.contains($0) }
        parts.fields = type.fields.filter { keeps($0.appliedDirectives, $0.type) }.enumerated().map { index, field in
          field.with(index: index, arguments: inputValues(field.arguments))
        }
        parts.inputFields = inputValues(type.inputFields)
        parts.enumValues.removeAll { !$0.appliedDirectives.allSatisfy(isIncluded) }
      }
      return TypeDefinition(parts)
    }
    let root = { (id: TypeID?) in id.flatMap { omitted.contains($0) ? nil : $0 } }
    return Schema(
      Parts(
        description: description, types: kept,
        directives: directives.map { $0.with(arguments: inputValues($0.arguments)) }, queryType: queryType,
        mutationType: root(mutationType), subscriptionType: root(subscriptionType),
        appliedDirectives: appliedDirectives, origin: origin, rootOrigins: rootOrigins,
        options: options, metaFields: metaFields))
  }
}

/// The types a view leaves out: those not included, and those that lose their last field, member or value.
private struct OmittedTypes {
  private(set) var types: Set<TypeID> = []

  init(_ schema: Schema, isIncluded: (AppliedDirective) -> Bool) {
    types = Set(schema.types.filter { !$0.appliedDirectives.allSatisfy(isIncluded) }.map(\.id))
    var count = -1
    while count != types.count {
      count = types.count
      for type in schema.types where !type.isBuiltIn && !types.contains(type.id) {
        let isEmpty: Bool =
          switch type.kind {
          case .scalar: false
          case .object, .interface:
            !type.fields.contains { $0.appliedDirectives.allSatisfy(isIncluded) && !types.contains($0.type.name) }
          case .inputObject:
            !type.inputFields.contains { $0.appliedDirectives.allSatisfy(isIncluded) && !types.contains($0.type.name) }
          case .union: !type.possibleTypes.contains { !types.contains($0) }
          case .enum: !type.enumValues.contains { $0.appliedDirectives.allSatisfy(isIncluded) }
          }
        if isEmpty { types.insert(type.id) }
      }
    }
  }
}

extension TypeDefinition.Parts {
  fileprivate init(_ type: TypeDefinition) {
    self.init(
      id: type.id, kind: type.kind, name: type.name, description: type.description, interfaces: type.interfaces,
      fields: type.fields, inputFields: type.inputFields, enumValues: type.enumValues,
      possibleTypes: type.possibleTypes, specifiedByURL: type.specifiedByURL, isOneOf: type.isOneOf,
      isHidden: type.isHidden, isBuiltIn: type.isBuiltIn, appliedDirectives: type.appliedDirectives,
      origin: type.origin, starts: type.starts, mentions: type.mentions)
  }
}

extension FieldDefinition {
  fileprivate func with(index: Int, arguments: [InputValueDefinition]) -> FieldDefinition {
    FieldDefinition(
      name: name, description: description, arguments: arguments, type: type, index: index, meta: meta,
      deprecationReason: deprecationReason, appliedDirectives: appliedDirectives, origin: origin,
      places: places)
  }
}

extension InputValueDefinition {
  fileprivate func with(defaultValue: InputValue?) -> InputValueDefinition {
    InputValueDefinition(
      name: name, description: description, type: type, defaultValue: defaultValue, defaultLiteral: defaultLiteral,
      deprecationReason: deprecationReason, appliedDirectives: appliedDirectives, origin: origin,
      places: places)
  }
}

extension DirectiveDefinition {
  fileprivate func with(arguments: [InputValueDefinition]) -> DirectiveDefinition {
    DirectiveDefinition(
      name: name, description: description, arguments: arguments, isRepeatable: isRepeatable, locations: locations,
      isHidden: isHidden, isBuiltIn: isBuiltIn, origin: origin, start: start)
  }
}
