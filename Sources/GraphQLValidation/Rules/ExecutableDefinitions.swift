internal import GraphQLLanguage

extension ValidationContext {
  /// A document to run contains operations and fragments, nothing of the type system.
  ///
  /// https://spec.graphql.org/September2025/#sec-Executable-Definitions
  mutating func checkExecutableDefinitions() {
    for definition in document.definitions {
      let name: String
      switch definition {
      case .operation, .fragment: continue
      case .schema: name = "schema"
      case .type(let id): name = "\"\(text(document[id].name))\""
      case .directive(let id): name = "\"\(text(document[id].name))\""
      }
      let offset = document.range(of: definition).start
      report(.executableDefinitions, "The \(name) definition is not executable.", at: offset)
    }
  }
}
