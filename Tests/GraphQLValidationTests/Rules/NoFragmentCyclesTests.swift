import GraphQLValidation
import Testing

@Suite struct NoFragmentCyclesTests {
  @Test func `accepts a fragment spread twice`() {
    let errors = violations(
      of: .noFragmentCycles,
      in: #"""
        { dog { ...A ...A } }
        fragment A on Dog { ...B }
        fragment B on Dog { name }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects a fragment within itself`() {
    let errors = violations(
      of: .noFragmentCycles,
      in: #"""
        fragment A on Human { relatives { ...A } }
        """#)
    #expect(
      errors == [
        #"1:35 Cannot spread fragment "A" within itself."#
      ])
  }

  @Test func `rejects a cycle through others at every spread of it`() {
    let errors = violations(
      of: .noFragmentCycles,
      in: #"""
        fragment A on Dog { ...B }
        fragment B on Dog { ...C }
        fragment C on Dog { ...A }
        """#)
    #expect(
      errors == [
        #"1:21, 2:21, 3:21 Cannot spread fragment "A" within itself via "B", "C"."#
      ])
  }

  @Test func `rejects every cycle of several`() {
    let errors = violations(
      of: .noFragmentCycles,
      in: #"""
        fragment A on Dog { ...B ...C }
        fragment B on Dog { ...A }
        fragment C on Dog { ...A ...B }
        """#)
    #expect(
      errors == [
        #"1:21, 2:21 Cannot spread fragment "A" within itself via "B"."#,
        #"1:26, 3:21 Cannot spread fragment "A" within itself via "C"."#,
      ])
  }
}
