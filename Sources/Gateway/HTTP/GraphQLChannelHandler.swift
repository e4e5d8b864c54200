/// Answers `/graphql` inside the server's channel pipeline and lets every other request through to the router.
///
/// One request of a connection is in work at a time: what arrives meanwhile waits, errors and the end of input in their place
/// among the requests, and reading stops; so it does while the client does not take the responses that it has. A client that goes
/// away cancels its request. A client that only ends its sending is answered everything it sent. On `Connection: close` and shutdown
/// of the server the response in work is the last.
///
/// It serves connections of HTTP/1.1 and streams of HTTP/2, which are connections of one request.
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

final class GraphQLChannelHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private enum Work {
    case none
    /// Reading a request for this handler.
    case reading(RequestHead, [UInt8])
    /// Waiting for the reply to a request, whose connection may have to close after it.
    case answering(RequestHead)
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

  /// What the handler is told about its endpoint.
  struct Endpoint: Sendable {
    let path: String
    let bodyBytesMax: Int
    /// From the first byte of a request to its last.
    let arrivalTime: TimeAmount
    /// How long a connection may stay open without a request.
    let idleTime: TimeAmount
    let profile: StatusProfile
    let knownHeads = KnownHeads()
  }

  private let endpoint: Endpoint
  private let respond: GraphQLResponder
  private let arrival: any RequestArrival
  /// Two handlers before this one on a connection of HTTP/1.1: a stream has none.
  private let scouts: (bytes: ArrivalHandler, versions: OldVersionHandler)?
  private var work = Work.none
  private var waiting: CircularBuffer<Arrival> = []
  private var isReadPending = false
  private var closesAfterResponse = false
  private var cancel: (@Sendable () -> Void)?
  /// Of the request that is coming in.
  private var bodyBytes = 0

  /// For a connection of HTTP/1.1.
  init(_ endpoint: Endpoint, respond: @escaping GraphQLResponder) {
    self.endpoint = endpoint
    self.respond = respond
    let bytes = ArrivalHandler(endpoint)
    arrival = bytes
    scouts = (bytes, OldVersionHandler())
  }

  /// For a stream of HTTP/2.
  /// - Parameter arrival: Has seen the stream's requests before this handler.
  init(_ endpoint: Endpoint, arrival: any RequestArrival, respond: @escaping GraphQLResponder) {
    self.endpoint = endpoint
    self.respond = respond
    self.arrival = arrival
    scouts = nil
  }

  // MARK: Among the other handlers

  /// What decoded requests no longer tell is seen by two handlers before this one: bytes, and versions.
  func handlerAdded(context: ChannelHandlerContext) {
    guard let scouts else { return }
    let pipeline = context.pipeline.syncOperations
    do {
      let encoder = try pipeline.context(handlerType: HTTPResponseEncoder.self)
      try pipeline.addHandler(scouts.bytes, position: .before(encoder.handler))
      let decoder = try pipeline.context(handlerType: ByteToMessageHandler<HTTPRequestDecoder>.self)
      try pipeline.addHandler(scouts.versions, position: .after(decoder.handler))
      scouts.bytes.accept = { [self] head, body in accept(head, body, context) }
    } catch {
      context.fireErrorCaught(error)
      context.close(promise: nil)
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    guard let scouts else { return }
    context.pipeline.syncOperations.removeHandler(scouts.bytes, promise: nil)
    context.pipeline.syncOperations.removeHandler(scouts.versions, promise: nil)
  }

  // MARK: Inbound

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    if let scouts { follow(part, scouts.bytes) }
    if case .end = part { arrival.requestEnded() }
    receive(.part(part), context)
  }

  /// Tells the first of the scouts what it has to know of decoded requests to recognise others like them.
  private func follow(_ part: HTTPRequestPart, _ bytes: ArrivalHandler) {
    switch part {
    case .head(let head):
      bodyBytes = 0
      if head.headerFields[.connection] != nil || head.method == .connect { bytes.loseTrack() }
    case .body(let body): bodyBytes += body.readableBytes
    case .end:
      if case .reading(let head, _) = work, waiting.isEmpty, head.isRepeatable {
        bytes.requestEnds(head, bodyBytes: bodyBytes)
      } else {
        bytes.requestEnds(nil, bodyBytes: bodyBytes)
      }
    }
  }

  /// Takes a complete request that was not decoded, if none is in work or waits.
  private func accept(_ head: RequestHead, _ body: ByteBufferView, _ context: ChannelHandlerContext) -> Bool {
    guard case .none = work, waiting.isEmpty, !isBusy(context) else { return false }
    answer(head, Array(body), context)
    return true
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    receive(.failure(error), context)
  }

  private func receive(_ arrival: Arrival, _ context: ChannelHandlerContext) {
    if waiting.isEmpty, !isBusy(context) { accept(arrival, context) } else { waiting.append(arrival) }
  }

  /// Whether a complete request is in work, or a response still to be taken.
  private func isBusy(_ context: ChannelHandlerContext) -> Bool {
    switch work {
    case .answering, .routing(requestEnded: true, _): true
    case .none: !context.channel.isWritable
    case .reading, .routing, .closing: false
    }
  }

