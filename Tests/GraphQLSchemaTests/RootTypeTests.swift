import GraphQLSchema
import Testing

@Suite struct RootTypeTests {
  @Test func `asks for a query type`() throws {
    let found = try diagnostics(
      #"""
      type Mutation { a: Int }
      """#)
    #expect(
      found == [
        #" RootTypes: Query root type must be provided."#
      ])
  }

  @Test func `rejects root types that are not objects or not different`() throws {
    let found = try diagnostics(
      #"""
      schema { query: Query mutation: Query subscription: S }
      type Query { a: Int }
      interface S { a: Int }
      """#)
    #expect(
      found == [
        #"1:53 RootTypes: The subscription root type "S" must be an object type."#,
        #"1:17, 1:33 RootTypes: All root types must be different, "Query" is that of query and mutation."#,
      ])
  }

  @Test func `rejects an operation type given twice`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      schema { query: Query query: Query }
      """#)
    #expect(
      found == [
        #"2:10, 2:23 UniqueOperationTypes: There can be only one query type in a schema."#
      ])
  }

  @Test func `finds the other mistakes of a schema without a query type too`() throws {
    #expect(
      try diagnostics("type T") == [
        " RootTypes: Query root type must be provided.", #"1:1 EmptyTypes: Type "T" must define one or more fields."#,
      ])
  }
}
