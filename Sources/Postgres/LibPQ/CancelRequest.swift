import CLibPQ

/// Owns a `PGcancel`: the key with which to ask the server to stop a connection's running statement.
///
/// `@unchecked Sendable`: libpq never changes a `PGcancel` after making it, and allows `PQcancel` on any thread.
@safe final class CancelRequest: @unchecked Sendable {
  private let cancel: OpaquePointer

  init(adopting cancel: OpaquePointer) {
    unsafe self.cancel = cancel
  }

  deinit {
    unsafe PQfreeCancel(cancel)
  }

  /// Connects, asks, and waits for the server to close. Blocks for as long as a frozen server does: see `Canceller`.
  func send() {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { complaint in
      // A refusal needs no answer: closing the connection makes the server notice soon enough.
      _ = unsafe PQcancel(cancel, complaint.baseAddress, 256)
    }
  }
}
