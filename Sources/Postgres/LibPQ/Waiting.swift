import CLibPQ
import Glibc

enum WaitResult { case ready, woken, timedOut }

/// Waits with poll(2) until the socket is ready, another thread woke this one, or the deadline passed.
func waitForSocket(
  _ socket: Int32, reading: Bool, writing: Bool, wake: WakeDescriptor? = nil, until deadline: ContinuousClock.Instant
) -> WaitResult {
  var events: Int32 = 0
  if reading { events |= POLLIN }
  if writing { events |= POLLOUT }
  // A negative descriptor is ignored by poll.
  return unsafe withUnsafeTemporaryAllocation(of: pollfd.self, capacity: 2) { descriptors in
    unsafe descriptors.initializeElement(at: 0, to: pollfd(fd: socket, events: Int16(events), revents: 0))
    unsafe descriptors.initializeElement(at: 1, to: pollfd(fd: wake?.number ?? -1, events: Int16(POLLIN), revents: 0))
    while true {
      let ready = unsafe poll(descriptors.baseAddress, 2, millisecondsLeft(until: deadline))
      if ready > 0 { return unsafe descriptors[1].revents != 0 ? .woken : .ready }
      // Interrupted by a signal: wait on. Any other error shows when libpq uses the socket.
      if ready < 0, errno != EINTR { return .ready }
      if ready == 0, deadline <= .now { return .timedOut }
    }
  }
}

/// Rounded up, so that a wait never ends before the deadline.
private func millisecondsLeft(until deadline: ContinuousClock.Instant) -> Int32 {
  let left = (deadline - .now).components
  guard left.seconds >= 0, left.attoseconds >= 0 else { return 0 }
  guard left.seconds < 1_000_000 else { return 1_000_000_000 }
  return Int32(left.seconds * 1000 + (left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
}

/// Owns a descriptor that one thread waits on and another makes readable.
final class WakeDescriptor: Sendable {
  let number: Int32

  /// Nil when the process has no descriptor left.
  init?() {
    number = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    if number < 0 { return nil }
  }

  deinit {
    close(number)
  }

  func wake() {
    var one: UInt64 = 1
    _ = unsafe write(number, &one, MemoryLayout<UInt64>.size)
  }
}
