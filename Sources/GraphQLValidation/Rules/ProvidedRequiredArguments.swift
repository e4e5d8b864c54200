internal import GraphQLLanguage
internal import GraphQLSchema

extension ValidationContext {
  /// Non-null arguments without a default are given.
  ///
  /// https://spec.graphql.org/September2025/#sec-Required-Arguments
  mutating func checkProvidedRequiredArguments() {
    for (index, field) in document.fields.enumerated() {
      guard let parent = resolution.fieldParents[index], let definition = resolution.fieldDefinitions[index] else {
        continue
      }
      for argument in missing(field.arguments, of: definition.arguments) {
        report(
          .providedRequiredArguments,
          "Argument \"\(schema[parent].name).\(definition.name)(\(argument.name):)\" \(requirement(of: argument))",
          at: field.range.start)
      }
    }
    for (directive, definition) in zip(document.directives, resolution.directiveDefinitions) {
      guard let definition else { continue }
      for argument in missing(directive.arguments, of: definition.arguments) {
        report(
          .providedRequiredArguments,
          "Argument \"@\(definition.name)(\(argument.name):)\" \(requirement(of: argument))",
          at: directive.range.start)
      }
    }
  }

  private func missing(_ arguments: NodeRange<Argument>, of definitions: [InputValueDefinition])
    -> [InputValueDefinition]
  {
    definitions.filter { definition in
      definition.isRequired && !arguments.contains { document.text(document[$0].name) == definition.name }
    }
  }

  private func requirement(of argument: InputValueDefinition) -> String {
    "of type \"\(schema.text(argument.type))\" is required, but it was not provided."
  }
}
