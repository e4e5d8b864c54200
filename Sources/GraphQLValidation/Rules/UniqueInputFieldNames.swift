internal import GraphQLLanguage

extension ValidationContext {
  /// An input object literal gives each field once.
  ///
  /// https://spec.graphql.org/September2025/#sec-Input-Object-Field-Uniqueness
  mutating func checkUniqueInputFieldNames() {
    for value in document.values {
      guard case .object(let fields) = value.kind, fields.count > 1 else { continue }
      var seen: [NameID: Int] = [:]
      for id in fields {
        let name = document[id].name
        if let first = seen[name.id] {
          report(
            .uniqueInputFieldNames, "There can be only one input field named \"\(text(name))\".", at: first, name.start)
        } else {
          seen[name.id] = name.start
        }
      }
    }
  }
}
