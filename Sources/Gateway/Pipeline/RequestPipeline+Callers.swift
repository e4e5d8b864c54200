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
    guard plan.calls.isEmpty, let caller, !recentCallers.isAccepted(caller, now: .now) else { return }
    try port.open()
    recentCallers.accept(caller, now: .now)
  }

  /// Outside development the schema is shown to programs whose key has the scope `schema:read`, and to nobody else.
  func guardIntrospection(_ plan: Plan, _ port: inout SnapshotPort) throws(RequestFailure) {
    guard plan.introspects, !settings.isDevelopment else { return }
    do throws(CallFailure) {
      if case .program = port.caller { try port.open() }
    } catch {
      throw RequestFailure(error, isConnectionLost: false)
    }
    guard port.grant?.scopes.contains("schema:read") == true else {
      throw RequestFailure([(.introspectionDisabled, ErrorCode.introspectionDisabled.message, [])])
    }
  }

  /// Notes whether the secret of a key was right, and now and then in the database that the key is in use.
  func note(_ admitted: AdmittedCaller, _ port: SnapshotPort, _ failure: CallFailure?) {
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
    let deadline = ContinuousClock.now + .seconds(5)
    let job = Postgres.Job(taker: key.tenant, deadline: deadline) { connection, _ in
      let statements = [
        Statement("begin read write"), SnapshotPort.beginKeyRequest(key, timeoutMilliseconds: 5_000, requestID: nil),
        Statement("select api.note_key_use()"), Statement("commit"),
      ]
      let outcomes = try? connection.flush(statements, deadline: deadline)
      if outcomes?.allSatisfy(\.isSuccess) != true { self.warn(ofUnnoted: key) }
      return .finished
    } refuse: { _ in
      self.warn(ofUnnoted: key)
    }
    pool.submit(job)
  }

  private func warn(ofUnnoted key: APIKey) {
    logger.warning("the use of an API key was not noted", metadata: ["key": "\(key.prefix)"])
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
