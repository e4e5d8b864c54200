import GraphQLLanguage
import GraphQLSchema
import Testing

@Suite struct DefinitionRuleTests {
  /// What breaks the rules, as `[document] line:column, … rule`; the last source is checked, the others are extended.
  private func broken(_ sources: String..., rules: Set<DefinitionRule> = Set(DefinitionRule.allCases)) throws -> [String] {
    let documents = try sources.map { try Parser.parse($0, limits: .none) }
    return Schema.diagnostics(of: rules, in: [documents[documents.count - 1]], extending: documents.dropLast()).map {
      let places = $0.locations.map { place in
        let location = documents[place.document].location(of: place.offset)
        return "[\(place.document)] \(location.line):\(location.column)"
      }
      return "\(places.joined(separator: ", ")) \($0.rule)"
    }
  }

  @Test func `checks only the rules asked for, without a schema`() throws {
    let source = "type A { a: B a: B } type A { b: B } enum E { X X }"
    #expect(try broken(source, rules: [.uniqueTypeNames]) == ["[0] 1:6, [0] 1:27 UniqueTypeNames"])
    #expect(try broken(source, rules: [.uniqueEnumValueNames]) == ["[0] 1:47, [0] 1:49 UniqueEnumValueNames"])
    #expect(try broken(source, rules: [.knownDirectives]) == [])
    #expect(
      try broken(source) == [
        "[0] 1:13 KnownTypeNames", "[0] 1:10, [0] 1:15 UniqueFieldDefinitionNames", "[0] 1:18 KnownTypeNames",
        "[0] 1:6, [0] 1:27 UniqueTypeNames", "[0] 1:34 KnownTypeNames", "[0] 1:47, [0] 1:49 UniqueEnumValueNames",
      ])
  }

  @Test func `refuses operations`() throws {
    #expect(try broken("{ a } fragment F on T { a }") == ["[0] 1:1 TypeSystemDefinitions", "[0] 1:7 TypeSystemDefinitions"])
  }

  @Test func `knows what is extended, and does not check it`() throws {
    let base = "type Query { a: Unknown } enum E { X } directive @d on OBJECT"
    #expect(try broken(base, "extend type Query @d { b: E }") == [])
    #expect(
      try broken(base, "type Query { b: Int } extend type Query { a: Int } extend enum E { X } directive @d on FIELD") == [
        "[1] 1:6 UniqueTypeNames", "[1] 1:43 UniqueFieldDefinitionNames", "[1] 1:68 UniqueEnumValueNames",
        "[1] 1:83 UniqueDirectiveNames",
      ])
    #expect(try broken(base, "extend input E { x: Int }") == ["[1] 1:1 PossibleTypeExtensions"])
  }

  @Test func `refuses a second schema definition, also beside the default root types`() throws {
    #expect(try broken("schema { query: Q } type Q { a: Int }", "schema { mutation: Q }") == ["[1] 1:1 LoneSchemaDefinition"])
    #expect(
      try broken("type Query { a: Int }", "schema { query: Query }")
        == ["[1] 1:1 LoneSchemaDefinition", "[1] 1:10 UniqueOperationTypes"])
    #expect(try broken("type Q { a: Int }", "schema { query: Q }") == [])
  }

  @Test func `extends built-in scalars only of an existing schema`() throws {
    let source = "extend scalar ID @specifiedBy(url: \"\")"
    #expect(try broken(source) == ["[0] 1:15 PossibleTypeExtensions"])
    #expect(try broken("type Query { a: ID }", source) == [])
  }

  @Test func `asks for each name of an argument once, with all its places`() throws {
    #expect(
      try broken("type A { a(x: Int y: Int x: Int x: Int): Int }")
        == ["[0] 1:12, [0] 1:26, [0] 1:33 UniqueArgumentDefinitionNames"])
  }

  @Test func `spells out built-in directives only of a new schema`() throws {
    #expect(try broken("directive @skip(if: Boolean!) on FIELD") == [])
    #expect(try broken("type Query { a: Int }", "directive @skip(if: Boolean!) on FIELD") == ["[1] 1:12 UniqueDirectiveNames"])
  }
}
