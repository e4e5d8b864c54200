import GraphQLValidation
import Testing

@Suite struct UniqueArgumentNamesTests {
  @Test func `accepts one argument on two fields`() {
    let errors = violations(
      of: .uniqueArgumentNames,
      in: #"""
        { a: int(value: 1) b: int(value: 1) }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects an argument twice, with all its places`() {
    let errors = violations(
      of: .uniqueArgumentNames,
      in: #"""
        { int(value: 1, value: 2, value: 3) @skip(if: true, if: false) }
        """#)
    #expect(
      errors == [
        #"1:7, 1:17, 1:27 There can be only one argument named "value"."#,
        #"1:43, 1:53 There can be only one argument named "if"."#,
      ])
  }
}
