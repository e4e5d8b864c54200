import Foundation
import Testing

@testable import Gateway

@Suite struct `Settings table` {
  @Test func `every setting has one name in three spellings`() {
    let setting = SettingDescription.all.first { $0.key == "request.timeout-milliseconds" }
    #expect(setting?.flag == "request-timeout-milliseconds")
    #expect(setting?.environmentVariable == "HEIRLOOM_REQUEST_TIMEOUT_MILLISECONDS")
  }

  @Test func `the README lists every setting with its variable and default`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    for setting in SettingDescription.all {
      let standard = setting.standard.isEmpty ? "" : "`\(setting.standard)`"
      let row = "| `--\(setting.flag)` | `\(setting.environmentVariable)` | `\(setting.key)` | \(standard) | \(setting.help) |"
      #expect(readme.contains(row), "the README lacks: \(row)")
    }
  }

  @Test(arguments: [("server.port", "65536"), ("server.port", "http"), ("database.workers", "-1"), ("development", "yes"), ("identity.clients", "")])
  func `a value out of bounds is refused by name`(key: String, value: String) {
    #expect(throws: SettingFailure.self) { try Settings { $0.key == key ? value : nil } }
  }

  @Test(arguments: [(98, 50, true), (99, 50, false), (64, 77, true), (64, 78, false), (500, 9, true), (500, 10, false)])
  func `nesting and fragments may not be more than the stack bears`(nesting: Int, fragments: Int, isTaken: Bool) {
    let values = ["limits.nesting": "\(nesting)", "limits.fragments": "\(fragments)"]
    let settings = try? Settings { values[$0.key] }
    #expect((settings != nil) == isTaken)
  }

  @Test func `a value within bounds is taken`() throws {
    let settings = try Settings { ["server.port": "0", "identity.clients": "a, b"][$0.key] }
    #expect(settings.port == 0)
    #expect(settings.clients == ["a", "b"])
  }
}
