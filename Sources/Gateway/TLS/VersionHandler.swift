#if TLS
import NIOCore
import NIOTLS

enum HTTPVersion {
  case one, two
}

/// Finds out which version of HTTP a connection is to speak: what TLS agreed on, or how a client without TLS begins.
///
/// It ends connections that do not get that far in time (agreeing on TLS may take as long as a request may take to arrive), and
/// gives way to the handlers of the version.
final class VersionHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  /// What clients of HTTP/2 begin with (RFC 9113, section 3.4), as far as no other request does.
  private static let preface = "PRI * HTTP/2.0\r\n"

  private let isSecure: Bool
  private let arrivalTime: TimeAmount
  private let idleTime: TimeAmount
  /// Adds the handlers of the version to the channel, at once; nil when the connection ended before.
  private let decide: (HTTPVersion?) -> Void
  private var received = ByteBuffer()
  private var timer: Scheduled<Void>?
  private var isDecided = false

  init(isSecure: Bool, _ endpoint: GraphQLChannelHandler.Endpoint, decide: @escaping (HTTPVersion?) -> Void) {
    self.isSecure = isSecure
    arrivalTime = endpoint.arrivalTime
    idleTime = endpoint.idleTime
    self.decide = decide
  }

  func handlerAdded(context: ChannelHandlerContext) {
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: isSecure ? arrivalTime : idleTime) {
      context.close(promise: nil)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case TLSUserEvent.handshakeCompleted(let agreed): settle(agreed == "h2" ? .two : .one, context)
    case is ChannelShouldQuiesceEvent, ChannelEvent.inputClosed: giveUp(context)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    let isFirst = received.readableBytes == 0
    received.writeBuffer(&bytes)
    guard !isSecure else { return }
    let known = min(received.readableBytes, Self.preface.utf8.count)
    if !received.readableBytesView.starts(with: Self.preface.utf8.prefix(known)) {
      settle(.one, context)
    } else if known == Self.preface.utf8.count {
      settle(.two, context)
    } else if isFirst {
      timer?.cancel()
      timer = context.eventLoop.assumeIsolated().scheduleTask(in: arrivalTime) { [self] in settle(.one, context) }
    }
  }

  /// A client that ends its sending after no more than the beginning of a preface has sent no request of any version.
  private func giveUp(_ context: ChannelHandlerContext) {
    if isSecure || received.readableBytes == 0 {
      context.close(promise: nil)
    } else {
      settle(.one, context)
    }
  }

  private func settle(_ version: HTTPVersion, _ context: ChannelHandlerContext) {
    guard !isDecided else { return }
    finish(version)
    if received.readableBytes > 0 {
      context.fireChannelRead(wrapInboundOut(received))
      context.fireChannelReadComplete()
    }
    context.pipeline.syncOperations.removeHandler(self, promise: nil)
  }

  private func finish(_ version: HTTPVersion?) {
    guard !isDecided else { return }
    isDecided = true
    timer?.cancel()
    decide(version)
  }

  /// A handshake that failed.
  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func handlerRemoved(context: ChannelHandlerContext) { finish(nil) }

  func channelInactive(context: ChannelHandlerContext) {
    finish(nil)
    context.fireChannelInactive()
  }
}
#endif
