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

  /// One line, unless a definition has a description; the reference implementation does not indent these lines either.
  private mutating func print(_ variables: NodeRange<VariableDefinition>) {
    if variables.isEmpty { return }
    let isMultiline = variables.contains { document[$0].description != nil }
    write("(")
    for (index, id) in variables.enumerated() {
      if isMultiline { newline() } else if index > 0 { write(", ") }
      let variable = document[id]
      printDescription(variable.description)
      write("$")
      write(variable.name)
      write(": ")
      print(variable.type)
      printDefault(variable.defaultValue)
      print(variable.directives)
    }
    if isMultiline { newline() }
    write(")")
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
    let argumentsStart = text.count
    print(field.arguments)
    if width(from: start) > Self.lineWidthMax && !field.arguments.isEmpty {
      text.removeSubrange(argumentsStart...)
      printLines(field.arguments)
    }
    print(field.directives)
    if let selectionSet = field.selectionSet {
      write(" ")
      print(selectionSet)
    }
  }

  private mutating func print(_ arguments: NodeRange<Argument>) {
    if arguments.isEmpty { return }
    write("(")
    for (index, argument) in arguments.enumerated() {
      if index > 0 { write(", ") }
      print(document[argument])
    }
    write(")")
  }

  private mutating func printLines(_ arguments: NodeRange<Argument>) {
    write("(")
    indent()
    for argument in arguments {
      newline()
      print(document[argument])
    }
    outdent()
    newline()
    write(")")
  }

  private mutating func print(_ argument: Argument) {
    write(argument.name)
    write(": ")
    print(argument.value)
  }

  /// Each directive with a space before it.
  mutating func print(_ directives: NodeRange<Directive>) {
    for id in directives {
      write(" @")
      write(document[id].name)
      print(document[id].arguments)
    }
  }
}
