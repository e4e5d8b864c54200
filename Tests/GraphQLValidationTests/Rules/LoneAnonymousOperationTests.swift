import GraphQLValidation
import Testing

@Suite struct LoneAnonymousOperationTests {
  @Test func `accepts one operation without a name`() {
    let errors = violations(
      of: .loneAnonymousOperation,
      in: #"""
        { dog { name } }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects every operation without a name among several`() {
    let errors = violations(
      of: .loneAnonymousOperation,
      in: #"""
        { dog { name } }
        query A { dog { name } }
        query { cat { name } }
        """#)
    #expect(
      errors == [
        #"1:1 This anonymous operation must be the only defined operation."#,
        #"3:1 This anonymous operation must be the only defined operation."#,
      ])
  }
}
