/// What is logged about a request: nothing that it or its answer said.
public struct RequestRecord: Sendable {
  /// The codes of its errors, each once.
  var codes: [String] = []
  var tenant: Int32?
  var calls = 0
  var flushes = 0
  /// How the calls were made, if there were any.
  var flight = Flight.levels
  var requestID = ""
  var status = 0
  var microseconds = 0

  init(codes: [String] = [], tenant: Int32? = nil, calls: Int = 0, flushes: Int = 0, flight: Flight = .levels) {
    self.codes = codes
    self.tenant = tenant
    self.calls = calls
    self.flushes = flushes
    self.flight = flight
  }
}

extension RequestRecord: CustomStringConvertible {
  public var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// Adds members of a JSON object, in the order of their names. None of their texts needs an escape.
  public func write(to text: inout String) {
    text += "\"calls\":"
    text += String(calls)
    if !codes.isEmpty { text += ",\"codes\":[\"\(codes.joined(separator: "\",\""))\"]" }
    if calls > 0 {
      text += ",\"flight\":\""
      text += flight.rawValue
      text += "\""
    }
    text += ",\"flushes\":"
    text += String(flushes)
    text += ",\"microseconds\":"
    text += String(microseconds)
    text += ",\"requestId\":\""
    text += requestID
    text += "\",\"status\":"
    text += String(status)
    if let tenant {
      text += ",\"tenant\":"
      text += String(tenant)
    }
  }
}
