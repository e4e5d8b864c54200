internal import GraphQLLanguage
internal import GraphQLSchema
internal import GraphQLValidation

extension Evaluator {
  /// How many pairs of fields are compared when a case sets no limits.
  private static let comparisonsMax = 10_000_000
  /// How many errors are shown when a case sets no limits.
  private static let errorsMax = 1_000

  /// `document` obeys the rules in `schema`; all of the specification, unless `rules` picks some.
  mutating func validate(_ value: EvaluationCase) throws(CaseFailure) -> Answer {
    let isLimited = try value.flag("limits")
    let rules = try value.rules("rules", as: Rule.self)
    let schema = try schema(named: "schema", of: value)
    let document = try Self.document(try value.text("document"), isLimited: isLimited)
    let errors = Self.problems(of: document, schema, rules: rules, isLimited: isLimited)
    var answer = Answer(isOK: errors.isEmpty)
    answer.add(errors)
    return answer
  }

  /// What rules, and limits if they apply, say against a document.
  static func problems(of document: Document, _ schema: Schema, rules: Set<Rule>?, isLimited: Bool) -> [CaseError] {
    var options = ValidationOptions(rules: rules ?? Self.rules(isLimited: isLimited), suggestsNames: true)
    if !isLimited {
      options.errorsMax = Self.errorsMax
      options.comparisonsMax = Self.comparisonsMax
    }
    let errors = schema.validate(document, options: options).map { CaseError($0, in: [document]) }
    return errors.isEmpty && isLimited ? violations(in: document, schema) : errors
  }

  private static func rules(isLimited: Bool) -> Set<Rule> {
    var rules = Set(Rule.allCases)
    if !isLimited { rules.remove(.maxIntrospectionDepth) }
    return rules
  }

  /// What a valid document has too much of: in the whole, else by operation.
  private static func violations(in document: Document, _ schema: Schema) -> [CaseError] {
    if let violation = Limits.standard.violation(in: document) { return [CaseError(violation, in: document)] }
    do throws(ValidationError) {
      let valid = try ValidDocument.validate(document, against: schema)
      let violations = Limits.standard.violations(ofOperationsIn: valid)
      return violations.sorted { $0.key < $1.key }.map { CaseError($0.value, in: document) }
    } catch {
      return []
    }
  }
}
