import GraphQLExecution

extension CallPlan {
  /// The statement that makes this call: keys by place, arguments by name, only the wanted columns.
  ///
  /// All names come from the schema file and were checked against the catalog at start-up; no client's text is among them.
  var statementText: String {
    let keys = (1...max(1, keyColumns.count)).prefix(keyColumns.count).map { "$\($0)" }
    let named = arguments.enumerated().map { "\($1.name) => $\(keyColumns.count + $0 + 1)" }
    let columns = columns.isEmpty ? "true as present" : columns.joined(separator: ", ")
    return "select \(columns) from api.\(procedure)(\((keys + named).joined(separator: ", ")))"
  }
}
