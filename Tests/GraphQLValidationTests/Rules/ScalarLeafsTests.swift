import GraphQLValidation
import Testing

@Suite struct ScalarLeafsTests {
  @Test func `accepts selections exactly on composite types`() {
    let errors = violations(
      of: .scalarLeafs,
      in: #"""
        { dog { name owner { name } } int }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects a selection on a scalar, at the selection`() {
    let errors = violations(
      of: .scalarLeafs,
      in: #"""
        { dog { name { length } } }
        """#)
    #expect(
      errors == [
        #"1:14 Field "name" must not have a selection since type "String" has no subfields."#
      ])
  }

  @Test func `rejects a composite field without selection, at the field`() {
    let errors = violations(
      of: .scalarLeafs,
      in: #"""
        { human catOrDog }
        """#)
    #expect(
      errors == [
        #"1:3 Field "human" of type "Human" must have a selection of subfields."#,
        #"1:9 Field "catOrDog" of type "CatOrDog" must have a selection of subfields."#,
      ])
  }
}
