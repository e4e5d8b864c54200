internal import GraphQLLanguage
internal import GraphQLSchema

extension ValidationContext {
  /// A field or directive declares the arguments it is given.
  ///
  /// https://spec.graphql.org/September2025/#sec-Argument-Names
  mutating func checkKnownArgumentNames() {
    for (index, field) in document.fields.enumerated() {
      guard let parent = resolution.fieldParents[index], let definition = resolution.fieldDefinitions[index] else {
        continue
      }
      let place = "field \"\(schema[parent].name).\(definition.name)\""
      checkArgumentNames(field.arguments, among: definition.arguments, of: place)
    }
    for (directive, definition) in zip(document.directives, resolution.directiveDefinitions) {
      guard let definition else { continue }
      checkArgumentNames(directive.arguments, among: definition.arguments, of: "directive \"@\(definition.name)\"")
    }
  }

  private mutating func checkArgumentNames(
    _ arguments: NodeRange<Argument>, among definitions: [InputValueDefinition], of place: String
  ) {
    for id in arguments where resolution.argumentDefinitions[id.index] == nil {
      let argument = document[id]
      let hint = suggestion(for: document.text(argument.name), among: definitions.lazy.map(\.name))
      report(
        .knownArgumentNames, "Unknown argument \"\(text(argument.name))\" on \(place).\(hint)",
        at: argument.range.start)
    }
  }
}
