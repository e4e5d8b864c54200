import GraphQLValidation
import Testing

@Suite struct NoUndefinedVariablesTests {
  @Test func `accepts variables that fragments use`() {
    let errors = violations(
      of: .noUndefinedVariables,
      in: #"""
        query A($x: Int) { ...F }
        fragment F on Query { int(value: $x) }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects a variable at its use and its operation`() {
    let errors = violations(
      of: .noUndefinedVariables,
      in: #"""
        query A { int(value: $x) }
        """#)
    #expect(
      errors == [
        #"1:22, 1:1 Variable "$x" is not defined by operation "A"."#
      ])
  }

  @Test func `says nothing of a name when the operation has none`() {
    let errors = violations(
      of: .noUndefinedVariables,
      in: #"""
        { int(value: $x) }
        """#)
    #expect(
      errors == [
        #"1:14, 1:1 Variable "$x" is not defined."#
      ])
  }

  @Test func `rejects a use in a fragment once for each operation without the variable`() {
    let errors = violations(
      of: .noUndefinedVariables,
      in: #"""
        query A { ...F }
        query B($x: Int) { ...F }
        query C { ...G }
        fragment F on Query { ...G }
        fragment G on Query { int(value: $x) }
        """#)
    #expect(
      errors == [
        #"5:34, 1:1 Variable "$x" is not defined by operation "A"."#,
        #"5:34, 3:1 Variable "$x" is not defined by operation "C"."#,
      ])
  }

  @Test func `finds variables inside lists, objects and directives`() {
    let errors = violations(
      of: .noUndefinedVariables,
      in: #"""
        query A {
          filter(by: { tags: [$a] required: $b }) @skip(if: $c)
        }
        """#)
    #expect(
      errors == [
        #"2:23, 1:1 Variable "$a" is not defined by operation "A"."#,
        #"2:37, 1:1 Variable "$b" is not defined by operation "A"."#,
        #"2:53, 1:1 Variable "$c" is not defined by operation "A"."#,
      ])
  }
}
