public import GraphQLLanguage

extension InputValue {
  /// A literal as written, without a type: integers of 64 bits become `int`, other numbers keep their digits.
  ///
  /// Variables take the value the lookup gives; without one they are null in lists and left out of objects.
  public init(literal id: NodeID<Value>, in document: Document, variables: (Name) -> InputValue? = { _ in nil }) {
    let value = document[id]
    switch value.kind {
    case .variable(let name): self = variables(name) ?? .null
    case .int:
      let text = document.text(value.range)
      self = Int64(text).map { .int($0) } ?? .number(text)
    case .float: self = .number(document.text(value.range))
    case .string, .blockString: self = .string(document.string(of: value))
    case .boolean(let boolean): self = .boolean(boolean)
    case .null: self = .null
    case .enum(let name): self = .enum(document.text(name))
    case .list(let items):
      self = .list(items.map { InputValue(literal: $0, in: document, variables: variables) })
    case .object(let fields):
      var entries: [InputObjectField] = []
      for id in fields {
        let field = document[id]
        if case .variable(let name) = document[field.value].kind, variables(name) == nil { continue }
        let value = InputValue(literal: field.value, in: document, variables: variables)
        entries.append(InputObjectField(document.text(field.name), value))
      }
      self = .object(entries)
    }
  }
}
