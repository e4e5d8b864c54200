#if TLS
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP2
import NIOHTTPTypesHTTP2
import NIOSSL

/// A connection of either version of HTTP, over TLS when there is a certificate.
struct VersionedChannel: HTTPChannelHandler {
  typealias Streams = NIOHTTP2Handler.AsyncStreamMultiplexer<HTTP1Channel.Value>

  /// A connection whose version is known.
  enum Connection: Sendable {
    case one(HTTP1Channel.Value)
    case two(Streams)
  }

  struct Value: ServerChildChannelValue {
    /// Nil when the connection ended before its version was known.
    let connection: EventLoopFuture<Connection?>
    let channel: any Channel
  }

  /// Fewer than the hundred that are usual: each may hold a request's body.
  static let streamsMax = 32
  /// A larger head ends the connection; one up to this size is refused in words.
  private static let headerListBytesMax = 4 * Gateway.headerBytesMax

  let one: HTTP1Channel
  let endpoint: GraphQLChannelHandler.Endpoint
  let certificate: ServerCertificate?
  let respond: GraphQLResponder

  var responder: Responder { one.responder }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      let decided = channel.eventLoop.makePromise(of: Connection?.self)
      let handler = VersionHandler(isSecure: certificate != nil, endpoint) { version in
        switch version {
        case .one: one.setup(channel: channel, logger: logger).map { .one($0) }.cascade(to: decided)
        case .two: decided.completeWith(Result { .two(try setUpStreams(channel)) })
        case nil: decided.succeed(nil)
        }
      }
      if let certificate { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: certificate.current())) }
      try channel.pipeline.syncOperations.addHandler(handler)
      return Value(connection: decided.futureResult, channel: channel)
    }
  }

  private func setUpStreams(_ channel: any Channel) throws -> Streams {
    let pipeline = channel.pipeline.syncOperations
    let handler = StreamsHandler(idleTime: endpoint.idleTime)
    let streams = try pipeline.configureAsyncHTTP2Pipeline(
      mode: .server, streamDelegate: StreamsHandler.Delegate(handler: NIOLoopBound(handler, eventLoop: channel.eventLoop)),
      configuration: Self.configuration
    ) { stream in
      stream.eventLoop.makeCompletedFuture { try setUp(stream) }
    }
    try pipeline.addHandler(handler)
    return streams
  }

  /// What one client may ask of the protocol itself: beyond, the connection ends with `ENHANCE_YOUR_CALM`.
  private static var configuration: NIOHTTP2Handler.Configuration {
    var configuration = NIOHTTP2Handler.Configuration()
    configuration.connection.initialSettings = [
      HTTP2Setting(parameter: .maxConcurrentStreams, value: streamsMax),
      HTTP2Setting(parameter: .maxHeaderListSize, value: headerListBytesMax),
    ]
    configuration.connection.maximumBufferedControlFrames = 1_000
    configuration.connection.controlFrameRateLimit.maximumCount = 200
    configuration.connection.controlFrameRateLimit.windowLength = .seconds(30)
    configuration.stream.streamResetFrameRateLimit.maximumCount = 200
    configuration.stream.streamResetFrameRateLimit.windowLength = .seconds(30)
    return configuration
  }

  private func setUp(_ stream: any Channel) throws -> HTTP1Channel.Value {
    let handler = StreamHandler(endpoint)
    let pipeline = stream.pipeline.syncOperations
    try pipeline.addHandler(HTTP2FramePayloadToHTTPServerCodec())
    try pipeline.addHandler(handler)
    try pipeline.addHandler(GraphQLChannelHandler(endpoint, arrival: handler, respond: respond))
    return try HTTP1Channel.Value(wrappingChannelSynchronously: stream)
  }

  func handle(value: Value, logger: Logger) async {
    do {
      switch try await value.connection.get() {
      case .one(let connection): await one.handle(value: connection, logger: logger)
      case .two(let streams): try await handle(streams, logger)
      case nil: break
      }
    } catch {
      logger.debug("a connection ended", metadata: ["reason": "\(error)"])
    }
  }

  private func handle(_ streams: Streams, _ logger: Logger) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      for try await stream in streams.inbound {
        group.addTask { await handleHTTP(asyncChannel: stream, logger: logger) }
      }
    }
  }
}
#endif
