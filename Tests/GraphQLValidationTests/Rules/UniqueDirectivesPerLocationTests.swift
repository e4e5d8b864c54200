import GraphQLValidation
import Testing

@Suite struct UniqueDirectivesPerLocationTests {
  @Test func `accepts a directive in two places, and a repeatable one twice in one`() {
    let errors = violations(
      of: .uniqueDirectivesPerLocation,
      in: #"""
        { dog @skip(if: true) { name @skip(if: true) @tag(name: "a") @tag(name: "b") } }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects a directive for each repetition, with the first`() {
    let errors = violations(
      of: .uniqueDirectivesPerLocation,
      in: #"""
        { dog { name @skip(if: true) @skip(if: false) @skip(if: true) } }
        """#)
    #expect(
      errors == [
        #"1:14, 1:30 The directive "@skip" can only be used once at this location."#,
        #"1:14, 1:47 The directive "@skip" can only be used once at this location."#,
      ])
  }

  @Test func `is silent about unknown directives`() {
    let errors = violations(
      of: .uniqueDirectivesPerLocation,
      in: #"""
        { dog @what @what { name } }
        """#)
    #expect(errors == [])
  }
}
