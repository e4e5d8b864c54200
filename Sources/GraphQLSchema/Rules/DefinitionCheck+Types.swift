internal import GraphQLLanguage

extension DefinitionCheck {
  /// Every type that is named is defined.
  mutating func checkKnownTypeNames() {
    for number in baseCount..<collection.authoredCount {
      let document = collection.documents[number]
      for type in document.typeReferences {
        if case .named(let name) = type.kind { checkType(name, in: number) }
      }
      for type in document.namedTypes { checkType(type.name, in: number) }
      for root in document.rootOperationTypes { checkType(root.type, in: number) }
    }
  }

  private mutating func checkType(_ name: Name, in document: Int) {
    let text = collection.text(name, in: document)
    if collection.typeIndex[text] == nil {
      report(.knownTypeNames, "Unknown type \"\(text)\".", SourceOffset(document: document, offset: name.start))
    }
  }

  /// An extension is of the kind of the type it extends; what is built in belongs to documents that are extended.
  mutating func checkPossibleTypeExtensions() {
    for number in baseCount..<collection.authoredCount {
      let document = collection.documents[number]
      for type in document.typeDefinitions where type.isExtension {
        let name = document.text(type.name)
        guard let known = collection.typeIndex[name].map({ collection.types[$0] }), !known.isBuiltIn || baseCount > 0 else {
          report(
            .possibleTypeExtensions, "Cannot extend type \"\(name)\" because it is not defined.",
            SourceOffset(document: number, offset: type.name.start))
          continue
        }
        if known.kind == type.kind { continue }
        let first = known.parts[0]
        report(
          .possibleTypeExtensions, "Cannot extend non-\(type.kind.noun) type \"\(name)\".",
          SourceOffset(document: first.document, offset: first.node.range.start),
          SourceOffset(document: number, offset: type.range.start))
      }
    }
  }
}
