import GraphQLValidation
import Testing

@Suite struct FieldsOnCorrectTypeTests {
  @Test func `accepts fields of objects and interfaces and the implicit fields`() {
    let errors = violations(
      of: .fieldsOnCorrectType,
      in: #"""
        { __typename __schema { types { name } } __type(name: "Dog")
          { name } catOrDog { __typename } dog { a: nickname } pet { name } }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects a field that only implementations have`() {
    let errors = violations(
      of: .fieldsOnCorrectType,
      in: #"""
        { pet { nickname } }
        """#)
    #expect(
      errors == [
        #"1:9 Cannot query field "nickname" on type "Pet"."#
      ])
  }

  @Test func `rejects fields of a union`() {
    let errors = violations(
      of: .fieldsOnCorrectType,
      in: #"""
        { catOrDog { name } }
        """#)
    #expect(
      errors == [
        #"1:14 Cannot query field "name" on type "CatOrDog"."#
      ])
  }

  @Test func `rejects an unknown field once and is silent below it`() {
    let errors = violations(
      of: .fieldsOnCorrectType,
      in: #"""
        { dog { cow { milk { price } } } }
        """#)
    #expect(
      errors == [
        #"1:9 Cannot query field "cow" on type "Dog"."#
      ])
  }

  @Test func `rejects introspection below the root`() {
    let errors = violations(
      of: .fieldsOnCorrectType,
      in: #"""
        { dog { __schema { types { name } } } }
        """#)
    #expect(
      errors == [
        #"1:9 Cannot query field "__schema" on type "Dog"."#
      ])
  }

  @Test func `looks at the name and not at the alias`() {
    let errors = violations(
      of: .fieldsOnCorrectType,
      in: #"""
        { dog { name: colour } }
        """#)
    #expect(
      errors == [
        #"1:9 Cannot query field "colour" on type "Dog"."#
      ])
  }
}
