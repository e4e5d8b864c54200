// GraphQLLanguage turns the bytes of a GraphQL document (operations, type system, or both) into a flat syntax tree, or
// into one located error; the printer turns the tree back into text.
//
// It refuses bytes that are not UTF-8, documents beyond `Parser.Limits`, and everything the grammar of the September
// 2025 edition does not allow. It knows no schema: what the names mean is decided by `GraphQLSchema` and
// `GraphQLValidation`. https://spec.graphql.org/September2025/#sec-Language
