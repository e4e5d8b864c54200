import GraphQLValidation
import Testing

@Suite struct VariablesInAllowedPositionTests {
  @Test func `accepts stricter variables and defaults on either side`() {
    let errors = violations(
      of: .variablesInAllowedPosition,
      in: #"""
        query ($a: Int!, $b: Int = 1, $c: Int) { int(value: $a) required(value: $b, other: $c) }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects another type, and a nullable variable for a non-null argument`() {
    let errors = violations(
      of: .variablesInAllowedPosition,
      in: #"""
        query ($a: String, $b: Int) { int(value: $a) required(value: $b) }
        """#)
    #expect(
      errors == [
        #"1:8, 1:42 Variable "$a" of type "String" used in position expecting type "Int"."#,
        #"1:20, 1:62 Variable "$b" of type "Int" used in position expecting type "Int!"."#,
      ])
  }

  @Test func `rejects a null default as if there were none`() {
    let errors = violations(
      of: .variablesInAllowedPosition,
      in: #"""
        query ($a: Int = null) { required(value: $a) }
        """#)
    #expect(
      errors == [
        #"1:8, 1:42 Variable "$a" of type "Int" used in position expecting type "Int!"."#
      ])
  }

  @Test func `compares lists and their items`() {
    let errors = violations(
      of: .variablesInAllowedPosition,
      in: #"""
        query ($a: [Int], $b: [Int!]!, $c: Int!) { x: list(numbers: $a) y: list(numbers: $b) z: list(numbers: $c) w: list(numbers: [$c]) }
        """#)
    #expect(
      errors == [
        #"1:8, 1:61 Variable "$a" of type "[Int]" used in position expecting type "[Int!]!"."#,
        #"1:32, 1:103 Variable "$c" of type "Int!" used in position expecting type "[Int!]!"."#,
      ])
  }

  @Test func `looks into input objects and through fragments`() {
    let errors = violations(
      of: .variablesInAllowedPosition,
      in: #"""
        query ($a: Int) { ...F }
        fragment F on Query { filter(by: { required: $a }) }
        """#)
    #expect(
      errors == [
        #"1:8, 2:46 Variable "$a" of type "Int" used in position expecting type "Boolean!"."#
      ])
  }

  @Test func `asks for a non-null variable in a oneOf object`() {
    let errors = violations(
      of: .variablesInAllowedPosition,
      in: #"""
        query ($a: ID, $b: ID!) { x: key(by: { id: $a }) y: key(by: { id: $b }) }
        """#)
    #expect(
      errors == [
        #"1:8, 1:44 Variable "$a" is of type "ID" but must be non-nullable to be used for OneOf Input Object "Key"."#
      ])
  }
}
