import GraphQLLanguage
import GraphQLSchema

extension ResponseWriter {
  /// The bytes an introspection answer may have.
  static let introspectionBytesMax = 5 << 20

  /// `__schema` and `__type` are answered from the schema alone, and without variables always alike.
  mutating func writeMeta(_ operation: FieldOperation) -> Value {
    let answers = executor.request.document.variableDefinitions.isEmpty ? executor.request.introspection : nil
    if let known = answers?.find(plan, operation.index) {
      buffer.append(known)
      return .written
    }
    let start = buffer.position
    guard makeMeta(operation) else {
      let field = plan.fields[Int(operation.description)]
      note(message: "The answer to \(field.coordinate) would be too large.", code: "LIMIT_EXCEEDED", field)
      return .failed
    }
    answers?.insert(buffer.bytes(from: start), plan, operation.index)
    return .written
  }

  /// False when the answer would be too large.
  private mutating func makeMeta(_ operation: FieldOperation) -> Bool {
    let request = executor.request
    let selection = plan.metaFields[Int(operation.index)]
    return buffer.append { bytes in
      IntrospectionResponse.write(
        selection.fields, of: request.document, schema: request.schema,
        variables: { request.variables[request.document.text($0)] }, bytesMax: bytes.count + Self.introspectionBytesMax,
        into: &bytes)
    }
  }
}
