import CLibPQ

extension ConnectionHandle {
  /// Connects and stays in non-blocking pipeline mode.
  ///
  /// libpq's blocking connect would hide the SQLSTATE, so this drives the steps itself: errors are asked for in verbose form,
  /// which carries it in every language. The time is `connect_timeout` for each host of the address. Resolving a name may take longer.
  static func connect(_ settings: ConnectionSettings) throws(ConnectError) -> ConnectionHandle {
    let address = try AddressFacts(settings.address)
    let deadline = ContinuousClock.now + .seconds(address.connectTimeoutSeconds * address.hostCount)
    guard let connection = unsafe startConnecting(settings.address) else {
      throw ConnectError(.other, message: "out of memory")
    }
    do throws(ConnectError) {
      try unsafe finishConnecting(connection, by: deadline)
    } catch {
      unsafe PQfinish(connection)
      throw error
    }
    let handle = unsafe ConnectionHandle(adopting: connection)
    let encoding = handle.parameterStatus("server_encoding") ?? "unknown"
    guard encoding == "UTF8" else { throw ConnectError(.encoding, message: "its encoding is \(encoding)") }
    guard unsafe PQsetnonblocking(connection, 1) == 0, handle.enterPipeline() else {
      throw ConnectError(.other, message: handle.message)
    }
    return handle
  }

  /// Keywords are read in order and the last value wins: our defaults, then the address, then what is not up for choice.
  private static func startConnecting(_ address: String) -> OpaquePointer? {
    var pairs = ConnectionSettings.defaults
    pairs.append(("dbname", address))
    pairs.append(("client_encoding", "UTF8"))
    let keywords = CStringArray(pairs.map(\.keyword))
    let values = CStringArray(pairs.map(\.value))
    return unsafe keywords.withPointers { keywords in
      unsafe values.withPointers { values in unsafe PQconnectStartParams(keywords, values, 1) }
    }
  }

  private static func finishConnecting(
    _ connection: OpaquePointer, by deadline: ContinuousClock.Instant
  ) throws(ConnectError) {
    unsafe PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
    unsafe PQsetNoticeReceiver(connection, { _, _ in }, nil)
    var step = PGRES_POLLING_WRITING
    if unsafe PQstatus(connection) == CONNECTION_BAD { step = PGRES_POLLING_FAILED }
    while step != PGRES_POLLING_OK {
      guard step != PGRES_POLLING_FAILED else {
        throw unsafe ConnectError(
          report: String(cString: PQerrorMessage(connection)),
          passwordMissing: PQconnectionNeedsPassword(connection) == 1)
      }
      let socket = unsafe PQsocket(connection)
      let (reading, writing) = (step == PGRES_POLLING_READING, step == PGRES_POLLING_WRITING)
      switch waitForSocket(socket, reading: reading, writing: writing, until: deadline) {
      case .ready, .woken: step = unsafe PQconnectPoll(connection)
      case .timedOut:
        throw ConnectError(.timeout, message: "no answer from \(unsafe Self.place(of: connection))")
      }
    }
  }

  private static func place(of connection: OpaquePointer) -> String {
    let host = unsafe PQhost(connection).map { unsafe String(cString: $0) } ?? ""
    let port = unsafe PQport(connection).map { unsafe String(cString: $0) } ?? ""
    return host.hasPrefix("/") ? "socket \(host), port \(port)" : "\(host), port \(port)"
  }
}

/// What must be known of an address before connecting.
private struct AddressFacts {
  var hostCount = 1
  var connectTimeoutSeconds = ConnectionSettings.connectTimeoutSeconds

  /// libpq's complaint about a bad address may quote a password, so it is not repeated.
  init(_ address: String) throws(ConnectError) {
    var complaint: UnsafeMutablePointer<CChar>?
    guard let options = unsafe PQconninfoParse(address, &complaint) else {
      unsafe PQfreemem(complaint)
      throw ConnectError(.address, message: "it must be postgresql://… or key=value pairs")
    }
    defer { unsafe PQconninfoFree(options) }
    var option = unsafe options
    while let keyword = unsafe option.pointee.keyword {
      if let value = unsafe option.pointee.val.map({ unsafe String(cString: $0) }) {
        switch unsafe String(cString: keyword) {
        case "host", "hostaddr": hostCount = max(hostCount, value.count { $0 == "," } + 1)
        case "connect_timeout":
          if let seconds = Int(value), (1...3600).contains(seconds) { connectTimeoutSeconds = seconds }
        default: break
        }
      }
      unsafe option += 1
    }
  }
}
