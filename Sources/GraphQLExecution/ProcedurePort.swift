/// GraphQLExecution: a valid document becomes a plan; a plan, variables and rows become the bytes of a response.
///
/// The plan fixes, once per document, which procedures are called at which level and where each response field's cell
/// comes from. Executing it only gathers keys, calls and copies cells. Nothing here knows PostgreSQL: rows arrive
/// through a `ProcedurePort`.
public import Rows

/// One call of a level: the plan's call and the parameters it has this time, keys first.
public struct ProcedureCall: Sendable, Hashable {
  /// Index into `Plan.calls`.
  public let index: Int
  /// One parameter for each key column, then one for each argument, in the plan's order.
  public let parameters: [Parameter]

  public init(index: Int, parameters: [Parameter]) {
    self.index = index
    self.parameters = parameters
  }
}

/// Why a call gave no rows, with a code of the closed list that clients may see.
public struct CallFailure: Error, Sendable, Hashable {
  public let code: String
  public let message: String
  /// True for failures that end the whole request without data, such as a missing identity.
  public let endsRequest: Bool
  /// Byte offset of the part of the document that is to blame, when it is not a field as a whole.
  let offset: Int?

  init(code: String, message: String, at offset: Int) {
    self.code = code
    self.message = message
    self.offset = offset
    endsRequest = false
  }

  public init(code: String, message: String, endsRequest: Bool = false) {
    self.code = code
    self.message = message
    self.endsRequest = endsRequest
    offset = nil
  }
}

/// What became of one call of a flush.
public enum CallOutcome: Sendable {
  case rows(Table)
  case failure(CallFailure)
  /// Not run, because an earlier call of the same transaction failed.
  case skipped
}

/// Where rows come from: one flush a level, or one flush for all; all flushes of a request in one snapshot.
public protocol ProcedurePort {
  /// Whether all calls of the plan are to be made at once, if that goes well.
  var callsAtOnce: Bool { get }

  /// Makes all calls of the plan at once, before any `flush`, with keys from each other's rows as `CallChain` tells.
  /// - Parameter calls: By place in the plan, with keys from arguments, arguments, and where several fields give keys by arguments,
  ///   those of each; nil for those that are not made.
  /// - Returns: The rows of each call, none for those not made; nil when it did not go well, and the calls are to be made by levels.
  /// - Throws: As `flush`.
  mutating func flushAll(_ calls: [ProcedureCall?]) throws(CallFailure) -> [Table]?

  /// Sends what the next `flushAll` will be asked for, so that it only has to wait for the rows.
  mutating func sendAll(_ calls: [ProcedureCall?]) throws(CallFailure)

  /// Sends what the next `flush` will be asked for, which is the first and the last.
  mutating func send(_ calls: [ProcedureCall]) throws(CallFailure)

  /// Runs the calls of one level, together; outcomes are in the order of the calls.
  ///
  /// After a failure the snapshot is lost: the executor calls `restart` and begins again without the failed call.
  /// - Parameter isLast: No further flush follows when all these calls succeed.
  /// - Throws: The failure that ends the request: no connection, deadline passed, identity refused.
  mutating func flush(_ calls: [ProcedureCall], isLast: Bool) throws(CallFailure) -> [CallOutcome]

  /// Drops the current snapshot; the next flush begins a new one.
  mutating func restart() throws(CallFailure)
}

extension ProcedurePort {
  public var callsAtOnce: Bool { false }

  public mutating func flushAll(_ calls: [ProcedureCall?]) throws(CallFailure) -> [Table]? { nil }

  public mutating func sendAll(_ calls: [ProcedureCall?]) throws(CallFailure) {}

  public mutating func send(_ calls: [ProcedureCall]) throws(CallFailure) {}
}
