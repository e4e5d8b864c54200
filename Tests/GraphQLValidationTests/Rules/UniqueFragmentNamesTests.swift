import GraphQLValidation
import Testing

@Suite struct UniqueFragmentNamesTests {
  @Test func `accepts fragments of different names`() {
    let errors = violations(
      of: .uniqueFragmentNames,
      in: #"""
        { dog { ...A ...B } }
        fragment A on Dog { name }
        fragment B on Dog { name }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects two fragments of one name at both names`() {
    let errors = violations(
      of: .uniqueFragmentNames,
      in: #"""
        { dog { ...A } }
        fragment A on Dog { name }
        fragment A on Cat { name }
        """#)
    #expect(
      errors == [
        #"2:10, 3:10 There can be only one fragment named "A"."#
      ])
  }
}
