/// The media types of GraphQL responses, and the choice among them by an `Accept` header.
///
/// https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
enum MediaType: String, Sendable, CaseIterable {
  case graphQLResponse = "application/graphql-response+json"
  case json = "application/json"

  var headerValue: String { rawValue + "; charset=utf-8" }

  /// The type of the highest weight, among equals the one listed first; nil when none is acceptable.
  ///
  /// The weight of a type is that of the range which names it most precisely, wherever it stands: `application/json;q=0, */*`
  /// takes anything but JSON. Types of other responses (`text/event-stream`) neither help nor hinder.
  /// - Parameter preferred: For a header that is missing or empty, and where one wildcard covers both types.
  static func negotiate(_ accept: String?, preferring preferred: MediaType) -> MediaType? {
    guard let accept, !accept.allSatisfy({ $0.isWhitespace || $0 == "," }) else { return preferred }
    if let only = MediaType(rawValue: accept) { return only }
    let ranges = accept.split(separator: ",").compactMap { MediaRange($0) }
    var best: (type: MediaType, weight: Int, place: Int)?
    for type in allCases {
      guard let match = match(for: type, in: ranges), match.weight > 0 else { continue }
      if let best {
        guard match.weight >= best.weight else { continue }
        if match.weight == best.weight {
          let isEarlier = match.place == best.place ? type == preferred : match.place < best.place
          guard isEarlier else { continue }
        }
      }
      best = (type, match.weight, match.place)
    }
    return best?.type
  }

  /// The most precise range that covers the type, the first of several.
  private static func match(for type: MediaType, in ranges: [MediaRange]) -> (weight: Int, place: Int)? {
    var best: (precision: Int, weight: Int, place: Int)?
    for (place, range) in ranges.enumerated() {
      guard let precision = range.precision(for: type), precision > best?.precision ?? 0 else { continue }
      best = (precision, range.weight, place)
    }
    return best.map { ($0.weight, $0.place) }
  }
}

/// One element of an `Accept` header.
private struct MediaRange {
  let name: String
  /// In thousandths, as precise as weights may be.
  var weight = 1_000
  /// False for encodings other than UTF-8.
  var isUTF8 = true

  init?(_ element: Substring) {
    let parts = element.split(separator: ";", omittingEmptySubsequences: false)
    guard let name = parts.first?.trimmed.lowercased(), !name.isEmpty else { return nil }
    self.name = name
    for parameter in parts.dropFirst() {
      let pair = parameter.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { continue }
      let value = pair[1].trimmed.lowercased()
      switch pair[0].trimmed.lowercased() {
      case "q": weight = Self.weight(value) ?? 0
      case "charset": isUTF8 = MediaType.isUTF8(value)
      default: break
      }
    }
  }

  /// How precisely the range names a type; nil when it does not cover it.
  func precision(for type: MediaType) -> Int? {
    guard isUTF8 else { return nil }
    switch name {
    case type.rawValue: return 3
    case "application/*": return 2
    case "*/*": return 1
    default: return nil
    }
  }

  /// `0.123` and `1.000` in thousandths; nil for what is no weight.
  private static func weight(_ text: String) -> Int? {
    let digits = Array(text.utf8)
    guard let first = digits.first, first == UInt8(ascii: "0") || first == UInt8(ascii: "1"), digits.count <= 5 else { return nil }
    guard digits.count == 1 || digits[1] == UInt8(ascii: ".") else { return nil }
    var thousandths = first == UInt8(ascii: "1") ? 1_000 : 0
    for (place, digit) in zip([100, 10, 1], digits.dropFirst(2)) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      thousandths += place * Int(digit - UInt8(ascii: "0"))
    }
    return thousandths <= 1_000 ? thousandths : nil
  }
}

extension MediaType {
  /// Whether a `charset` parameter's value, quoted or not, means UTF-8.
  static func isUTF8(_ charset: some StringProtocol) -> Bool {
    ["utf-8", "utf8"].contains(charset.lowercased().filter { $0 != "\"" })
  }
}

extension StringProtocol {
  /// Without the spaces and tabs around it.
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
    while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
    return String(text)
  }
}
