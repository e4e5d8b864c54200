import Foundation
import Testing

@testable import Gateway

/// docs/errors.md says what the code says. `UPDATE_DOCS=1` writes it anew.
@Suite struct `Documentation of error codes` {
  private static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs/errors.md")

  private static var text: String {
    var text = """
      # Error codes

      Every error has `extensions.code`, from this closed list, and `extensions.requestId`, which is also the header `X-Request-Id`
      and the `requestId` of the request's line in the log. Nothing of the database's own texts is ever in an answer. What the
      acting persona may not see has the same code, text and status as what does not exist.

      The status is that of a response without `data` in `application/graphql-response+json`, in the profile `audits`; in the
      profile `draft` a status of 400 is 422 unless the request could not be read. Errors of single fields come with `data` and
      status 200 (`draft`: 294). In `application/json` and the profile `audits` whatever only concerns the document has status 200.

      """
    for group in ErrorCode.Group.allCases {
      text += "\n## \(group.rawValue)\n| code | status | meaning |\n|---|---|---|\n"
      for code in ErrorCode.allCases where code.group == group {
        text += "| `\(code.rawValue)` | \(code.status) | \(code.meaning) |\n"
      }
    }
    return text
  }

  @Test func `lists every code with its status and meaning`() throws {
    if ProcessInfo.processInfo.environment["UPDATE_DOCS"] != nil { try Data(Self.text.utf8).write(to: Self.path) }
    #expect(try String(contentsOf: Self.path, encoding: .utf8) == Self.text)
  }
}
