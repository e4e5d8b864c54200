import GraphQLValidation
import Testing

@Suite struct UniqueVariableNamesTests {
  @Test func `accepts one name in two operations`() {
    let errors = violations(
      of: .uniqueVariableNames,
      in: #"""
        query A($x: Int) { int(value: $x) }
        query B($x: String) { text(value: $x) }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects one name twice, with all its places`() {
    let errors = violations(
      of: .uniqueVariableNames,
      in: #"""
        query A($x: Int, $y: Int, $x: String, $x: Int) { int(value: $x) }
        """#)
    #expect(
      errors == [
        #"1:10, 1:28, 1:40 There can be only one variable named "$x"."#
      ])
  }
}
