import GraphQLLanguage
import GraphQLSchema

extension ResponseWriter {
  /// The bytes an introspection answer may have.
  static let introspectionBytesMax = 5 << 20

  /// `__schema` and `__type` are answered from the schema alone.
  mutating func writeMeta(_ operation: FieldOperation) -> Value {
    let request = executor.request
    let selection = plan.metaFields[Int(operation.index)]
    let isComplete = buffer.append { bytes in
      IntrospectionResponse.write(
        selection.fields, of: request.document, schema: request.schema,
        variables: { request.variables[request.document.text($0)] }, bytesMax: bytes.count + Self.introspectionBytesMax,
        into: &bytes)
    }
    guard isComplete else {
      let field = plan.fields[Int(operation.description)]
      note(message: "The answer to \(field.coordinate) would be too large.", code: "LIMIT_EXCEEDED", field)
      return .failed
    }
    return .written
  }
}
