import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// What the gateway's port speaks: HTTP/1.1, and when built with the trait `TLS` also HTTP/2, over TLS when there is a certificate.
struct Transport: Sendable {
  #if TLS
  private let certificate: ServerCertificate?

  init(_ settings: Settings, _ logger: Logger) throws(CheckFailure) { certificate = try ServerCertificate(settings, logger) }
  #else
  init(_ settings: Settings, _ logger: Logger) throws(CheckFailure) {
    for (name, value) in [("certificate", settings.certificatePath), ("key", settings.certificateKeyPath)] where !value.isEmpty {
      throw CheckFailure(["server.tls.\(name) is set, but this heirloom was built without TLS: swift build --traits TLS"])
    }
  }
  #endif

  /// The server whose requests for the endpoint are answered by `respond`, all others by the router.
  func server(_ endpoint: GraphQLChannelHandler.Endpoint, _ respond: @escaping GraphQLResponder) -> HTTPServerBuilder {
    let configuration = HTTP1Channel.Configuration(
      additionalChannelHandlers: [GraphQLChannelHandler(endpoint, respond: respond)],
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: Gateway.headerBytesMax, maxHeaderListSize: Gateway.headerBytesMax,
        maxHeaderFieldCount: Gateway.headerFieldsMax))
    #if TLS
    let certificate = certificate
    return HTTPServerBuilder { responder in
      let one = HTTP1Channel(responder: responder, configuration: configuration)
      return VersionedChannel(one: one, endpoint: endpoint, certificate: certificate, respond: respond)
    }
    #else
    return .http1(configuration: configuration)
    #endif
  }
}
