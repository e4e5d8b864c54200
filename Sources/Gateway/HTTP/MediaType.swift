/// The media types of GraphQL responses, and the choice among them by an `Accept` header (RFC 9110, section 12.5.1).
enum MediaType: String, Sendable, CaseIterable {
  case graphQLResponse = "application/graphql-response+json"
  case json = "application/json"

  var headerValue: String { rawValue + "; charset=utf-8" }

  /// The acceptable type of the highest weight, the earlier one among equals; nil when none is acceptable.
  ///
  /// Without a header, and for wildcards, it is `application/json`, which every client reads.
  static func negotiate(_ accept: String?) -> MediaType? {
    guard let accept, !accept.allSatisfy(\.isWhitespace) else { return .json }
    if let only = MediaType(rawValue: accept) { return only }
    var best: (type: MediaType, weight: Double)?
    for element in accept.split(separator: ",") {
      guard let range = Range(element), range.weight > 0, let type = range.type else { continue }
      if range.weight > (best?.weight ?? 0) { best = (type, range.weight) }
    }
    return best?.type
  }

  /// One element of an `Accept` header.
  private struct Range {
    let type: MediaType?
    var weight = 1.0

    init?(_ element: Substring) {
      let parts = element.split(separator: ";", omittingEmptySubsequences: false)
      guard let name = parts.first?.trimmed.lowercased(), !name.isEmpty else { return nil }
      var isReadable = true
      for parameter in parts.dropFirst() {
        let pair = parameter.split(separator: "=", maxSplits: 1)
        guard pair.count == 2 else { continue }
        let value = pair[1].trimmed.lowercased().filter { $0 != "\"" }
        switch pair[0].trimmed.lowercased() {
        case "q": weight = Double(value) ?? 0
        case "charset": isReadable = value == "utf-8" || value == "utf8"
        default: break
        }
      }
      switch name {
      case "*/*", "application/*": type = isReadable ? .json : nil
      default: type = isReadable ? MediaType(rawValue: name) : nil
      }
    }
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
