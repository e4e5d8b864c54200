internal import GraphQLLanguage

extension Evaluator {
  /// `source` is a document: `printed` is its canonical text.
  func parse(_ value: EvaluationCase) throws(CaseFailure) -> Answer {
    let document = try Self.document(try value.text("source"), isLimited: try value.flag("limits"))
    var answer = Answer()
    answer.add("printed", string: Printer.print(document))
    return answer
  }

  /// Parses the text of a member; `name` tells it in errors when it is not the one the case is about.
  static func document(
    _ text: [UInt8], isLimited: Bool = false, named name: String? = nil
  ) throws(CaseFailure) -> Document {
    do throws(SyntaxError) {
      return try Parser.parse(text, limits: isLimited ? .standard : .none)
    } catch {
      var caseError = CaseError(error, in: text)
      caseError.source = name
      throw CaseFailure([caseError])
    }
  }
}
