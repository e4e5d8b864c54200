import GraphQLLanguage
import GraphQLValidation

extension SettingDescription {
  /// The limits of documents, in the order in which they are checked.
  static let limits: [SettingDescription] = [
    limit("document-bytes", \.text.documentBytesMax, in: 1...16_777_216, "Size of a document."),
    limit("tokens", \.text.documentTokensMax, "Tokens of a document."),
    // The parser and what comes after it recur as deeply, on stacks of eight megabytes.
    limit("nesting", \.text.nestingMax, in: 1...500, "Selection sets, lists, objects and list types inside each other."),
    limit("comparisons", \.comparisonsMax, "Comparisons of fields that share a response name, beyond one a field."),
    limit("errors", \.errorsMax, "Errors of validation reported for one document."),
    limit("operations", \.operationsMax, "Operations of a document."),
    limit("fragments", \.fragmentsMax, "Fragments of a document."),
    limit("directives", \.directivesMax, "Directives of a document."),
    limit("directives-per-location", \.directivesPerLocationMax, "Directives on one field, spread or definition."),
    limit("list-items", \.listItemsMax, "Items of one list, literal or in a variable."),
    // Filters are read with as many calls inside each other.
    limit("input-depth", \.inputDepthMax, in: 1...64, "Input objects inside each other in one argument."),
    limit("input-fields", \.inputFieldsMax, "Fields of all input objects of one argument."),
    limit("cost", \.costMax, in: 1...1_000_000_000, "Cost of an operation: its calls, and its rows as far as lists may have them."),
    limit("variables", \.variablesMax, "Variables of an operation."),
    limit("root-fields", \.rootFieldsMax, "Different response names at the root of an operation."),
    limit("aliases", \.aliasesMax, "Aliases of an operation, those of a fragment counted wherever it is spread."),
    limit("depth", \.depthMax, "Fields inside each other."),
    limit("introspection-depth", \.introspectionDepthMax, "Fields inside each other within `__schema` and `__type`."),
  ]

  private static func limit(
    _ name: String, _ path: any WritableKeyPath<Limits, Int> & Sendable, in range: ClosedRange<Int> = 1...1_000_000, _ help: String
  ) -> SettingDescription {
    SettingDescription(key: "limits." + name, standard: String(Limits.standard[keyPath: path]), help: help) { settings, text in
      guard let value = Int(text), range.contains(value) else { return false }
      settings.limits[keyPath: path] = value
      return true
    }
  }
}

extension Settings {
  /// Selection sets inside each other, fragments followed: at 5,000 the eight megabytes of a thread's stack have room to spare, at
  /// 24,500 they overflow.
  private static let nestingOfFragmentsMax = 5_000

  /// Fragments stand inside each other, each as deep as a document may be.
  func guardStack() throws(SettingFailure) {
    let (nesting, fragments) = (limits.text.nestingMax, limits.fragmentsMax)
    guard nesting * (fragments + 1) > Self.nestingOfFragmentsMax else { return }
    throw SettingFailure(
      "limits.nesting cannot be \(nesting) with limits.fragments \(fragments): "
        + "the one times one more than the other may be \(Self.nestingOfFragmentsMax)")
  }
}

extension Parser.Limits {
  /// The bounds as clients' documents always have them.
  fileprivate var documentBytesMax: Int {
    get { bytesMax ?? .max }
    set { bytesMax = newValue }
  }

  fileprivate var documentTokensMax: Int {
    get { tokensMax ?? .max }
    set { tokensMax = newValue }
  }
}
