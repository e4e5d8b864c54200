import GraphQLLanguage
import GraphQLSchema
import Testing

/// A schema, or its diagnostics as `line:column, … rule: message`, with the number of the document unless it is the first.
func buildSchema(_ sources: String..., options: Schema.Options = Schema.Options()) throws -> Schema {
  try Schema.build(sources.map { try Parser.parse($0, limits: .none) }, options: options)
}

func diagnostics(_ sources: String..., options: Schema.Options = Schema.Options()) throws -> [String] {
  let documents = try sources.map { try Parser.parse($0, limits: .none) }
  do throws(SchemaError) {
    _ = try Schema.build(documents, options: options)
    return []
  } catch {
    return error.diagnostics.map { diagnostic in
      let places = diagnostic.locations.map { place in
        let location = documents[place.document].location(of: place.offset)
        return (place.document > 0 ? "[\(place.document)]" : "") + "\(location.line):\(location.column)"
      }
      return "\(places.joined(separator: ", ")) \(diagnostic.rule): \(diagnostic.message)"
    }
  }
}
