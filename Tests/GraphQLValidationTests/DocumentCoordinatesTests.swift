import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

@Suite struct DocumentCoordinatesTests {
  private static let sdl = """
    type Query { asset(first: Int, in: In, must: Int!): Asset name: String }
    interface Asset { id(kind: Kind): ID owner: Query }
    type Home implements Asset { id(kind: Kind): ID owner: Query }
    input In { a: Int b: [In] k: Kind }
    enum Kind { X }
    type Subscription { one: Int two: Int }
    directive @mark(with: In, to: Int) on FIELD
    """

  /// `Rule: coordinate` of every diagnostic.
  private func coordinates(_ source: String) throws -> [String] {
    let schema = try Schema.build([Parser.parse(Self.sdl, limits: .none)])
    let document = try Parser.parse(source, limits: .none)
    let coordinates = DocumentCoordinates(of: document, in: schema)
    return schema.validate(document).map { diagnostic in
      "\(diagnostic.rule): \(coordinates.coordinate(of: diagnostic).map(\.description) ?? "-")"
    }
  }

  @Test func `an unknown field is about the type it is selected on`() throws {
    #expect(
      try coordinates("{ nme asset(must: 1) { nme { x(y: 1) } ... on Home { nme } } }") == [
        "FieldsOnCorrectType: Query", "FieldsOnCorrectType: Asset", "FieldsOnCorrectType: Home",
      ])
  }

  @Test func `an unknown argument is about its field or directive`() throws {
    #expect(
      try coordinates("{ asset(must: 1, no: 1) { id @mark(no: 1) } }") == [
        "KnownArgumentNames: Query.asset", "KnownArgumentNames: @mark",
      ])
  }

  @Test func `a literal is about the argument or input field it is given to`() throws {
    #expect(
      try coordinates("{ asset(must: [], in: { a: X, b: [{ a: 1.5, k: Y }, { c: 1 }] }) { id(kind: Y) @mark(to: X) } }") == [
        "ValuesOfCorrectType: Query.asset(must:)", "ValuesOfCorrectType: In.a", "ValuesOfCorrectType: In.a",
        "ValuesOfCorrectType: In.k", "ValuesOfCorrectType: In", "ValuesOfCorrectType: Asset.id(kind:)",
        "ValuesOfCorrectType: @mark(to:)",
      ])
  }

  @Test func `a missing argument, a selection and its absence are about the field`() throws {
    #expect(
      try coordinates("{ asset name { x } }") == [
        "ScalarLeafs: Query.asset", "ProvidedRequiredArguments: Query.asset", "ScalarLeafs: Query.name",
      ])
  }

  @Test func `fields that do not merge are about the first of them`() throws {
    #expect(try coordinates("{ name name: __typename }") == ["OverlappingFieldsCanBeMerged: Query.name"])
  }

  @Test func `a directive is about itself, and an unknown one about what it stands on`() throws {
    #expect(
      try coordinates("query @mark { name @no ... @mark { name @mark(to: 1, to: 2) @mark } }") == [
        "KnownDirectives: @mark", "KnownDirectives: Query.name", "KnownDirectives: @mark",
        "UniqueDirectivesPerLocation: @mark", "UniqueArgumentNames: @mark(to:)",
      ])
  }

  @Test func `a fragment is about its type condition, a spread about the type around it`() throws {
    #expect(
      try coordinates("{ ...No ... on In { a } ... on Nope { a } ... on Home { id } } fragment F on Asset { id }") == [
        "KnownFragmentNames: Query", "FragmentsOnCompositeTypes: In", "KnownTypeNames: Query",
        "PossibleFragmentSpreads: Query", "NoUnusedFragments: Asset",
      ])
    #expect(try coordinates("{ name } fragment F on Nope { a }") == ["KnownTypeNames: -", "NoUnusedFragments: -"].reversed())
  }

  @Test func `a variable is about the root type, and where it is used about that position`() throws {
    #expect(
      try coordinates("query($a: Int, $b: No, $c: Home, $d: In = { a: X }, $e: Kind = Y) { asset(must: $a, first: $z) { id } }")
        == [
          "VariablesInAllowedPosition: Query.asset(must:)", "NoUnusedVariables: Query", "KnownTypeNames: Query",
          "NoUnusedVariables: Query", "VariablesAreInputTypes: Home", "NoUnusedVariables: Query",
          "ValuesOfCorrectType: In.a", "NoUnusedVariables: Query", "ValuesOfCorrectType: Kind",
          "NoUndefinedVariables: Query.asset(first:)",
        ])
  }

  @Test func `an operation is about its root type, if there is one`() throws {
    #expect(
      try coordinates("subscription { one two } mutation M { a } scalar S") == [
        "LoneAnonymousOperation: Subscription", "SingleFieldSubscriptions: Subscription.two", "KnownOperationTypes: -",
        "ExecutableDefinitions: -",
      ])
  }
}
