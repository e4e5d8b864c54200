import Testing

@Suite struct `Imports` {
  /// What each target may import; the same arrows as in Package.swift, and none but Gateway sees both sides.
  static let allowed: [String: Set<String>] = [
    "GraphQLLanguage": [],
    "GraphQLSchema": ["GraphQLLanguage"],
    "GraphQLValidation": ["GraphQLLanguage", "GraphQLSchema"],
    "Rows": [],
    "GraphQLExecution": ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "Rows", "Synchronization"],
    "GraphQLEvaluation": ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution", "Rows"],
    "Cryptography": ["COpenSSL"],
    "Postgres": ["CLibPQ", "Rows", "Synchronization", "Glibc"],
    "Gateway": [
      "GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution", "Rows", "Postgres", "Cryptography",
      "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOHTTPTypes", "NIOHTTPTypesHTTP2",
      "CMalloc", "NIOHTTP2", "NIOSSL", "NIOTLS", "Logging", "CoreMetrics", "ServiceLifecycle", "Synchronization", "Foundation", "FoundationNetworking",
    ],
    "heirloom": [
      "Gateway", "GraphQLEvaluation", "GraphQLSchema", "ArgumentParser", "Configuration", "Foundation", "Logging", "Synchronization",
      "SystemPackage",
    ],
  ]

  @Test(arguments: allowed.keys.sorted())
  func `a target imports only what its row of the table names`(target: String) throws {
    let files = try SourceTree.files(in: "Sources/\(target)", withExtensions: ["swift"])
    #expect(!files.isEmpty)
    for file in files {
      for line in file.lines {
        guard let module = importedModule(line) else { continue }
        #expect(Self.allowed[target]?.contains(module) == true, "\(file.path) imports \(module)")
      }
    }
  }

  private func importedModule(_ line: Substring) -> String? {
    let words = line.split(separator: " ")
    guard let place = words.firstIndex(of: "import"), place + 1 < words.count else { return nil }
    let before = words[..<place]
    guard before.allSatisfy({ ["public", "package", "internal", "private", "@testable", "@preconcurrency"].contains($0) })
    else { return nil }
    let kinds: Set<Substring> = ["struct", "class", "enum", "func", "protocol", "typealias", "var", "let"]
    let name = kinds.contains(words[place + 1]) && place + 2 < words.count ? words[place + 2] : words[place + 1]
    return String(name.prefix { $0 != "." })
  }
}
