/// The address of one element of a schema, such as `Query.user(id:)`.
///
/// https://spec.graphql.org/September2025/#sec-Schema-Coordinates
public enum SchemaCoordinate: Hashable, Sendable {
  /// `TypeCoordinate : Name`
  case type(String)
  /// `MemberCoordinate : Name . Name`; a field, an input field or an enum value.
  case member(type: String, name: String)
  /// `ArgumentCoordinate : Name . Name ( Name : )`
  case argument(type: String, field: String, name: String)
  /// `DirectiveCoordinate : @ Name`
  case directive(String)
  /// `DirectiveArgumentCoordinate : @ Name ( Name : )`
  case directiveArgument(directive: String, name: String)

  /// Reads a coordinate; unlike a document it has no ignored characters.
  public init(parsing text: String) throws(SyntaxError) {
    var reader = CoordinateReader(bytes: Array(text.utf8))
    let isDirective = reader.skip(UInt8(ascii: "@"))
    let first = try reader.name()
    if isDirective {
      let argument = try reader.argument()
      self = argument.map { .directiveArgument(directive: first, name: $0) } ?? .directive(first)
    } else if reader.skip(UInt8(ascii: ".")) {
      let second = try reader.name()
      let argument = try reader.argument()
      self = argument.map { .argument(type: first, field: second, name: $0) } ?? .member(type: first, name: second)
    } else {
      self = .type(first)
    }
    try reader.expectEnd()
  }
}

extension SchemaCoordinate: CustomStringConvertible {
  public var description: String {
    switch self {
    case .type(let name): name
    case .member(let type, let name): "\(type).\(name)"
    case .argument(let type, let field, let name): "\(type).\(field)(\(name):)"
    case .directive(let name): "@\(name)"
    case .directiveArgument(let directive, let name): "@\(directive)(\(name):)"
    }
  }
}

private struct CoordinateReader {
  let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard position < bytes.count && bytes[position] == byte else { return false }
    position += 1
    return true
  }

  mutating func name() throws(SyntaxError) -> String {
    guard position < bytes.count && bytes[position].isNameStart else { throw expected("Name") }
    let start = position
    while position < bytes.count && bytes[position].isNameContinue { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// `( Name : )`, if there is one.
  mutating func argument() throws(SyntaxError) -> String? {
    guard skip(UInt8(ascii: "(")) else { return nil }
    let name = try name()
    guard skip(UInt8(ascii: ":")) else { throw expected("\":\"") }
    guard skip(UInt8(ascii: ")")) else { throw expected("\")\"") }
    return name
  }

  func expectEnd() throws(SyntaxError) {
    if position < bytes.count { throw expected("<EOF>") }
  }

  private func expected(_ what: String) -> SyntaxError {
    let rest = String(decoding: bytes[position...].prefix(1), as: UTF8.self)
    return SyntaxError(.expected(what, found: rest.isEmpty ? "<EOF>" : "\"\(rest)\""), at: position)
  }
}
