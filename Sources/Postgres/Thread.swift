import Glibc

/// A thread that was started; join or detach it exactly once.
struct Thread: Sendable {
  fileprivate let id: pthread_t

  func join() { pthread_join(id, nil) }
  func detach() { pthread_detach(id) }
}

/// Nil when the system refuses another thread.
func startThread(_ body: @escaping @Sendable () -> Void) -> Thread? {
  let argument = unsafe Unmanaged.passRetained(ThreadBody(run: body))
  var id = pthread_t()
  let status = unsafe pthread_create(
    &id, nil,
    { argument in
      guard let argument = unsafe argument else { return nil }
      unsafe Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
      return nil
    }, argument.toOpaque())
  guard status == 0 else {
    unsafe argument.release()
    return nil
  }
  return Thread(id: id)
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(run: @escaping @Sendable () -> Void) { self.run = run }
}
