import Foundation
import Testing

/// What the README shows is true.
@Suite struct `The README` {
  private static func blocks(_ language: String) throws -> [String] {
    let readme = try String(contentsOf: URL(filePath: TestGateway.root + "README.md"), encoding: .utf8)
    return readme.components(separatedBy: "```\(language)\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
  }

  /// A copy of schema, procedures and tables with the README's changes applied.
  private static func changedTree() throws -> String {
    let copy = FileManager.default.temporaryDirectory.appending(path: "heirloom-readme-\(ProcessInfo.processInfo.processIdentifier)")
    try? FileManager.default.removeItem(at: copy)
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    for part in ["schema.graphql", "resolvers", "database"] {
      try FileManager.default.copyItem(atPath: TestGateway.root + part, toPath: copy.appending(path: part).path(percentEncoded: false))
    }
    for (number, diff) in try blocks("diff").enumerated() {
      let file = copy.appending(path: "change\(number).diff")
      try diff.write(to: file, atomically: true, encoding: .utf8)
      let git = Process()
      git.executableURL = URL(filePath: "/usr/bin/env")
      git.arguments = ["git", "apply", file.path(percentEncoded: false)]
      git.currentDirectoryURL = copy
      git.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "GIT_CEILING_DIRECTORIES": "/"]
      try git.run()
      git.waitUntilExit()
      try #require(git.terminationStatus == 0)
    }
    return copy.path(percentEncoded: false) + "/"
  }

  @Test func `a scalar and an edge are added without Swift`() async throws {
    try await TestGateway.withOwnFamilies("readme", root: try Self.changedTree()) { gateway in
      try gateway.change(
        "update fwd.fwd_family_circles set preferences = preferences || '{\"motto\": \"Steady\"}' where id = '\(Family.key(201))'")
      let query = "{ familyCircle(id: \"\(Family.smiths)\") { motto owners { displayName } } }"
      #expect(
        try await gateway.ask(query, as: "john").body
          == #"{"data":{"familyCircle":{"motto":"Steady","owners":[{"displayName":"John Smith"}]}}}"#)
      #expect(try await gateway.ask(query, as: "inlaw").body == #"{"data":{"familyCircle":null}}"#)
    }
  }

  @Test func `the first query has the answer shown`() async throws {
    let gateway = try await TestGateway.shared.value
    let command = try #require(try Self.blocks("sh").last)
    let query = try #require(command.firstMatch(of: /"query": "(.*)"\}'/)).1
    let answer = try await gateway.ask(String(query), as: "john")
    #expect(try Self.blocks("json") == [answer.wholeBody + "\n"])
  }
}
