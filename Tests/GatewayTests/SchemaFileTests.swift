import GraphQLExecution
import GraphQLSchema
import Testing

@testable import Gateway

@Suite struct `Schema files` {
  static let directives = """
    directive @connection on FIELD_DEFINITION
    directive @procedure(name: String!, by: [String!]) on FIELD_DEFINITION
    type PageInfo { hasNextPage: Boolean! }

    """

  @Test func `connection and edge types follow from connection fields`() throws {
    let source = Self.directives + #"type Query { things: ThingConnection! @procedure(name: "things") @connection } type Thing { id: ID! }"#
    let schema = try SchemaFile(path: "s", source: Array(source.utf8)).schema
    #expect(schema.type(named: "ThingConnection")?.fields.map(\.name) == ["edges", "nodes", "pageInfo", "totalCount"])
    #expect(schema.type(named: "ThingEdge")?.fields.map(\.name) == ["node", "cursor"])
  }

  @Test func `an implementing type has its interface's fields without repeating them, bindings included`() throws {
    let source = Self.directives + #"type Query { node: Node } interface Node { id: ID! name(short: Boolean): String @procedure(name: "names", by: ["id"]) } type A implements Node { more: Int } type B implements Node { id: ID! name(short: Boolean): String! }"#
    let file = try SchemaFile(path: "s", source: Array(source.utf8))
    #expect(file.schema.type(named: "A")?.fields.map(\.name) == ["more", "id", "name"])
    let names = file.bindings.fields["A"]?["name"] ?? nil
    #expect(names == .procedure(name: "names", by: ["id"], isConnection: false))
    #expect(file.bindings.fields["B"]?["name"] == names)
  }

  @Test func `what is wrong is told with file, line and column`() {
    #expect(throws: CheckFailure.self) { try SchemaFile(path: "s", source: Array("type Query {".utf8)) }
    do {
      _ = try SchemaFile(path: "s.graphql", source: Array("type Query {\n  a: Unknown\n}".utf8))
    } catch {
      #expect(error.lines == [#"s.graphql:2:6: Unknown type "Unknown"."#])
    }
  }
}
