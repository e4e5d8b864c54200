import GraphQLValidation
import Testing

@Suite struct UniqueInputFieldNamesTests {
  @Test func `accepts one name at two depths`() {
    let errors = violations(
      of: .uniqueInputFieldNames,
      in: #"""
        { filter(by: { required: true, inner: { required: true } }) }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects one name twice in one object, with the first`() {
    let errors = violations(
      of: .uniqueInputFieldNames,
      in: #"""
        { filter(by: { required: true, required: false, required: true }) anything(value: { a: 1, a: 2 }) }
        """#)
    #expect(
      errors == [
        #"1:16, 1:32 There can be only one input field named "required"."#,
        #"1:16, 1:49 There can be only one input field named "required"."#,
        #"1:85, 1:91 There can be only one input field named "a"."#,
      ])
  }
}
