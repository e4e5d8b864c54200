internal import GraphQLLanguage

/// Checks documents rule by rule, given documents they extend, which are not checked themselves.
struct DefinitionCheck {
  let collection: DefinitionCollection
  /// How many of the collection's documents are extended.
  let baseCount: Int
  let applications: [DirectiveApplication]
  private(set) var diagnostics: [Diagnostic] = []

  /// Every way the documents after the first `baseCount` break the rules, in the order of their texts.
  static func diagnostics(
    of collection: DefinitionCollection, baseCount: Int, rules: Set<DefinitionRule>
  ) -> [Diagnostic] {
    var check = DefinitionCheck(collection, baseCount: baseCount)
    for rule in DefinitionRule.allCases where rules.contains(rule) { check.check(rule) }
    let positions = check.diagnostics.indices.sorted { left, right in
      let (leftPlace, rightPlace) = (check.diagnostics[left].lastPlace, check.diagnostics[right].lastPlace)
      return leftPlace == rightPlace ? left < right : leftPlace < rightPlace
    }
    return positions.map { check.diagnostics[$0] }
  }

  private init(_ collection: DefinitionCollection, baseCount: Int) {
    self.collection = collection
    self.baseCount = baseCount
    applications = (baseCount..<collection.authoredCount).flatMap {
      DirectiveApplication.all(in: collection.documents[$0], number: $0)
    }
  }

  /// Leaves out places in the documents that are only extended.
  mutating func report(_ rule: DefinitionRule, _ message: String, _ places: [SourceOffset]) {
    diagnostics.append(
      Diagnostic(rule: rule.rawValue, message: message, locations: places.filter { $0.document >= baseCount }))
  }

  mutating func report(_ rule: DefinitionRule, _ message: String, _ places: SourceOffset...) {
    report(rule, message, places)
  }

  /// Calls the body with each definition, those that are only extended first.
  func forEachDefinition(_ body: (Definition, Document, Int) -> Void) {
    for number in 0..<collection.authoredCount {
      let document = collection.documents[number]
      for definition in document.definitions { body(definition, document, number) }
    }
  }

  private mutating func check(_ rule: DefinitionRule) {
    switch rule {
    case .typeSystemDefinitions: checkTypeSystemDefinitions()
    case .loneSchemaDefinition: checkLoneSchemaDefinition()
    case .uniqueOperationTypes: checkUniqueOperationTypes()
    case .uniqueTypeNames: checkUniqueTypeNames()
    case .uniqueEnumValueNames: checkUniqueEnumValueNames()
    case .uniqueFieldDefinitionNames: checkUniqueFieldDefinitionNames()
    case .uniqueArgumentDefinitionNames: checkUniqueArgumentDefinitionNames()
    case .uniqueDirectiveNames: checkUniqueDirectiveNames()
    case .knownTypeNames: checkKnownTypeNames()
    case .knownDirectives: checkKnownDirectives()
    case .uniqueDirectivesPerLocation: checkUniqueDirectivesPerLocation()
    case .possibleTypeExtensions: checkPossibleTypeExtensions()
    case .knownArgumentNamesOnDirectives: checkKnownArgumentNamesOnDirectives()
    case .uniqueArgumentNames: checkUniqueArgumentNames()
    case .uniqueInputFieldNames: checkUniqueInputFieldNames()
    case .providedRequiredArgumentsOnDirectives: checkProvidedRequiredArgumentsOnDirectives()
    }
  }

  /// A schema is made of definitions of the type system alone.
  private mutating func checkTypeSystemDefinitions() {
    var places: [SourceOffset] = []
    forEachDefinition { definition, document, number in
      switch definition {
      case .operation, .fragment:
        places.append(SourceOffset(document: number, offset: document.range(of: definition).start))
      case .schema, .type, .directive: return
      }
    }
    for place in places where place.document >= baseCount {
      report(.typeSystemDefinitions, "A schema consists of type system definitions only.", place)
    }
  }
}

/// The names seen so far, each with its first place.
struct SeenNames<Key: Hashable> {
  private var places: [Key: SourceOffset] = [:]

  /// The first place of a name that was seen before; nil for a new one, which is noted.
  mutating func add(_ key: Key, at place: SourceOffset) -> SourceOffset? {
    if let first = places[key] { return first }
    places[key] = place
    return nil
  }
}

/// A member of a type, or any other pair of names.
struct QualifiedName: Hashable {
  let owner: String
  let name: String
}

extension Diagnostic {
  /// Rules report the place that breaks them last.
  fileprivate var lastPlace: SourceOffset { locations.last ?? SourceOffset(offset: 0) }
}

extension SourceOffset: Comparable {
  /// In the order of the documents, then of their text.
  public static func < (left: Self, right: Self) -> Bool {
    left.document == right.document ? left.offset < right.offset : left.document < right.document
  }
}
