import GraphQLLanguage

/// What came of a plan's run.
public struct ExecutionResult: Sendable {
  /// The whole response: `data`, `errors` if there are any, `extensions` if given.
  public let body: [UInt8]
  public let errors: [FieldError]
  public let alarms: [AccessAlarm]
  /// What it cost, if that was asked for.
  public let cost: OperationCost?
}

/// One run of a plan, for one request.
public struct Execution {
  private var executor: Executor

  public init(_ plan: Plan, _ request: ExecutionRequest) { executor = Executor(plan: plan, request: request) }

  /// Sends the calls, where one flush makes them all, so that `finish` only waits for their rows.
  /// - Throws: The failure that ends the request without data.
  public mutating func start(_ port: inout some ProcedurePort) throws(CallFailure) { try executor.send(&port) }

  /// Fetches the rows and writes the response.
  /// - Parameter requestID: What the `extensions` of errors name, so that the log line can be found; without,
  ///   errors have no `extensions`.
  /// - Parameter costMax: The limit to tell of in the response's `extensions`, with what the operation cost; without, or when it
  ///   cost nothing, they are left out.
  /// - Throws: The failure that ends the request without data.
  public mutating func finish(
    _ port: inout some ProcedurePort, requestID: String?, costMax: Int? = nil
  ) throws(CallFailure) -> ExecutionResult {
    let request = executor.request
    try executor.fetch(&port)
    var writer = ResponseWriter(executor: executor)
    writer.buffer.append("{\"data\":")
    writer.writeData()
    if !writer.errors.isEmpty {
      writer.buffer.append(",\"errors\":[")
      for (index, error) in writer.errors.enumerated() {
        if index > 0 { writer.buffer.append(UInt8(ascii: ",")) }
        let locations = error.offsets.map { request.document.location(of: $0) }
        writer.buffer.append(
          ResponseError(
            message: error.message, code: error.code, locations: locations, path: error.path, requestID: requestID))
      }
      writer.buffer.append(UInt8(ascii: "]"))
    }
    let total = costMax.map { executor.plan.charge(for: executor, limit: $0) }
    writer.writeExtensions(cost: total.flatMap { $0.requested > 0 ? $0 : nil })
    writer.buffer.append(UInt8(ascii: "}"))
    return ExecutionResult(body: writer.buffer.bytes, errors: writer.errors, alarms: writer.alarms, cost: total)
  }
}

extension Plan {
  fileprivate func charge(for executor: Executor, limit: Int) -> OperationCost {
    OperationCost(
      requested: executor.request.requestedCost(of: self), actual: cost.actual(of: executor, objects: objectArguments), limit: limit)
  }
}

extension ResponseWriter {
  /// The `extensions` of the response, if there is anything to say in them.
  fileprivate mutating func writeExtensions(cost: OperationCost?) {
    guard cost != nil || !redactions.isEmpty else { return }
    buffer.append(",\"extensions\":{")
    if let cost {
      buffer.append("\"cost\":{\"requested\":")
      buffer.append(Int64(cost.requested))
      buffer.append(",\"actual\":")
      buffer.append(Int64(cost.actual))
      buffer.append(",\"limit\":")
      buffer.append(Int64(cost.limit))
      buffer.append(UInt8(ascii: "}"))
    }
    if !redactions.isEmpty {
      buffer.append(cost == nil ? "\"redactions\":" : ",\"redactions\":")
      redactions.write(to: &buffer)
    }
    buffer.append(UInt8(ascii: "}"))
  }
}
