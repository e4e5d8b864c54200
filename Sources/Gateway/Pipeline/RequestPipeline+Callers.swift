import GraphQLExecution
import Logging
import Postgres
import Rows

/// What callers may do beyond what procedures decide.
extension RequestPipeline {
  /// The line of those of whom nobody knows which tenant they belong to.
  private static let strangers: Int32 = 0

  /// Finds out who asks, and whose turn the request waits for.
  ///
  /// Anybody can write a tenant's number into a key: a key that has not been right lately waits among strangers.
  func admit(_ head: RequestHead) throws(RequestRefusal) -> AdmittedCaller {
    let caller = try authenticator.caller(of: head)
    switch caller {
    case nil: return AdmittedCaller(caller: nil, taker: Self.strangers, isCounted: false)
    case .user(let token, _): return AdmittedCaller(caller: caller, taker: token.identity.tenant, isCounted: false)
    case .program(let key):
      switch keyAttempts.admit(key, now: .now) {
      case .known: return AdmittedCaller(caller: caller, taker: key.tenant, isCounted: true)
      case .unknown: return AdmittedCaller(caller: caller, taker: Self.strangers, isCounted: false)
      case .refused(let wait):
        var refusal = RequestRefusal(.rateLimited, ErrorCode.rateLimited.message)
        refusal.wait = wait
        throw refusal
      }
    }
  }

  /// Has the database accept a caller of whom it would hear nothing otherwise.
  func confirm(_ caller: Caller?, of plan: Plan, _ port: inout SnapshotPort) throws(CallFailure) {
    guard plan.calls.isEmpty, let caller, !acceptedCallers.contains(caller, now: .now) else { return }
    try port.open()
    acceptedCallers.insert(caller, now: .now)
  }

  /// Outside development the schema is shown to programs whose key has the scope `schema:read`, and to nobody else.
  func mayIntrospect(_ plan: Plan, _ port: inout SnapshotPort) throws(CallFailure) -> Bool {
    if !plan.introspects || settings.isDevelopment { return true }
    return try mayReadSchema(&port)
  }

  /// In development, users and programs whose key has the scope `schema:read` may ask why fields are null; nobody else, and nowhere
  /// else, where the question is not heard.
  func mayKnowRedactions(_ isAsked: Bool, _ port: inout SnapshotPort) throws(CallFailure) -> Bool {
    guard isAsked, settings.isDevelopment else { return false }
    if case .user = port.caller { return true }
    return try mayReadSchema(&port)
  }

  private func mayReadSchema(_ port: inout SnapshotPort) throws(CallFailure) -> Bool {
    if case .program = port.caller { try port.open() }
    return port.grant?.scopes.contains("schema:read") == true
  }

  /// Notes what became of a request: whether the secret of a key was right, that the key is in use, or that its caller is refused.
  func note(_ admitted: AdmittedCaller, _ port: SnapshotPort, _ failure: CallFailure?, _ exchange: Exchange) {
    if let failure, let caller = admitted.caller, port.refusedKnownCaller {
      note(refusalOf: caller, failure.code, exchange.requestID)
    }
    guard case .program(let key) = admitted.caller else { return }
    if failure?.code == ErrorCode.unauthenticated.rawValue {
      keyAttempts.fail(key, now: .now)
    } else if let grant = port.grant {
      let isToBeNoted = keyAttempts.succeed(key, now: .now)
      keyAttempts.limit(key, to: grant.requestsPerMinute, isCounted: admitted.isCounted, now: .now)
      if isToBeNoted { noteUse(of: key) }
    }
  }

  private func noteUse(of key: APIKey) {
    write(
      [
        SnapshotPort.beginKeyRequest(key, timeoutMilliseconds: Self.noteMilliseconds, requestID: nil),
        Statement("select api.note_key_use()"),
      ], tenant: key.tenant, orElse: "the use of an API key was not noted")
  }

  /// Has the refusal of a caller written to the audit log, if the database knows him; once in a while for each caller.
  func note(refusalOf caller: Caller, _ code: String, _ requestID: String) {
    guard !refusedCallers.contains(caller, now: .now) else { return }
    refusedCallers.insert(caller, now: .now)
    let statement = SnapshotPort.noteRefusal(of: caller, reason: code, requestID: requestID)
    write([statement], tenant: caller.tenant, orElse: "the refusal of a caller was not noted")
  }

  private static let noteMilliseconds = 5_000

  /// Writes something beside a request, in a transaction of its own; nobody waits for it.
  private func write(_ statements: [Statement], tenant: Int32, orElse warning: Logger.Message) {
    let deadline = ContinuousClock.now + .milliseconds(Self.noteMilliseconds)
    let job = Postgres.Job(taker: tenant, deadline: deadline) { connection, _ in
      let outcomes = try? connection.flush([Statement("begin read write")] + statements + [Statement("commit")], deadline: deadline)
      if outcomes?.allSatisfy(\.isSuccess) != true { self.warn(warning, tenant) }
      return .ended(.finished)
    } refuse: { _ in
      self.warn(warning, tenant)
    }
    pool.submit(job)
  }

  private func warn(_ message: Logger.Message, _ tenant: Int32) {
    logger.warning(message, metadata: ["tenant": "\(tenant)"])
  }
}

/// A caller whose request goes on.
struct AdmittedCaller: Sendable {
  let caller: Caller?
  /// Whose turn it waits for.
  let taker: Int32
  /// Whether its key's limit of requests has counted it.
  let isCounted: Bool
}
