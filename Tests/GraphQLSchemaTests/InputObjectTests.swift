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
        #"2:11, 3:11 InputObjectCycles: Input object "A" can never be given, because it needs a value of itself through "A.b", "B.a"."#,
        #"2:17 InputObjectCycles: Input object "A" can never be given, because it needs a value of itself through "A.a"."#,
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
        #"2:18, 3:18 DefaultValueCycles: Invalid circular reference of default values through the fields "A.b", "B.a"."#,
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
        #"2:21 OneOf: OneOf input field "A.a" must be nullable."#,
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

  @Test func `rejects an endless chain of oneOf fields that nothing ends`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      input A @oneOf { b: B }
      input B @oneOf { a: A b: B }
      input C @oneOf { c: C end: Int }
      """#)
    #expect(
      found == [
        #"2:18, 3:18 InputObjectCycles: Input object "A" can never be given, because it needs a value of itself "#
          + #"through "A.b", "B.a"."#,
        #"3:23 InputObjectCycles: Input object "B" can never be given, because it needs a value of itself through "B.b"."#,
      ])
  }

  @Test func `rejects defaults of another type`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      type T { a(x: Int = "1", y: [E!] = [A, C], z: In = { b: 1 }): Int }
      enum E { A B }
      input In { a: Int! b: Int! = null }
      """#)
    #expect(
      found == [
        #"2:21 ValuesOfCorrectType: Int cannot represent non-integer value: "1""#,
        #"2:40 ValuesOfCorrectType: Value "C" does not exist in "E" enum."#,
        #"2:52 ValuesOfCorrectType: Field "In.a" of required type "Int!" was not provided."#,
        #"4:30 ValuesOfCorrectType: Expected value of type "Int!", found null."#,
      ])
  }

  @Test func `rejects a field given twice in a default`() throws {
    let found = try diagnostics("type Query { a(x: In = { b: 1, b: 2 }): Int } input In { b: Int }")
    #expect(found == [#"1:26, 1:32 UniqueInputFieldNames: There can be only one input field named "b"."#])
  }
}
