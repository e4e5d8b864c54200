// GraphQLSchema turns parsed type system documents into one immutable, indexed `Schema`, or into all the reasons why they
// are not one; it coerces input values, prints schemas and answers introspection.
//
// It refuses whatever section 3 of the specification does not allow. It ignores what directives mean: applied ones are
// kept with their arguments for whoever gives them a meaning. https://spec.graphql.org/September2025/#sec-Type-System
