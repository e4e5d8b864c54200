import GraphQLValidation
import Testing

@Suite struct VariablesAreInputTypesTests {
  @Test func `accepts scalars, enums and input objects in any wrapping`() {
    let errors = violations(
      of: .variablesAreInputTypes,
      in: #"""
        query Q($a: Int, $b: [DogCommand!]!, $c: Filter!, $d: Unknown) { dog { name } }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects output types at the type`() {
    let errors = violations(
      of: .variablesAreInputTypes,
      in: #"""
        query Q($a: Dog, $b: [[CatOrDog!]]!, $c: Pet) { dog { name } }
        """#)
    #expect(
      errors == [
        #"1:13 Variable "$a" cannot be non-input type "Dog"."#,
        #"1:22 Variable "$b" cannot be non-input type "[[CatOrDog!]]!"."#,
        #"1:42 Variable "$c" cannot be non-input type "Pet"."#,
      ])
  }
}
