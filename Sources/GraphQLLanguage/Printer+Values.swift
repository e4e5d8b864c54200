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
      breakLong(printParts(items, in: ("[", "]")) { printer, item in printer.print(item) })
    case .object(let fields):
      let parts = printParts(fields, in: ("{ ", " }")) { printer, id in
        let field = printer.document[id]
        printer.write(field.name)
        printer.write(": ")
        printer.print(field.value)
      }
      breakLong(parts)
    case .int, .float, .boolean, .null, .enum: text.append(contentsOf: document.bytes(value.range))
    }
  }

  private mutating func breakLong(_ parts: BracketedParts) {
    if parts.isTooLong(in: text, indentation: indentation) { parts.breakLines(in: &text, indentation: indentation) }
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
