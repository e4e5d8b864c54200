internal import GraphQLExecution
internal import GraphQLLanguage
internal import GraphQLSchema

/// The texts a schema is built from.
struct SchemaSource {
  let text: [UInt8]
  /// What the text extends.
  let base: [UInt8]?
}

/// What a schema is remembered by: its texts as a line spells them, so that those of a known schema need not be read again.
struct SchemaKey: Equatable {
  let text: [UInt8]
  var base: [UInt8]?
  /// Whether the whole must make sense, see `Schema.buildUnchecked`.
  var isChecked = true
}

extension Evaluator {
  /// `sdl` is a schema, or obeys `rules` if these are given: `printed` is its text, `introspection` what a client learns of it.
  mutating func schema(_ value: EvaluationCase) throws(CaseFailure) -> Answer {
    guard let rules = try value.rules("rules", as: DefinitionRule.self) else {
      return Self.answer(try schema(value))
    }
    let documents = try SchemaDocuments(try Self.source(value))
    let diagnostics = Schema.diagnostics(of: rules, in: [documents.text], extending: documents.base)
    guard diagnostics.isEmpty else { throw documents.failure(diagnostics) }
    return (try? schema(value)).map(Self.answer) ?? Answer()
  }

  private static func source(_ value: EvaluationCase) throws(CaseFailure) -> SchemaSource {
    let base = try value.optionalText("base").flatMap { $0.allSatisfy(\.isBlank) ? nil : $0 }
    return SchemaSource(text: try value.text("sdl"), base: base)
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
    let key = SchemaKey(text: try value.spelling(name), isChecked: isChecked)
    do throws(CaseFailure) {
      return try schema(key) { () throws(CaseFailure) in SchemaSource(text: try value.text(name), base: nil) }
    } catch {
      throw CaseFailure(
        error.errors.map { error in
          var error = error
          error.source = name
          return error
        })
    }
  }

  /// The schema that a case is about.
  private mutating func schema(_ value: EvaluationCase) throws(CaseFailure) -> Schema {
    let base = try value.optionalText("base") == nil ? nil : try value.spelling("base")
    return try schema(SchemaKey(text: try value.spelling("sdl"), base: base)) { () throws(CaseFailure) in
      try Self.source(value)
    }
  }

  private mutating func schema(
    _ key: SchemaKey, _ source: () throws(CaseFailure) -> SchemaSource
  ) throws(CaseFailure) -> Schema {
    let size = key.text.count + (key.base?.count ?? 0)
    return try schemas.value(of: key, size: size) { Self.build(source, isChecked: key.isChecked) }.get()
  }

  private static func build(
    _ source: () throws(CaseFailure) -> SchemaSource, isChecked: Bool
  ) -> Result<Schema, CaseFailure> {
    do throws(CaseFailure) {
      let documents = try SchemaDocuments(try source())
      do throws(SchemaError) {
        return .success(
          isChecked
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
