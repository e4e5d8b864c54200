import GraphQLValidation
import Testing

@Suite struct KnownOperationTypesTests {
  @Test func `accepts queries and subscriptions`() {
    let errors = violations(
      of: .knownOperationTypes,
      in: #"""
        query { dog { name } }
        subscription S { other }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects a mutation when the schema has none`() {
    let errors = violations(
      of: .knownOperationTypes,
      in: #"""
        mutation M { dog { name } }
        """#)
    #expect(
      errors == [
        #"1:1 The mutation operation is not supported by the schema."#
      ])
  }
}
