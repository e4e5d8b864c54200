/// One reason why documents are refused: which rule, where, and a sentence for people.
public struct Diagnostic: Hashable, Sendable {
  /// The name of the rule, such as `FieldsOnCorrectType`.
  public let rule: String
  public let message: String
  public let locations: [SourceOffset]
  /// The code of the limit that the document exceeds, when it breaks no rule.
  public let limitCode: String?

  public init(rule: String, message: String, locations: [SourceOffset], limitCode: String? = nil) {
    self.rule = rule
    self.message = message
    self.locations = locations
    self.limitCode = limitCode
  }
}

/// A byte in one of several documents.
public struct SourceOffset: Hashable, Sendable {
  /// The position in the array of documents; 0 where there is only one.
  public let document: Int
  public let offset: Int

  public init(document: Int = 0, offset: Int) {
    self.document = document
    self.offset = offset
  }
}

/// Everything that is wrong with the documents of a schema.
public struct SchemaError: Error, Hashable, Sendable {
  public let diagnostics: [Diagnostic]

  init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}
