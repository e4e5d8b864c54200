import GraphQLValidation
import Testing

@Suite struct KnownTypeNamesTests {
  @Test func `accepts types of the schema`() {
    let errors = violations(
      of: .knownTypeNames,
      in: #"""
        query Q($a: [Filter!]!, $b: ID) { dog { ... on Pet { name } ...F } }
        fragment F on Dog { name }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects unknown types of variables, conditions and fragments`() {
    let errors = violations(
      of: .knownTypeNames,
      in: #"""
        query Q($a: [Unknown!]!) {
          dog {
            ... on Nothing { name }
          }
        }
        fragment F on Peat { name }
        """#)
    #expect(
      errors == [
        #"1:14 Unknown type "Unknown"."#,
        #"3:12 Unknown type "Nothing"."#,
        #"6:15 Unknown type "Peat"."#,
      ])
  }
}
