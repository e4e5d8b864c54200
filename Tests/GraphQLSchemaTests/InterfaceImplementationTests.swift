import GraphQLSchema
import Testing

@Suite struct InterfaceImplementationTests {
  @Test func `accepts covariant fields and further optional arguments`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      interface I { a(x: Int): I b: [I] c: U }
      union U = T
      type T implements I { a(x: Int, y: Int, z: Int! = 1): T! b: [T!]! c: T }
      """#)
    #expect(found == [])
  }

  @Test func `rejects missing fields and arguments`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      interface I { a(x: Int): Int b: Int }
      type T implements I { a: Int }
      """#)
    #expect(
      found == [
        #"2:17, 3:23 ImplementsInterfaces: Interface field argument "I.a(x:)" expected but "T.a" does not provide it."#,
        #"2:30, 3:1 ImplementsInterfaces: Interface field "I.b" expected but "T" does not provide it."#,
      ])
  }

  @Test func `rejects other types of fields and arguments`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      interface I { a(x: Int): Int! b: [Int] }
      type T implements I { a(x: Int!): Int b: Int }
      """#)
    #expect(
      found == [
        #"2:26, 3:35 ImplementsInterfaces: Interface field "I.a" expects type "Int!" but "T.a" is type "Int"."#,
        #"2:20, 3:28 ImplementsInterfaces: Interface field argument "I.a(x:)" expects type "Int" but "T.a(x:)" is type "Int!"."#,
        #"2:34, 3:42 ImplementsInterfaces: Interface field "I.b" expects type "[Int]" but "T.b" is type "Int"."#,
      ])
  }

  @Test func `rejects further required arguments`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      interface I { a: Int }
      type T implements I { a(x: Int!): Int }
      """#)
    #expect(
      found == [
        #"3:25, 2:15 ImplementsInterfaces: Argument "T.a(x:)" must not be required, interface field "I.a" does not "#
          + #"have it."#
      ])
  }

  @Test func `rejects a deprecated field of an interface that does not deprecate it`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      interface I { a: Int b: Int @deprecated }
      type T implements I { a: Int @deprecated b: Int @deprecated }
      """#)
    #expect(
      found == [
        #"3:30, 3:26 ImplementsInterfaces: Interface field "I.a" is not deprecated, so "T.a" cannot be deprecated."#,
      ])
  }

  @Test func `asks for the interfaces of an interface`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      interface I { a: Int }
      interface J implements I { a: Int }
      type T implements J { a: Int }
      """#)
    #expect(
      found == [
        #"3:24, 4:19 ImplementsInterfaces: Type "T" must implement "I" because it is implemented by "J"."#,
      ])
  }

  @Test func `rejects interfaces that implement themselves or each other`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      interface I implements I { a: Int }
      interface J implements K { a: Int }
      interface K implements J { a: Int }
      """#)
    #expect(
      found == [
        #"2:24 ImplementsInterfaces: Type "I" cannot implement itself."#,
        #"4:24, 3:24 ImplementsInterfaces: Type "J" cannot implement "K" because it would create a circular reference."#,
        #"3:24, 4:24 ImplementsInterfaces: Type "K" cannot implement "J" because it would create a circular reference."#,
      ])
  }

  @Test func `rejects objects as interfaces`() throws {
    let found = try diagnostics(
      #"""
      type Query { a: Int }
      type T implements Query { a: Int }
      """#)
    #expect(
      found == [
        #"2:19 ImplementsInterfaces: Type "T" must only implement interface types, it cannot implement "Query"."#,
      ])
  }

  @Test func `rejects an interface declared twice, over extensions too`() throws {
    let found = try diagnostics(
      #"""
      type Query implements I & I { a: Int }
      interface I { a: Int }
      extend type Query implements I
      """#)
    #expect(
      found == [
        #"1:23, 1:27, 3:30 ImplementsInterfaces: Type "Query" can only implement "I" once."#,
        #"1:23, 1:27, 3:30 ImplementsInterfaces: Type "Query" can only implement "I" once."#,
      ])
  }
}
