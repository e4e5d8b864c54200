/// Answers `/graphql` inside the server's channel pipeline and lets every other request through to the router.
///
/// One request of a connection is in work at a time: parts of pipelined requests wait, and reading stops while they do. A
/// client that goes away cancels its request. A connection that should close, by `Connection: close`, half-close or shutdown
/// of the server, does so after the response in work.
import HTTPTypes
import NIOCore
import NIOHTTPTypes

final class GraphQLChannelHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private enum Work {
    case none
    /// Reading a request for this handler.
    case reading(HTTPRequest, [UInt8])
    /// Waiting for the reply to a request, whose connection may have to close after it.
    case answering(HTTPRequest)
    /// A request of the router's: until its response has ended, and the request itself too.
    case routing(requestEnded: Bool, responseEnded: Bool)
    /// Refused while its body arrives: what still comes is dropped, the connection closes.
    case refused
  }

  private let path: String
  private let bodyBytesMax: Int
  private let respond: GraphQLResponder
  private var work = Work.none
  private var waiting: CircularBuffer<HTTPRequestPart> = []
  private var isReadPending = false
  private var closesAfterResponse = false
  private var heldEvents: [any Sendable] = []
  private var cancel: (@Sendable () -> Void)?

  init(path: String, bodyBytesMax: Int, respond: @escaping GraphQLResponder) {
    self.path = path
    self.bodyBytesMax = bodyBytesMax
    self.respond = respond
  }

  // MARK: Inbound

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    guard waiting.isEmpty, accept(part, context) else {
      waiting.append(part)
      return
    }
  }

  /// Takes a part on, or says that it has to wait.
  private func accept(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) -> Bool {
    switch (work, part) {
    case (.none, .head(let head)) where isForGraphQL(head):
      start(head, context)
    case (.none, .head):
      work = .routing(requestEnded: false, responseEnded: false)
      context.fireChannelRead(wrapInboundOut(part))
    case (.reading(let head, var body), .body(let bytes)):
      work = .none
      if body.count + bytes.readableBytes > bodyBytesMax {
        refuse(head, context)
      } else {
        body.append(contentsOf: bytes.readableBytesView)
        work = .reading(head, body)
      }
    case (.reading(let head, let body), .end):
      answer(head, body, context)
    case (.routing(_, let responseEnded), _) where !routingRequestEnded:
      if case .end = part { work = responseEnded ? .none : .routing(requestEnded: true, responseEnded: false) }
      context.fireChannelRead(wrapInboundOut(part))
    case (.refused, _), (.none, _), (.reading, .head):
      break
    case (.answering, _), (.routing, _):
      return false
    }
    return true
  }

  private var routingRequestEnded: Bool {
    if case .routing(let requestEnded, _) = work { requestEnded } else { false }
  }

  private func isForGraphQL(_ head: HTTPRequest) -> Bool {
    guard let target = head.path else { return false }
    return target == path || target.hasPrefix(path + "?")
  }

  private func start(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
    let length = head.headerFields[.contentLength].flatMap { Int($0) } ?? 0
    if length > bodyBytesMax {
      refuse(head, context)
      return
    }
    if head.headerFields[.expect]?.lowercased() == "100-continue" {
      context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
    }
    var body: [UInt8] = []
    body.reserveCapacity(length)
    work = .reading(head, body)
  }

  private func refuse(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
    work = .refused
    closesAfterResponse = true
    let refusal = RequestRefusal(.bodyTooLarge, "The request body is larger than \(bodyBytesMax) bytes.")
    write(.refusal(refusal, as: .json, requestID: RequestID.next()), to: head, context)
  }

  private func answer(_ head: HTTPRequest, _ body: [UInt8], _ context: ChannelHandlerContext) {
    work = .answering(head)
    if head.headerFields[.connection]?.lowercased() == "close" { closesAfterResponse = true }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let loop = context.eventLoop
    cancel = respond(GraphQLRequestMessage(head: head, body: body)) { reply in
      loop.execute {
        let (handler, context) = bound.value
        handler.finish(reply, context)
      }
    }
  }

  // MARK: Outbound

  private func finish(_ reply: HTTPReply, _ context: ChannelHandlerContext) {
    guard case .answering(let head) = work else { return }
    cancel = nil
    write(reply, to: head, context)
    settle(context)
  }

  private func write(_ reply: HTTPReply, to head: HTTPRequest, _ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    var response = HTTPResponse(status: reply.status, headerFields: reply.headers)
    response.headerFields[.contentLength] = String(reply.body.count)
    if closesAfterResponse { response.headerFields[.connection] = "close" }
    context.write(wrapOutboundOut(.head(response)), promise: nil)
    if head.method != .head, !reply.body.isEmpty {
      context.write(wrapOutboundOut(.body(context.channel.allocator.buffer(bytes: reply.body))), promise: nil)
    }
    let promise = closesAfterResponse ? context.eventLoop.makePromise(of: Void.self) : nil
    promise?.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: promise)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let part = unwrapOutboundIn(data)
    context.write(data, promise: promise)
    guard case .end = part, case .routing(let requestEnded, _) = work else { return }
    if requestEnded {
      settle(context)
    } else {
      work = .routing(requestEnded: false, responseEnded: true)
    }
  }

  /// A response has ended: what waited goes on.
  private func settle(_ context: ChannelHandlerContext) {
    work = .none
    let events = heldEvents
    heldEvents = []
    for event in events { context.fireUserInboundEventTriggered(event) }
    guard !closesAfterResponse else { return }
    while let part = waiting.first, accept(part, context) { waiting.removeFirst() }
    if waiting.isEmpty, isReadPending {
      isReadPending = false
      context.read()
    }
  }

  func read(context: ChannelHandlerContext) {
    if waiting.isEmpty { context.read() } else { isReadPending = true }
  }

  // MARK: The connection's end

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .answering = work, let held = hold(event) {
      heldEvents.append(held)
      closesAfterResponse = true
      if held is ChannelEvent { probe(context) }
      return
    }
    context.fireUserInboundEventTriggered(event)
  }

  /// A client that sends nothing more may still read, or be gone: the two look alike until something is sent. `100 Continue` means
  /// nothing to the one, and from the other it brings back a reset, which cancels the request.
  private func probe(_ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
  }

  /// The event, when it asks for the connection's end and can wait for the response in work.
  private func hold(_ event: Any) -> (any Sendable)? {
    if let event = event as? ChannelShouldQuiesceEvent { return event }
    if let event = event as? ChannelEvent, event == .inputClosed { return event }
    return nil
  }

  func channelInactive(context: ChannelHandlerContext) {
    cancel?()
    cancel = nil
    work = .refused
    waiting.removeAll()
    context.fireChannelInactive()
  }
}
