import Testing

@Suite struct `Wording` {
  @Test func `no file or type is called after nothing in particular`() throws {
    let drawers = ["Utils", "Utilities", "Helper", "Manager", "Misc.swift", "Extensions.swift"]
    let files = try SourceTree.files(in: "Sources", withExtensions: ["swift"])
    let bad = files.filter { file in drawers.contains { file.name.contains($0) } }.map(\.path)
    #expect(bad == [])
  }

  @Test func `nothing is put off in a comment`() throws {
    var found: [String] = []
    for file in try SourceTree.files(in: "Sources", withExtensions: ["swift"])
      + SourceTree.files(in: "resolvers", withExtensions: ["sql", "md"])
      + SourceTree.files(in: "database", withExtensions: ["sql"])
    {
      for (number, line) in file.lines.enumerated() {
        let isMarked = ["TO" + "DO", "FIX" + "ME", "HA" + "CK"].contains { line.contains($0) }
        if isMarked { found.append("\(file.path):\(number + 1)") }
      }
    }
    #expect(found == [])
  }

  @Test func `client input cannot reach a trap`() throws {
    let traps = ["try!", "fatalError(", "as!", "unowned(unsafe)", "unsafeBitCast"]
    var found: [String] = []
    for file in try SourceTree.files(in: "Sources", withExtensions: ["swift"]) {
      for (number, line) in file.lines.enumerated() where traps.contains(where: { line.contains($0) }) {
        found.append("\(file.path):\(number + 1)")
      }
    }
    #expect(found == [])
  }

  @Test func `unchecked claims about threads stand only in listed files`() throws {
    let listed: Set<String> = [
      "Sources/Cryptography/OpenSSL/DigestAlgorithm.swift", "Sources/Cryptography/OpenSSL/KeyHandle.swift",
      "Sources/Postgres/LibPQ/CancelRequest.swift", "Sources/Postgres/Pool/Monitor.swift",
    ]
    var found: Set<String> = []
    for file in try SourceTree.files(in: "Sources", withExtensions: ["swift"])
    where file.text.contains("@unchecked Sendable") || file.text.contains("nonisolated(unsafe)") {
      found.insert(file.path)
    }
    #expect(found == listed)
  }
}
