import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

@Suite struct ValidDocumentTests {
  private func validate(_ query: String) throws -> ValidDocument {
    let schema = try Schema.build([Parser.parse(petSchema, limits: .none)])
    return try ValidDocument.validate(Parser.parse(query), against: schema)
  }

  @Test func `knows parent and type of every field`() throws {
    let valid = try validate(
      """
      { pet { n: name ... on Dog { barkVolume } owner { ...F } } }
      fragment F on Human { pets { __typename } }
      """)
    let fields = valid.document.fields.indices.map { NodeID<Field>(rawValue: Int32($0)) }
    let resolved = fields.map { id in
      let definition = valid.definition(of: id)
      return "\(valid.schema[valid.parentType(of: id)].name).\(definition.name): \(valid.schema.text(definition.type))"
    }
    #expect(
      resolved == [
        "Pet.name: String", "Dog.barkVolume: Int", "Pet.owner: Human", "Query.pet: Pet", "Pet.__typename: String!",
        "Human.pets: [Pet]",
      ])
  }

  @Test func `finds the operation to run`() throws {
    let valid = try validate("query A { dog { name } } subscription B { other }")
    #expect(valid.operation(named: nil) == nil)
    #expect(valid.operation(named: "C") == nil)
    let names = ["A", "B"].map { name in
      valid.operation(named: name).map { valid.schema[valid.rootType(of: $0)].name }
    }
    #expect(names == ["Query", "Subscription"])
  }

  @Test func `throws what the document violates`() throws {
    #expect(
      throws: ValidationError.self,
      performing: { try validate("{ cow }") })
  }

  @Test func `hides what only hidden directives need`() throws {
    let schema = try Schema.build(
      [
        Parser.parse(
          """
          directive @access(level: Level!) on FIELD_DEFINITION | FIELD
          enum Level { READ }
          type Query { a(b: Int): Int @access(level: READ) }
          """)
      ], options: Schema.Options(hiddenDirectives: ["access"]))
    let document = try Parser.parse(
      "query ($x: Level) { a(b: $x) @access(level: READ) __type(name: \"Level\") { name } }")
    #expect(
      schema.validate(document).map(\.message) == [
        "Unknown type \"Level\".", "Unknown directive \"@access\".",
      ])
  }
}
