import GraphQLValidation
import Testing

@Suite struct KnownFragmentNamesTests {
  @Test func `accepts spreads of fragments of the document`() {
    let errors = violations(
      of: .knownFragmentNames,
      in: #"""
        { dog { ...A } }
        fragment A on Dog { name }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects unknown names at the name`() {
    let errors = violations(
      of: .knownFragmentNames,
      in: #"""
        { dog { ...A } }
        fragment B on Dog { ...C }
        """#)
    #expect(
      errors == [
        #"1:12 Unknown fragment "A"."#,
        #"2:24 Unknown fragment "C"."#,
      ])
  }
}
