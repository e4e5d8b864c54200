internal import GraphQLLanguage
internal import GraphQLSchema

extension Evaluator {
  /// `coordinate` names an element of `schema`: `kind` says what it is.
  mutating func coordinate(_ value: EvaluationCase) throws(CaseFailure) -> Answer {
    let schema = try schema(named: "schema", of: value)
    let text = try value.text("coordinate")
    let coordinate: SchemaCoordinate
    do throws(SyntaxError) {
      coordinate = try SchemaCoordinate(parsing: String(decoding: text, as: UTF8.self))
    } catch {
      var caseError = CaseError(error, in: text)
      caseError.code = "COORDINATE_SYNTAX"
      throw CaseFailure([caseError])
    }
    guard let element = schema.element(at: coordinate) else {
      let message = "The schema has no element with the coordinate \"\(coordinate)\"."
      throw CaseFailure([CaseError(message: message, code: "COORDINATE_UNRESOLVED")])
    }
    var answer = Answer()
    answer.add("kind", string: element.kind)
    return answer
  }
}

extension SchemaElement {
  fileprivate var kind: String {
    switch self {
    case .type: "NamedType"
    case .field: "Field"
    case .inputField: "InputField"
    case .enumValue: "EnumValue"
    case .fieldArgument: "FieldArgument"
    case .directive: "Directive"
    case .directiveArgument: "DirectiveArgument"
    }
  }
}
