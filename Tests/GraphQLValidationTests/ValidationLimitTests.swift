import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

@Suite struct ValidationLimitTests {
  private let tooManyComparisons = "The document has too many fields that share response names to compare them."

  private func unknownFields(_ count: Int) -> String {
    "{ " + (0..<count).map { "x\($0)" }.joined(separator: " ") + " }"
  }

  @Test func `stops after twenty errors`() {
    #expect(violations(in: unknownFields(19), options: ValidationOptions()).count == 19)
    #expect(violations(in: unknownFields(20), options: ValidationOptions()).last == #"1:69 Cannot query field "x19" on type "Query"."#)
    let cut = violations(in: unknownFields(21), options: ValidationOptions())
    #expect(cut.count == 20)
    #expect(cut.last == "1:1 The document has more than 20 errors; these are the first.")
  }

  @Test func `reports everything when errors are not limited`() {
    #expect(violations(in: unknownFields(300), options: ValidationOptions(errorsMax: nil)).count == 300)
  }

  @Test func `orders errors by their place and not by rule`() {
    let query = "{ int(value: \"x\") cow int(value: true) @what }"
    #expect(
      violations(in: query, options: ValidationOptions()) == [
        #"1:3, 1:23 Fields "int" conflict because they have differing arguments. "#
          + "Use different aliases on the fields to fetch both if this was intentional.",
        #"1:14 Int cannot represent non-integer value: "x""#,
        #"1:19 Cannot query field "cow" on type "Query"."#,
        #"1:34 Int cannot represent non-integer value: true"#,
        #"1:40 Unknown directive "@what"."#,
      ])
  }

  @Test func `cuts names that clients made long`() {
    let name = String(repeating: "n", count: 1_000_000)
    let excerpt = String(repeating: "n", count: 80) + "…"
    #expect(
      violations(in: "{ \(name) }", options: ValidationOptions()) == [
        #"1:3 Cannot query field "\#(excerpt)" on type "Query"."#
      ])
  }

  @Test func `merges a field repeated thousands of times`() {
    let query = "{ " + String(repeating: "int ", count: 20_000) + "}"
    #expect(violations(in: query, options: ValidationOptions()) == [])
  }

  @Test func `merges many fragments on many types`() {
    let fragments = String(repeating: "... on Dog { owner { name name } } ", count: 200)
    #expect(violations(in: "{ pet { \(fragments) } }", options: ValidationOptions()) == [])
  }

  @Test func `does not expand fragments that spread the next one twice`() {
    let fragments = (0..<60).map {
      "fragment F\($0) on Human { relatives { ...F\($0 + 1) } a: relatives { ...F\($0 + 1) } }"
    }
    let query = "{ human { ...F0 } } \(fragments.joined(separator: " ")) fragment F60 on Human { name }"
    #expect(violations(in: query, options: ValidationOptions()) == [])
  }

  @Test func `does not recurse through a long chain of fragments`() {
    let fragments = (0..<10_000).map { "fragment F\($0) on Human { relatives { ...F\($0 + 1) } }" }
    let query = "{ human { ...F0 } } \(fragments.joined(separator: " ")) fragment F10000 on Human { name }"
    #expect(violations(in: query, options: ValidationOptions()) == [])
  }

  @Test func `gives up when conflicts are buried under too many comparisons`() {
    let fields = (0..<200).map { _ in "a: int(value: 1)" }.joined(separator: " ")
    let query = "{ \(fields) a: int(value: 2) }"
    let options = ValidationOptions(comparisonsMax: 100)
    #expect(violations(in: query, options: options) == ["1:1 \(tooManyComparisons)"])
  }

  @Test func `gives up on selections made to have many combinations`() {
    let fragments = (0..<24).map { index in
      let (next, other) = ((index + 1) % 24, (index * 7 + 3) % 24)
      return "fragment F\(index) on Human { a: relatives { ...F\(next) } a: relatives { ...F\(other) } "
        + "b: relatives { ...F\((index * 5 + 2) % 24) } }"
    }
    let query = "{ human { ...F0 ...F5 } } \(fragments.joined(separator: " "))"
    let options = ValidationOptions(rules: [.overlappingFieldsCanBeMerged], comparisonsMax: 0)
    #expect(violations(in: query, options: options) == ["1:1 \(tooManyComparisons)"])
  }

  @Test func `proposes similar names only when asked to`() {
    let query = "{ dog { nickame name(surname: true, surnane: 1) } ... on Hunan { name } }"
    let options = ValidationOptions(
      rules: [.fieldsOnCorrectType, .knownArgumentNames, .knownTypeNames], suggestsNames: true)
    #expect(
      violations(in: query, options: options) == [
        #"1:9 Cannot query field "nickame" on type "Dog". Did you mean "nickname" or "name"?"#,
        #"1:37 Unknown argument "surnane" on field "Dog.name". Did you mean "surname"?"#,
        #"1:58 Unknown type "Hunan". Did you mean "Human"?"#,
      ])
    #expect(
      violations(of: .fieldsOnCorrectType, in: query) == [
        #"1:9 Cannot query field "nickame" on type "Dog"."#
      ])
  }
}
