import Foundation
import FoundationNetworking
import Gateway
import Logging
import Postgres
import Rows
import Synchronization
import Testing

/// A gateway as it runs for real, over a database of its own with the demo families in it.
///
/// It makes calls by levels, and has a twin over the same database that makes them in one statement: whatever a user asks, both answer
/// with the same bytes.
final class TestGateway: Sendable {
  /// For tests that only read.
  static let shared = Task { try await TestGateway(database: "heirloom_shared") }

  /// Where the key that signs the tests' tokens is; all gateways of a run share it.
  private static let stateDirectory =
    FileManager.default.temporaryDirectory.path(percentEncoded: false) + "heirloom-tests-\(ProcessInfo.processInfo.processIdentifier)"
  private static let keys = Result { () throws -> DevelopmentKeys in
    let keys = try DevelopmentKeys(stateDirectory: stateDirectory)
    _ = try keys.writeKeySet()
    return keys
  }

  private static let template = Task { try await makeTemplate() }
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path(percentEncoded: false)

  let port: Int
  let adminURL: String
  private let keys: DevelopmentKeys
  private let policy: TokenPolicy
  private let requests: RequestLog
  private let session = URLSession(configuration: .ephemeral)
  private let serving: Task<Void, any Error>
  private let twin: Twin

  private struct Twin {
    let port: Int
    let requests: RequestLog
    let serving: Task<Void, any Error>
  }

  /// - Parameter database: Made from the demo data; whatever had that name is gone.
  /// - Parameter root: Where schema, procedures and migrations are; procedures of another place are loaded over those there are.
  /// - Parameter configure: What is set otherwise than the standard.
  convenience init(database: String, root: String = root, configure: (inout Settings) -> Void = { _ in }) async throws {
    try await Self.template.value
    let admin = try Self.admin()
    try admin.script("drop database if exists \(database) with (force)")
    try admin.script("create database \(database) template heirloom_template")
    // A template does not pass on what is granted on the database itself. Tests that change data may use temporary tables.
    try admin.script(
      "revoke create, temporary on database \(database) from public; grant temporary on database \(database) to heirloom_owner")
    if root != Self.root { try Self.migrate(database, from: root) }
    try await self.init(over: database, root: root, configure: configure)
  }

  private init(over database: String, root: String = root, configure: (inout Settings) -> Void) async throws {
    adminURL = Self.url(database, role: "postgres")
    var settings = Settings()
    settings.databaseURL = Self.url(database, role: "heirloom_gateway")
    settings.port = 0
    settings.schemaPath = root + "schema.graphql"
    settings.stateDirectory = Self.stateDirectory
    settings.jwks = Self.stateDirectory + "/development-jwks.json"
    settings.workers = 2
    settings.isDevelopment = true
    settings.flights = .levels
    // Hundreds of tests begin at once, and two workers of an unoptimised build answer them all: on a busy machine, too.
    settings.queueMilliseconds = 300_000
    settings.requestTimeoutMilliseconds = 300_000
    configure(&settings)
    keys = try Self.keys.get()
    policy = TokenPolicy(issuer: settings.issuer, clients: Set(settings.clients))
    requests = RequestLog()
    (port, serving) = try await Self.serve(settings, requests)
    settings.flights = .one
    let log = RequestLog()
    let (twinPort, twinServing) = try await Self.serve(settings, log)
    twin = Twin(port: twinPort, requests: log, serving: twinServing)
  }

  private static func serve(_ settings: Settings, _ log: RequestLog) async throws -> (port: Int, Task<Void, any Error>) {
    let gateway = try Gateway(settings: settings, logger: Logger(label: "test") { _ in RequestLog.Handler(log: log) })
    let (ports, announce) = AsyncStream.makeStream(of: Int.self)
    // With a priority of its own, new connections are taken up before hundreds of tests that wait for the same two threads.
    let serving = Task.detached(priority: .high) { try await gateway.serve { announce.yield($0) } }
    var iterator = ports.makeAsyncIterator()
    return (try #require(await iterator.next()), serving)
  }

  private func stop() {
    serving.cancel()
    twin.serving.cancel()
  }

  /// Runs a test on a gateway of its own, whose data it may change.
  static func withOwnFamilies(
    _ name: String, root: String = root, configure: (inout Settings) -> Void = { _ in }, _ test: (TestGateway) async throws -> Void
  ) async throws {
    let gateway = try await TestGateway(database: "heirloom_" + name, root: root, configure: configure)
    try await test(gateway)
    gateway.stop()
  }

  /// Runs a test that only reads on a gateway with settings of its own.
  static func withSettings(_ configure: (inout Settings) -> Void, _ test: (TestGateway) async throws -> Void) async throws {
    let gateway = try await overSharedFamilies(configure)
    try await test(gateway)
    gateway.stop()
  }

  static func overSharedFamilies(_ configure: (inout Settings) -> Void) async throws -> TestGateway {
    _ = try await shared.value
    return try await TestGateway(over: "heirloom_shared", configure: configure)
  }

  private static func makeTemplate() async throws {
    let admin = try admin()
    try admin.script("drop database if exists heirloom_template with (force)")
    try admin.script("create database heirloom_template")
    try migrate("heirloom_template", from: root)
  }

  private static func migrate(_ database: String, from root: String) throws {
    let migrator = try Migrator(
      address: url(database, role: "postgres"), databasePath: root + "database", resolversPath: root + "resolvers")
    _ = try migrator.run(withDemo: true) { _ in }
  }

  private static func admin() throws -> Connection {
    try Connection(ConnectionSettings(address: url("postgres", role: "postgres")))
  }

  /// The test server's address with another database and role.
  private static func url(_ database: String, role: String) -> String {
    let given = ProcessInfo.processInfo.environment["HEIRLOOM_TEST_DATABASE"] ?? "missing: run the tests by ./dev test"
    let host = given.split(separator: "?").last.map(String.init) ?? given
    return "postgresql://\(role)@/\(database)?\(host)"
  }

  // MARK: Asking

  struct Answer: Sendable {
    let status: Int
    let contentType: String
    let wholeBody: String
    /// Without what the request cost, which `cost` has.
    let body: String
    /// `requested actual limit`, nil when nothing was said of it.
    let cost: [Int]?
    let requestID: String
    let retryAfter: String?
    /// What was called, flush by flush.
    let flushes: [[String]]
    /// What the twin called, flush by flush; empty where it was not asked.
    var twinFlushes: [[String]] = []

    /// The whole body but for what no two answers share: the number of the request, and cursors, each sealed anew.
    var repeatablePart: String {
      wholeBody.replacing(requestID, with: "").replacing(/ursor":"[^"]+"/, with: "ursor\":\"sealed\"")
    }

    /// The body as an object, for looking into it.
    var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any] ?? [:]
    }
  }

