import GraphQLValidation
import Testing

@Suite struct ProvidedRequiredArgumentsTests {
  @Test func `accepts absent arguments that are nullable or have a default`() {
    let errors = violations(
      of: .providedRequiredArguments,
      in: #"""
        { required(value: 1) int }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects absent required arguments of fields and directives`() {
    let errors = violations(
      of: .providedRequiredArguments,
      in: #"""
        { required @skip dog { knows } }
        """#)
    #expect(
      errors == [
        #"1:3 Argument "Query.required(value:)" of type "Int!" is required, but it was not provided."#,
        #"1:12 Argument "@skip(if:)" of type "Boolean!" is required, but it was not provided."#,
        #"1:24 Argument "Dog.knows(command:)" of type "DogCommand!" is required, but it was not provided."#,
      ])
  }
}
