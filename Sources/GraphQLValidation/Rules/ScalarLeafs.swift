internal import GraphQLLanguage
internal import GraphQLSchema

extension ValidationContext {
  /// Fields of scalars and enums have no selections, all others have some.
  ///
  /// https://spec.graphql.org/September2025/#sec-Leaf-Field-Selections
  mutating func checkScalarLeafs() {
    for (field, definition) in zip(document.fields, resolution.fieldDefinitions) {
      guard let type = definition?.type else { continue }
      if let selectionSet = field.selectionSet, schema[type].isLeaf {
        report(
          .scalarLeafs,
          "Field \"\(text(field.name))\" must not have a selection since type \"\(schema.text(type))\" has no subfields.",
          at: document[selectionSet].range.start)
      } else if field.selectionSet == nil && !schema[type].isLeaf {
        report(
          .scalarLeafs,
          "Field \"\(text(field.name))\" of type \"\(schema.text(type))\" must have a selection of subfields.",
          at: field.range.start)
      }
    }
  }
}
