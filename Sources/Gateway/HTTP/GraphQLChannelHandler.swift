/// Answers `/graphql` inside the server's channel pipeline and lets every other request through to the router.
///
/// One request of a connection is in work at a time: what arrives meanwhile waits, errors and the end of input in their place
/// among the requests, and reading stops. A client that goes away cancels its request. A client that only ends its sending is
/// answered everything it sent. On `Connection: close` and shutdown of the server the response in work is the last.
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
    /// The last response is written: what still comes is dropped.
    case closing
  }

  /// What comes in, in its order.
  private enum Arrival {
    case part(HTTPRequestPart)
    case failure(any Error)
    case inputClosed
  }

  /// How long a client may take to read the last response and close; closing at once could destroy what is on the way.
  private static let lingering = TimeAmount.seconds(1)

  private let path: String
  private let bodyBytesMax: Int
  private let respond: GraphQLResponder
  private var work = Work.none
  private var waiting: CircularBuffer<Arrival> = []
  private var isReadPending = false
  private var closesAfterResponse = false
  private var cancel: (@Sendable () -> Void)?

  init(path: String, bodyBytesMax: Int, respond: @escaping GraphQLResponder) {
    self.path = path
    self.bodyBytesMax = bodyBytesMax
    self.respond = respond
  }

  // MARK: Inbound

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    receive(.part(unwrapInboundIn(data)), context)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    receive(.failure(error), context)
  }

  private func receive(_ arrival: Arrival, _ context: ChannelHandlerContext) {
    if waiting.isEmpty, !isBusy { accept(arrival, context) } else { waiting.append(arrival) }
  }

  /// Whether a complete request is in work.
  private var isBusy: Bool {
    switch work {
    case .answering, .routing(requestEnded: true, _): true
    case .none, .reading, .routing, .closing: false
    }
  }

  private func accept(_ arrival: Arrival, _ context: ChannelHandlerContext) {
    switch (work, arrival) {
    case (.closing, .inputClosed): context.close(promise: nil)
    case (.closing, _): break
    case (_, .part(let part)): accept(part, context)
    case (.reading(let head, _), _):
      refuse(head, RequestRefusal(.badRequest, "The request ends before its body does."), context)
    case (_, .failure(let error)): context.fireErrorCaught(error)
    case (_, .inputClosed): context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    }
  }

  private func accept(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
    switch (work, part) {
    case (.none, .head(let head)) where isForGraphQL(head):
      start(head, context)
    case (.none, .head):
      work = .routing(requestEnded: false, responseEnded: false)
      context.fireChannelRead(wrapInboundOut(part))
    case (.reading(let head, var body), .body(let bytes)):
      work = .none
      if body.count + bytes.readableBytes > bodyBytesMax {
        refuse(head, bodyTooLarge, context)
      } else {
        body.append(contentsOf: bytes.readableBytesView)
        work = .reading(head, body)
      }
    case (.reading(let head, let body), .end):
      answer(head, body, context)
    case (.routing(_, let responseEnded), _):
      if case .end = part { work = responseEnded ? .none : .routing(requestEnded: true, responseEnded: false) }
      context.fireChannelRead(wrapInboundOut(part))
    case (.none, _), (.reading, .head), (.answering, _), (.closing, _):
      break
    }
  }

  private func isForGraphQL(_ head: HTTPRequest) -> Bool {
    guard let target = head.path else { return false }
    return target == path || target.hasPrefix(path + "?")
  }

  private func start(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
    let length = head.headerFields[.contentLength].flatMap { Int($0) } ?? 0
    if length > bodyBytesMax {
      refuse(head, bodyTooLarge, context)
      return
    }
    if head.headerFields[.expect]?.lowercased() == "100-continue" {
      context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
    }
    var body: [UInt8] = []
    body.reserveCapacity(length)
    work = .reading(head, body)
  }

  private var bodyTooLarge: RequestRefusal {
    RequestRefusal(.bodyTooLarge, "The request body is larger than \(bodyBytesMax) bytes.")
  }

  /// Answers before the request is complete; where the next one would start is unknown, so the connection closes.
  private func refuse(_ head: HTTPRequest, _ refusal: RequestRefusal, _ context: ChannelHandlerContext) {
    closesAfterResponse = true
    write(.refusal(refusal, as: .json, requestID: RequestID.next()), to: head, context)
    settle(context)
  }

  private func answer(_ head: HTTPRequest, _ body: [UInt8], _ context: ChannelHandlerContext) {
    work = .answering(head)
    let options = head.headerFields[.connection]?.split(separator: ",") ?? []
    if options.contains(where: { $0.trimmed.lowercased() == "close" }) { closesAfterResponse = true }
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
    promise?.futureResult.assumeIsolated().whenComplete { _ in Self.close(context) }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: promise)
  }

  /// Ends the sending, then the connection once the client has ended its own or had time to.
  private static func close(_ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    context.close(mode: .output, promise: nil)
    context.eventLoop.assumeIsolated().scheduleTask(in: lingering) { context.close(promise: nil) }
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
    work = closesAfterResponse ? .closing : .none
    if !isBusy, !waiting.isEmpty {
      while !isBusy, let next = waiting.popFirst() { accept(next, context) }
      // What went on to the router is taken up at the end of a batch.
      context.fireChannelReadComplete()
    }
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
    switch event {
    case let event as ChannelEvent where event == .inputClosed:
      if case .answering = work { probe(context) }
      receive(.inputClosed, context)
    case is ChannelShouldQuiesceEvent: quiesce(event, context)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  /// A client that sends nothing more may still read, or be gone: the two look alike until something is sent. `100 Continue` means
  /// nothing to the one, and from the other it brings back a reset, which cancels the request.
  private func probe(_ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
  }

  /// The server shuts down: the request in work is the last. What follows in the pipeline knows only of the router's requests.
  private func quiesce(_ event: Any, _ context: ChannelHandlerContext) {
    closesAfterResponse = true
    switch work {
    case .reading, .answering, .closing: break
    case .none, .routing: context.fireUserInboundEventTriggered(event)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    cancel?()
    cancel = nil
    work = .closing
    waiting.removeAll()
    context.fireChannelInactive()
  }
}
