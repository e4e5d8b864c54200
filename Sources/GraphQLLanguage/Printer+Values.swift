extension Printer {
  mutating func print(_ id: NodeID<Value>) {
    let value = document[id]
    switch value.kind {
    case .variable(let name):
      write("$")
      write(name)
    case .string: StringLiteral.append(quoted: document.stringContent(of: value), to: &text)
    case .blockString:
      StringLiteral.append(block: document.stringContent(of: value), indentation: indentation, to: &text)
    case .list(let items):
      write("[")
      for (index, item) in items.enumerated() {
        if index > 0 { write(", ") }
        print(item)
      }
      write("]")
    case .object(let fields):
      write("{")
      for (index, field) in fields.enumerated() {
        if index > 0 { write(", ") }
        write(document[field].name)
        write(": ")
        print(document[field].value)
      }
      write("}")
    case .int, .float, .boolean, .null, .enum: text.append(contentsOf: document.bytes(value.range))
    }
  }

  mutating func printDefault(_ value: NodeID<Value>?) {
    guard let value else { return }
    write(" = ")
    print(value)
  }

  mutating func print(_ id: NodeID<TypeReferenceNode>) {
    switch document[id].kind {
    case .named(let name): write(name)
    case .list(let item):
      write("[")
      print(item)
      write("]")
    case .nonNull(let nullable):
      print(nullable)
      write("!")
    }
  }
}
