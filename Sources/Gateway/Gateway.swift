/// Gateway: joins the engine and the database into a server. HTTP comes in; identity, plan, calls and response go on from
/// there; what fails is told to clients in closed codes and to operators in the log.
///
/// It refuses to start over a schema that does not check, a database that lacks a bound procedure, or a role that could
/// see more than one tenant's rows.
import CoreMetrics
import Foundation
import GraphQLExecution
import GraphQLSchema
import HTTPTypes
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
import NIOPosix
import Postgres
import Rows
import ServiceLifecycle

public struct Gateway: Sendable {
  static let path = "/graphql"
  static let headerBytesMax = 16_384
  static let headerFieldsMax = 64

  /// The threads that serve connections, as long as the process runs. Half the cores: each more wakes oftener for less, and the other
  /// half is the database's and the workers'.
  private static let loops = MultiThreadedEventLoopGroup(
    numberOfThreads: max(1, ProcessInfo.processInfo.activeProcessorCount / 2))

  private let settings: Settings
  private let transport: Transport
  private let pipeline: RequestPipeline
  private let pool: WorkerPool
  private let keys: KeySource
  private let logger: Logger

  /// Checks schema, database and keys, and opens the pool.
  /// - Throws: `CheckFailure` with a line for each thing that is wrong.
  public init(settings: Settings, logger: Logger) throws {
    self.settings = settings
    self.logger = logger
    transport = try Transport(settings, logger)
    let schema = try Self.check(settings)
    keys = try KeySource(location: KeyLocation(try Self.jwks(settings)))
    if keys.current == nil { logger.warning("no keys to verify access tokens with yet", metadata: ["jwks": "\(settings.jwks)"]) }
    let policy = TokenPolicy(issuer: settings.issuer, clients: Set(settings.clients))
    pool = try Self.pool(settings, logger)
    pipeline = RequestPipeline(
      schema: schema, settings: settings, authenticator: Authenticator(policy: policy, keys: keys),
      cursors: try SealedCursors.seal(key: try SealedCursors.key(stateDirectory: settings.stateDirectory)), pool: pool,
      logger: logger)
  }

  /// Reads the schema and compares it with the database; nothing is left open.
  /// - Throws: `CheckFailure`.
  @discardableResult
  public static func verify(settings: Settings) throws -> Int { try check(settings).schema.types.count }

  static func check(_ settings: Settings) throws -> SchemaFile {
    guard !settings.databaseURL.isEmpty else {
      throw CheckFailure(["database.url is not set: where is the database?"])
    }
    let connection: Connection
    do throws(ConnectError) {
      connection = try Connection(ConnectionSettings(address: settings.databaseURL))
    } catch {
      throw CheckFailure([error.description])
    }
    do {
      let problems = try DatabaseLint.problems(connection)
      guard problems.isEmpty else { throw CheckFailure(problems) }
      let catalog = try Catalog(connection)
      var file = try SchemaFile(path: settings.schemaPath)
      try report(BindingCheck(file, catalog).problems)
      file.learnKeyTypes(from: catalog)
      return file
    } catch let error as QueryError {
      switch error {
      case .database(let error) where error.sqlState == "3F000":
        throw CheckFailure(["the database is not prepared: run heirloom migrate"])
      case .database(let error): throw CheckFailure(["the catalog cannot be read: \(error.explanation())"])
      case .connection: throw CheckFailure(["the connection to the database was lost"])
      }
    }
  }

  /// Many missing procedures have one cause.
  private static func report(_ problems: [String]) throws(CheckFailure) {
    guard let first = problems.first else { return }
    let missing = problems.filter { $0.contains("does not exist") }
    guard missing.count > 3, missing.count == problems.count else { throw CheckFailure(problems) }
    throw CheckFailure(["\(missing.count) procedures are missing, the first for \(first)"])
  }

  private static func jwks(_ settings: Settings) throws -> String {
    if !settings.jwks.isEmpty { return settings.jwks }
    guard settings.isDevelopment else {
      throw CheckFailure(["identity.jwks is not set: which keys sign access tokens?"])
    }
    return try DevelopmentKeys(stateDirectory: settings.stateDirectory).writeKeySet()
  }

  private static func pool(_ settings: Settings, _ logger: Logger) throws -> WorkerPool {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let workers = settings.workers > 0 ? settings.workers : 2 * cores
    return try WorkerPool(
      ConnectionSettings(address: settings.databaseURL, sessionCommands: SnapshotPort.sessionCommands),
      PoolSettings(
        workers: workers, spares: 1, sharers: cores, processors: cores, queueMax: settings.queueLengthMax,
        waitMax: .milliseconds(settings.queueMilliseconds), briefMax: .milliseconds(settings.shareMilliseconds))
    ) { event in
      switch event {
      case .connected(let worker): logger.debug("connected to the database", metadata: ["worker": "\(worker)"])
      case .connectFailed(let worker, let error, let delay):
        logger.warning(
          "no connection to the database",
          metadata: ["worker": "\(worker)", "reason": "\(error.reason)", "retryIn": "\(delay)"])
      case .connectionLost(let worker): logger.info("gave up a connection", metadata: ["worker": "\(worker)"])
      }
    }
  }

  // MARK: Serving

  /// Serves until the task is cancelled or the process is asked to end; then finishes what is in work.
  /// - Parameter onRunning: Told the port once requests are accepted.
  public func serve(onRunning: @escaping @Sendable (Int) async -> Void) async throws {
    defer { pool.shutdown(within: .seconds(10)) }
    keys.startPolling()
    let pool = pool
    for loop in Self.loops.makeIterator() { loop.execute { pool.watchThread() } }
    let pipeline = pipeline
    let endpoint = GraphQLChannelHandler.Endpoint(
      path: Gateway.path, bodyBytesMax: settings.bodyBytesMax,
      arrivalTime: .milliseconds(Int64(settings.arrivalMilliseconds)), idleTime: .milliseconds(Int64(settings.idleMilliseconds)),
      profile: settings.statusProfile)
    var application = Application(
      router: routes(), server: transport.server(endpoint) { pipeline.respond($0, $1) },
      configuration: ApplicationConfiguration(address: .hostname(settings.host, port: settings.port), serverName: nil),
      onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) },
      eventLoopGroupProvider: .shared(Self.loops), logger: logger)
    application.addServices(IdleMemory(plans: pipeline.cache))
    try await application.runService()
  }

  private func routes() -> Router<BasicRequestContext> {
    let router = Router()
    let pool = pool
    let keys = keys
    router.get("/health/live") { _, _ in HTTPResponse.Status.ok }
    router.get("/health/ready") { _, _ -> HTTPResponse.Status in
      pool.counters.connectionsOpen > 0 && keys.current != nil ? .ok : .serviceUnavailable
    }
    if settings.showsMetrics {
      let figures = pipeline.figures
      router.get("/metrics") { _, _ in
        Response(
          status: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
          body: ResponseBody(byteBuffer: ByteBuffer(string: figures.text)))
      }
    }
    return router
  }
}

extension SchemaFile {
  /// Takes the types of keys from the procedures that load by them.
  mutating func learnKeyTypes(from catalog: Catalog) {
    for (name, entity) in bindings.entities {
      guard let type = catalog.procedures[entity.procedure]?.first?.inputs.first?.type else { continue }
      bindings.setKeyType(Self.keyTypes[type] ?? .text, ofEntity: name)
    }
  }

  private static let keyTypes: [String: CellType] = [
    "uuid[]": .uuid, "bigint[]": .int64, "integer[]": .int32, "smallint[]": .int16,
  ]
}
