import GraphQLValidation
import Testing

@Suite struct KnownDirectivesTests {
  @Test func `accepts directives where they may stand`() {
    let errors = violations(
      of: .knownDirectives,
      in: #"""
        query ($x: Int @tag(name: "a")) @onQuery { int(value: $x) @onField @skip(if: true) }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects unknown directives`() {
    let errors = violations(
      of: .knownDirectives,
      in: #"""
        { dog @what { name @deprecated } }
        """#)
    #expect(
      errors == [
        #"1:7 Unknown directive "@what"."#,
        #"1:20 Directive "@deprecated" may not be used on FIELD."#,
      ])
  }

  @Test func `rejects directives in other places`() {
    let errors = violations(
      of: .knownDirectives,
      in: #"""
        query @onField { dog @onQuery { ... @tag(name: "a") { name } } }
        """#)
    #expect(
      errors == [
        #"1:7 Directive "@onField" may not be used on QUERY."#,
        #"1:22 Directive "@onQuery" may not be used on FIELD."#,
        #"1:37 Directive "@tag" may not be used on INLINE_FRAGMENT."#,
      ])
  }
}
