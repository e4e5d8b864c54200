import Synchronization

/// Answers to `__schema` and `__type` that have been made: tools ask for the same large ones again and again.
///
/// Holds the last few answers of plans, which belong to one view of a schema, and only such as no variable is part of.
public final class IntrospectionAnswers: Sendable {
  static let answersMax = 8
  /// Of all answers together: a large schema's alone may be as long.
  static let bytesMax = 16 << 20

  private struct Answer {
    let plan: Plan
    let field: Int32
    let bytes: [UInt8]
  }

  private let answers = Mutex<[Answer]>([])

  public init() {}

  func find(_ plan: Plan, _ field: Int32) -> [UInt8]? {
    answers.withLock { answers in
      guard let index = answers.firstIndex(where: { $0.plan === plan && $0.field == field }) else { return nil }
      let answer = answers.remove(at: index)
      answers.append(answer)
      return answer.bytes
    }
  }

  func insert(_ bytes: [UInt8], _ plan: Plan, _ field: Int32) {
    guard bytes.count <= Self.bytesMax else { return }
    answers.withLock { answers in
      var heldBytes = answers.reduce(0) { $0 + $1.bytes.count }
      while answers.count >= Self.answersMax || heldBytes + bytes.count > Self.bytesMax {
        heldBytes -= answers.removeFirst().bytes.count
      }
      answers.append(Answer(plan: plan, field: field, bytes: bytes))
    }
  }
}
