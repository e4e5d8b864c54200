import GraphQLSchema
import Testing

@Suite struct TypeDefinitionTests {
  @Test func `rejects types without parts`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      type T
      interface I
      union U
      enum E
      input In
      """#)
    #expect(
      found == [
        #"2:1 EmptyTypes: Type "T" must define one or more fields."#,
        #"3:1 EmptyTypes: Type "I" must define one or more fields."#,
        #"4:1 EmptyTypes: Union type "U" must define one or more member types."#,
        #"5:1 EmptyTypes: Enum type "E" must define one or more values."#,
        #"6:1 EmptyTypes: Input object type "In" must define one or more fields."#,
      ])
  }

  @Test func `rejects input types for fields and output types for arguments`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      input In { a: Query }
      type T { a: In b(x: [T!]): Int }
      directive @d(x: T) on FIELD
      """#)
    #expect(
      found == [
        #"4:14 InputTypes: The type of "@d(x:)" must be an input type, not "T"."#,
        #"2:15 InputTypes: The type of "In.a" must be an input type, not "Query"."#,
        #"3:13 OutputTypes: The type of "T.a" must be an output type, not "In"."#,
        #"3:21 InputTypes: The type of "T.b(x:)" must be an input type, not "[T!]"."#,
      ])
  }

  @Test func `rejects union members that are not objects`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      interface I { a: Int }
      union U = Query | I | E
      enum E { A }
      """#)
    #expect(
      found == [
        #"3:19 UnionMembers: Union type "U" can only include object types, not "I"."#,
        #"3:23 UnionMembers: Union type "U" can only include object types, not "E"."#,
      ])
  }

  @Test func `rejects the deprecation of what must be given`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      type T { a(x: Int! @deprecated, y: Int! = 1 @deprecated, z: Int @deprecated): Int @deprecated }
      input In { a: Int! @deprecated b: Int @deprecated }
      """#)
    #expect(
      found == [
        #"2:20, 2:15 DeprecatedRequired: "T.a(x:)" is required and cannot be deprecated."#,
        #"3:20, 3:15 DeprecatedRequired: "In.a" is required and cannot be deprecated."#,
      ])
  }

  @Test func `rejects a union member named twice, and scalars`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: U }
      union U = Query | Int
      extend union U = Query
      """#)
    #expect(
      found == [
        #"2:19 UnionMembers: Union type "U" can only include object types, not "Int"."#,
        #"2:11, 3:18 UnionMembers: Union type "U" can only include "Query" once."#,
      ])
  }

  @Test func `a type that implements a union is no further member of it`() throws {
    let found = try diagnostics(
      #"""
      type Query implements U { a: U }
      union U = Query
      """#)
    #expect(found.filter { $0.contains("UnionMembers") } == [])
  }
}
