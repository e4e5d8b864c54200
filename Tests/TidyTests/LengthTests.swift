import Testing

@Suite struct `Lengths` {
  @Test func `no source or procedure is longer than 500 lines`() throws {
    let files =
      try SourceTree.files(in: "Sources", withExtensions: ["swift"])
      + SourceTree.files(in: "Tests", withExtensions: ["swift"])
      + SourceTree.files(in: "resolvers", withExtensions: ["sql"])
    let long = files.filter { $0.lines.count > 500 }.map { "\($0.path): \($0.lines.count)" }
    #expect(long == [])
  }

  @Test func `no function is longer than 70 lines`() throws {
    var long: [String] = []
    for file in try SourceTree.files(in: "Sources", withExtensions: ["swift"]) {
      long += functions(file).filter { $0.lineCount > 70 }.map { "\(file.path):\($0.line): \($0.lineCount) lines" }
    }
    #expect(long == [])
  }

  @Test func `no line is longer than 140 characters`() throws {
    var long: [String] = []
    for file in try SourceTree.files(in: "Sources", withExtensions: ["swift"]) {
      for (number, line) in file.lines.enumerated() where line.count > 140 { long.append("\(file.path):\(number + 1)") }
    }
    #expect(long == [])
  }

  /// Each function with a body: where it starts and how many lines it takes, found by indentation.
  private func functions(_ file: SourceTree.File) -> [(line: Int, lineCount: Int)] {
    var found: [(line: Int, lineCount: Int)] = []
    let lines = file.lines
    for (start, line) in lines.enumerated() {
      let code = line.drop { $0 == " " }
      let isFunction = code.contains("func ") || code.hasPrefix("init(") || code.contains(" init(")
      guard isFunction, !code.hasPrefix("//") else { continue }
      let closing = String(line.prefix(line.count - code.count)) + "}"
      guard let end = lines[start...].firstIndex(where: { $0 == closing[...] }) else { continue }
      found.append((start + 1, end - start + 1))
    }
    return found
  }
}
