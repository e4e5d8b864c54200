import Foundation
import Testing

/// One directory under Scenarios: who asks, the query, its variables, the calls it makes flush by flush, the response.
struct Scenario: CustomTestStringConvertible {
  let directory: URL

  static let all: [Scenario] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scenarios")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
    return names.sorted().map { Scenario(directory: folder.appending(path: $0)) }
  }()

  var testDescription: String { directory.lastPathComponent }

  func text(_ file: String) -> String? {
    try? String(contentsOf: directory.appending(path: file), encoding: .utf8)
  }

  /// `subject`, `subject/tenant` or `subject/tenant/persona`.
  var caller: (subject: String, tenant: Int32, persona: String?) {
    let parts = (text("as.txt") ?? "").trimmingCharacters(in: .whitespacesAndNewlines).split(separator: "/").map(String.init)
    return (parts[0], parts.count > 1 ? Int32(parts[1]) ?? 1 : 1, parts.count > 2 ? parts[2] : nil)
  }

  var variables: [String: Any] {
    guard let text = text("variables.json") else { return [:] }
    return (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
  }
}

@Suite struct `Golden scenarios` {
  /// With UPDATE_SCENARIOS=1 the files are written instead of compared, for review as a diff.
  static let updates = ProcessInfo.processInfo.environment["UPDATE_SCENARIOS"] == "1"

  @Test(arguments: Scenario.all)
  func `a query makes these calls and has this response`(scenario: Scenario) async throws {
    let gateway = try await TestGateway.shared.value
    let query = try #require(scenario.text("query.graphql"))
    let caller = scenario.caller
    let answer = try await gateway.ask(
      query, as: caller.subject, tenant: caller.tenant, persona: caller.persona, variables: scenario.variables)
    let calls = answer.flushes.map { $0.joined(separator: " ") + "\n" }.joined()
    let response = try Self.indented(answer.body)
    if Self.updates {
      try calls.write(to: scenario.directory.appending(path: "calls.txt"), atomically: true, encoding: .utf8)
      try response.write(to: scenario.directory.appending(path: "response.json"), atomically: true, encoding: .utf8)
    }
    #expect(calls == scenario.text("calls.txt"))
    #expect(answer.twinFlushes.count == 1)
    #expect(response == scenario.text("response.json"))
  }

  /// The response as written, a member or item a line, so that differences can be read.
  static func indented(_ body: String) throws -> String {
    var result = ""
    var depth = 0
    var isInString = false
    var isEscaped = false
    for character in body {
      if isInString {
        result.append(character)
        if isEscaped { isEscaped = false } else if character == "\\" { isEscaped = true } else if character == "\"" { isInString = false }
        continue
      }
      switch character {
      case "\"":
        isInString = true
        result.append(character)
      case "{", "[":
        depth += 1
        result += "\(character)\n" + String(repeating: "  ", count: depth)
      case "}", "]":
        depth -= 1
        result += "\n" + String(repeating: "  ", count: depth) + String(character)
      case ",": result += ",\n" + String(repeating: "  ", count: depth)
      case ":": result += ": "
      default: result.append(character)
      }
    }
    return result + "\n"
  }
}
