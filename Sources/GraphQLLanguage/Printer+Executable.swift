extension Printer {
  mutating func print(_ operation: OperationDefinition) {
    printDescription(operation.description)
    let isShorthand =
      operation.type == .query && operation.name == nil && operation.variables.isEmpty && operation.directives.isEmpty
      && operation.description == nil
    if !isShorthand {
      write(operation.type.rawValue)
      if operation.name != nil || !operation.variables.isEmpty { write(" ") }
      if let name = operation.name { write(name) }
      print(operation.variables)
      print(operation.directives)
      write(" ")
    }
    print(operation.selectionSet)
  }

  mutating func print(_ fragment: FragmentDefinition) {
    printDescription(fragment.description)
    write("fragment ")
    write(fragment.name)
    write(" on ")
    write(fragment.typeCondition)
    print(fragment.directives)
    write(" ")
    print(fragment.selectionSet)
  }

  /// One line, unless a definition has several; the reference implementation does not indent these lines either.
  private mutating func print(_ variables: NodeRange<VariableDefinition>) {
    if variables.isEmpty { return }
    let parts = printParts(variables, in: ("(", ")")) { printer, id in
      let variable = printer.document[id]
      printer.printDescription(variable.description)
      printer.write("$")
      printer.write(variable.name)
      printer.write(": ")
      printer.print(variable.type)
      printer.printDefault(variable.defaultValue)
      printer.print(variable.directives)
    }
    if parts.hasLines(in: text) { parts.breakLines(in: &text, step: 0) }
  }

  private mutating func print(_ id: NodeID<SelectionSet>) {
    write("{")
    indent()
    for selection in document[id].selections {
      newline()
      print(document[selection])
    }
    outdent()
    newline()
    write("}")
  }

  private mutating func print(_ selection: Selection) {
    switch selection {
    case .field(let id): print(document[id])
    case .fragmentSpread(let id):
      write("...")
      write(document[id].name)
      print(document[id].directives)
    case .inlineFragment(let id):
      write("...")
      if let condition = document[id].typeCondition {
        write(" on ")
        write(condition)
      }
      print(document[id].directives)
      write(" ")
      print(document[id].selectionSet)
    }
  }

  private mutating func print(_ field: Field) {
    let start = text.count
    if let alias = field.alias {
      write(alias)
      write(": ")
    }
    write(field.name)
    if let arguments = print(field.arguments), arguments.isTooLong(in: text, since: start, indentation: indentation) {
      arguments.breakLines(in: &text, indentation: indentation)
    }
    print(field.directives)
    if let selectionSet = field.selectionSet {
      write(" ")
      print(selectionSet)
    }
  }

  /// One line; nil when there are none.
  private mutating func print(_ arguments: NodeRange<Argument>) -> BracketedParts? {
    if arguments.isEmpty { return nil }
    return printParts(arguments, in: ("(", ")")) { printer, id in
      let argument = printer.document[id]
      printer.write(argument.name)
      printer.write(": ")
      printer.print(argument.value)
    }
  }

  /// Each directive with a space before it.
  mutating func print(_ directives: NodeRange<Directive>) {
    for id in directives {
      write(" @")
      write(document[id].name)
      _ = print(document[id].arguments)
    }
  }
}
