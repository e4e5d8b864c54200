#if TLS
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOHTTPTypes
import NIOHTTPTypesHTTP2

/// Holds a stream of HTTP/2 to what a connection of HTTP/1.1 is held to: how large a request's head may be, how long the request may
/// take to arrive and the response to be taken.
final class StreamHandler: ChannelDuplexHandler, RemovableChannelHandler, RequestArrival {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let endpoint: GraphQLChannelHandler.Endpoint
  private var head: HTTPRequest?
  private var hasEnded = false
  private var hasAnswered = false
  private var arrivalTask: Scheduled<Void>?
  private var takingTask: Scheduled<Void>?

  init(_ endpoint: GraphQLChannelHandler.Endpoint) { self.endpoint = endpoint }

  // MARK: What the request's handler asks

  var target: String? { head?.path }

  func hasFirstLine(longerThan bytesMax: Int) -> Bool { (head?.path?.utf8.count ?? 0) > bytesMax }

  func requestEnded() {
    hasEnded = true
    arrivalTask?.cancel()
    arrivalTask = nil
  }

  // MARK: The request

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let fits =
      switch unwrapInboundIn(data) {
      case .head(let head):
        begin(head)
      case .end(let trailers):
        trailers.map { Self.fits($0, besides: 0) } ?? true
      case .body:
        true
      }
    if fits {
      context.fireChannelRead(data)
    } else {
      requestEnded()
      context.fireErrorCaught(HTTPParserError.headerOverflow)
    }
  }

  private func begin(_ head: HTTPRequest) -> Bool {
    self.head = head
    return Self.fits(head.headerFields, besides: (head.path?.utf8.count ?? 0) + (head.authority?.utf8.count ?? 0))
  }

  private static func fits(_ fields: HTTPFields, besides bytes: Int) -> Bool {
    let bytes = fields.reduce(bytes) { $0 + $1.name.rawName.utf8.count + $1.value.utf8.count }
    return bytes <= Gateway.headerBytesMax && fields.count <= Gateway.headerFieldsMax
  }

  /// A request that comes in one piece costs no timer.
  func channelReadComplete(context: ChannelHandlerContext) {
    if !hasEnded, arrivalTask == nil {
      arrivalTask = context.eventLoop.assumeIsolated().scheduleTask(in: endpoint.arrivalTime) { [self] in
        if !hasEnded { context.fireErrorCaught(ArrivalTimeout()) }
      }
    }
    context.fireChannelReadComplete()
  }

  // MARK: The response

  /// A client that takes nothing of its response for as long as a connection may be idle loses the stream.
  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .end = unwrapOutboundIn(data) else {
      context.write(data, promise: promise)
      return
    }
    takingTask = context.eventLoop.assumeIsolated().scheduleTask(in: endpoint.idleTime) { context.close(promise: nil) }
    let written = promise ?? context.eventLoop.makePromise()
    written.futureResult.assumeIsolated().whenComplete { [self] _ in takingTask?.cancel() }
    context.write(data, promise: written)
  }

  /// The response has ended the sending. A client that goes on for longer than it is waited for is told that no more is wanted, and
  /// that this is no error (RFC 9113, section 8.1).
  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    switch mode {
    case .output:
      hasAnswered = true
      promise?.succeed()
    case .all where hasAnswered:
      context.triggerUserOutboundEvent(NIOHTTP2FramePayloadToHTTPEvent.reset(code: .noError), promise: promise)
    default:
      context.close(mode: mode, promise: promise)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    requestEnded()
    takingTask?.cancel()
    context.fireChannelInactive()
  }
}
#endif
