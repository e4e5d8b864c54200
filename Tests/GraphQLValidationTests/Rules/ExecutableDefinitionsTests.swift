import GraphQLValidation
import Testing

@Suite struct ExecutableDefinitionsTests {
  @Test func `accepts operations and fragments`() {
    let errors = violations(
      of: .executableDefinitions,
      in: #"""
        query Q { dog { ...F } }
        fragment F on Dog { name }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects definitions of the type system, each at its start`() {
    let errors = violations(
      of: .executableDefinitions,
      in: #"""
        { dog { name } }
        type Cow { name: String }
        extend type Dog { color: String }
        schema { query: Query }
        directive @x on FIELD
        """#)
    #expect(
      errors == [
        #"2:1 The "Cow" definition is not executable."#,
        #"3:1 The "Dog" definition is not executable."#,
        #"4:1 The schema definition is not executable."#,
        #"5:1 The "x" definition is not executable."#,
      ])
  }
}
