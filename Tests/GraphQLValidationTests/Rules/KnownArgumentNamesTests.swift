import GraphQLValidation
import Testing

@Suite struct KnownArgumentNamesTests {
  @Test func `accepts declared arguments in any order`() {
    let errors = violations(
      of: .knownArgumentNames,
      in: #"""
        { required(other: 1, value: 2) @skip(if: true) }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects unknown arguments of fields and directives`() {
    let errors = violations(
      of: .knownArgumentNames,
      in: #"""
        { dog { name(last: true) @skip(unless: true) } }
        """#)
    #expect(
      errors == [
        #"1:14 Unknown argument "last" on field "Dog.name"."#,
        #"1:32 Unknown argument "unless" on directive "@skip"."#,
      ])
  }

  @Test func `is silent for unknown fields and directives`() {
    let errors = violations(
      of: .knownArgumentNames,
      in: #"""
        { cow(age: 1) @what(now: 2) }
        """#)
    #expect(errors == [])
  }
}
