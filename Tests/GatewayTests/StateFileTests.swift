import Foundation
import Testing

@testable import Gateway

@Suite struct `State files` {
  /// A directory that is not there yet; what the test leaves in it is removed.
  private static func withDirectory(_ test: (String) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "heirloom-state-\(UUID())")
    defer { try? FileManager.default.removeItem(at: directory) }
    try await test(directory.path)
  }

  /// What several get that ask at once.
  private static func together<Value: Sendable>(_ ask: @escaping @Sendable () throws -> Value) async throws -> [Value] {
    try await withThrowingTaskGroup(of: Value.self) { group in
      for _ in 0..<8 { group.addTask { try ask() } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test func `gateways that begin together seal cursors with one key`() async throws {
    for _ in 0..<50 {
      try await Self.withDirectory { directory in
        let keys = try await Self.together { try SealedCursors.key(stateDirectory: directory) }
        #expect(keys.count == 8 && Set(keys).count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["cursor.key"])
        let attributes = try FileManager.default.attributesOfItem(atPath: directory + "/cursor.key")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
      }
    }
  }

  @Test func `development keys made together are one key`() async throws {
    try await Self.withDirectory { directory in
      let sets = try await Self.together {
        let path = try DevelopmentKeys(stateDirectory: directory).writeKeySet()
        return try Data(contentsOf: URL(filePath: path))
      }
      #expect(sets.count == 8 && Set(sets).count == 1)
      #expect(Set(try FileManager.default.contentsOfDirectory(atPath: directory)) == ["development-key.pem", "development-jwks.json"])
    }
  }

  @Test func `a damaged key is told, and stays as it is`() async throws {
    try await Self.withDirectory { directory in
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      let path = directory + "/cursor.key"
      try Data("short".utf8).write(to: URL(filePath: path))
      let failure = #expect(throws: CheckFailure.self) { try SealedCursors.key(stateDirectory: directory) }
      #expect(failure?.lines == ["\(path): the key that seals cursors has 5 bytes instead of 32"])
      #expect(FileManager.default.contents(atPath: path) == Data("short".utf8))
    }
  }

  @Test func `a directory that cannot be made is told`() async throws {
    try await Self.withDirectory { directory in
      try Data().write(to: URL(filePath: directory))
      let failure = #expect(throws: CheckFailure.self) { try SealedCursors.key(stateDirectory: directory + "/state") }
      #expect(failure?.lines == ["\(directory)/state/cursor.key: the file can neither be read nor written"])
    }
  }
}
