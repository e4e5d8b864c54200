internal import GraphQLExecution
internal import GraphQLLanguage
internal import GraphQLSchema

/// The texts a schema is built from.
struct SchemaSource: Hashable {
  let text: [UInt8]
}

extension Evaluator {
  /// `sdl` is a schema: `printed` is its text, `introspection` what a client learns of it.
  mutating func schema(_ value: EvaluationCase) throws(CaseFailure) -> Answer {
    let schema = try schema(SchemaSource(text: try value.text("sdl")))
    var answer = Answer()
    answer.add("printed", string: SchemaPrinter.print(schema))
    answer.add("introspection") { $0.append { schema.writeIntrospection(into: &$0) } }
    return answer
  }

  /// A schema that a case needs; its errors name the member.
  mutating func schema(named name: String, of value: EvaluationCase) throws(CaseFailure) -> Schema {
    do throws(CaseFailure) {
      return try schema(SchemaSource(text: try value.text(name)))
    } catch {
      throw CaseFailure(
        error.errors.map { error in
          var error = error
          if !error.locations.isEmpty || error.rule != nil { error.source = name }
          return error
        })
    }
  }

  private mutating func schema(_ source: SchemaSource) throws(CaseFailure) -> Schema {
    try schemas.value(of: source) { Self.build(source) }.get()
  }

  private static func build(_ source: SchemaSource) -> Result<Schema, CaseFailure> {
    do throws(CaseFailure) {
      let document = try document(source.text)
      do throws(SchemaError) {
        return .success(try Schema.build([document]))
      } catch {
        throw CaseFailure(error.diagnostics.map { CaseError($0, in: [document]) })
      }
    } catch {
      return .failure(error)
    }
  }
}
