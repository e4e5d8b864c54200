import Glibc

/// What a thread does next: something, or wait until woken or until an instant.
enum Turn<Action> {
  case perform(Action)
  case wait(until: ContinuousClock.Instant?)
}

/// State behind a lock, with numbered conditions to wait for.
///
/// The lock is pthread's, also where nobody waits: ThreadSanitizer does not see that `Synchronization.Mutex` orders threads.
/// `@unchecked Sendable`: `state` is touched only between lock and unlock of `mutex`; the pointers never change.
@safe final class Monitor<State: Sendable>: @unchecked Sendable {
  private var state: State
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let conditionCount: Int
  private let conditions: UnsafeMutablePointer<pthread_cond_t>

  init(_ state: State, conditionCount: Int = 0) {
    self.state = state
    self.conditionCount = conditionCount
    unsafe mutex = .allocate(capacity: 1)
    unsafe mutex.initialize(to: pthread_mutex_t())
    _ = unsafe pthread_mutex_init(mutex, nil)
    unsafe conditions = .allocate(capacity: conditionCount)
    var attributes = pthread_condattr_t()
    _ = unsafe pthread_condattr_init(&attributes)
    _ = unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    for index in 0..<conditionCount {
      unsafe (conditions + index).initialize(to: pthread_cond_t())
      _ = unsafe pthread_cond_init(conditions + index, &attributes)
    }
    _ = unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    for index in 0..<conditionCount { _ = unsafe pthread_cond_destroy(conditions + index) }
    unsafe conditions.deallocate()
    _ = unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  func withLock<Result>(_ body: (inout State) -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return body(&state)
  }

  /// Asks `next` again after every wake-up until it has something to perform.
  func await<Action>(on condition: Int, _ next: (inout State) -> Turn<Action>) -> Action {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while true {
      switch next(&state) {
      case .perform(let action): return action
      case .wait(let deadline): wait(on: condition, until: deadline)
      }
    }
  }

  /// Wakes one thread waiting on a condition that exists.
  func wake(_ condition: Int) {
    _ = unsafe pthread_cond_signal(conditions + condition)
  }

  private func wait(on condition: Int, until deadline: ContinuousClock.Instant?) {
    guard let deadline else {
      _ = unsafe pthread_cond_wait(conditions + condition, mutex)
      return
    }
    // The two clocks differ while the machine sleeps, so only the distance is carried over.
    let left = max(.zero, deadline - .now).components
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    let nanoseconds = time.tv_nsec + Int(left.attoseconds / 1_000_000_000)
    time.tv_sec += Int(left.seconds) + nanoseconds / 1_000_000_000
    time.tv_nsec = nanoseconds % 1_000_000_000
    _ = unsafe pthread_cond_timedwait(conditions + condition, mutex, &time)
  }
}
