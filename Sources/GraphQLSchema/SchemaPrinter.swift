internal import GraphQLLanguage

/// Writes a schema as one type system document: what clients may see, in source order, without what is built in.
public struct SchemaPrinter {
  private let schema: Schema
  private var text: [UInt8] = []

  /// The document as UTF-8, without a newline at its end. O(schema).
  public static func print(_ schema: Schema) -> [UInt8] {
    var printer = SchemaPrinter(schema: schema)
    printer.printSchemaDefinition()
    for directive in schema.directives where !directive.isHidden && !directive.isBuiltIn { printer.print(directive) }
    for type in schema.types where !type.isHidden && !type.isBuiltIn { printer.print(type) }
    return printer.text
  }

  private init(schema: Schema) {
    self.schema = schema
  }

  private mutating func write(_ string: String) {
    text.append(contentsOf: string.utf8)
  }

  /// A blank line before every definition but the first.
  private mutating func startDefinition() {
    if !text.isEmpty { write("\n\n") }
  }

  /// Left out where the default names say the same.
  private mutating func printSchemaDefinition() {
    let isImplied = OperationType.allCases.allSatisfy { operation in
      schema.type(named: operation.defaultTypeName)?.id == schema.rootType(operation)
    }
    let applied = visible(schema.appliedDirectives)
    if isImplied && schema.description == nil && applied.isEmpty { return }
    startDefinition()
    printDescription(schema.description, indentation: 0)
    write("schema")
    print(applied)
    write(" {\n")
    for operation in OperationType.allCases {
      guard let root = schema.rootType(operation) else { continue }
      write("  \(operation.rawValue): \(schema[root].name)\n")
    }
    write("}")
  }

  private mutating func print(_ directive: DirectiveDefinition) {
    startDefinition()
    printDescription(directive.description, indentation: 0)
    write("directive @\(directive.name)")
    print(directive.arguments, indentation: 0)
    write(directive.isRepeatable ? " repeatable on " : " on ")
    write(directive.locations.map(\.rawValue).joined(separator: " | "))
  }

  private mutating func print(_ type: TypeDefinition) {
    startDefinition()
    printDescription(type.description, indentation: 0)
    write("\(type.kind.keyword) \(type.name)")
    if !type.interfaces.isEmpty {
      write(" implements " + type.interfaces.map { schema[$0].name }.joined(separator: " & "))
    }
    print(visible(type.appliedDirectives))
    if type.kind == .union { write(" = " + type.possibleTypes.map { schema[$0].name }.joined(separator: " | ")) }
    printBlock(type.fields, description: \.description) { printer, field in printer.print(field) }
    printBlock(type.inputFields, description: \.description) { printer, field in printer.print(field) }
    printBlock(type.enumValues, description: \.description) { printer, value in
      printer.write(value.name)
      printer.print(printer.visible(value.appliedDirectives))
    }
  }
}

extension SchemaPrinter {
  /// One member a line, a blank line before those with a description.
  private mutating func printBlock<Member>(
    _ members: [Member], description: (Member) -> String?, _ printMember: (inout SchemaPrinter, Member) -> Void
  ) {
    if members.isEmpty { return }
    write(" {\n")
    for (index, member) in members.enumerated() {
      if index > 0 && description(member) != nil { write("\n") }
      write("  ")
      printDescription(description(member), indentation: 2)
      printMember(&self, member)
      write("\n")
    }
    write("}")
  }

  private mutating func print(_ field: FieldDefinition) {
    write(field.name)
    print(field.arguments, indentation: 2)
    write(": \(schema.text(field.type))")
    print(visible(field.appliedDirectives))
  }

  private mutating func print(_ value: InputValueDefinition) {
    write("\(value.name): \(schema.text(value.type))")
    if let literal = value.defaultLiteral { write(" = \(literal.printed)") }
    print(visible(value.appliedDirectives))
  }

  /// One line, unless an argument has a description.
  private mutating func print(_ arguments: [InputValueDefinition], indentation: Int) {
    if arguments.isEmpty { return }
    let isMultiline = arguments.contains { $0.description != nil }
    let margin = String(repeating: " ", count: indentation)
    write("(")
    for (index, argument) in arguments.enumerated() {
      if isMultiline {
        write(index > 0 && argument.description != nil ? "\n\n\(margin)  " : "\n\(margin)  ")
        printDescription(argument.description, indentation: indentation + 2)
      } else if index > 0 {
        write(", ")
      }
      print(argument)
    }
    write(isMultiline ? "\n\(margin))" : ")")
  }

  private mutating func print(_ directives: [AppliedDirective]) {
    for directive in directives {
      write(" @\(directive.name)")
      for (index, argument) in directive.arguments.enumerated() {
        write(index == 0 ? "(" : ", ")
        write("\(argument.name): \(argument.value.printed)")
      }
      if !directive.arguments.isEmpty { write(")") }
    }
  }

  private func visible(_ directives: AppliedDirectives) -> [AppliedDirective] {
    directives.filter { schema.directive(named: $0.name).map { !$0.isHidden } ?? false }
  }

  /// A block string where it can say the same, on its own lines.
  private mutating func printDescription(_ description: String?, indentation: Int) {
    guard let description else { return }
    let content = Array(description.utf8)
    if StringLiteral.isBlock(content) {
      StringLiteral.append(block: content, indentation: indentation, to: &text)
    } else {
      StringLiteral.append(quoted: content, to: &text)
    }
    write("\n" + String(repeating: " ", count: indentation))
  }
}
