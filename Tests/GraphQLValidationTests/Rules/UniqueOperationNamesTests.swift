import GraphQLValidation
import Testing

@Suite struct UniqueOperationNamesTests {
  @Test func `accepts a fragment named as an operation`() {
    let errors = violations(
      of: .uniqueOperationNames,
      in: #"""
        query F { dog { ...F } }
        fragment F on Dog { name }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects two operations of one name whatever their types, at both names`() {
    let errors = violations(
      of: .uniqueOperationNames,
      in: #"""
        query A { dog { name } }
        subscription A { other }
        """#)
    #expect(
      errors == [
        #"1:7, 2:14 There can be only one operation named "A"."#
      ])
  }
}
