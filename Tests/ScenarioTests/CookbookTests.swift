import Foundation
import Testing

/// A section of docs/guides/front-end.md: who asks what, and what comes back.
struct Screen: CustomTestStringConvertible {
  static let path = TestGateway.root + "docs/guides/front-end.md"

  let title: String
  let text: String

  static let all: [Screen] = {
    let page = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return page.components(separatedBy: "\n## ").dropFirst().map { part in
      Screen(title: String(part.prefix { $0 != "\n" }), text: part)
    }
  }()

  var testDescription: String { title }

  /// Nil for nobody.
  var subject: String? { text.firstMatch(of: /Asked by `(\w+)`/).map { String($0.1) } }
  var query: String { block(after: "```graphql\n") ?? "" }
  var variables: [String: Any] {
    let text = block(after: "Variables:\n```json\n") ?? "{}"
    return (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
  }
  /// From `Answer (` to the end of its block.
  var answer: String {
    guard let start = text.range(of: "Answer ("), let end = text.range(of: "\n```\n", range: start.upperBound..<text.endIndex)
    else { return "" }
    return String(text[start.lowerBound..<end.upperBound])
  }

  private func block(after start: String) -> String? {
    guard let opening = text.range(of: start), let end = text.range(of: "\n```", range: opening.upperBound..<text.endIndex)
    else { return nil }
    return String(text[opening.upperBound..<end.lowerBound])
  }
}

@Suite struct `Cookbook` {
  /// With UPDATE_DOCS=1 the page is written instead of compared, for review as a diff.
  private static let updates = ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1"

  @Test func `there are ten screens, asked as they stand`() async throws {
    #expect(Screen.all.count == 10)
    var page = try String(contentsOfFile: Screen.path, encoding: .utf8)
    let gateway = try await TestGateway.shared.value
    for screen in Screen.all {
      let answer = try await gateway.ask(screen.query, as: screen.subject, variables: screen.variables)
      let cost = answer.cost ?? [0, 0, 0]
      let calls = answer.flushes.joined().count
      // A cursor is sealed anew each time.
      let body = answer.body.replacing(/"endCursor":"[^"]+"/, with: #""endCursor":"…""#)
      let told = """
        Answer (\(calls) \(calls == 1 ? "call" : "calls") in \(answer.flushes.count) \(answer.flushes.count == 1 ? "flush" : "flushes"); \
        cost \(cost[1]) of at most \(cost[0])):
        ```json
        \(LaidOut.text(of: body))
        ```

        """
      #expect(answer.status == 200 && !answer.body.contains(#""errors":"#), "\(screen.title): \(answer.body)")
      #expect(calls <= 20, "\(screen.title)")
      if Self.updates {
        page = page.replacingOccurrences(of: screen.text, with: screen.text.replacingOccurrences(of: screen.answer, with: told))
      } else {
        #expect(screen.answer == told, "\(screen.title)")
      }
    }
    if Self.updates { try page.write(toFile: Screen.path, atomically: true, encoding: .utf8) }
  }

  @Test func `the asset page answers for every asset, whatever its type`() async throws {
    let gateway = try await TestGateway.shared.value
    let screen = try #require(Screen.all.first { $0.title == "Asset page" })
    var types: Set<String> = []
    for number in 301...311 {
      let answer = try await gateway.ask(screen.query, as: "john", variables: ["id": Family.asset(number)])
      #expect(answer.status == 200 && !answer.body.contains(#""errors":"#), "\(number): \(answer.body)")
      let data = try #require(answer.json["data"] as? [String: Any])
      if let asset = data["asset"] as? [String: Any], let type = asset["__typename"] as? String { types.insert(type) }
    }
    #expect(types.count >= 6)
  }
}

/// JSON for reading: what fits a line is on one, everything else is broken up.
enum LaidOut {
  private static let width = 110

  static func text(of json: String) -> String { laidOut(Array(json)[...], indent: 0) }

  private static func laidOut(_ value: ArraySlice<Character>, indent: Int) -> String {
    let line = spaced(value)
    guard let open = value.first, let close = value.last, open == "{" || open == "[", line.count + indent > width else { return line }
    let inner = String(repeating: " ", count: indent + 2)
    let parts = members(of: value.dropFirst().dropLast()).map { member -> String in
      guard open == "{", let colon = keyEnd(of: member) else { return inner + laidOut(member, indent: indent + 2) }
      return inner + String(member[..<colon]) + ": " + laidOut(member[(colon + 1)...], indent: indent + 2)
    }
    return "\(open)\n" + parts.joined(separator: ",\n") + "\n" + String(repeating: " ", count: indent) + "\(close)"
  }

  /// With a space behind every comma and colon outside strings.
  private static func spaced(_ value: ArraySlice<Character>) -> String {
    var text = ""
    walk(value) { _, character, depth in
      text.append(character)
      if depth != nil, character == "," || character == ":" { text.append(" ") }
    }
    return text
  }

  private static func members(of content: ArraySlice<Character>) -> [ArraySlice<Character>] {
    var parts: [ArraySlice<Character>] = []
    var start = content.startIndex
    walk(content) { index, character, depth in
      guard depth == 0, character == "," else { return }
      parts.append(content[start..<index])
      start = index + 1
    }
    return parts + [content[start...]]
  }

  private static func keyEnd(of member: ArraySlice<Character>) -> Int? {
    var end: Int?
    walk(member) { index, character, depth in
      if end == nil, depth == 0, character == ":" { end = index }
    }
    return end
  }

  /// Visits each character with its depth in brackets; nil within strings.
  private static func walk(_ text: ArraySlice<Character>, _ visit: (_ index: Int, _ character: Character, _ depth: Int?) -> Void) {
    var depth = 0
    var (isInString, isEscaped) = (false, false)
    for index in text.indices {
      let character = text[index]
      if isInString {
        visit(index, character, nil)
        if isEscaped { isEscaped = false } else if character == "\\" { isEscaped = true } else if character == "\"" { isInString = false }
        continue
      }
      if character == "\"" { isInString = true }
      if character == "}" || character == "]" { depth -= 1 }
      visit(index, character, character == "\"" ? nil : depth)
      if character == "{" || character == "[" { depth += 1 }
    }
  }
}
