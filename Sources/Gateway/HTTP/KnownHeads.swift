import NIOCore
import Synchronization

/// Heads of requests by their bytes: a client sends the same head with most of its requests, and what was decoded once need not be again.
///
/// A head is kept when it comes for the second time, so that heads which differ from request to request cost next to nothing. Only
/// those of requests that end where their `Content-Length` says and leave their connection open are offered.
final class KnownHeads: Sendable {
  private final class Known: Sendable {
    let bytes: ByteBufferView
    let head: RequestHead
    let bodyBytes: Int

    init(_ bytes: ByteBufferView, _ head: RequestHead, bodyBytes: Int) {
      self.bytes = ByteBuffer(bytes: bytes).readableBytesView
      self.head = head
      self.bodyBytes = bodyBytes
    }
  }

  private struct State {
    var heads: [Int: Known] = [:]
    /// Hashes of heads that came once, each in its place until another comes there.
    var seen = [Int](repeating: 0, count: KnownHeads.seenMax)
  }

  private static let headsMax = 1_000
  private static let headBytesMax = 4_096
  private static let seenMax = 1_024

  private let state = Mutex(State())

  /// The request in these bytes, if they are one with a known head, to its last byte.
  func find(_ bytes: ByteBuffer) -> (head: RequestHead, body: ByteBufferView)? {
    guard let length = Self.headLength(in: bytes) else { return nil }
    let head = bytes.readableBytesView.prefix(length)
    let hash = Self.hash(head)
    guard let known = state.withLock({ $0.heads[hash] }), bytes.readableBytes == length + known.bodyBytes, head == known.bytes
    else { return nil }
    return (known.head, bytes.readableBytesView.dropFirst(length))
  }

  func learn(_ bytes: ByteBufferView, _ head: RequestHead, bodyBytes: Int) {
    guard bytes.count <= Self.headBytesMax else { return }
    let hash = Self.hash(bytes)
    let isNew = state.withLock { state in
      let place = hash & (Self.seenMax - 1)
      defer { state.seen[place] = hash }
      return state.seen[place] != hash
    }
    if isNew { return }
    var head = head
    head.tokenDigest = Authenticator.tokenDigest(in: head)
    let known = Known(bytes, head, bodyBytes: bodyBytes)
    state.withLock { state in
      if state.heads.count >= Self.headsMax { state.heads = [:] }
      state.heads[hash] = known
    }
  }

  /// Up to the end of the first empty line; nil when none has come yet.
  static func headLength(in bytes: ByteBuffer) -> Int? {
    let view = bytes.readableBytesView
    var rest = view
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      rest = rest[(end + 1)...]
      if rest.count > 1, view[end + 1] == UInt8(ascii: "\r"), view[end + 2] == UInt8(ascii: "\n") { return end + 3 - view.startIndex }
    }
    return nil
  }

  private static func hash(_ bytes: ByteBufferView) -> Int {
    var hasher = Hasher()
    unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}
