extension Printer {
  mutating func print(_ schema: SchemaDefinitionNode) {
    printDescription(schema.description)
    write(schema.isExtension ? "extend schema" : "schema")
    print(schema.directives)
    printBlock(schema.rootOperationTypes) { (printer, id) in
      let root = printer.document[id]
      printer.write(root.operation.rawValue)
      printer.write(": ")
      printer.write(root.type)
    }
  }

  mutating func print(_ type: TypeDefinitionNode) {
    printDescription(type.description)
    if type.isExtension { write("extend ") }
    write(type.kind.keyword)
    write(" ")
    write(type.name)
    printNames(type.interfaces, after: " implements ", between: " & ")
    print(type.directives)
    printNames(type.members, after: " = ", between: " | ")
    printBlock(type.fields) { (printer, id) in printer.print(printer.document[id]) }
    printBlock(type.inputFields) { (printer, id) in printer.print(printer.document[id]) }
    printBlock(type.values) { (printer, id) in
      let value = printer.document[id]
      printer.printDescription(value.description)
      printer.write(value.name)
      printer.print(value.directives)
    }
  }

  mutating func print(_ directive: DirectiveDefinitionNode) {
    printDescription(directive.description)
    write("directive @")
    write(directive.name)
    print(directive.arguments)
    if directive.isRepeatable { write(" repeatable") }
    write(" on ")
    write(directive.locations.map(\.rawValue).joined(separator: " | "))
  }

  private mutating func print(_ field: FieldDefinitionNode) {
    printDescription(field.description)
    write(field.name)
    print(field.arguments)
    write(": ")
    print(field.type)
    print(field.directives)
  }

  private mutating func print(_ inputValue: InputValueDefinitionNode) {
    printDescription(inputValue.description)
    write(inputValue.name)
    write(": ")
    print(inputValue.type)
    printDefault(inputValue.defaultValue)
    print(inputValue.directives)
  }

  /// One line, unless an argument has several.
  private mutating func print(_ arguments: NodeRange<InputValueDefinitionNode>) {
    if arguments.isEmpty { return }
    let parts = printParts(arguments, in: ("(", ")")) { printer, id in printer.print(printer.document[id]) }
    if parts.hasLines(in: text) { parts.breakLines(in: &text, indentation: indentation) }
  }

  private mutating func printNames(_ names: NodeRange<NamedTypeNode>, after: String, between: String) {
    for (index, id) in names.enumerated() {
      write(index == 0 ? after : between)
      write(document[id].name)
    }
  }

  private mutating func printBlock<Node>(
    _ nodes: NodeRange<Node>, _ printNode: (inout Printer, NodeID<Node>) -> Void
  ) {
    if nodes.isEmpty { return }
    write(" {")
    indent()
    for node in nodes {
      newline()
      printNode(&self, node)
    }
    outdent()
    newline()
    write("}")
  }
}
