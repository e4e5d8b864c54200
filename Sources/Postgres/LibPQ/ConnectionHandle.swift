import CLibPQ

/// Owns a `PGconn`: the one place that calls libpq's connection functions.
///
/// Invariant: the pointer is valid from init to deinit and never leaves this type. Not for two threads at once.
@safe struct ConnectionHandle: ~Copyable {
  private let connection: OpaquePointer

  /// Takes over a `PGconn` that finished connecting; nothing else may finish it.
  init(adopting connection: OpaquePointer) {
    unsafe self.connection = connection
  }

  deinit {
    unsafe PQfinish(connection)
  }

  // MARK: state

  var socket: Int32 { unsafe PQsocket(connection) }
  var isBroken: Bool { unsafe PQstatus(connection) == CONNECTION_BAD }
  var processID: Int32 { unsafe PQbackendPID(connection) }
  var serverVersion: Int32 { unsafe PQserverVersion(connection) }

  var transactionStatus: TransactionStatus {
    switch unsafe PQtransactionStatus(connection) {
    case PQTRANS_IDLE: .idle
    case PQTRANS_INTRANS, PQTRANS_ACTIVE: .open
    default: .failed
    }
  }

  func parameterStatus(_ name: String) -> String? {
    unsafe PQparameterStatus(connection, name).map { unsafe String(cString: $0) }
  }

  // MARK: sending; false when libpq refused, and the connection is then useless

  func enterPipeline() -> Bool { unsafe PQenterPipelineMode(connection) == 1 }
  func leavePipeline() -> Bool { unsafe PQexitPipelineMode(connection) == 1 }

  func prepare(_ name: String, _ text: String) -> Bool {
    unsafe PQsendPrepare(connection, name, text, 0, nil) == 1
  }

  /// Runs a prepared statement; all columns of its result come in binary.
  func execute(_ name: String, _ parameters: borrowing ParameterBlock) -> Bool {
    unsafe parameters.withPointers { count, values, lengths, formats in
      unsafe PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1) == 1
    }
  }

  /// Runs a text without preparing it under a name.
  func execute(unprepared text: String) -> Bool {
    unsafe PQsendQueryParams(connection, text, 0, nil, nil, nil, nil, 1) == 1
  }

  /// The simple query protocol: several commands in one text, outside pipeline mode only.
  func execute(script: String) -> Bool { unsafe PQsendQuery(connection, script) == 1 }

  /// Ends what must succeed or fail together; the server answers after it.
  func sync() -> Bool { unsafe PQpipelineSync(connection) == 1 }

  enum FlushProgress { case done, pending, failed }

  func flush() -> FlushProgress {
    switch unsafe PQflush(connection) {
    case 0: .done
    case 1: .pending
    default: .failed
    }
  }

  // MARK: receiving

  func consumeInput() -> Bool { unsafe PQconsumeInput(connection) == 1 }
  var isBusy: Bool { unsafe PQisBusy(connection) == 1 }

  /// The next result, or nil at the end of one statement's. Blocks unless `isBusy` is false.
  func nextResult() -> ResultHandle? {
    guard let result = unsafe PQgetResult(connection) else { return nil }
    return unsafe ResultHandle(adopting: result)
  }

  /// What another thread needs to ask the server to stop this connection's statement.
  func cancelRequest() -> CancelRequest? {
    guard let cancel = unsafe PQgetCancel(connection) else { return nil }
    return unsafe CancelRequest(adopting: cancel)
  }

  /// libpq's own last words, for a log.
  var message: String { unsafe String(cString: PQerrorMessage(connection)) }
}
