import Testing

@Suite struct `Procedure files` {
  @Test func `every procedure the schema names has a file of its name`() throws {
    let files = try SourceTree.files(in: "resolvers", withExtensions: ["sql"])
    let names = Set(files.map { String($0.name.dropLast(4)) })
    #expect(try bound().subtracting(names).sorted() == [])
  }

  @Test func `every file defines something of its name`() throws {
    for file in try SourceTree.files(in: "resolvers", withExtensions: ["sql"]) {
      #expect(file.text.contains("api.\(file.name.dropLast(4))"), "\(file.path)")
    }
  }

  @Test func `every file is bound to a field or used by another file`() throws {
    let files = try SourceTree.files(in: "resolvers", withExtensions: ["sql"])
    let bound = try bound()
    var unused: [String] = []
    for file in files {
      let name = String(file.name.dropLast(4))
      let isUsed = files.contains { $0.path != file.path && $0.text.contains("api.\(name)") }
      if !bound.contains(name), !isUsed, !["begin_request", "begin_key_request", "note_key_use", "note_refusal"].contains(name) { unused.append(file.path) }
    }
    #expect(unused == [])
  }

  /// The names after `procedure:` and `@procedure(name:` in the schema.
  private func bound() throws -> Set<String> {
    let schema = try SourceTree.file("schema.graphql").text
    var names: Set<String> = []
    for match in schema.matches(of: /(?:@procedure\(name:|procedure:)\s*"(\w+)"/) { names.insert(String(match.1)) }
    return names
  }
}
