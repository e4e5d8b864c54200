import GraphQLValidation
import Testing

@Suite struct PossibleFragmentSpreadsTests {
  @Test func `accepts conditions that some object satisfies`() {
    let errors = violations(
      of: .possibleFragmentSpreads,
      in: #"""
        { dog { ... on Pet { name } ... on CatOrDog { __typename } } pet { ... on Dog { name } ...F } }
        fragment F on HumanOrDog { __typename }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects another object type inline`() {
    let errors = violations(
      of: .possibleFragmentSpreads,
      in: #"""
        { dog { ... on Cat { name } } }
        """#)
    #expect(
      errors == [
        #"1:9 Fragment cannot be spread here as objects of type "Dog" can never be of type "Cat"."#
      ])
  }

  @Test func `rejects a fragment on a type that cannot occur`() {
    let errors = violations(
      of: .possibleFragmentSpreads,
      in: #"""
        { catOrDog { ...F } }
        fragment F on Human { name }
        """#)
    #expect(
      errors == [
        #"1:14 Fragment "F" cannot be spread here as objects of type "CatOrDog" can never be of type "Human"."#
      ])
  }

  @Test func `is silent where a type is unknown`() {
    let errors = violations(
      of: .possibleFragmentSpreads,
      in: #"""
        { dog { ... on Nothing { name } ...F } nothing { ... on Cat { name } } }
        fragment F on Nothing { name }
        """#)
    #expect(errors == [])
  }
}
