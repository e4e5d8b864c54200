import GraphQLLanguage
import Testing

@Suite struct PrinterTests {
  @Test func `prints every executable construct in canonical layout`() {
    let source = #"""
      "about" query Q("a number" $a: Int = 1 @v, $b: [T!]! = {k: [1, {z: null}]}) @d(x: 1.5e3) {
        alias: field(a: $a, s: "q\"\u{1F600}\n and more", e: ENUM, t: true, b: """
           block
             more
        """) @include(if: $b) { ...F @x ... on T { a } ... @skip(if: false) { b } ...{c} }
      }
      mutation { m } subscription S { s }
      fragment F on T @d { x }
      """#
    #expect(
      reprint(source) == #"""
        "about"
        query Q(
        "a number"
        $a: Int = 1 @v
        $b: [T!]! = { k: [1, { z: null }] }
        ) @d(x: 1.5e3) {
          alias: field(
            a: $a
            s: "q\"😀\n and more"
            e: ENUM
            t: true
            b: """
            block
              more
            """
          ) @include(if: $b) {
            ...F @x
            ... on T {
              a
            }
            ... @skip(if: false) {
              b
            }
            ... {
              c
            }
          }
        }

        mutation {
          m
        }

        subscription S {
          s
        }

        fragment F on T @d {
          x
        }
        """#)
    #expect(reprint(reprint(source)) == reprint(source))
  }

  @Test func `breaks arguments by their width in characters, wherever they stand`() {
    let word = String(repeating: "ö", count: 70)
    #expect(reprint("{a{a{f(a:\"\(word)\")}}}") == "{\n  a {\n    a {\n      f(a: \"\(word)\")\n    }\n  }\n}")
    #expect(reprint("{f(a:\"123456\(word)\")}") == "{\n  f(\n    a: \"123456\(word)\"\n  )\n}")
  }

  @Test func `prints an object with blanks inside its braces`() {
    #expect(reprint("{f(a:{},b:[{c:{d:1}},[]])}") == "{\n  f(a: {  }, b: [{ c: { d: 1 } }, []])\n}")
  }

  @Test func `breaks lists and objects that are longer than a line, outer ones with inner ones`() {
    let item = String(repeating: "x", count: 37)
    #expect(
      reprint("{a{f(a:[\(item),\(item)m],b:[{c:[\(item),\(item),1]},2],d:{e:\(item)xx,f:\(item)x})}}") == """
        {
          a {
            f(
              a: [\(item), \(item)m]
              b: [
                {
                  c: [
                    \(item)
                    \(item)
                    1
                  ]
                }
                2
              ]
              d: {
                e: \(item)xx
                f: \(item)x
              }
            )
          }
        }
        """)
  }

  @Test func `gives variables and arguments lines of their own when a default value has several`() {
    let item = String(repeating: "x", count: 80)
    #expect(reprint("query($a:[E]=[\(item)],$b:Int){a}") == "query (\n$a: [E] = [\n  \(item)\n]\n$b: Int\n) {\n  a\n}")
    #expect(
      reprint("type Q{f(a:[E]=[\(item)],b:Int):Int}") == """
        type Q {
          f(
            a: [E] = [
              \(item)
            ]
            b: Int
          ): Int
        }
        """)
  }

  @Test func `breaks no lines for the arguments of a directive`() {
    let word = String(repeating: "x", count: 90)
    #expect(reprint("{a @d(b:\"\(word)\", c: 1)}") == "{\n  a @d(b: \"\(word)\", c: 1)\n}")
  }

  @Test func `puts a block string that ends in a quote or a backslash on lines of its own`() {
    #expect(reprint(#"{f(a:"""b\"""""")}"#) == "{\n  f(a: \"\"\"\n  b\\\"\"\"\n  \"\"\")\n}")
    #expect(reprint("{f(a:\"\"\"b\\ \"\"\")}") == "{\n  f(a: \"\"\"b\\ \"\"\")\n}")
  }

  @Test func `escapes control characters`() {
    #expect(reprint(#"{f(a:"\u0000\u007F\u0085\u00A0")}"#) == #"{\#n  f(a: "\u0000\u007F\u0085\#u{A0}")\#n}"#)
  }

  @Test func `prints every type system construct in canonical layout`() {
    let source = #"""
      "the schema" schema @s { query: Q mutation: M }
      extend schema @t
      scalar Date @specifiedBy(url: "https://example.com")
      "An object" type Q implements & A & B @d { "a field" f("an argument" x: Int = 1 @d, y: [Int!]!): String! @d g(a: Int): Int }
      interface A implements B { f: Int }
      type Empty
      union U @d = | A | B
      enum E { "first" ONE @d TWO }
      input I @oneOf { a: Int = 1, "second" b: Int }
      directive @d("why" reason: String = "x") repeatable on | FIELD | QUERY
      directive @e on SCHEMA
      extend scalar Date @d
      extend type Q implements C
      extend union U = C
      extend enum E { THREE }
      extend input I { c: Int }
      extend interface A @d
      """#
    #expect(
      reprint(source) == #"""
        "the schema"
        schema @s {
          query: Q
          mutation: M
        }

        extend schema @t

        scalar Date @specifiedBy(url: "https://example.com")

        "An object"
        type Q implements A & B @d {
          "a field"
          f(
            "an argument"
            x: Int = 1 @d
            y: [Int!]!
          ): String! @d
          g(a: Int): Int
        }

        interface A implements B {
          f: Int
        }

        type Empty

        union U @d = A | B

        enum E {
          "first"
          ONE @d
          TWO
        }

        input I @oneOf {
          a: Int = 1
          "second"
          b: Int
        }

        directive @d(
          "why"
          reason: String = "x"
        ) repeatable on FIELD | QUERY

        directive @e on SCHEMA

        extend scalar Date @d

        extend type Q implements C

        extend union U = C

        extend enum E {
          THREE
        }

        extend input I {
          c: Int
        }

        extend interface A @d
        """#)
    #expect(reprint(reprint(source)) == reprint(source))
  }
}
