import GraphQLLanguage
import GraphQLSchema
import Testing

@Suite struct SchemaBuildTests {
  @Test func `binding directives keep their coerced arguments`() throws {
    let schema = try buildSchema(
      """
      type Query { user(id: ID!): User @procedure(name: "users", by: "id") @cost }
      type User { id: ID! }
      """,
      """
      directive @procedure(name: String!, by: [String!] = []) on FIELD_DEFINITION
      directive @cost(weight: Float! = 1) on FIELD_DEFINITION
      """,
      options: Schema.Options(hiddenDirectives: ["procedure"]))
    let field = schema.type(named: "Query")?.field(named: "user")
    #expect(field?.appliedDirectives.first("procedure")?.argument("name") == .string("users"))
    #expect(field?.appliedDirectives.first("procedure")?.argument("by") == .list([.string("id")]))
    #expect(field?.appliedDirectives.first("cost")?.argument("weight") == .float(1))
    #expect(field.map { schema.text($0.type) } == "User")
  }

  @Test func `defaults fill the defaults of the fields they leave out`() throws {
    let schema = try buildSchema(
      """
      type Query { f(a: A = {}): Int }
      input A { b: B = { y: 2 } }
      input B { x: Int = 1, y: [Float], color: Color = RED }
      enum Color { RED }
      """)
    #expect(
      schema.type(named: "Query")?.field(named: "f")?.argument(named: "a")?.defaultValue?.literal
        == "{ b: { x: 1, y: [2.0], color: RED } }")
  }
}
