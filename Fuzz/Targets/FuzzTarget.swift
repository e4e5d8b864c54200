/// FuzzTargets: what clients can send, byte by byte, to the parts that read it.
///
/// A target ends the process when an input traps, breaks a promise, or takes more than `milliseconds` of processor time;
/// libFuzzer then keeps the input.
import Glibc

public enum FuzzTarget: String, CaseIterable, Sendable {
  /// Lexer, parser, printer.
  case documents
  /// Validation, limits, cost and plans, over the schema of this repository.
  case operations
  /// Media types, URLs and bodies of GraphQL over HTTP.
  case requests
  /// Access tokens, API keys, cursors, ids.
  case tokens

  /// The first argument of the process.
  public static let current = CommandLine.arguments.dropFirst().first.flatMap { FuzzTarget(rawValue: $0) }

  static let millisecondsMax = 50

  /// Makes what targets need once, so that no input is charged for it.
  public static func prepare() {
    switch current {
    case .operations: readOperation(Array("{ __typename }".utf8))
    case .tokens: readTokens([])
    case .documents, .requests, nil: break
    }
  }

  public static func run(_ input: [UInt8]) {
    let start = processorNanoseconds()
    switch current {
    case .documents: readDocument(input)
    case .operations: readOperation(input)
    case .requests: readRequest(input)
    case .tokens: readTokens(input)
    case nil: break
    }
    let milliseconds = Int(processorNanoseconds() - start) / 1_000_000
    if milliseconds > millisecondsMax { broken("it took \(milliseconds) ms for \(input.count) bytes") }
  }

  /// Ends the process over an input that breaks a promise.
  static func broken(_ promise: String) -> Never {
    fatalError("broken promise: \(promise)")
  }

  private static func processorNanoseconds() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
