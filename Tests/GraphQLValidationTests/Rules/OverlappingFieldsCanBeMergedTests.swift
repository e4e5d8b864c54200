import GraphQLValidation
import Testing

@Suite struct OverlappingFieldsCanBeMergedTests {
  @Test func `accepts equal fields with equal arguments in any order`() {
    let errors = violations(
      of: .overlappingFieldsCanBeMerged,
      in: #"""
        { dog { name(surname: true)
          name(surname: true)
          } a: filter(by: { required: true, text: "x" })
          a: filter(by: { text: "x", required: true })
          }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects two fields under one alias`() {
    let errors = violations(
      of: .overlappingFieldsCanBeMerged,
      in: #"""
        { dog { name: nickname name } }
        """#)
    #expect(
      errors == [
        #"1:9, 1:24 Fields "name" conflict because "nickname" and "name" are different fields. Use different aliases "#
          + #"on the fields to fetch both if this was intentional."#
      ])
  }

  @Test func `rejects different arguments`() {
    let errors = violations(
      of: .overlappingFieldsCanBeMerged,
      in: #"""
        { dog { name(surname: true) name } x: int(value: 1) x: int(value: 2) }
        """#)
    #expect(
      errors == [
        #"1:9, 1:29 Fields "name" conflict because they have differing arguments. Use different aliases on the fields "#
          + #"to fetch both if this was intentional."#,
        #"1:36, 1:53 Fields "x" conflict because they have differing arguments. Use different aliases on the fields "#
          + #"to fetch both if this was intentional."#,
      ])
  }

  @Test func `compares arguments with variables by name`() {
    let errors = violations(
      of: .overlappingFieldsCanBeMerged,
      in: #"""
        query ($a: Int, $b: Int) { x: int(value: $a) x: int(value: $b) }
        """#)
    #expect(
      errors == [
        #"1:28, 1:46 Fields "x" conflict because they have differing arguments. Use different aliases on the fields "#
          + #"to fetch both if this was intentional."#
      ])
  }

  @Test func `accepts different fields on different object types`() {
    let errors = violations(
      of: .overlappingFieldsCanBeMerged,
      in: #"""
        { catOrDog { ... on Cat { volume: meowVolume } ... on Dog { volume: barkVolume } } }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects different shapes on different object types`() {
    let errors = violations(
      of: .overlappingFieldsCanBeMerged,
      in: #"""
        { catOrDog { ... on Cat { x: nickname } ... on Dog { x: nickname } } }
        """#)
    #expect(
      errors == [
        #"1:27, 1:54 Fields "x" conflict because they return conflicting types "String!" and "String". Use different "#
          + #"aliases on the fields to fetch both if this was intentional."#
      ])
  }

  @Test func `rejects different shapes below different object types`() {
    let errors = violations(
      of: .overlappingFieldsCanBeMerged,
      in: #"""
        { catOrDog { ... on Cat { x: owner { y: name } } ... on Dog { x: owner { y: pets { name } } } } }
        """#)
    #expect(
      errors == [
        #"1:27, 1:38, 1:63, 1:74 Fields "x" conflict because subfields "y" conflict because they return conflicting "#
          + #"types "String" and "[Pet]". Use different aliases on the fields to fetch both if this was intentional."#
      ])
  }

  @Test func `rejects different fields where the interface may be the object`() {
    let errors = violations(
      of: .overlappingFieldsCanBeMerged,
      in: #"""
        { pet { ... on Dog { x: nickname } x: name } }
        """#)
    #expect(
      errors == [
        #"1:22, 1:36 Fields "x" conflict because "nickname" and "name" are different fields. Use different aliases on "#
          + #"the fields to fetch both if this was intentional."#
      ])
  }

  @Test func `reports a conflict below with the fields above it`() {
    let errors = violations(
      of: .overlappingFieldsCanBeMerged,
      in: #"""
        { human { relatives { x: name } } human { relatives { x: __typename } } }
        """#)
    #expect(
      errors == [
        #"1:3, 1:11, 1:23, 1:35, 1:43, 1:55 Fields "human" conflict because subfields "relatives" conflict because "#
          + #"subfields "x" conflict because "name" and "__typename" are different fields. Use different aliases on the "#
          + #"fields to fetch both if this was intentional."#
      ])
  }

  @Test func `finds conflicts between fragments and of fragments with fields`() {
    let errors = violations(
      of: .overlappingFieldsCanBeMerged,
      in: #"""
        { dog { x: nickname ...A ...B } }
        fragment A on Dog { x: barkVolume }
        fragment B on Dog { x: name }
        """#)
    #expect(
      errors == [
        #"1:9, 2:21 Fields "x" conflict because "nickname" and "barkVolume" are different fields. Use different "#
          + #"aliases on the fields to fetch both if this was intentional."#,
        #"1:9, 3:21 Fields "x" conflict because "nickname" and "name" are different fields. Use different aliases on "#
          + #"the fields to fetch both if this was intentional."#,
        #"2:21, 3:21 Fields "x" conflict because "barkVolume" and "name" are different fields. Use different aliases "#
          + #"on the fields to fetch both if this was intentional."#,
      ])
  }

  @Test func `finds conflicts in fragments nobody spreads`() {
    let errors = violations(
      of: .overlappingFieldsCanBeMerged,
      in: #"""
        fragment A on Dog { x: barkVolume x: name }
        """#)
    #expect(
      errors == [
        #"1:21, 1:35 Fields "x" conflict because "barkVolume" and "name" are different fields. Use different aliases "#
          + #"on the fields to fetch both if this was intentional."#
      ])
  }

  @Test func `ends on fragments that contain themselves`() {
    let errors = violations(
      of: .overlappingFieldsCanBeMerged,
      in: #"""
        { human { ...A } }
        fragment A on Human { relatives { ...A x: name } x: __typename }
        """#)
    #expect(
      errors == [
        #"2:40, 2:50 Fields "x" conflict because "name" and "__typename" are different fields. Use different aliases "#
          + #"on the fields to fetch both if this was intentional."#
      ])
  }
}
