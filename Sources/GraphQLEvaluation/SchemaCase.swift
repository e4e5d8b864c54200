internal import GraphQLExecution
internal import GraphQLLanguage
internal import GraphQLSchema

/// The texts a schema is built from.
struct SchemaSource: Hashable {
  let text: [UInt8]
  /// What the text extends.
  var base: [UInt8]?
  /// Whether the whole must make sense, see `Schema.buildUnchecked`.
  var isChecked = true
}

extension Evaluator {
  /// `sdl` is a schema, or obeys `rules` if these are given: `printed` is its text, `introspection` what a client learns of it.
  mutating func schema(_ value: EvaluationCase) throws(CaseFailure) -> Answer {
    let base = try value.optionalText("base").flatMap { $0.allSatisfy(\.isBlank) ? nil : $0 }
    let source = SchemaSource(text: try value.text("sdl"), base: base)
    guard let rules = try value.rules("rules", as: DefinitionRule.self) else {
      return Self.answer(try schema(source))
    }
    let documents = try SchemaDocuments(source)
    let diagnostics = Schema.diagnostics(of: rules, in: [documents.text], extending: documents.base)
    guard diagnostics.isEmpty else { throw documents.failure(diagnostics) }
    return (try? schema(source)).map(Self.answer) ?? Answer()
  }

  private static func answer(_ schema: Schema) -> Answer {
    var answer = Answer()
    answer.add("printed", string: SchemaPrinter.print(schema))
    answer.add("introspection") { $0.append { schema.writeIntrospection(into: &$0) } }
    return answer
  }

  /// A schema that a case needs; its errors name the member.
  mutating func schema(
    named name: String, of value: EvaluationCase, isChecked: Bool = true
  ) throws(CaseFailure) -> Schema {
    let source = SchemaSource(text: try value.text(name), isChecked: isChecked)
    do throws(CaseFailure) {
      return try schema(source)
    } catch {
      throw CaseFailure(
        error.errors.map { error in
          var error = error
          error.source = name
          return error
        })
    }
  }

  private mutating func schema(_ source: SchemaSource) throws(CaseFailure) -> Schema {
    try schemas.value(of: source) { Self.build(source) }.get()
  }

  private static func build(_ source: SchemaSource) -> Result<Schema, CaseFailure> {
    do throws(CaseFailure) {
      let documents = try SchemaDocuments(source)
      do throws(SchemaError) {
        return .success(
          source.isChecked
            ? try Schema.build([documents.text], extending: documents.base) : try Schema.buildUnchecked([documents.text]))
      } catch {
        throw documents.failure(error.diagnostics)
      }
    } catch {
      return .failure(error)
    }
  }
}

extension UInt8 {
  /// Whether a text of nothing but such bytes has no definitions.
  fileprivate var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

/// The parsed texts of a schema.
private struct SchemaDocuments {
  let text: Document
  let base: [Document]

  init(_ source: SchemaSource) throws(CaseFailure) {
    base = try source.base.map { (text) throws(CaseFailure) in [try Evaluator.document(text, named: "base")] } ?? []
    text = try Evaluator.document(source.text)
  }

  /// An error that is only about what is extended names it.
  func failure(_ diagnostics: [Diagnostic]) -> CaseFailure {
    CaseFailure(
      diagnostics.map { diagnostic in
        var error = CaseError(diagnostic, in: base + [text])
        let isInBase = !diagnostic.locations.isEmpty && diagnostic.locations.allSatisfy { $0.document < base.count }
        error.source = isInBase ? "base" : nil
        return error
      })
  }
}
