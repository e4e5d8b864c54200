internal import GraphQLLanguage
internal import GraphQLSchema

extension ValidationContext {
  /// The type of a variable fits every position where it is used.
  ///
  /// https://spec.graphql.org/September2025/#sec-All-Variable-Usages-Are-Allowed
  mutating func checkVariablesInAllowedPosition() {
    for (index, operation) in document.operations.enumerated() where !operation.variables.isEmpty && !isFull {
      var declared: [NameID: NodeID<VariableDefinition>] = [:]
      for id in operation.variables { declared[document[id].name.id] = id }
      for usage in usages(inOperation: index) {
        guard let id = declared[usage.name.id], let location = usage.type, let type = resolution.variableTypes[id.index]
        else { continue }
        check(usage, of: document[id], type, at: location)
      }
    }
  }

  private mutating func check(
    _ usage: TypeResolution.VariableUsage, of variable: VariableDefinition, _ type: TypeReference,
    at location: TypeReference
  ) {
    if !isAllowed(type, default: variable.defaultValue, at: location, hasDefault: usage.hasDefault) {
      report(
        .variablesInAllowedPosition,
        "Variable \"$\(text(usage.name))\" of type \"\(schema.text(type))\" used in position expecting type "
          + "\"\(schema.text(location))\".",
        at: variable.range.start, usage.offset)
    }
    if let oneOf = usage.oneOfType, !type.isNonNull {
      report(
        .variablesInAllowedPosition,
        "Variable \"$\(text(usage.name))\" is of type \"\(schema.text(type))\" but must be non-nullable to be used "
          + "for OneOf Input Object \"\(schema[oneOf].name)\".",
        at: variable.range.start, usage.offset)
    }
  }

  /// `IsVariableUsageAllowed()`: a nullable variable may stand in a non-null position if either has a default.
  private func isAllowed(
    _ type: TypeReference, default defaultValue: NodeID<Value>?, at location: TypeReference, hasDefault: Bool
  ) -> Bool {
    guard location.isNonNull && !type.isNonNull else { return schema.isSubtype(type, of: location) }
    let hasNonNullDefault = defaultValue.map { document[$0].kind != .null } ?? false
    return (hasNonNullDefault || hasDefault) && schema.isSubtype(type, of: location.nullable)
  }
}
