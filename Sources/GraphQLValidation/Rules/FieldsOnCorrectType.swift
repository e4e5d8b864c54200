internal import GraphQLLanguage
internal import GraphQLSchema

extension ValidationContext {
  /// A field exists on the type it is selected on.
  ///
  /// https://spec.graphql.org/September2025/#sec-Field-Selections
  mutating func checkFieldsOnCorrectType() {
    for (index, field) in document.fields.enumerated() {
      guard let parent = resolution.fieldParents[index], resolution.fieldDefinitions[index] == nil else { continue }
      let type = schema[parent]
      let hint = suggestion(for: document.text(field.name), among: type.fields.lazy.map(\.name))
      report(
        .fieldsOnCorrectType, "Cannot query field \"\(text(field.name))\" on type \"\(type.name)\".\(hint)",
        at: field.range.start)
    }
  }
}
