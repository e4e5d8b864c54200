import GraphQLSchema
import Testing

@Suite struct InputObjectTests {
  @Test func `accepts references that end at null or a list`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      input A { b: B! }
      input B { a: A c: [B!]! }
      """#)
    #expect(found == [])
  }

  @Test func `rejects references that never end`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      input A { b: B! a: A! }
      input B { a: A! }
      """#)
    #expect(
      found == [
        #"2:7, 3:7 InputObjectCycles: Input object "A" can never be given, because it needs a value of itself through "#
          + #""B"."#,
        #"2:7 InputObjectCycles: Input object "A" can never be given, because it needs a value of itself."#,
      ])
  }

  @Test func `rejects defaults that never end`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      input A { b: B = {} }
      input B { a: A = {} x: Int = 1 }
      input C { c: C = { c: null } }
      """#)
    #expect(
      found == [
        #"2:11, 3:11 DefaultValueCycles: Invalid circular reference of default values through the fields "A.b", "B.a"."#
      ])
  }

  @Test func `rejects non-null fields and defaults of oneOf objects`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      input A @oneOf { a: Int! b: Int = 1 c: Int }
      """#)
    #expect(
      found == [
        #"2:18 OneOf: OneOf input field "A.a" must be nullable."#,
        #"2:26 OneOf: OneOf input field "A.b" cannot have a default value."#,
      ])
  }

  @Test func `rejects an extension that makes a oneOf object`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      input A { a: Int }
      extend input A @oneOf
      """#)
    #expect(
      found == [
        #"3:16 OneOf: An extension cannot make "A" a OneOf Input Object."#
      ])
  }

  @Test func `rejects defaults of another type`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      type T { a(x: Int = "1", y: [E!] = [A, C], z: In = { b: 1, b: 2 }): Int }
      enum E { A B }
      input In { a: Int! b: Int! = null }
      """#)
    #expect(
      found == [
        #"2:21 ValuesOfCorrectType: Int cannot represent non-integer value: "1""#,
        #"2:40 ValuesOfCorrectType: Value "C" does not exist in "E" enum."#,
        #"2:52 ValuesOfCorrectType: Field "In.a" of required type "Int!" was not provided."#,
        #"2:54, 2:60 UniqueInputFieldNames: There can be only one input field named "b"."#,
        #"4:30 ValuesOfCorrectType: Expected value of type "Int!", found null."#,
      ])
  }
}
