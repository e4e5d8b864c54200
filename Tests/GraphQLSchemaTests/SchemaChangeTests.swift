import GraphQLSchema
import Testing

@Suite struct SchemaChangeTests {
  /// The changes as `severity kind coordinate: message`, after a query type that stays the same.
  private func changes(_ old: String, _ new: String, hiding hidden: Set<String> = []) throws -> [String] {
    let query = "type Query { q(i: Int, f: Float, b: ID): String } "
    let options = Schema.Options(hiddenDirectives: hidden)
    let (before, after) = (try buildSchema(query + old, options: options), try buildSchema(query + new, options: options))
    return before.changes(to: after).map { "\($0.severity) \($0.kind.rawValue) \($0.coordinate): \($0.message)" }
  }

  @Test func `finds nothing in other order and layout`() throws {
    #expect(
      try changes(
        "type A implements I & J { a(x: In = { a: 1, b: 2 }): Int b: Int } interface I { b: Int } interface J { a(x: In): Int } input In { a: Int b: Int }",
        "input In { b: Int a: Int } interface J { a(x: In): Int } interface I { b: Int } type A implements J & I { b: Int a(x: In = {b: 2, a: 1}): Int }")
        == [])
  }

  @Test func `finds types`() throws {
    #expect(
      try changes("type A { a: Int } type B { a: Int }", "input B { a: Int } type C { a: Int }") == [
        "breaking TYPE_REMOVED A: Type A was removed.",
        "safe TYPE_ADDED C: Type C was added.",
        "breaking TYPE_CHANGED_KIND B: Type B changed from object type to input object type.",
      ])
  }

  @Test func `finds fields and what became of their types`() throws {
    #expect(
      try changes(
        "type A { a: Int b: Int c: [Int]! d: [Int] e: Int! f: Int }",
        "type A { b: Int! c: [Int!]! d: Int e: Int f: String g: Int }") == [
          "breaking FIELD_REMOVED A.a: Field A.a was removed.",
          "safe FIELD_ADDED A.g: Field A.g was added.",
          "safe FIELD_CHANGED_KIND_SAFE A.b: Field A.b changed type from Int to Int!.",
          "safe FIELD_CHANGED_KIND_SAFE A.c: Field A.c changed type from [Int]! to [Int!]!.",
          "breaking FIELD_CHANGED_KIND A.d: Field A.d changed type from [Int] to Int.",
          "breaking FIELD_CHANGED_KIND A.e: Field A.e changed type from Int! to Int.",
          "breaking FIELD_CHANGED_KIND A.f: Field A.f changed type from Int to String.",
        ])
  }

  @Test func `finds arguments, their types and defaults`() throws {
    #expect(
      try changes(
        "type A { f(a: Int, b: Int!, c: Int, d: Int = 1, e: Int = 1, g: Int): Int }",
        "type A { f(b: Int, c: Int!, d: Int = 2, e: Int, g: Int = 1, h: Int, i: Int!, j: Int! = 1): Int }") == [
          "breaking ARG_REMOVED A.f(a:): Argument A.f(a:) was removed.",
          "safe ARG_CHANGED_KIND_SAFE A.f(b:): Argument A.f(b:) changed type from Int! to Int.",
          "breaking ARG_CHANGED_KIND A.f(c:): Argument A.f(c:) changed type from Int to Int!.",
          "dangerous ARG_DEFAULT_VALUE_CHANGE A.f(d:): The default of A.f(d:) changed from 1 to 2.",
          "dangerous ARG_DEFAULT_VALUE_CHANGE A.f(e:): The default of A.f(e:), 1, was removed.",
          "safe ARG_DEFAULT_VALUE_ADDED A.f(g:): A.f(g:) has the default 1 now.",
          "dangerous OPTIONAL_ARG_ADDED A.f(h:): An optional argument A.f(h:) was added.",
          "breaking REQUIRED_ARG_ADDED A.f(i:): A required argument A.f(i:) was added.",
          "dangerous OPTIONAL_ARG_ADDED A.f(j:): An optional argument A.f(j:) was added.",
        ])
  }

  @Test func `finds input fields`() throws {
    #expect(
      try changes("input A { a: Int b: [Int!]! c: Int = 1 d: Int }", "input A { b: [Int]! c: Int = 2 d: Int = 3 e: Int f: Int! }") == [
        "breaking FIELD_REMOVED A.a: Field A.a was removed.",
        "safe FIELD_CHANGED_KIND_SAFE A.b: Field A.b changed type from [Int!]! to [Int]!.",
        "dangerous INPUT_FIELD_DEFAULT_VALUE_CHANGE A.c: The default of A.c changed from 1 to 2.",
        "safe INPUT_FIELD_DEFAULT_VALUE_ADDED A.d: A.d has the default 3 now.",
        "dangerous OPTIONAL_INPUT_FIELD_ADDED A.e: An optional field A.e was added.",
        "breaking REQUIRED_INPUT_FIELD_ADDED A.f: A required field A.f was added.",
      ])
  }

  @Test func `finds enum values, union members and interfaces`() throws {
    #expect(
      try changes(
        "enum E { A B } union U = S | T type S { a: Int } type T implements I { a: Int } interface I { a: Int } interface J { a: Int }",
        "enum E { B C } union U = T | Query type S { a: Int } type T implements J { a: Int } interface I { a: Int } interface J { a: Int }") == [
          "dangerous VALUE_ADDED_TO_ENUM E.C: Enum value E.C was added.",
          "breaking VALUE_REMOVED_FROM_ENUM E.A: Enum value E.A was removed.",
          "dangerous TYPE_ADDED_TO_UNION U: Query was added to union type U.",
          "breaking TYPE_REMOVED_FROM_UNION U: S was removed from union type U.",
          "dangerous IMPLEMENTED_INTERFACE_ADDED T: T implements interface J now.",
          "breaking IMPLEMENTED_INTERFACE_REMOVED T: T no longer implements interface I.",
        ])
  }

  @Test func `finds directives`() throws {
    #expect(
      try changes(
        "directive @a on FIELD directive @b(x: Int, y: Int) repeatable on FIELD | QUERY directive @d on FIELD",
        "directive @b(y: Int!, z: Int!, w: Int) on FIELD | MUTATION directive @c on FIELD directive @d repeatable on FIELD") == [
          "breaking DIRECTIVE_REMOVED @a: Directive @a was removed.",
          "safe DIRECTIVE_ADDED @c: Directive @c was added.",
          "breaking DIRECTIVE_ARG_REMOVED @b(x:): Argument @b(x:) was removed.",
          "breaking ARG_CHANGED_KIND @b(y:): Argument @b(y:) changed type from Int to Int!.",
          "breaking REQUIRED_DIRECTIVE_ARG_ADDED @b(z:): A required argument @b(z:) was added.",
          "safe OPTIONAL_DIRECTIVE_ARG_ADDED @b(w:): An optional argument @b(w:) was added.",
          "breaking DIRECTIVE_REPEATABLE_REMOVED @b: Directive @b is no longer repeatable.",
          "breaking DIRECTIVE_LOCATION_REMOVED @b: QUERY was removed from @b.",
          "safe DIRECTIVE_LOCATION_ADDED @b: MUTATION was added to @b.",
          "safe DIRECTIVE_REPEATABLE_ADDED @d: Directive @d is repeatable now.",
        ])
  }

  @Test func `finds descriptions`() throws {
    #expect(
      try changes(
        #"type A { "x" a("y" x: Int): Int b: Int } "E" enum E { "v" V } directive @d on FIELD"#,
        #"type A { "y" a(x: Int): Int "z" b: Int } "E" enum E { "w" V } "D" directive @d on FIELD"#) == [
          "safe DESCRIPTION_CHANGED A.a(x:): The description of A.a(x:) was removed.",
          "safe DESCRIPTION_CHANGED A.a: The description of A.a was changed.",
          "safe DESCRIPTION_CHANGED A.b: The description of A.b was added.",
          "safe DESCRIPTION_CHANGED E.V: The description of E.V was changed.",
          "safe DESCRIPTION_CHANGED @d: The description of @d was added.",
        ])
  }

  @Test func `leaves out what only hidden directives need`() throws {
    #expect(
      try changes(
        "directive @bind(a: In) on FIELD_DEFINITION input In { a: Int } type A { a: Int @bind }",
        "directive @bind(b: Int) on FIELD_DEFINITION type A { a: Int @bind }", hiding: ["bind"]) == [])
  }
}
