internal import GraphQLLanguage
internal import GraphQLSchema
internal import GraphQLValidation

/// Why a case has no other answer: what is wrong with its texts, or with itself.
struct CaseFailure: Error {
  let errors: [CaseError]

  init(_ errors: [CaseError]) {
    self.errors = errors
  }

  init(_ message: String) {
    errors = [CaseError(message: message)]
  }
}

/// One entry of an answer's `errors`.
struct CaseError {
  let message: String
  var locations: [SourceLocation] = []
  /// The rule that was broken.
  var rule: String?
  /// The member whose text is at fault, where it is not the one the case is about.
  var source: String?
  var code: String?
}

extension CaseError {
  init(_ error: SyntaxError, in source: [UInt8]) {
    self.init(
      message: error.message, locations: [SourceLocation(of: error.offset, in: source)], code: error.limitCode)
  }

  init(_ diagnostic: Diagnostic, in documents: [Document]) {
    self.init(
      message: diagnostic.message,
      locations: diagnostic.locations.map { documents[$0.document].location(of: $0.offset) }, rule: diagnostic.rule,
      code: diagnostic.limitCode)
  }

  init(_ violation: LimitViolation, in document: Document) {
    self.init(
      message: violation.message, locations: [document.location(of: violation.offset)], code: violation.code)
  }
}
