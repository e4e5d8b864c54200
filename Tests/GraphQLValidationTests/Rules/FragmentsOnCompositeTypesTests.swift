import GraphQLValidation
import Testing

@Suite struct FragmentsOnCompositeTypesTests {
  @Test func `accepts objects, interfaces and unions`() {
    let errors = violations(
      of: .fragmentsOnCompositeTypes,
      in: #"""
        { dog { ... on Dog { name } ... on Pet { name } ... on CatOrDog { __typename } ... { name } } }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects input objects, scalars and enums`() {
    let errors = violations(
      of: .fragmentsOnCompositeTypes,
      in: #"""
        { dog { ... on Filter { text } } }
        fragment A on Anything { bad }
        fragment B on DogCommand { bad }
        """#)
    #expect(
      errors == [
        #"1:16 Fragment cannot condition on non composite type "Filter"."#,
        #"2:15 Fragment "A" cannot condition on non composite type "Anything"."#,
        #"3:15 Fragment "B" cannot condition on non composite type "DogCommand"."#,
      ])
  }
}
