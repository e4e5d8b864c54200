internal import GraphQLLanguage

extension SchemaCheck {
  /// The directives written in the documents exist, may stand there, and get the arguments they declare.
  mutating func checkAppliedDirectives() {
    var seen: [String: SourceOffset] = [:]
    for part in collection.schema { check(part.node.directives, .schema, in: part.document, &seen) }
    for type in collection.types where !type.isBuiltIn {
      var seen: [String: SourceOffset] = [:]
      for part in type.parts {
        check(part.node.directives, type.kind.directiveLocation, in: part.document, &seen)
        checkParts(of: part.node, in: part.document)
      }
    }
    for directive in collection.directives where !directive.isBuiltIn {
      check(directive.part.node.arguments, .argumentDefinition, in: directive.part.document)
    }
  }

  private mutating func checkParts(of type: TypeDefinitionNode, in document: Int) {
    let source = collection.documents[document]
    for id in type.fields {
      check(source[id].directives, .fieldDefinition, in: document)
      check(source[id].arguments, .argumentDefinition, in: document)
    }
    for id in type.values { check(source[id].directives, .enumValue, in: document) }
    check(type.inputFields, .inputFieldDefinition, in: document)
  }

  private mutating func check(
    _ values: NodeRange<InputValueDefinitionNode>, _ location: DirectiveLocation, in document: Int
  ) {
    for id in values { check(collection.documents[document][id].directives, location, in: document) }
  }

  private mutating func check(_ directives: NodeRange<Directive>, _ location: DirectiveLocation, in document: Int) {
    var seen: [String: SourceOffset] = [:]
    check(directives, location, in: document, &seen)
  }

  private mutating func check(
    _ directives: NodeRange<Directive>, _ location: DirectiveLocation, in document: Int,
    _ seen: inout [String: SourceOffset]
  ) {
    for id in directives {
      let directive = collection.documents[document][id]
      let name = collection.text(directive.name, in: document)
      let offset = SourceOffset(document: document, offset: directive.range.start)
      guard let definition = schema.directive(named: name) else {
        report("KnownDirectives", "Unknown directive \"@\(name)\".", offset)
        continue
      }
      if !definition.locations.contains(location) {
        report("KnownDirectives", "Directive \"@\(name)\" may not be used on \(location.rawValue).", offset)
      }
      if let first = seen[name], !definition.isRepeatable {
        let message = "The directive \"@\(name)\" can only be used once at this location."
        report("UniqueDirectivesPerLocation", message, first, offset)
      }
      seen[name] = seen[name] ?? offset
      checkArguments(of: directive, definition, in: document)
    }
  }

  private mutating func checkArguments(of directive: Directive, _ definition: DirectiveDefinition, in document: Int) {
    let source = collection.documents[document]
    var seen: [String: SourceOffset] = [:]
    for id in directive.arguments {
      let argument = source[id]
      let name = source.text(argument.name)
      let offset = SourceOffset(document: document, offset: argument.range.start)
      if let first = seen[name] {
        report("UniqueArgumentNames", "There can be only one argument named \"\(name)\".", first, offset)
      }
      seen[name] = seen[name] ?? offset
      if let type = definition.argument(named: name)?.type {
        check(argument.value, as: type, in: document)
      } else {
        report("KnownArgumentNames", "Unknown argument \"\(name)\" on directive \"@\(definition.name)\".", offset)
      }
    }
    for argument in definition.arguments where argument.isRequired && seen[argument.name] == nil {
      report(
        "ProvidedRequiredArguments",
        "Argument \"@\(definition.name)(\(argument.name):)\" of type \"\(schema.text(argument.type))\" is required, "
          + "but it was not provided.",
        SourceOffset(document: document, offset: directive.range.start))
    }
  }

  /// The defaults of arguments and input fields fit their types.
  mutating func checkDefaultValues() {
    for (index, document) in collection.documents.enumerated() {
      for value in document.inputValueDefinitions {
        guard let literal = value.defaultValue, let type = schema.typeReference(value.type, in: document) else {
          continue
        }
        check(literal, as: type, in: index)
      }
    }
  }

  private mutating func check(_ literal: NodeID<Value>, as type: TypeReference, in document: Int) {
    let source = collection.documents[document]
    for problem in schema.problems(of: literal, in: source, as: type) {
      let offset = problem.offset ?? source[literal].range.start
      report("ValuesOfCorrectType", problem.message, SourceOffset(document: document, offset: offset))
    }
    checkFieldNames(in: literal, in: document)
  }

  private mutating func checkFieldNames(in literal: NodeID<Value>, in document: Int) {
    let source = collection.documents[document]
    switch source[literal].kind {
    case .list(let items): for item in items { checkFieldNames(in: item, in: document) }
    case .object(let fields):
      var seen: [String: SourceOffset] = [:]
      for id in fields {
        let name = source.text(source[id].name)
        let offset = SourceOffset(document: document, offset: source[id].name.start)
        if let first = seen[name] {
          report("UniqueInputFieldNames", "There can be only one input field named \"\(name)\".", first, offset)
        }
        seen[name] = seen[name] ?? offset
        checkFieldNames(in: source[id].value, in: document)
      }
    default: return
    }
  }
}

extension TypeKind {
  /// Where a directive on a type of this kind stands.
  fileprivate var directiveLocation: DirectiveLocation {
    switch self {
    case .scalar: .scalar
    case .object: .object
    case .interface: .interface
    case .union: .union
    case .enum: .enum
    case .inputObject: .inputObject
    }
  }
}