  private func accept(_ arrival: Arrival, _ context: ChannelHandlerContext) {
    switch (work, arrival) {
    case (.closing, .inputClosed): context.close(promise: nil)
    case (.closing, _): break
    case (_, .part(let part)): accept(part, context)
    case (.reading(let head, _), .failure(let error)): refuse(head, refusal(for: error, inBody: true), context)
    case (.reading(let head, _), .inputClosed):
      refuse(head, RequestRefusal(.badRequest, "The request ends before its body does."), context)
    case (.none, .failure(let error)) where error is HTTPParserError || error is ArrivalTimeout:
      refuse(nil, refusal(for: error, inBody: false), context)
    case (_, .failure(is ArrivalTimeout)): context.close(promise: nil)
    case (_, .failure(let error)): context.fireErrorCaught(error)
    case (_, .inputClosed): context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    }
  }

  /// What a client is told of a request that could not be read to its end.
  private func refusal(for error: any Error, inBody: Bool) -> RequestRefusal {
    switch error {
    case is ArrivalTimeout:
      RequestRefusal(.requestTimeout, "The request took longer than \(endpoint.arrivalTime.nanoseconds / 1_000_000) ms to arrive.")
    case HTTPParserError.headerOverflow where inBody: RequestRefusal(.headersTooLarge, "The request's trailers are too large.")
    case HTTPParserError.headerOverflow where arrival.hasFirstLine(longerThan: Gateway.headerBytesMax):
      RequestRefusal(.uriTooLong, "The request's URI is longer than \(Gateway.headerBytesMax) bytes; send it by POST.")
    case HTTPParserError.headerOverflow:
      RequestRefusal(
        .headersTooLarge, "The request has more than \(Gateway.headerFieldsMax) header fields or \(Gateway.headerBytesMax) bytes of them.")
    case HTTPParserError.invalidMethod where arrival.target.map(isForGraphQL) == true: .unknownMethod
    default: RequestRefusal(.badRequest, "The request is not HTTP that can be read.")
    }
  }

  private func accept(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
    switch (work, part) {
    case (.none, .head(let head)) where head.path.map(isForGraphQL) == true:
      start(RequestHead(head), context)
    case (.none, .head):
      work = .routing(requestEnded: false, responseEnded: false)
      context.fireChannelRead(wrapInboundOut(part))
    case (.reading(let head, var body), .body(let bytes)):
      work = .none
      if body.count + bytes.readableBytes > endpoint.bodyBytesMax {
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

  private func isForGraphQL(_ target: String) -> Bool {
    target == endpoint.path || target.hasPrefix(endpoint.path + "?")
  }

  private func start(_ head: RequestHead, _ context: ChannelHandlerContext) {
    // The decoder has seen that it is a number, but not that it is one for an Int.
    let length = head.contentLength.joined.map { Int($0) ?? .max } ?? 0
    if length > endpoint.bodyBytesMax {
      refuse(head, bodyTooLarge, context)
      return
    }
    if head.expect.joined?.lowercased() == "100-continue" {
      context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
    }
    var body: [UInt8] = []
    body.reserveCapacity(length)
    work = .reading(head, body)
  }

  private var bodyTooLarge: RequestRefusal {
    RequestRefusal(.bodyTooLarge, "The request body is larger than \(endpoint.bodyBytesMax) bytes.")
  }

  /// Answers before the request is complete; where the next one would start is unknown, so the connection closes.
  /// - Parameter head: Nil when the request was not understood that far.
  private func refuse(_ head: RequestHead?, _ refusal: RequestRefusal, _ context: ChannelHandlerContext) {
    closesAfterResponse = true
    let form = head.flatMap { ResponseForm($0, profile: endpoint.profile) } ?? ResponseForm(mediaType: .json, profile: endpoint.profile)
    write(.refusal(refusal, as: form, requestID: RequestID.next()), to: head, context)
    settle(context)
  }

  private func answer(_ head: RequestHead, _ body: [UInt8], _ context: ChannelHandlerContext) {
    work = .answering(head)
    let options = head.connection.joined?.split(separator: ",") ?? []
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

  private func write(_ reply: HTTPReply, to head: RequestHead?, _ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    let promise = closesAfterResponse ? context.eventLoop.makePromise(of: Void.self) : nil
    promise?.futureResult.assumeIsolated().whenComplete { _ in Self.close(context) }
    let hasBody = head?.method != .head && !reply.body.isEmpty
    if let scouts {
      scouts.bytes.send(reply.message(isLast: closesAfterResponse, hasBody: hasBody, context.channel.allocator), promise)
      return
    }
    context.write(wrapOutboundOut(.head(reply.head)), promise: nil)
    if hasBody { context.write(wrapOutboundOut(.body(context.channel.allocator.buffer(bytes: reply.body))), promise: nil) }
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
    goOn(context)
  }

  private func goOn(_ context: ChannelHandlerContext) {
    if !isBusy(context), !waiting.isEmpty {
      while !isBusy(context), let next = waiting.popFirst() { accept(next, context) }
      // What went on to the router is taken up at the end of a batch.
      context.fireChannelReadComplete()
    }
    if waiting.isEmpty, isReadPending {
      isReadPending = false
      context.read()
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    goOn(context)
    context.fireChannelWritabilityChanged()
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
    case is ConnectionIdle:
      if case .none = work, waiting.isEmpty { context.close(promise: nil) }
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
