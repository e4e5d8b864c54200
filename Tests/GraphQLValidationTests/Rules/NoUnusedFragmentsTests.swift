import GraphQLValidation
import Testing

@Suite struct NoUnusedFragmentsTests {
  @Test func `accepts fragments reached through fragments`() {
    let errors = violations(
      of: .noUnusedFragments,
      in: #"""
        { dog { ...A } }
        fragment A on Dog { ...B }
        fragment B on Dog { name }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects fragments reached only from themselves`() {
    let errors = violations(
      of: .noUnusedFragments,
      in: #"""
        { dog { name } }
        fragment A on Dog { ...B }
        fragment B on Dog { ...A }
        """#)
    #expect(
      errors == [
        #"2:1 Fragment "A" is never used."#,
        #"3:1 Fragment "B" is never used."#,
      ])
  }
}
