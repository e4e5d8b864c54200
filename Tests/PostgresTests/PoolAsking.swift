@testable import Postgres
import Testing

/// A value one thread leaves and another waits for.
final class Mailbox<Value: Sendable>: Sendable {
  private let monitor = Monitor<Value?>(nil, conditionCount: 1)

  func put(_ value: Value) {
    monitor.withLock { $0 = value }
    monitor.wake(0)
  }

  /// Waits for at most 20 seconds, so that a lost answer fails a test instead of hanging it.
  func take() -> Value? {
    let deadline = ContinuousClock.Instant.soon
    return monitor.await(on: 0) { value in
      value != nil || deadline <= .now ? .perform(value) : .wait(until: deadline)
    }
  }
}

enum Answer: Sendable, Equatable {
  case text(String?)
  case failed(ConnectionError)
  case refused(Refusal)
  /// Two answers to one job, or none.
  case wrong
}

extension WorkerPool {
  /// Submits a job; its answer arrives in the mailbox.
  func ask(
    within time: Duration = .seconds(15), cancellation: CancellationHandle? = nil,
    _ body: @escaping @Sendable (Connection, _ attempt: Int, _ deadline: ContinuousClock.Instant) throws(ConnectionError) -> Answer
  ) -> Mailbox<Answer> {
    let mailbox = Mailbox<Answer>()
    let deadline = ContinuousClock.now + time
    submit(
      Job(deadline: deadline, cancellation: cancellation) { connection, attempt in
        do throws(ConnectionError) {
          mailbox.put(try body(connection, attempt, deadline))
        } catch {
          if case .broken = error { return .ended(.retry) }
          mailbox.put(.failed(error))
        }
        return .ended(.finished)
      } refuse: { mailbox.put(.refused($0)) })
    return mailbox
  }

  /// Submits a statement that gives one text; repeated when the connection breaks.
  func ask(within time: Duration = .seconds(15), cancellation: CancellationHandle? = nil, _ text: String) -> Mailbox<Answer> {
    ask(within: time, cancellation: cancellation) { connection, _, deadline throws(ConnectionError) in
      let outcomes = try connection.flush([Statement(text)], deadline: deadline)
      return outcomes.map(Outcome.init) == [] ? .wrong : Answer(outcomes[0])
    }
  }
}

extension Answer {
  init(_ outcome: StatementOutcome) {
    switch Outcome(outcome) {
    case .rows(let rows): self = .text(rows.first?.first ?? nil)
    case .failure(let state): self = .text(state)
    case .skipped: self = .wrong
    }
  }
}
