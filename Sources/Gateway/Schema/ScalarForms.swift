import GraphQLSchema

/// What the custom scalars of the schema accept as input.
enum ScalarForms {
  static let checks: [String: Schema.ScalarCheck] = [
    "Date": { text($0, matches: isDate) ? nil : "a date such as \"2026-03-31\"" },
    "DateTime": { text($0, matches: isDateTime) ? nil : "a moment such as \"2026-03-31T12:00:00Z\"" },
    "Decimal": { isDecimal($0) ? nil : "a decimal such as \"12.50\"" },
    "Percentage": { isDecimal($0) ? nil : "a percentage such as \"33.33\"" },
    "CurrencyCode": { text($0, matches: isCurrency) ? nil : "a currency code such as \"USD\"" },
  ]

  private static func text(_ value: InputValue, matches test: ([UInt8]) -> Bool) -> Bool {
    if case .string(let text) = value { test(Array(text.utf8)) } else { false }
  }

  private static func isCurrency(_ text: [UInt8]) -> Bool {
    text.count == 3 && text.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
  }

  /// `0000-00-00`, of a month and day that exist in some year.
  private static func isDate(_ text: [UInt8]) -> Bool {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let month = number(text[5..<7]), let day = number(text[8..<10]), number(text[0..<4]) != nil
    else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }

  /// A date, `T`, a time with optional fraction, and `Z` or an offset (RFC 3339).
  private static func isDateTime(_ text: [UInt8]) -> Bool {
    guard text.count >= 20, isDate(Array(text[..<10])), text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: "t"),
      isTime(text[11..<19])
    else { return false }
    var rest = text[19...]
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { isDigit($0) }
      guard !digits.isEmpty, digits.count <= 9 else { return false }
      rest = rest.dropFirst(digits.count + 1)
    }
    if rest.elementsEqual([UInt8(ascii: "Z")]) { return true }
    guard rest.count == 6, let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return false }
    return isTime(Array(rest.dropFirst()) + Array(":00".utf8))
  }

  private static func isTime(_ text: some Collection<UInt8>) -> Bool {
    let text = Array(text)
    guard text.count == 8, text[2] == UInt8(ascii: ":"), text[5] == UInt8(ascii: ":"), let hour = number(text[0..<2]),
      let minute = number(text[3..<5]), let second = number(text[6..<8])
    else { return false }
    return hour < 24 && minute < 60 && second < 61
  }

  private static func isDecimal(_ value: InputValue) -> Bool {
    switch value {
    case .int, .number, .float: return true
    case .string(let text):
      var digits = text.utf8[...]
      if digits.first == UInt8(ascii: "-") { digits = digits.dropFirst() }
      let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      return digits.count <= 64 && (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
    default: return false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    digits.allSatisfy(isDigit) ? Int(String(decoding: digits, as: UTF8.self)) : nil
  }
}
