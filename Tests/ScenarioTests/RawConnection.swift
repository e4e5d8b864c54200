import Foundation

/// One TCP connection spoken byte by byte, for what an HTTP client library would not send.
final class RawConnection: Sendable {
  enum Failure: Error {
    case notConnected
    case silent
  }

  private let socket: Int32

  init(port: Int) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: 30, tv_usec: 0)
    unsafe setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let connected = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(socket, $0, size) }
    }
    guard connected == 0 else { throw Failure.notConnected }
  }

  deinit { close(socket) }

  /// What the server no longer takes is not sent.
  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  func endSending() { shutdown(socket, Int32(SHUT_WR)) }

  /// - Throws: `Failure.silent` when the connection neither answers nor closes for half a minute.
  func readToEnd(pausing pause: Duration? = nil) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(socket, $0.baseAddress, $0.count, 0) }
      if count < 0, errno == EAGAIN { throw Failure.silent }
      guard count > 0 else { return bytes }
      bytes += buffer.prefix(count)
      if let pause { Thread.sleep(forTimeInterval: pause / .seconds(1)) }
    }
  }

  /// Blocks a thread of its own: those that run Swift tasks belong to the gateway, too.
  static func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
    }
  }

  /// Sends the texts, then reads until the server closes.
  static func responses(
    port: Int, to texts: [String], pausing pause: Duration? = nil, halfClosing: Bool = false
  ) async throws -> [Response] {
    Response.all(in: try await bytes(port: port, to: texts.map { Array($0.utf8) }, pausing: pause, halfClosing: halfClosing))
  }

  /// Sends the bytes, then reads until the server closes.
  static func bytes(
    port: Int, to parts: [[UInt8]], pausing pause: Duration? = nil, halfClosing: Bool = false
  ) async throws -> [UInt8] {
    try await onThread {
      let connection = try RawConnection(port: port)
      for part in parts {
        connection.send(part)
        if let pause { Thread.sleep(forTimeInterval: pause / .seconds(1)) }
      }
      if halfClosing { connection.endSending() }
      return try connection.readToEnd()
    }
  }
}

/// One HTTP response as it came.
struct Response: Equatable, CustomStringConvertible {
  let status: Int
  /// By names in lower case.
  let headers: [String: String]
  let body: String

  /// Status and body, as tests compare them.
  var description: String { body.isEmpty ? "\(status)" : "\(status) \(body)" }

  /// Splits what a connection gave; bodies are as long as `Content-Length` says.
  static func all(in bytes: [UInt8], toHead: Bool = false) -> [Response] {
    var rest = bytes[...]
    var responses: [Response] = []
    while let end = rest.firstRange(of: Array("\r\n\r\n".utf8)) {
      let lines = String(decoding: rest[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
      var headers: [String: String] = [:]
      for line in lines.dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1)
        if parts.count == 2 { headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces) }
      }
      let length = min(headers["content-length"].flatMap { Int($0) } ?? 0, rest.endIndex - end.upperBound)
      let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      let body = rest[end.upperBound..<(end.upperBound + length)]
      responses.append(Response(status: status, headers: headers, body: String(decoding: body, as: UTF8.self)))
      rest = rest[(end.upperBound + length)...]
    }
    return responses
  }
}
