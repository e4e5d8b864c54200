import Synchronization

/// Names requests, so that a client's error and the log line about it find each other.
enum RequestID {
  /// Where this process begins is chance; from there on no number comes twice.
  private static let numbers = Atomic(UInt64.random(in: .min ... .max))

  /// Sixteen hexadecimal digits, different for every request for all practical purposes.
  static func next() -> String {
    // Neighbours in the row look nothing alike: steps and mixing are those of SplitMix64, which gives every number once.
    var number = numbers.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
    number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
    number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
    number ^= number >> 31
    let digits = String(number, radix: 16)
    return digits.utf8.count == 16 ? digits : String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
