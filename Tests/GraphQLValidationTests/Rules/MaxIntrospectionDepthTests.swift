import GraphQLValidation
import Testing

@Suite struct MaxIntrospectionDepthTests {
  @Test func `accepts two lists inside each other`() {
    let errors = violations(
      of: .maxIntrospectionDepth,
      in: #"""
        { __schema { types { fields { type { fields { name } } } } } }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects three, also through fragments`() {
    let errors = violations(
      of: .maxIntrospectionDepth,
      in: #"""
        { __schema { types { ...F } } }
        fragment F on __Type { fields { type { fields { type { ...G } } } } }
        fragment G on __Type { inputFields { name } }
        """#)
    #expect(
      errors == [
        #"1:3 Maximum introspection depth exceeded."#
      ])
  }

  @Test func `looks at introspection wherever it stands`() {
    let errors = violations(
      of: .maxIntrospectionDepth,
      in: #"""
        fragment F on Dog { name { __schema { types { fields { type { fields { type { fields } } } } } } } }
        """#)
    #expect(
      errors == [
        #"1:28 Maximum introspection depth exceeded."#
      ])
  }

  @Test func `ends on fragments that contain themselves`() {
    let errors = violations(
      of: .maxIntrospectionDepth,
      in: #"""
        { __type(name: "Dog") { ...F } }
        fragment F on __Type { ofType { ...F } }
        """#)
    #expect(errors == [])
  }
}
