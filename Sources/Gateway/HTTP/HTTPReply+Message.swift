import HTTPTypes
import NIOCore

extension HTTPReply {
  /// The response as HTTP/1.1 writes it (RFC 9112, section 2.1), in one piece.
  /// - Parameter isLast: Whether the connection closes after it.
  /// - Parameter hasBody: False for what answers HEAD.
  func message(isLast: Bool, hasBody: Bool, _ allocator: ByteBufferAllocator) -> ByteBuffer {
    var message = allocator.buffer(capacity: 512 + (hasBody ? body.count : 0))
    message.writeStaticString("HTTP/1.1 ")
    message.writeString(String(status.code))
    message.writeStaticString(" ")
    message.writeString(status.reasonPhrase)
    message.writeStaticString("\r\n")
    forEachField { name, value in
      message.writeString(name.rawName)
      message.writeStaticString(": ")
      message.writeString(value)
      message.writeStaticString("\r\n")
    }
    if isLast { message.writeStaticString("Connection: close\r\n") }
    message.writeStaticString("\r\n")
    if hasBody { message.writeBytes(body) }
    return message
  }
}
