internal import GraphQLLanguage

/// Walks two schemas side by side, by names.
struct SchemaComparison {
  let old: Schema
  let new: Schema
  private(set) var changes: [SchemaChange] = []

  init(old: Schema, new: Schema) {
    self.old = old
    self.new = new
  }

  mutating func add(_ kind: SchemaChange.Kind, _ coordinate: SchemaCoordinate, _ message: String) {
    changes.append(SchemaChange(kind: kind, coordinate: coordinate, message: message))
  }

  mutating func compareDescriptions(_ old: String?, _ new: String?, _ coordinate: SchemaCoordinate) {
    if old == new { return }
    add(.descriptionChanged, coordinate, "The description of \(coordinate) was \(Self.verb(old, new)).")
  }

  private static func verb(_ old: String?, _ new: String?) -> String {
    if old == nil { return "added" }
    return new == nil ? "removed" : "changed"
  }

  mutating func compareTypes() {
    let types = NameDifference(
      old.types.filter { !$0.isHidden }, new.types.filter { !$0.isHidden }, name: \.name)
    for type in types.removed { add(.typeRemoved, .type(type.name), "Type \(type.name) was removed.") }
    for type in types.added { add(.typeAdded, .type(type.name), "Type \(type.name) was added.") }
    for (old, new) in types.kept where !old.isBuiltIn {
      compareDescriptions(old.description, new.description, .type(old.name))
      compare(old, new)
    }
  }

  private mutating func compare(_ old: TypeDefinition, _ new: TypeDefinition) {
    guard old.kind == new.kind else {
      add(
        .typeChangedKind, .type(old.name),
        "Type \(old.name) changed from \(old.kind.noun) type to \(new.kind.noun) type.")
      return
    }
    switch old.kind {
    case .scalar: return
    case .enum: compareValues(old, new)
    case .union: compareMembers(old, new)
    case .inputObject: compareInputFields(old, new)
    case .object, .interface:
      compareFields(old, new)
      compareInterfaces(old, new)
    }
  }

  private mutating func compareValues(_ old: TypeDefinition, _ new: TypeDefinition) {
    let values = NameDifference(old.enumValues, new.enumValues, name: \.name)
    let coordinate = { (value: EnumValueDefinition) in SchemaCoordinate.member(type: old.name, name: value.name) }
    for value in values.added {
      add(.valueAddedToEnum, coordinate(value), "Enum value \(coordinate(value)) was added.")
    }
    for value in values.removed {
      add(.valueRemovedFromEnum, coordinate(value), "Enum value \(coordinate(value)) was removed.")
    }
    for (old, new) in values.kept { compareDescriptions(old.description, new.description, coordinate(old)) }
  }

  private mutating func compareMembers(_ old: TypeDefinition, _ new: TypeDefinition) {
    let members = NameDifference(
      old.possibleTypes.map { self.old[$0] }, new.possibleTypes.map { self.new[$0] }, name: \.name)
    for member in members.added {
      add(.typeAddedToUnion, .type(old.name), "\(member.name) was added to union type \(old.name).")
    }
    for member in members.removed {
      add(.typeRemovedFromUnion, .type(old.name), "\(member.name) was removed from union type \(old.name).")
    }
  }

  private mutating func compareInterfaces(_ old: TypeDefinition, _ new: TypeDefinition) {
    let interfaces = NameDifference(old.interfaces.map { self.old[$0] }, new.interfaces.map { self.new[$0] }, name: \.name)
    for interface in interfaces.added {
      add(.implementedInterfaceAdded, .type(old.name), "\(old.name) implements interface \(interface.name) now.")
    }
    for interface in interfaces.removed {
      add(
        .implementedInterfaceRemoved, .type(old.name), "\(old.name) no longer implements interface \(interface.name).")
    }
  }

  private mutating func compareFields(_ old: TypeDefinition, _ new: TypeDefinition) {
    let fields = NameDifference(old.fields, new.fields, name: \.name)
    let coordinate = { (field: FieldDefinition) in SchemaCoordinate.member(type: old.name, name: field.name) }
    for field in fields.removed {
      add(.fieldRemoved, coordinate(field), "Field \(coordinate(field)) was removed.")
    }
    for field in fields.added {
      add(.fieldAdded, coordinate(field), "Field \(coordinate(field)) was added.")
    }
    for (oldField, newField) in fields.kept {
      let (oldType, newType) = (self.old.text(oldField.type), self.new.text(newField.type))
      compareArguments(oldField.arguments, newField.arguments, of: .field) {
        .argument(type: old.name, field: oldField.name, name: $0)
      }
      if oldType != newType {
        add(
          isSafeOutput(oldField.type, newField.type) ? .fieldChangedKindSafe : .fieldChangedKind, coordinate(oldField),
          "Field \(coordinate(oldField)) changed type from \(oldType) to \(newType).")
      }
      compareDescriptions(oldField.description, newField.description, coordinate(oldField))
    }
  }

  mutating func compareDirectives() {
    let directives = NameDifference(
      old.directives.filter { !$0.isHidden }, new.directives.filter { !$0.isHidden }, name: \.name)
    for directive in directives.removed {
      add(.directiveRemoved, .directive(directive.name), "Directive @\(directive.name) was removed.")
    }
    for directive in directives.added {
      add(.directiveAdded, .directive(directive.name), "Directive @\(directive.name) was added.")
    }
    for (old, new) in directives.kept { compare(old, new) }
  }

  private mutating func compare(_ old: DirectiveDefinition, _ new: DirectiveDefinition) {
    let coordinate = SchemaCoordinate.directive(old.name)
    compareArguments(old.arguments, new.arguments, of: .directive) {
      .directiveArgument(directive: old.name, name: $0)
    }
    if old.isRepeatable && !new.isRepeatable {
      add(.directiveRepeatableRemoved, coordinate, "Directive \(coordinate) is no longer repeatable.")
    } else if new.isRepeatable && !old.isRepeatable {
      add(.directiveRepeatableAdded, coordinate, "Directive \(coordinate) is repeatable now.")
    }
    compareDescriptions(old.description, new.description, coordinate)
    for location in old.locations where !new.locations.contains(location) {
      add(.directiveLocationRemoved, coordinate, "\(location.rawValue) was removed from \(coordinate).")
    }
    for location in new.locations where !old.locations.contains(location) {
      add(.directiveLocationAdded, coordinate, "\(location.rawValue) was added to \(coordinate).")
    }
  }
}

/// What is only in the older list, only in the newer one, and in both, in the order of the list it is taken from.
struct NameDifference<Element> {
  let removed: [Element]
  let added: [Element]
  let kept: [(Element, Element)]

  init(_ old: [Element], _ new: [Element], name: (Element) -> String) {
    let oldNames = Set(old.map(name))
    let newByName = Dictionary(new.map { (name($0), $0) }) { first, _ in first }
    removed = old.filter { newByName[name($0)] == nil }
    added = new.filter { !oldNames.contains(name($0)) }
    kept = old.compactMap { element in newByName[name(element)].map { (element, $0) } }
  }
}
