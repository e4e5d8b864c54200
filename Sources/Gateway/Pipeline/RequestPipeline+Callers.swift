import GraphQLExecution
import Logging
import Postgres
import Rows

/// What callers may do beyond what procedures decide.
extension RequestPipeline {
  /// Refuses a key whose secret is being guessed.
  func guardAttempts(_ caller: Caller?) throws(RequestFailure) {
    guard case .program(let key) = caller, !keyAttempts.allows(key, now: .now) else { return }
    throw RequestFailure(refusal: RequestRefusal(.rateLimited, ErrorCode.rateLimited.message))
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
    guard port.scopes.contains("schema:read") else {
      throw RequestFailure([(.introspectionDisabled, ErrorCode.introspectionDisabled.message, [])])
    }
  }

  /// Notes whether the secret of a key was right, and now and then in the database that the key is in use.
  func note(_ caller: Caller?, _ failure: CallFailure?) {
    guard case .program(let key) = caller else { return }
    if failure?.code == ErrorCode.unauthenticated.rawValue {
      keyAttempts.fail(key, now: .now)
    } else if failure == nil, keyAttempts.succeed(key, now: .now) {
      noteUse(of: key)
    }
  }

  private func noteUse(of key: APIKey) {
    let deadline = ContinuousClock.now + .seconds(5)
    let job = Postgres.Job(deadline: deadline) { connection, _ in
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
