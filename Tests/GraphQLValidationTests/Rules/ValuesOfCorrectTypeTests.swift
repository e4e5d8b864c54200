import GraphQLValidation
import Testing

@Suite struct ValuesOfCorrectTypeTests {
  @Test func `accepts literals of every scalar`() {
    let errors = violations(
      of: .valuesOfCorrectType,
      in: #"""
        { int(value: -1)
          float(value: 1)
          a: float(value: 1.5e3)
          text(value: """a""")
          boolean(value: true)
          id(value: 1)
          b: id(value: "x")
          command(value: SIT)
          anything(value: { a: [1, X] })
          }
        """#)
    #expect(errors == [])
  }

  @Test func `accepts null for nullable types`() {
    let errors = violations(
      of: .valuesOfCorrectType,
      in: #"""
        { int(value: null) list(value: [null], numbers: []) filter(by: null) }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects null for non-null types, in items too`() {
    let errors = violations(
      of: .valuesOfCorrectType,
      in: #"""
        { required(value: null) list(numbers: [1, null]) }
        """#)
    #expect(
      errors == [
        #"1:19 Expected value of type "Int!", found null."#,
        #"1:43 Expected value of type "Int!", found null."#,
      ])
  }

  @Test func `rejects literals of another kind`() {
    let errors = violations(
      of: .valuesOfCorrectType,
      in: #"""
        {
          int(value: "1")
          a: int(value: 1.0)
          text(value: 1)
          boolean(value: 1)
          float(value: "1")
          id(value: 1.5)
        }
        """#)
    #expect(
      errors == [
        #"2:14 Int cannot represent non-integer value: "1""#,
        #"3:17 Int cannot represent non-integer value: 1.0"#,
        #"4:15 String cannot represent a non string value: 1"#,
        #"5:18 Boolean cannot represent a non boolean value: 1"#,
        #"6:16 Float cannot represent non numeric value: "1""#,
        #"7:13 ID cannot represent a non-string and non-integer value: 1.5"#,
      ])
  }

  @Test func `rejects integers beyond 32 bits`() {
    let errors = violations(
      of: .valuesOfCorrectType,
      in: #"""
        { a: int(value: 2147483647) b: int(value: 2147483648) c: int(value: 123456789012345678901234567890) }
        """#)
    #expect(
      errors == [
        #"1:43 Int cannot represent non 32-bit signed integer value: 2147483648"#,
        #"1:69 Int cannot represent non 32-bit signed integer value: 123456789012345678901234567890"#,
      ])
  }

  @Test func `rejects unknown enum values and strings for enums`() {
    let errors = violations(
      of: .valuesOfCorrectType,
      in: #"""
        { a: command(value: JUMP) b: command(value: "SIT") }
        """#)
    #expect(
      errors == [
        #"1:21 Value "JUMP" does not exist in "DogCommand" enum."#,
        #"1:45 Enum "DogCommand" cannot represent non-enum value: "SIT"."#,
      ])
  }

  @Test func `accepts a single value as a list of one`() {
    let errors = violations(
      of: .valuesOfCorrectType,
      in: #"""
        { list(value: "a", numbers: 1) filter(all: { required: true }) }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects items of another type`() {
    let errors = violations(
      of: .valuesOfCorrectType,
      in: #"""
        { list(value: ["a", 1], numbers: "x") }
        """#)
    #expect(
      errors == [
        #"1:21 String cannot represent a non string value: 1"#,
        #"1:34 Int cannot represent non-integer value: "x""#,
      ])
  }

  @Test func `rejects missing required and unknown fields of input objects`() {
    let errors = violations(
      of: .valuesOfCorrectType,
      in: #"""
        { filter(by: { size: 1, colour: RED }) }
        """#)
    #expect(
      errors == [
        #"1:14 Field "Filter.required" of required type "Boolean!" was not provided."#,
        #"1:25 Field "colour" is not defined by type "Filter"."#,
      ])
  }

  @Test func `rejects a wrong field value where it stands`() {
    let errors = violations(
      of: .valuesOfCorrectType,
      in: #"""
        { filter(by: { required: true, inner: { required: 1, size: null } }) }
        """#)
    #expect(
      errors == [
        #"1:51 Boolean cannot represent a non boolean value: 1"#,
        #"1:60 Expected value of type "Int!", found null."#,
      ])
  }

  @Test func `rejects a scalar for an input object`() {
    let errors = violations(
      of: .valuesOfCorrectType,
      in: #"""
        { filter(by: 5) }
        """#)
    #expect(
      errors == [
        #"1:14 Expected value of type "Filter", found 5."#
      ])
  }

  @Test func `accepts exactly one field of a oneOf object`() {
    let errors = violations(
      of: .valuesOfCorrectType,
      in: #"""
        { key(by: { id: 1 }) }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects none, two, and a null field of a oneOf object`() {
    let errors = violations(
      of: .valuesOfCorrectType,
      in: #"""
        { a: key(by: {}) b: key(by: { id: 1, name: "x" }) c: key(by: { id: null }) }
        """#)
    #expect(
      errors == [
        #"1:14 OneOf Input Object "Key" must specify exactly one key."#,
        #"1:29 OneOf Input Object "Key" must specify exactly one key."#,
        #"1:62 Field "Key.id" must be non-null."#,
      ])
  }

  @Test func `checks defaults of variables`() {
    let errors = violations(
      of: .valuesOfCorrectType,
      in: #"""
        query ($a: Int = "x", $b: Filter = { required: true }, $c: Int! = null) { int(value: $a) }
        """#)
    #expect(
      errors == [
        #"1:18 Int cannot represent non-integer value: "x""#,
        #"1:67 Expected value of type "Int!", found null."#,
      ])
  }

  @Test func `checks arguments of directives`() {
    let errors = violations(
      of: .valuesOfCorrectType,
      in: #"""
        { int @skip(if: 1) }
        """#)
    #expect(
      errors == [
        #"1:17 Boolean cannot represent a non boolean value: 1"#
      ])
  }
}
