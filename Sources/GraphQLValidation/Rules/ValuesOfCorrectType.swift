internal import GraphQLLanguage
internal import GraphQLSchema

extension ValidationContext {
  /// Literals fit the types of their positions.
  ///
  /// https://spec.graphql.org/September2025/#sec-Values-of-Correct-Type
  mutating func checkValuesOfCorrectType() {
    for (argument, definition) in zip(document.arguments, resolution.argumentDefinitions) where !isFull {
      if let definition { checkLiteral(argument.value, as: definition.type) }
    }
    for (variable, type) in zip(document.variableDefinitions, resolution.variableTypes) where !isFull {
      if let value = variable.defaultValue, let type, schema[type].isInput { checkLiteral(value, as: type) }
    }
  }

  private mutating func checkLiteral(_ value: NodeID<Value>, as type: TypeReference) {
    for problem in schema.problems(of: value, in: document, as: type) {
      report(.valuesOfCorrectType, problem.message, at: problem.offset ?? document[value].range.start)
    }
  }
}
