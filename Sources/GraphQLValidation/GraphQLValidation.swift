// GraphQLValidation decides whether a document may run against a schema: it turns the two into a `ValidDocument`, which
// knows the type of everything in the document, or into all the reasons why not.
//
// Each rule of section 5 of the specification is a file in Rules/, named as the reference implementation names it. Names
// and types are resolved once, by `TypeResolver`; the rules then read flat arrays. Work is linear in the document, apart
// from rules about fragments seen from several operations, and merging fields, which has a budget.
// https://spec.graphql.org/September2025/#sec-Validation
//
// Rules accept, refuse and locate as the reference implementation does, except that
// - implicit fields such as `__typename` have their types when shapes are compared, as the specification says;
// - a variable in a oneOf object must be non-null also where that object itself is non-null;
// - a Float literal beyond double precision is refused;
// - of a document with fragment cycles or repeated names, conflicts between fields may be reported in other pairs.
