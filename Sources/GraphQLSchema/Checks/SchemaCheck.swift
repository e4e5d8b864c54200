internal import GraphQLLanguage

/// Checks an assembled draft against every "Type Validation" list of section 3 of the specification.
///
/// Names are known to be unique and types to exist, see `DefinitionCheck`.
struct SchemaCheck {
  let schema: Schema
  let collection: DefinitionCollection
  private(set) var diagnostics: [Diagnostic] = []

  init(_ schema: Schema, _ collection: DefinitionCollection) {
    self.schema = schema
    self.collection = collection
  }

  static func diagnostics(of schema: Schema, _ collection: DefinitionCollection) -> [Diagnostic] {
    var check = SchemaCheck(schema, collection)
    check.checkRootTypes()
    for directive in schema.directives where !directive.isBuiltIn { check.check(directive) }
    for type in schema.types where !type.isBuiltIn { check.check(type) }
    check.checkInputObjectCycles()
    check.checkDefaultValueCycles()
    check.checkDirectiveCycles()
    check.checkLiterals()
    check.checkListDepths()
    return check.diagnostics
  }

  mutating func report(_ rule: String, _ message: String, _ locations: SourceOffset...) {
    diagnostics.append(Diagnostic(rule: rule, message: message, locations: locations))
  }

  mutating func report(_ rule: String, _ message: String, at locations: [SourceOffset]) {
    diagnostics.append(Diagnostic(rule: rule, message: message, locations: locations))
  }

  private mutating func check(_ type: TypeDefinition) {
    checkName(type.name, type.starts.first ?? type.origin)
    switch type.kind {
    case .object, .interface:
      checkFields(of: type)
      checkInterfaces(of: type)
    case .union: checkMembers(of: type)
    case .enum: checkEnumValues(of: type)
    case .inputObject: checkInputFields(of: type)
    case .scalar: return
    }
  }

  private mutating func check(_ directive: DirectiveDefinition) {
    checkName(directive.name, directive.start)
    for argument in directive.arguments {
      let place = argument.places?.start ?? argument.origin
      checkInputValue(argument, "@\(directive.name)(\(argument.name):)", typePlace: place)
    }
  }

  /// Names with two underscores belong to introspection.
  func isReserved(_ name: String) -> Bool { name.hasPrefix("__") }

  mutating func checkName(_ name: String, _ origin: SourceOffset) {
    if isReserved(name) {
      report(
        "ReservedNames", "Name \"\(name)\" must not begin with \"__\", which is reserved by GraphQL introspection.",
        origin)
    }
  }

  private mutating func checkRootTypes() {
    var operations: [TypeID: [OperationType]] = [:]
    for operation in OperationType.allCases {
      guard let id = schema.rootType(operation) else { continue }
      let type = schema[id]
      if isReserved(type.name) { continue }
      if type.kind == .object {
        operations[id, default: []].append(operation)
      } else {
        report(
          "RootTypes", "The \(operation.rawValue) root type \"\(type.name)\" must be an object type.",
          schema.rootOrigins[operation] ?? type.starts.first ?? type.origin)
      }
    }
    for (id, shared) in operations.sorted(by: { $0.key < $1.key }) where shared.count > 1 {
      let names = shared.map(\.rawValue).joined(separator: " and ")
      report(
        "RootTypes", "All root types must be different, \"\(schema[id].name)\" is that of \(names).",
        at: shared.compactMap { schema.rootOrigins[$0] })
    }
  }

  private mutating func checkMembers(of type: TypeDefinition) {
    if type.possibleTypes.isEmpty {
      report("EmptyTypes", "Union type \"\(type.name)\" must define one or more member types.", at: type.starts)
    }
    var seen: Set<TypeID> = []
    for member in type.possibleTypes {
      let name = schema[member].name
      if schema[member].kind != .object {
        report(
          "UnionMembers", "Union type \"\(type.name)\" can only include object types, not \"\(name)\".",
          at: type.mentions(of: member))
      } else if !seen.insert(member).inserted {
        report(
          "UnionMembers", "Union type \"\(type.name)\" can only include \"\(name)\" once.",
          at: type.mentions(of: member))
      }
    }
  }

  private mutating func checkEnumValues(of type: TypeDefinition) {
    if type.enumValues.isEmpty {
      report("EmptyTypes", "Enum type \"\(type.name)\" must define one or more values.", at: type.starts)
    }
    for value in type.enumValues { checkName(value.name, value.start) }
  }
}

extension SchemaCheck {
  private mutating func checkFields(of type: TypeDefinition) {
    if type.fields.isEmpty {
      report("EmptyTypes", "Type \"\(type.name)\" must define one or more fields.", at: type.starts)
    }
    for field in type.fields {
      let path = "\(type.name).\(field.name)"
      checkName(field.name, field.places?.start ?? field.origin)
      if !schema[field.type].isOutput {
        report(
          "OutputTypes", "The type of \"\(path)\" must be an output type, not \"\(schema.text(field.type))\".",
          field.places?.type ?? field.origin)
      }
      checkArguments(field.arguments, of: path)
    }
  }

  private mutating func checkArguments(_ arguments: [InputValueDefinition], of path: String) {
    for argument in arguments {
      checkInputValue(argument, "\(path)(\(argument.name):)", typePlace: argument.places?.type ?? argument.origin)
    }
  }

  private mutating func checkInputValue(_ value: InputValueDefinition, _ path: String, typePlace: SourceOffset) {
    checkName(value.name, value.places?.start ?? value.origin)
    if !schema[value.type].isInput {
      let type = schema.text(value.type)
      report("InputTypes", "The type of \"\(path)\" must be an input type, not \"\(type)\".", typePlace)
    }
    if value.isRequired && value.deprecationReason != nil {
      let places = [value.places?.deprecated, value.places?.type].compactMap { $0 }
      report("DeprecatedRequired", "\"\(path)\" is required and cannot be deprecated.", at: places)
    }
  }

  private mutating func checkInputFields(of type: TypeDefinition) {
    if type.inputFields.isEmpty {
      report("EmptyTypes", "Input object type \"\(type.name)\" must define one or more fields.", at: type.starts)
    }
    for field in type.inputFields {
      let path = "\(type.name).\(field.name)"
      checkInputValue(field, path, typePlace: field.places?.type ?? field.origin)
      if type.isOneOf && field.type.isNonNull {
        report("OneOf", "OneOf input field \"\(path)\" must be nullable.", field.places?.type ?? field.origin)
      }
      if type.isOneOf && field.defaultLiteral != nil {
        report("OneOf", "OneOf input field \"\(path)\" cannot have a default value.", field.places?.start ?? field.origin)
      }
    }
    guard type.isOneOf, let collected = collection.typeIndex[type.name].map({ collection.types[$0] }) else { return }
    for part in collected.parts where part.node.isExtension {
      for id in part.node.directives {
        let directive = collection.documents[part.document][id]
        guard collection.text(directive.name, in: part.document) == "oneOf" else { continue }
        report(
          "OneOf", "An extension cannot make \"\(type.name)\" a OneOf Input Object.",
          SourceOffset(document: part.document, offset: directive.range.start))
      }
    }
  }
}
