internal import GraphQLLanguage

extension SchemaCheck {
  /// `IsValidImplementation()` for every interface a type declares.
  mutating func checkInterfaces(of type: TypeDefinition) {
    var seen: Set<TypeID> = []
    for id in type.interfaces {
      let interface = schema[id]
      if interface.kind != .interface {
        report(
          "ImplementsInterfaces",
          "Type \"\(type.name)\" must only implement interface types, it cannot implement \"\(interface.name)\".",
          at: type.mentions(of: id))
      } else if id == type.id {
        report("ImplementsInterfaces", "Type \"\(type.name)\" cannot implement itself.", at: type.mentions(of: id))
      } else if !seen.insert(id).inserted {
        report(
          "ImplementsInterfaces", "Type \"\(type.name)\" can only implement \"\(interface.name)\" once.",
          at: type.mentions(of: id))
      } else {
        checkAncestors(of: type, interface)
        for field in interface.fields { checkImplementation(of: field, of: interface, by: type) }
      }
    }
  }

  private mutating func checkAncestors(of type: TypeDefinition, _ interface: TypeDefinition) {
    for ancestor in interface.interfaces where !type.interfaces.contains(ancestor) {
      let name = schema[ancestor].name
      let message =
        ancestor == type.id
        ? "Type \"\(type.name)\" cannot implement \"\(interface.name)\" because it would create a circular reference."
        : "Type \"\(type.name)\" must implement \"\(name)\" because it is implemented by \"\(interface.name)\"."
      report(
        "ImplementsInterfaces", message, at: interface.mentions(of: ancestor) + type.mentions(of: interface.id))
    }
  }

  private mutating func checkImplementation(
    of expected: FieldDefinition, of interface: TypeDefinition, by type: TypeDefinition
  ) {
    let (expectedPath, path) = ("\(interface.name).\(expected.name)", "\(type.name).\(expected.name)")
    guard let field = type.field(named: expected.name) else {
      report(
        "ImplementsInterfaces",
        "Interface field \"\(expectedPath)\" expected but \"\(type.name)\" does not provide it.",
        at: [expected.start] + type.starts)
      return
    }
    if !schema.isSubtype(field.type, of: expected.type) {
      report(
        "ImplementsInterfaces",
        "Interface field \"\(expectedPath)\" expects type \"\(schema.text(expected.type))\" but \"\(path)\" is type "
          + "\"\(schema.text(field.type))\".",
        expected.typePlace, field.typePlace)
    }
    checkArguments(of: field, path, against: expected, expectedPath)
    if field.deprecationReason != nil && expected.deprecationReason == nil {
      report(
        "ImplementsInterfaces",
        "Interface field \"\(expectedPath)\" is not deprecated, so \"\(path)\" cannot be deprecated.",
        at: [field.places?.deprecated, field.typePlace].compactMap { $0 })
    }
  }

  private mutating func checkArguments(
    of field: FieldDefinition, _ path: String, against expected: FieldDefinition, _ expectedPath: String
  ) {
    for argument in expected.arguments {
      guard let own = field.argument(named: argument.name) else {
        report(
          "ImplementsInterfaces",
          "Interface field argument \"\(expectedPath)(\(argument.name):)\" expected but \"\(path)\" does not provide it.",
          argument.start, field.start)
        continue
      }
      if own.type != argument.type {
        report(
          "ImplementsInterfaces",
          "Interface field argument \"\(expectedPath)(\(argument.name):)\" expects type "
            + "\"\(schema.text(argument.type))\" but \"\(path)(\(argument.name):)\" is type \"\(schema.text(own.type))\".",
          argument.typePlace, own.typePlace)
      }
    }
    for argument in field.arguments where argument.isRequired && expected.argument(named: argument.name) == nil {
      report(
        "ImplementsInterfaces",
        "Argument \"\(path)(\(argument.name):)\" must not be required, interface field \"\(expectedPath)\" does not have it.",
        argument.start, expected.start)
    }
  }
}

extension FieldDefinition {
  fileprivate var start: SourceOffset { places?.start ?? origin }
  fileprivate var typePlace: SourceOffset { places?.type ?? origin }
}

extension InputValueDefinition {
  fileprivate var start: SourceOffset { places?.start ?? origin }
  fileprivate var typePlace: SourceOffset { places?.type ?? origin }
}
