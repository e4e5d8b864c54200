internal import GraphQLLanguage

/// A constant: a default value, an argument, a variable's value.
///
/// Equal values compare equal; object fields keep their order.
public indirect enum InputValue: Hashable, Sendable {
  case null
  case int(Int64)
  case float(Double)
  /// A number kept as written: beyond 64 bits, or for a custom scalar whose digits matter.
  case number(String)
  case string(String)
  case boolean(Bool)
  case `enum`(String)
  case list([InputValue])
  case object([InputObjectField])
}

/// One entry of an input object.
public struct InputObjectField: Hashable, Sendable {
  public let name: String
  public let value: InputValue

  public init(_ name: String, _ value: InputValue) {
    self.name = name
    self.value = value
  }
}

extension InputValue {
  /// The entry of an object with that name. O(entries).
  public subscript(name: String) -> InputValue? {
    guard case .object(let fields) = self else { return nil }
    return fields.first { $0.name == name }?.value
  }

  /// The text of a string or of an enum value.
  public var text: String? {
    switch self {
    case .string(let text), .enum(let text): text
    default: nil
    }
  }

  /// The items of a list.
  public var items: [InputValue]? {
    if case .list(let items) = self { items } else { nil }
  }

  public var integer: Int64? {
    if case .int(let integer) = self { integer } else { nil }
  }

  public var boolean: Bool? {
    if case .boolean(let boolean) = self { boolean } else { nil }
  }

  public var isNull: Bool { self == .null }
}

extension InputValue {
  /// Writes the value as a GraphQL literal, on one line unless long lists and objects are to be broken over several.
  private func appendLiteral(to text: inout [UInt8], breaksLines: Bool) {
    switch self {
    case .null: text.append(contentsOf: "null".utf8)
    case .int(let integer): text.append(contentsOf: String(integer).utf8)
    case .float(let double): text.append(contentsOf: String(double).utf8)
    case .number(let digits): text.append(contentsOf: digits.utf8)
    case .string(let string): StringLiteral.append(quoted: string.utf8, to: &text)
    case .boolean(let boolean): text.append(contentsOf: (boolean ? "true" : "false").utf8)
    case .enum(let name): text.append(contentsOf: name.utf8)
    case .list(let items):
      var parts = BracketedParts("[", in: &text)
      for item in items {
        parts.begin(in: &text)
        item.appendLiteral(to: &text, breaksLines: breaksLines)
      }
      parts.end("]", in: &text)
      if breaksLines && parts.isTooLong(in: text) { parts.breakLines(in: &text) }
    case .object(let fields):
      var parts = BracketedParts("{ ", in: &text)
      for field in fields {
        parts.begin(in: &text)
        text.append(contentsOf: field.name.utf8)
        text.append(contentsOf: ": ".utf8)
        field.value.appendLiteral(to: &text, breaksLines: breaksLines)
      }
      parts.end(" }", in: &text)
      if breaksLines && parts.isTooLong(in: text) { parts.breakLines(in: &text) }
    }
  }

  /// The value as a GraphQL literal on one line.
  public var literal: String {
    var text: [UInt8] = []
    appendLiteral(to: &text, breaksLines: false)
    return String(decoding: text, as: UTF8.self)
  }

  /// The value as printed schemas and introspection show it, over several lines where it is long.
  var printed: String {
    var text: [UInt8] = []
    appendLiteral(to: &text, breaksLines: true)
    return String(decoding: text, as: UTF8.self)
  }
}
