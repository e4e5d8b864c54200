import GraphQLValidation
import Testing

@Suite struct SingleFieldSubscriptionsTests {
  @Test func `accepts one field, also through fragments`() {
    let errors = violations(
      of: .singleFieldSubscriptions,
      in: #"""
        subscription S { ...F }
        fragment F on Subscription { message { name } ... on Subscription { message { name } } }
        """#)
    #expect(errors == [])
  }

  @Test func `rejects a second field at every field but the first`() {
    let errors = violations(
      of: .singleFieldSubscriptions,
      in: #"""
        subscription S {
          message { name }
          other
          more: other
        }
        """#)
    #expect(
      errors == [
        #"3:3, 4:3 Subscription "S" must select only one top level field."#
      ])
  }

  @Test func `rejects fields that only fragments bring`() {
    let errors = violations(
      of: .singleFieldSubscriptions,
      in: #"""
        subscription {
          ...F
        }
        fragment F on Subscription {
          message { name }
          other
        }
        """#)
    #expect(
      errors == [
        #"6:3 Anonymous Subscription must select only one top level field."#
      ])
  }

  @Test func `rejects introspection as the only field`() {
    let errors = violations(
      of: .singleFieldSubscriptions,
      in: #"""
        subscription S { __typename }
        """#)
    #expect(
      errors == [
        #"1:18 Subscription "S" must not select an introspection top level field."#
      ])
  }

  @Test func `rejects conditions at the root`() {
    let errors = violations(
      of: .singleFieldSubscriptions,
      in: #"""
        subscription S($if: Boolean!) {
          message @include(if: $if) { name }
          other @skip(if: $if)
        }
        """#)
    #expect(
      errors == [
        #"2:11, 3:9 Subscription "S" must not use `@skip` or `@include` directives in the top level selection."#
      ])
  }

  @Test func `names one condition a selection and looks no further into it`() {
    let errors = violations(
      of: .singleFieldSubscriptions,
      in: #"""
        subscription S($if: Boolean!) {
          ... @include(if: $if) @skip(if: $if) { message @skip(if: $if) { name } }
        }
        """#)
    #expect(
      errors == [
        #"2:25 Subscription "S" must not use `@skip` or `@include` directives in the top level selection."#
      ])
  }

  @Test func `follows fragments that contain themselves only once`() {
    let errors = violations(
      of: .singleFieldSubscriptions,
      in: #"""
        subscription S { ...F }
        fragment F on Subscription { other ...F }
        """#)
    #expect(errors == [])
  }
}
