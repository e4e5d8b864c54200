// GraphQLEvaluation answers single questions about GraphQL texts, one JSON text each, so that editors, linters and other
// people's test suites can use the engine without writing Swift: does this parse, is this a schema, is that document valid,
// what changed between two schemas, what does a coordinate name.
//
// A question is answered whatever it is: what is no case gets an answer with errors, like a document that is refused.
// docs/guides/tools.md describes the members of every case and answer.
