import NIOCore
import NIOHTTP1

/// The time a request's bytes took to arrive is over.
struct ArrivalTimeout: Error {}

/// What is known of how a request came in.
protocol RequestArrival: AnyObject {
  /// A complete request was decoded: what comes next begins another.
  func requestEnded()
  /// Whether the first line of the request that is coming in is longer than that, as far as it has come.
  func hasFirstLine(longerThan bytesMax: Int) -> Bool
  /// The target in the first line of the request that is coming in, when that line came in one piece.
  var target: String? { get }
}

/// Nothing has come in or gone out for a while.
struct ConnectionIdle: Sendable {}

/// Sees the bytes of a connection before they are decoded: when a request begins, how its first line looks, and for how long
/// nothing has moved.
///
/// It reports a request that takes too long as the error `ArrivalTimeout`, and silence as the event `ConnectionIdle`. A client that
/// takes nothing of what it is sent loses the connection. A request that comes in one piece, as nearly all do, costs no timer.
///
/// A request whose head is known goes to the requests' handler without being decoded, as long as it is certain that the decoder is
/// between two requests, too.
final class ArrivalHandler: ChannelDuplexHandler, RemovableChannelHandler, RequestArrival {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let arrivalTime: TimeAmount
  private let idleTime: TimeAmount
  private let knownHeads: KnownHeads
  /// Takes a request that need not be decoded, or says that it cannot now.
  var accept: ((RequestHead, ByteBufferView) -> Bool)?
  /// Whether every request so far ended with the last of the bytes that had come.
  private var isBetweenRequests = true
  /// Of the request that is coming in: the bytes so far, and those of its head when it came in one piece.
  private var bytesSoFar = 0
  private var headLength: Int?
  /// Whether the decoder got something since it was last told that this was all for now.
  private var hasPassedOn = false
  /// The first bytes of the request that is coming in; nil between requests.
  private var beginning: ByteBuffer?
  private var context: ChannelHandlerContext?
  private var firstLineBytes = 0
  private var isInFirstLine = false
  private var arrivalTask: Scheduled<Void>?
  private var idleTask: Scheduled<Void>?
  private var lastMove = NIODeadline.now()
  /// How much waited to be sent when the connection was last found silent.
  private var unsentBytes = 0

  init(_ endpoint: GraphQLChannelHandler.Endpoint) {
    arrivalTime = endpoint.arrivalTime
    idleTime = endpoint.idleTime
    knownHeads = endpoint.knownHeads
  }

  // MARK: What the request's handler says and asks

  func requestEnded() {
    beginning = nil
    arrivalTask?.cancel()
    arrivalTask = nil
  }

  /// Tells of a request that was decoded how long its body was, before it has ended.
  /// - Parameter head: Nil when nothing may be concluded for later requests.
  func requestEnds(_ head: RequestHead?, bodyBytes: Int) {
    guard isBetweenRequests, let beginning, let headLength, bytesSoFar == headLength + bodyBytes else { return loseTrack() }
    if let head { knownHeads.learn(beginning.readableBytesView.prefix(headLength), head, bodyBytes: bodyBytes) }
  }

  /// From now on all requests are decoded.
  func loseTrack() { isBetweenRequests = false }

  func hasFirstLine(longerThan bytesMax: Int) -> Bool { beginning != nil && firstLineBytes > bytesMax }

  var target: String? {
    guard let line = beginning?.readableBytesView.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first else { return nil }
    let words = line.split(separator: UInt8(ascii: " "))
    guard words.count == 3, words[2].starts(with: Array("HTTP/1.".utf8)) else { return nil }
    return String(decoding: words[1], as: UTF8.self)
  }

  // MARK: Bytes

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    lastMove = .now()
    if beginning == nil {
      if isBetweenRequests, let known = knownHeads.find(bytes), accept?(known.head, known.body) == true { return }
      beginning = bytes
      firstLineBytes = 0
      isInFirstLine = true
      bytesSoFar = 0
      headLength = isBetweenRequests ? KnownHeads.headLength(in: bytes) : nil
    }
    bytesSoFar += bytes.readableBytes
    if isInFirstLine {
      let view = bytes.readableBytesView
      let end = view.firstIndex(of: UInt8(ascii: "\n"))
      isInFirstLine = end == nil
      firstLineBytes += view.distance(from: view.startIndex, to: end ?? view.endIndex)
    }
    hasPassedOn = true
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if beginning != nil, arrivalTask == nil {
      arrivalTask = context.eventLoop.assumeIsolated().scheduleTask(in: arrivalTime) { [self] in
        if beginning != nil { context.fireErrorCaught(ArrivalTimeout()) }
      }
    }
    guard hasPassedOn else { return }
    hasPassedOn = false
    context.fireChannelReadComplete()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    lastMove = .now()
    context.write(data, promise: promise)
  }

  /// Sends what need not be encoded any more.
  func send(_ bytes: ByteBuffer, _ promise: EventLoopPromise<Void>?) {
    guard let context else {
      promise?.fail(ChannelError.alreadyClosed)
      return
    }
    lastMove = .now()
    context.writeAndFlush(wrapOutboundOut(bytes), promise: promise)
  }

  // MARK: Silence

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    watch(context, in: idleTime)
  }

  private func watch(_ context: ChannelHandlerContext, in time: TimeAmount) {
    idleTask = context.eventLoop.assumeIsolated().scheduleTask(in: time) { [self] in
      let rest = lastMove + idleTime - .now()
      if rest > .zero {
        watch(context, in: rest)
      } else {
        lastMove = .now()
        watch(context, in: idleTime)
        report(context)
      }
    }
  }

  private func report(_ context: ChannelHandlerContext) {
    let unsent = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    if unsent > 0, unsent == unsentBytes {
      context.close(promise: nil)
    } else {
      unsentBytes = unsent
      context.fireUserInboundEventTriggered(ConnectionIdle())
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    stop()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    stop()
    accept = nil
    self.context = nil
  }

  private func stop() {
    requestEnded()
    idleTask?.cancel()
    idleTask = nil
  }
}

/// Says in the words of HTTP 1.1 what HTTP 1.0 means by saying nothing: the connection closes after the response.
///
/// https://www.rfc-editor.org/rfc/rfc9112#section-9.3
final class OldVersionHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(var head) = unwrapInboundIn(data), head.version != .http1_1 else {
      context.fireChannelRead(data)
      return
    }
    head.headers.replaceOrAdd(name: "Connection", value: "close")
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }
}