  func token(_ subject: String, tenant: Int32 = 1) throws -> String {
    try keys.token(subject: subject, tenant: tenant, policy: policy, lifetime: .seconds(600))
  }

  /// Asks as a user of the demo families; nil is nobody.
  func ask(
    _ query: String, as subject: String?, tenant: Int32 = 1, persona: String? = nil, variables: [String: Any] = [:]
  ) async throws -> Answer {
    var headers = ["Content-Type": "application/json"]
    if let subject { headers["Authorization"] = "Bearer " + (try token(subject, tenant: tenant)) }
    headers["Heirloom-Persona"] = persona
    let body = try JSONSerialization.data(withJSONObject: ["query": query, "variables": variables])
    var answer = try await send("POST", headers: headers, body: body)
    let other = try await send("POST", headers: headers, body: body, to: (twin.port, twin.requests))
    #expect(other.status == answer.status)
    #expect(other.repeatablePart == answer.repeatablePart, "the two flights of \(query)")
    answer.twinFlushes = other.flushes
    return answer
  }

  func send(_ method: String, path: String = "/graphql", headers: [String: String], body: Data? = nil) async throws -> Answer {
    try await send(method, path: path, headers: headers, body: body, to: (port, requests))
  }

  private func send(
    _ method: String, path: String = "/graphql", headers: [String: String], body: Data?, to place: (port: Int, requests: RequestLog)
  ) async throws -> Answer {
    var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(place.port)\(path)")))
    request.httpMethod = method
    request.httpBody = body
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    let (data, response) = try await session.data(for: request)
    let http = try #require(response as? HTTPURLResponse)
    let id = http.value(forHTTPHeaderField: "X-Request-Id") ?? ""
    let text = String(decoding: data, as: UTF8.self)
    let told = text.firstMatch(of: /,"extensions":\{"cost":\{"requested":(\d+),"actual":(\d+),"limit":(\d+)\}\}(?=\}$)/)
    return Answer(
      status: http.statusCode, contentType: http.value(forHTTPHeaderField: "Content-Type") ?? "",
      wholeBody: text, body: told.map { text.replacingCharacters(in: $0.range, with: "") } ?? text,
      cost: told.map { [$0.1, $0.2, $0.3].compactMap { Int($0) } }, requestID: id,
      retryAfter: http.value(forHTTPHeaderField: "Retry-After"), flushes: place.requests.flushes(of: id))
  }

  /// What was logged about a request.
  func log(of requestID: String) -> [String] { requests.lines(of: requestID) }

  /// All that was logged.
  func wholeLog() -> [String] { requests.lines(of: nil) }

  // MARK: Changing

  /// Runs SQL as the tables' owner, for a tenant.
  func change(_ sql: String, tenant: Int = 1) throws {
    try Connection(ConnectionSettings(address: adminURL)).script(
      "set role heirloom_owner; set heirloom.tenant = '\(tenant)'; \(sql)")
  }
}

/// Collects what the gateway logs, by request.
final class RequestLog: Sendable {
  private struct State {
    var flushes: [String: [[String]]] = [:]
    var lines: [String] = []
  }

  private let state = Mutex(State())

  func flushes(of requestID: String) -> [[String]] { state.withLock { $0.flushes[requestID] ?? [] } }

  /// Message and metadata of each event.
  func lines(of requestID: String?) -> [String] {
    state.withLock { $0.lines.filter { line in requestID.map { line.contains($0) } ?? true } }
  }

  struct Handler: LogHandler {
    let log: RequestLog
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    init(log: RequestLog) { self.log = log }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let metadata = event.metadata ?? [:]
      let id = metadata["requestId"].map { "\($0)" } ?? ""
      let texts = metadata.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      log.state.withLock { state in
        state.lines.append("\(event.message) \(texts.joined(separator: " "))")
        guard event.message == "flush", case .array(let calls) = metadata["calls"] else { return }
        state.flushes[id, default: []].append(calls.map { "\($0)" })
      }
    }
  }
}
