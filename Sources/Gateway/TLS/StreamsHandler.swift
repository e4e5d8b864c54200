#if TLS
import NIOCore
import NIOHTTP2

/// Knows how many streams of a connection are open, and ends the connection when there have been none for a while, when the server
/// shuts down, and when the client breaks the protocol.
///
/// Nothing waits for an answer of the client: requests sent after `GOAWAY` were not begun, and may be sent again elsewhere.
final class StreamsHandler: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame
  typealias InboundOut = HTTP2Frame
  typealias OutboundOut = HTTP2Frame

  /// How long the requests of a connection may go on when the server shuts down.
  private static let graceTime = TimeAmount.seconds(10)
  /// How long a client may take to read what was sent last; closing at once could destroy what is on the way.
  private static let lingering = TimeAmount.seconds(1)

  private let idleTime: TimeAmount
  private var context: ChannelHandlerContext?
  private var openCount = 0
  private var lastStream = HTTP2StreamID.rootStream
  private var isEnding = false
  private var timer: Scheduled<Void>?

  init(idleTime: TimeAmount) { self.idleTime = idleTime }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    watch(context)
  }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  private func watch(_ context: ChannelHandlerContext) {
    timer?.cancel()
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: idleTime) { [self] in sayGoodbye(context) }
  }

  // MARK: Streams

  struct Delegate: NIOHTTP2StreamDelegate {
    let handler: NIOLoopBound<StreamsHandler>

    func streamCreated(_ id: HTTP2StreamID, channel: any Channel) { handler.value.opened(id) }
    func streamClosed(_ id: HTTP2StreamID, channel: any Channel) { handler.value.closed() }
  }

  private func opened(_ id: HTTP2StreamID) {
    openCount += 1
    lastStream = max(lastStream, id)
    guard !isEnding else { return }
    timer?.cancel()
  }

  private func closed() {
    openCount -= 1
    guard openCount == 0, let context else { return }
    if isEnding { finish(context) } else { watch(context) }
  }

  // MARK: The connection's end

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent { sayGoodbye(context) }
    context.fireUserInboundEventTriggered(event)
  }

  /// Of the fault the client has been told; what else it has asked gets little time.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard !isEnding else { return }
    context.flush()
    end(context, within: Self.lingering)
  }

  private func sayGoodbye(_ context: ChannelHandlerContext) {
    guard !isEnding else { return }
    let goodbye = HTTP2Frame.FramePayload.goAway(lastStreamID: lastStream, errorCode: .noError, opaqueData: nil)
    context.writeAndFlush(wrapOutboundOut(HTTP2Frame(streamID: .rootStream, payload: goodbye)), promise: nil)
    end(context, within: Self.graceTime)
  }

  private func end(_ context: ChannelHandlerContext, within time: TimeAmount) {
    isEnding = true
    if openCount == 0 { finish(context) } else { close(context, in: time) }
  }

  private func finish(_ context: ChannelHandlerContext) {
    context.close(mode: .output, promise: nil)
    close(context, in: Self.lingering)
  }

  private func close(_ context: ChannelHandlerContext, in time: TimeAmount) {
    timer?.cancel()
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }
}
#endif
