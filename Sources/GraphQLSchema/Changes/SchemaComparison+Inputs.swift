internal import GraphQLLanguage

extension SchemaComparison {
  /// The kinds of change that depend on whose input values are compared.
  struct InputKinds {
    let noun: String
    let removed: SchemaChange.Kind
    let requiredAdded: SchemaChange.Kind
    let optionalAdded: SchemaChange.Kind
    let changed: SchemaChange.Kind
    let changedSafely: SchemaChange.Kind
    let defaultChanged: SchemaChange.Kind
    let defaultAdded: SchemaChange.Kind

    static let field = InputKinds(
      noun: "argument", removed: .argumentRemoved, requiredAdded: .requiredArgumentAdded,
      optionalAdded: .optionalArgumentAdded, changed: .argumentChangedKind, changedSafely: .argumentChangedKindSafe,
      defaultChanged: .argumentDefaultValueChange, defaultAdded: .argumentDefaultValueAdded)
    static let directive = InputKinds(
      noun: "argument", removed: .directiveArgumentRemoved, requiredAdded: .requiredDirectiveArgumentAdded,
      optionalAdded: .optionalDirectiveArgumentAdded, changed: .argumentChangedKind,
      changedSafely: .argumentChangedKindSafe, defaultChanged: .argumentDefaultValueChange,
      defaultAdded: .argumentDefaultValueAdded)
    static let inputObject = InputKinds(
      noun: "field", removed: .fieldRemoved, requiredAdded: .requiredInputFieldAdded,
      optionalAdded: .optionalInputFieldAdded, changed: .fieldChangedKind, changedSafely: .fieldChangedKindSafe,
      defaultChanged: .inputFieldDefaultValueChange, defaultAdded: .inputFieldDefaultValueAdded)
  }

  mutating func compareInputFields(_ old: TypeDefinition, _ new: TypeDefinition) {
    compareArguments(old.inputFields, new.inputFields, of: .inputObject) { .member(type: old.name, name: $0) }
  }

  /// Compares arguments, or the fields of an input object.
  mutating func compareArguments(
    _ old: [InputValueDefinition], _ new: [InputValueDefinition], of kinds: InputKinds,
    at coordinate: (String) -> SchemaCoordinate
  ) {
    let values = NameDifference(old, new, name: \.name)
    for value in values.removed {
      let coordinate = coordinate(value.name)
      add(kinds.removed, coordinate, "\(kinds.noun.capitalizedFirst) \(coordinate) was removed.")
    }
    for (old, new) in values.kept { compare(old, new, kinds, at: coordinate(old.name)) }
    for value in values.added {
      let coordinate = coordinate(value.name)
      add(
        value.isRequired ? kinds.requiredAdded : kinds.optionalAdded, coordinate,
        "\(value.isRequired ? "A required" : "An optional") \(kinds.noun) \(coordinate) was added.")
    }
  }

  private mutating func compare(
    _ old: InputValueDefinition, _ new: InputValueDefinition, _ kinds: InputKinds, at coordinate: SchemaCoordinate
  ) {
    let (oldType, newType) = (self.old.text(old.type), self.new.text(new.type))
    let (oldDefault, newDefault) = (old.defaultLiteral?.sorted.literal, new.defaultLiteral?.sorted.literal)
    let typeMessage = "\(kinds.noun.capitalizedFirst) \(coordinate) changed type from \(oldType) to \(newType)."
    if !isSafeInput(old.type, new.type) {
      add(kinds.changed, coordinate, typeMessage)
    } else if let oldDefault, let newDefault {
      if oldDefault != newDefault {
        add(
          kinds.defaultChanged, coordinate, "The default of \(coordinate) changed from \(oldDefault) to \(newDefault).")
      }
    } else if let oldDefault {
      add(kinds.defaultChanged, coordinate, "The default of \(coordinate), \(oldDefault), was removed.")
    } else if let newDefault {
      add(kinds.defaultAdded, coordinate, "\(coordinate) has the default \(newDefault) now.")
    } else if oldType != newType {
      add(kinds.changedSafely, coordinate, typeMessage)
    }
    compareDescriptions(old.description, new.description, coordinate)
  }

  /// Whether whoever read the old type can read the new one: the same, or non-null where it was not.
  func isSafeOutput(_ old: TypeReference, _ new: TypeReference) -> Bool {
    if old.isNonNull { return new.isNonNull && isSafeOutput(old.nullable, new.nullable) }
    if new.isNonNull { return isSafeOutput(old, new.nullable) }
    if let oldItem = old.item { return new.item.map { isSafeOutput(oldItem, $0) } ?? false }
    return !new.isList && self.old[old.name].name == self.new[new.name].name
  }

  /// Whether whoever gave the old type may go on: the same, or nullable where it was not.
  func isSafeInput(_ old: TypeReference, _ new: TypeReference) -> Bool {
    if old.isNonNull { return isSafeInput(old.nullable, new.nullable) }
    if new.isNonNull { return false }
    if let oldItem = old.item { return new.item.map { isSafeInput(oldItem, $0) } ?? false }
    return !new.isList && self.old[old.name].name == self.new[new.name].name
  }
}

extension InputValue {
  /// The value with the entries of all objects in the order of their names, which changes nothing of what it means.
  fileprivate var sorted: InputValue {
    switch self {
    case .list(let items): .list(items.map(\.sorted))
    case .object(let entries):
      .object(entries.map { InputObjectField($0.name, $0.value.sorted) }.sorted { $0.name < $1.name })
    default: self
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
