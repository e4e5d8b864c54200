import Testing

@Suite struct SchemaCaseTests {
  @Test func `prints a schema and introspects it`() {
    let answer = evaluate(#"{"op":"schema","sdl":"type Query { a(b: [Int!]! = [1] @deprecated): E } enum E { X @deprecated }"}"#)
    #expect(answer.hasPrefix(
      #"""
      {"ok":true,"printed":"type Query {\n  a(b: [Int!]! = [1] @deprecated): E\n}\n\nenum E {\n  X @deprecated\n}",\#
      "introspection":{"__schema":{"description":null,"queryType":{"name":"Query","kind":"OBJECT"},\#
      "mutationType":null,"subscriptionType":null,"types":[{"kind":"OBJECT","name":"Query","description":null,\#
      "specifiedByURL":null,"isOneOf":null,"fields":[{"name":"a","description":null,"args":[{"name":"b",\#
      "description":null,"type":{"kind":"NON_NULL","name":null,"ofType":{"kind":"LIST","name":null,"ofType":\#
      {"kind":"NON_NULL","name":null,"ofType":{"kind":"SCALAR","name":"Int","ofType":null}}}},\#
      "defaultValue":"[1]","isDeprecated":true,"deprecationReason":"No longer supported"}],\#
      "type":{"kind":"ENUM","name":"E","ofType":null},"isDeprecated":false,"deprecationReason":null}],
      """#))
    #expect(answer.contains(
      #""enumValues":[{"name":"X","description":null,"isDeprecated":true,"deprecationReason":"No longer supported"}]"#))
    #expect(answer.hasSuffix(#""args":[]}]}}}"#))
  }

  @Test func `names the rule of each error`() {
    #expect(
      evaluate(#"{"op":"schema","sdl":"type Query { a: A }\ntype Query { b: B }"}"#)
        == #"""
      {"ok":false,"errors":[{"message":"Unknown type \"A\".","locations":[{"line":1,"column":17}],"rule":"KnownTypeNames"},\#
      {"message":"There can be only one type named \"Query\".",\#
      "locations":[{"line":1,"column":6},{"line":2,"column":6}],"rule":"UniqueTypeNames"},\#
      {"message":"Unknown type \"B\".","locations":[{"line":2,"column":17}],"rule":"KnownTypeNames"}]}
      """#)
  }

  @Test func `refuses a text that does not parse`() {
    #expect(
      evaluate(#"{"op":"schema","sdl":"type Query {"}"#)
        == #"""
      {"ok":false,"errors":[{"message":"Syntax Error: Expected Name, found <EOF>.",\#
      "locations":[{"line":1,"column":13}]}]}
      """#)
  }

  @Test func `checks only the rules asked for`() {
    #expect(
      evaluate(#"{"op":"schema","sdl":"type A { a: B }\ntype A { a: B }","rules":["UniqueTypeNames"]}"#)
        == #"""
      {"ok":false,"errors":[{"message":"There can be only one type named \"A\".",\#
      "locations":[{"line":1,"column":6},{"line":2,"column":6}],"rule":"UniqueTypeNames"}]}
      """#)
    #expect(evaluate(#"{"op":"schema","sdl":"type A { a: B }","rules":["UniqueTypeNames"]}"#) == #"{"ok":true}"#)
    #expect(
      evaluate(#"{"op":"schema","sdl":"type Query { a: Int }","rules":[]}"#).hasPrefix(
        #"{"ok":true,"printed":"type Query {\n  a: Int\n}","introspection":{"__schema""#))
    #expect(
      evaluate(#"{"op":"schema","sdl":"type Query { a: Int }","rules":["ScalarLeafs"]}"#)
        == #"{"ok":false,"errors":[{"message":"Unknown rule \"ScalarLeafs\"."}]}"#)
  }

  @Test func `extends a schema`() {
    #expect(
      evaluate(#"{"op":"schema","base":"type Query { a: Int }","sdl":"extend type Query { b: B } scalar B"}"#).hasPrefix(
        #"{"ok":true,"printed":"type Query {\n  a: Int\n  b: B\n}\n\nscalar B","#))
    #expect(
      evaluate(#"{"op":"schema","base":"type Query { a: A }","sdl":"scalar A scalar A"}"#)
        == #"""
      {"ok":false,"errors":[{"message":"Unknown type \"A\".","locations":[{"line":1,"column":17}],\#
      "rule":"KnownTypeNames","source":"base"}]}
      """#)
    #expect(
      evaluate(#"{"op":"schema","base":"directive @d on FIELD","sdl":"directive @d on FIELD","rules":["UniqueDirectiveNames"]}"#)
        == #"""
      {"ok":false,"errors":[{"message":"There can be only one directive named \"@d\".",\#
      "locations":[{"line":1,"column":12}],"rule":"UniqueDirectiveNames"}]}
      """#)
  }

  @Test func `takes a blank base for none`() {
    #expect(
      evaluate(#"{"op":"schema","base":" \n","sdl":"type Query { a: Int }"}"#).hasPrefix(#"{"ok":true,"printed":"type Query"#))
  }
}
