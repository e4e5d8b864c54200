/// Names requests, so that a client's error and the log line about it find each other.
enum RequestID {
  /// Sixteen hexadecimal digits, different for every request for all practical purposes.
  static func next() -> String {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
