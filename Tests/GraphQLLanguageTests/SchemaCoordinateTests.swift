import GraphQLLanguage
import Testing

@Suite struct SchemaCoordinateTests {
  @Test func `reads and writes every kind of coordinate`() throws {
    let coordinates: [(String, SchemaCoordinate)] = [
      ("Query", .type("Query")),
      ("Query.user", .member(type: "Query", name: "user")),
      ("Query.user(id:)", .argument(type: "Query", field: "user", name: "id")),
      ("@skip", .directive("skip")),
      ("@skip(if:)", .directiveArgument(directive: "skip", name: "if")),
    ]
    for (text, coordinate) in coordinates {
      #expect(try SchemaCoordinate(parsing: text) == coordinate)
      #expect(coordinate.description == text)
    }
  }

  @Test(arguments: [
    ("", 0), ("Query.", 6), ("Query .user", 5), ("Query.user(id)", 13), ("Query.user(id:", 14), ("@", 1), ("@a.b", 2),
    ("Query(id:)", 5), ("Query.user(id:) ", 15),
  ])
  func `refuses anything else where it goes wrong`(text: String, offset: Int) {
    do throws(SyntaxError) {
      _ = try SchemaCoordinate(parsing: text)
      Issue.record("\(text) was read")
    } catch {
      #expect(error.offset == offset)
    }
  }
}
