import GraphQLValidation
import Testing

@Suite struct NoUnusedVariablesTests {
  @Test func `accepts variables that only fragments use`() {
    let errors = violations(
      of: .noUnusedVariables,
      in: #"""
        query A($x: Int) { ...F }
        fragment F on Query { int(value: $x) }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects every unused variable`() {
    let errors = violations(
      of: .noUnusedVariables,
      in: #"""
        query A($x: Int, $y: Int, $z: Int) { int(value: $y) }
        """#)
    #expect(
      errors == [
        #"1:9 Variable "$x" is never used in operation "A"."#,
        #"1:27 Variable "$z" is never used in operation "A"."#,
      ])
  }

  @Test func `rejects a variable used only by another operation`() {
    let errors = violations(
      of: .noUnusedVariables,
      in: #"""
        query A($x: Int) { dog { name } }
        query B($x: Int) { int(value: $x) }
        """#)
    #expect(
      errors == [
        #"1:9 Variable "$x" is never used in operation "A"."#
      ])
  }
}
