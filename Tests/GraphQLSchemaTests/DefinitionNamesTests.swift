import GraphQLSchema
import Testing

@Suite struct DefinitionNamesTests {
  @Test func `rejects two types, directives or schemas of one name`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      type T { a: Int }
      enum T { A }
      directive @d on FIELD
      directive @d on QUERY
      schema { query: Query }
      schema { query: Query }
      """#)
    #expect(
      found == [
        #"2:6, 3:6 UniqueTypeNames: There can be only one type named "T"."#,
        #"4:12, 5:12 UniqueDirectiveNames: There can be only one directive named "@d"."#,
        #"7:1 LoneSchemaDefinition: Must provide only one schema definition."#,
        #"6:10, 7:10 UniqueOperationTypes: There can be only one query type in a schema."#,
      ])
  }

  @Test func `rejects two members of one name, over extensions too`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      type T implements I & I { a(x: Int, x: Int): Int a: Int }
      interface I { b: Int }
      extend type T { a: String }
      enum E { A A }
      extend enum E { A }
      input In { a: Int a: Int }
      union U = T | T
      directive @d(x: Int, x: Int) on FIELD
      """#)
    #expect(
      found == [
        #"2:29, 2:37 UniqueArgumentDefinitionNames: Argument "T.a(x:)" can only be defined once."#,
        #"2:27, 2:50 UniqueFieldDefinitionNames: Field "T.a" can only be defined once."#,
        #"2:27, 4:17 UniqueFieldDefinitionNames: Field "T.a" can only be defined once."#,
        #"5:10, 5:12 UniqueEnumValueNames: Enum value "E.A" can only be defined once."#,
        #"5:10, 6:17 UniqueEnumValueNames: Enum value "E.A" can only be defined once."#,
        #"7:12, 7:19 UniqueFieldDefinitionNames: Field "In.a" can only be defined once."#,
        #"9:14, 9:22 UniqueArgumentDefinitionNames: Argument "@d(x:)" can only be defined once."#,
      ])
  }

  @Test func `rejects unknown types wherever they are named`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      type T implements I { a(x: A): B }
      union U = C
      input In { d: [D!] }
      directive @d(x: E) on FIELD
      extend schema { mutation: F }
      """#)
    #expect(
      found == [
        #"2:19 KnownTypeNames: Unknown type "I"."#,
        #"2:28 KnownTypeNames: Unknown type "A"."#,
        #"2:32 KnownTypeNames: Unknown type "B"."#,
        #"3:11 KnownTypeNames: Unknown type "C"."#,
        #"4:16 KnownTypeNames: Unknown type "D"."#,
        #"5:17 KnownTypeNames: Unknown type "E"."#,
        #"6:27 KnownTypeNames: Unknown type "F"."#,
      ])
  }

  @Test func `rejects names with two underscores`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      type __T { __a(__b: Int): Int }
      enum E { __A }
      input I { __a: Int }
      directive @__d(__x: Int) on FIELD
      """#)
    #expect(
      found == [
        #"5:1 ReservedNames: Name "__d" must not begin with "__", which is reserved by GraphQL introspection."#,
        #"5:16 ReservedNames: Name "__x" must not begin with "__", which is reserved by GraphQL introspection."#,
        #"2:1 ReservedNames: Name "__T" must not begin with "__", which is reserved by GraphQL introspection."#,
        #"2:12 ReservedNames: Name "__a" must not begin with "__", which is reserved by GraphQL introspection."#,
        #"2:16 ReservedNames: Name "__b" must not begin with "__", which is reserved by GraphQL introspection."#,
        #"3:10 ReservedNames: Name "__A" must not begin with "__", which is reserved by GraphQL introspection."#,
        #"4:11 ReservedNames: Name "__a" must not begin with "__", which is reserved by GraphQL introspection."#,
      ])
  }

  @Test func `rejects types of the specification defined again`() throws {
    #expect(
      try diagnostics("type Query { a: Int } type Int { a: Int }")
        == [#"1:28 UniqueTypeNames: Type "Int" is defined by the specification and cannot be defined again."#])
    #expect(
      try diagnostics("type Query { a: Int } type __Schema { a: Int }").first
        == #"1:23 ReservedNames: Name "__Schema" must not begin with "__", which is reserved by GraphQL introspection."#)
  }

  @Test func `ignores the spelling out of a built-in scalar`() throws {
    let schema = try buildSchema("scalar Int \"Mine\" scalar ID type Query { a: Int }")
    #expect(String(decoding: SchemaPrinter.print(schema), as: UTF8.self) == "type Query {\n  a: Int\n}")
    #expect(schema.type(named: "ID")?.builtInScalar == .id)
    #expect(schema.type(named: "ID")?.description != "Mine")
  }

  @Test func `rejects extensions of what does not exist or is something else`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      extend type Nothing { a: Int }
      extend enum Query { A }
      extend scalar Int @specifiedBy(url: "x")
      """#)
    #expect(
      found == [
        #"2:13 PossibleTypeExtensions: Cannot extend type "Nothing" because it is not defined."#,
        #"1:1, 3:1 PossibleTypeExtensions: Cannot extend non-enum type "Query"."#,
        #"4:15 PossibleTypeExtensions: Cannot extend type "Int" because it is not defined."#,
      ])
  }

  @Test func `rejects operations and fragments`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      { a }
      fragment F on Query { a }
      """#)
    #expect(
      found == [
        #"2:1 TypeSystemDefinitions: A schema consists of type system definitions only."#,
        #"3:1 TypeSystemDefinitions: A schema consists of type system definitions only."#,
      ])
  }
}
