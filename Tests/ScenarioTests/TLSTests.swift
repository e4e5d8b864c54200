#if TLS
import Foundation
import Gateway
import Testing

/// Both versions of HTTP, with and without TLS, give the same answers, and TLS is what it should be.
@Suite(.serialized) struct `TLS and HTTP/2` {
  /// The ways a request may come; the first is the measure of the others.
  enum Way: CaseIterable {
    case plain, plainVersion2, secure, secureVersion2

    var isSecure: Bool { self == .secure || self == .secureVersion2 }

    var arguments: [String] {
      switch self {
      case .plain: ["--http1.1"]
      case .plainVersion2: ["--http2-prior-knowledge"]
      case .secure: ["--http1.1", "--insecure"]
      case .secureVersion2: ["--http2", "--insecure"]
      }
    }
  }

  private static let certificate = Result { try Certificate(named: "localhost") }
  private static let secure = Task {
    let certificate = try Self.certificate.get()
    return try await TestGateway.overSharedFamilies { settings in
      settings.certificatePath = certificate.path
      settings.certificateKeyPath = certificate.keyPath
    }
  }

  private static let json = ["--header", "Content-Type: application/json"]
  private static let manyFields = (0..<70).flatMap { ["--header", "X-\($0): x"] }
  private static let typename = ["--data", #"{"query":"{ __typename }"}"#]

  /// What is asked for, and the status it should be answered with.
  static let requests: [(path: String, arguments: [String], status: Int)] = [
    ("/graphql", json + typename, 200),
    ("/graphql", json + ["--data", #"{"query":"{ viewer { familyCircles { nodes { name assets { nodes { name value { amount } } } } } } }"}"#], 200),
    ("/graphql", json + ["--data", #"{"query":"{ nothing }"}"#, "--header", "Accept: application/graphql-response+json"], 400),
    ("/graphql", json + ["--data", #"{"query":"{"}"#], 200),
    ("/graphql", json + ["--data", "nonsense"], 400),
    ("/graphql", json + typename + ["--header", "Authorization: Bearer nonsense"], 401),
    ("/graphql", json + typename + ["--header", "Accept: image/png"], 406),
    ("/graphql", typename, 415),
    ("/graphql", json + typename + manyFields, 431),
    ("/graphql", json + typename + ["--header", "X-Long: " + String(repeating: "x", count: 17_000)], 431),
    ("/graphql", json + ["--data", "@" + TestGateway.root + "schema.graphql", "--data", "@" + TestGateway.root + "schema.graphql"], 400),
    ("/graphql", json + ["--data-binary", "@/usr/bin/curl"], 413),
    ("/graphql?query=" + String(repeating: "x", count: 17_000), [], 414),
    ("/graphql?query=%7B__typename%7D", [], 200),
    ("/graphql?query=%7B__typename%7D", ["--head"], 200),
    ("/graphql?query=mutation%7B__typename%7D", [], 405),
    ("/graphql", ["--request", "PUT"] + json + typename, 405),
    ("/graphql", ["--request", "INVENTED"] + json + typename, 405),
    ("/graphql", json + typename + ["--header", "Expect: 100-continue"], 200),
    ("/health/live", [], 200),
    ("/health/ready", [], 200),
    ("/health/live", ["--head"], 404),
    ("/nowhere", json + typename, 404),
    ("/graphqlx", [], 404),
  ]

  /// The answer with what differs between any two taken out: the request's id, the time, and how the connection goes on.
  private func answer(_ way: Way, _ path: String, _ arguments: [String]) async throws -> Response {
    let gateway = way.isSecure ? try await Self.secure.value : try await TestGateway.shared.value
    let url = "\(way.isSecure ? "https" : "http")://127.0.0.1:\(gateway.port)\(path)"
    let common = ["--silent", "--show-error", "--max-time", "60"] + way.arguments
    // A client of HTTP/2 learns with the first response how much it may send; this one cannot go on without TLS.
    let first = common + ["--output", "/dev/null", url.replacing(path, with: "/graphql?query=%7B__typename%7D"), "--next"]
    var command = (way == .plainVersion2 ? [] : first) + common + ["--include"] + arguments
    if arguments.contains(where: { $0.contains("viewer") }) {
      command += ["--header", "Authorization: Bearer " + (try gateway.token("john"))]
    }
    let result = try await Program.run("curl", command + [url])
    #expect(result.status == 0, "\(way) \(path): \(result.errors)")
    let whole = try #require(Response.all(in: Array(result.output.utf8)).last { $0.status != 100 })
    var headers = whole.headers
    let id = headers.removeValue(forKey: "x-request-id")
    for name in ["date", "connection"] { headers[name] = nil }
    return Response(status: whole.status, headers: headers, body: id.map { whole.body.replacing($0, with: "ID") } ?? whole.body)
  }

  @Test(arguments: requests.indices)
  func `every way gives the same answer`(index: Int) async throws {
    let request = Self.requests[index]
    let measure = try await answer(.plain, request.path, request.arguments)
    #expect(measure.status == request.status)
    let isLong = request.path.utf8.count > 16_384 || request.arguments.contains { $0.hasPrefix("X-Long") }
    for way in Way.allCases.dropFirst() where !(isLong && way == .plainVersion2) {
      #expect(try await answer(way, request.path, request.arguments) == measure, "\(way)")
    }
  }

  @Test func `clients choose the version in the handshake`() async throws {
    let gateway = try await Self.secure.value
    for (offer, version) in [("--http2", "2"), ("--http1.1", "1.1"), ("--no-alpn", "1.1")] {
      let result = try await Program.run(
        "curl", ["--silent", "--insecure", offer, "--write-out", "%{http_version}", "https://127.0.0.1:\(gateway.port)/health/live"])
      #expect(result.output == version, "\(offer)")
    }
  }

  @Test(arguments: [
    (["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"], "alert protocol version"),
    (["-tls1_2", "-cipher", "AES128-GCM-SHA256"], "alert handshake failure"),
    (["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA"], "alert handshake failure"),
  ])
  func `old versions of TLS and weak ciphers are refused`(arguments: [String], alert: String) async throws {
    let gateway = try await Self.secure.value
    let result = try await Program.run("openssl", ["s_client", "-connect", "127.0.0.1:\(gateway.port)"] + arguments)
    #expect(result.errors.contains(alert), "\(result.errors)")
  }

  @Test(arguments: [["-tls1_2"], ["-tls1_3"]])
  func `TLS 1.2 and 1.3 are spoken, with forward secrecy`(arguments: [String]) async throws {
    let gateway = try await Self.secure.value
    let result = try await Program.run("openssl", ["s_client", "-brief", "-connect", "127.0.0.1:\(gateway.port)"] + arguments)
    #expect(result.errors.contains("CONNECTION ESTABLISHED"))
    #expect(result.errors.contains("Server Temp Key: X25519"), "\(result.errors)")
  }

  @Test func `a handshake that does not go on is ended`() async throws {
    let certificate = try Self.certificate.get()
    try await TestGateway.withSettings({ settings in
      settings.certificatePath = certificate.path
      settings.certificateKeyPath = certificate.keyPath
      settings.arrivalMilliseconds = 200
    }) { gateway in
      for beginning in [[], [[0x16, 0x03, 0x01]]] as [[[UInt8]]] {
        let answer = try await RawConnection.bytes(port: gateway.port, to: beginning)
        #expect(answer == [])
      }
    }
  }

  // MARK: Certificates

  @Test func `a certificate that was replaced is shown to new connections, a broken one is not`() async throws {
    let old = try Certificate(named: "old"), new = try Certificate(named: "new"), served = try Certificate(named: "served")
    try old.copy(to: served)
    try await TestGateway.withSettings({ settings in
      settings.certificatePath = served.path
      settings.certificateKeyPath = served.keyPath
    }) { gateway in
      #expect(try await isShown(old, by: gateway) == true)
      try Data("broken".utf8).write(to: URL(filePath: served.path))
      try await Task.sleep(for: .milliseconds(1_100))
      #expect(try await isShown(old, by: gateway))
      #expect(gateway.wholeLog().contains { $0.hasPrefix("the certificate stays as it was") })
      try new.copy(to: served)
      try await Task.sleep(for: .milliseconds(1_100))
      #expect(try await isShown(new, by: gateway))
      #expect(try await !isShown(old, by: gateway))
    }
  }

  private func isShown(_ certificate: Certificate, by gateway: TestGateway) async throws -> Bool {
    let url = "https://127.0.0.1:\(gateway.port)/health/live"
    return try await Program.run("curl", ["--silent", "--cacert", certificate.path, url]).status == 0
  }

  @Test func `files that cannot serve are refused at the start, by name`() async throws {
    let one = try Certificate(named: "one"), two = try Certificate(named: "two")
    let none = one.path + ".none"
    let expected: [(certificate: String, key: String, line: String)] = [
      (one.path, "", "server.tls.certificate is set, but not server.tls.key"),
      ("", one.keyPath, "server.tls.key is set, but not server.tls.certificate"),
      (none, one.keyPath, "server.tls.certificate: the file \(none) does not exist"),
      (one.path, none, "server.tls.key: the file \(none) does not exist"),
      (one.directory, one.keyPath, "server.tls.certificate: the file \(one.directory) cannot be read"),
      (one.keyPath, one.keyPath, "server.tls.certificate: \(one.keyPath) has no certificate that can be read as PEM"),
      (one.path, one.path, "server.tls.key: \(one.path) has no private key that can be read as PEM without a passphrase"),
      (one.path, try one.lockedKeyPath(), "server.tls.key: \(try one.lockedKeyPath()) has no private key that can be read as PEM without a passphrase"),
      (one.path, two.keyPath, "server.tls.key: \(two.keyPath) is not the key of the certificate in \(one.path)"),
    ]
    for (certificate, key, line) in expected {
      let failure = await #expect(throws: CheckFailure.self) {
        try await TestGateway.withSettings({ settings in
          settings.certificatePath = certificate
          settings.certificateKeyPath = key
        }) { _ in }
      }
      #expect(failure?.lines == [line])
    }
  }
}

/// A certificate of its own making, in a directory of its own.
struct Certificate {
  let directory: String
  var path: String { directory + "/certificate.pem" }
  var keyPath: String { directory + "/key.pem" }

  init(named name: String) throws {
    directory = NSTemporaryDirectory() + "heirloom-certificate-\(name)-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try openssl(
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=\(name)", "-addext",
      "subjectAltName=IP:127.0.0.1", "-keyout", keyPath, "-out", path)
  }

  func copy(to other: Certificate) throws {
    for (from, to) in [(path, other.path), (keyPath, other.keyPath)] {
      try Data(contentsOf: URL(filePath: from)).write(to: URL(filePath: to))
    }
  }

  /// The key behind a passphrase.
  func lockedKeyPath() throws -> String {
    let locked = directory + "/locked.pem"
    try openssl("pkey", "-in", keyPath, "-aes256", "-passout", "pass:secret", "-out", locked)
    return locked
  }

  private func openssl(_ arguments: String...) throws {
    let result = try Program.wait("openssl", arguments)
    guard result.status == 0 else { throw Program.Failure(errors: result.errors) }
  }
}

/// Another program, run to its end.
enum Program {
  struct Result: Sendable {
    let status: Int32
    let output: String
    let errors: String
  }

  struct Failure: Error {
    let errors: String
  }

  static func run(_ name: String, _ arguments: [String]) async throws -> Result {
    try await RawConnection.onThread { try wait(name, arguments) }
  }

  static func wait(_ name: String, _ arguments: [String]) throws -> Result {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/\(name)")
    process.arguments = arguments
    let output = Pipe(), errors = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errorText = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Result(status: process.terminationStatus, output: text, errors: errorText)
  }
}
#endif
