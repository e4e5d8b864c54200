import GraphQLSchema
import Testing

@Suite struct AppliedDirectiveTests {
  @Test func `rejects unknown directives and other places`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      type T @deprecated @what { a(x: Int @oneOf): Int @specifiedBy(url: "x") }
      extend schema @skip(if: true)
      enum E @what { A @what }
      """#)
    #expect(
      found == [
        #"2:8 KnownDirectives: Directive "@deprecated" may not be used on OBJECT."#,
        #"2:20 KnownDirectives: Unknown directive "@what"."#,
        #"2:37 KnownDirectives: Directive "@oneOf" may not be used on ARGUMENT_DEFINITION."#,
        #"2:50 KnownDirectives: Directive "@specifiedBy" may not be used on FIELD_DEFINITION."#,
        #"3:15 KnownDirectives: Directive "@skip" may not be used on SCHEMA."#,
        #"4:8 KnownDirectives: Unknown directive "@what"."#,
        #"4:18 KnownDirectives: Unknown directive "@what"."#,
      ])
  }

  @Test func `rejects a directive twice in one place, over extensions too`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      directive @d on OBJECT
      directive @r repeatable on OBJECT
      type T @d @r @r { a: Int }
      extend type T @d
      """#)
    #expect(
      found == [
        #"4:8, 5:15 UniqueDirectivesPerLocation: The directive "@d" can only be used once at this location."#
      ])
  }

  @Test func `rejects unknown, missing and repeated arguments`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      directive @d(a: Int!, b: String) on OBJECT
      type T @d(b: 1, c: 2, b: "x") { a: Int }
      """#)
    #expect(
      found == [
        #"3:8 ProvidedRequiredArgumentsOnDirectives: Argument "@d(a:)" of type "Int!" is required, but it was not provided."#,
        #"3:17 KnownArgumentNamesOnDirectives: Unknown argument "c" on directive "@d"."#,
        #"3:11, 3:23 UniqueArgumentNames: There can be only one argument named "b"."#,
      ])
  }

  @Test func `rejects wrong arguments`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      directive @d(b: String) on OBJECT
      type T @d(b: 1) { a: Int }
      """#)
    #expect(found == ["3:14 ValuesOfCorrectType: String cannot represent a non string value: 1"])
  }

  @Test func `rejects directives within their own definition`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      directive @a(x: Int @a) on ARGUMENT_DEFINITION
      directive @b(x: In) on INPUT_FIELD_DEFINITION | ENUM_VALUE
      input In { e: E }
      enum E { A @b }
      """#)
    #expect(
      found == [
        #"2:1 DirectiveCycles: Directive "@a" cannot reference itself within its definition."#,
        #"3:1 DirectiveCycles: Directive "@b" cannot reference itself within its definition."#,
      ])
  }
}
