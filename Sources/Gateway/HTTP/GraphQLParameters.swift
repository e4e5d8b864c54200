import GraphQLExecution
import HTTPTypes

/// The parameters of one GraphQL request over HTTP, read from its URL or body.
///
/// https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters
struct GraphQLParameters: Sendable {
  let query: [UInt8]
  let operationName: String?
  /// The JSON that holds the variables, and the node of the object they are in.
  let tape: JSONTape?
  let variables: Int?
  /// False for GET, which must not change anything.
  let allowsMutation: Bool
  /// Whether `extensions` has `"redactions": true`.
  let asksForRedactions: Bool
}

/// Why a request is answered without looking at its document.
struct RequestRefusal: Error, Sendable {
  let code: ErrorCode
  let message: String
  var allow: String?
  /// The generation of the keys among which a token's key was not found.
  var unknownInKeys: Int?
  /// Who is refused, where that is to be written down if the database knows him.
  var caller: Caller?
  /// How long to wait before asking again.
  var wait: Duration?

  init(_ code: ErrorCode, _ message: String, allow: String? = nil) {
    self.code = code
    self.message = message
    self.allow = allow
  }

  static let unknownMethod = RequestRefusal(.methodNotAllowed, "Send GraphQL requests by POST or GET.", allow: "GET, POST")
}

extension GraphQLParameters {
  init(_ message: GraphQLRequestMessage) throws(RequestRefusal) {
    switch message.head.method {
    case .get, .head: try self.init(target: message.head.target)
    case .post:
      guard Self.isPlain(message.head.contentEncoding.joined) else {
        throw RequestRefusal(.unsupportedMediaType, "The body must not be compressed.")
      }
      try self.init(body: message.body, contentType: message.head.contentType.joined)
    default:
      throw .unknownMethod
    }
  }

  private init(target: String) throws(RequestRefusal) {
    guard let form = QueryString(target) else {
      throw RequestRefusal(.badRequest, "The URL's parameters must be percent-encoded UTF-8, each given once.")
    }
    guard let query = form["query"], !query.isEmpty else {
      throw RequestRefusal(.badParameters, "The parameter \"query\" is missing.")
    }
    self.query = Array(query.utf8)
    let name = form["operationName"] ?? ""
    operationName = name.isEmpty ? nil : name
    allowsMutation = false
    if let text = form["extensions"], !text.isEmpty {
      let tape = try Self.read(Array(text.utf8), what: "extensions")
      asksForRedactions = Self.asksForRedactions(try Self.object(tape.root, in: tape, named: "extensions"), in: tape)
    } else {
      asksForRedactions = false
    }
    guard let text = form["variables"], !text.isEmpty else {
      tape = nil
      variables = nil
      return
    }
    let tape = try Self.read(Array(text.utf8), what: "variables")
    self.tape = tape
    variables = try Self.object(tape.root, in: tape, named: "variables")
  }

  private init(body: [UInt8], contentType: String?) throws(RequestRefusal) {
    guard Self.isJSON(contentType) else {
      throw RequestRefusal(.unsupportedMediaType, "The body must be application/json in UTF-8.")
    }
    let tape = try Self.read(body, what: "request body")
    guard tape.kind(tape.root) == .object else {
      throw RequestRefusal(.badParameters, "The request body must be one JSON object.")
    }
    guard let node = tape.member("query", of: tape.root), Self.isString(node, in: tape), !tape.range(node).isEmpty else {
      throw RequestRefusal(.badParameters, "The member \"query\" must be a string that is not empty.")
    }
    query = tape.utf8(node)
    operationName = try Self.name(in: tape)
    variables = try Self.object(tape.member("variables", of: tape.root), in: tape, named: "variables")
    let extensions = try Self.object(tape.member("extensions", of: tape.root), in: tape, named: "extensions")
    asksForRedactions = Self.asksForRedactions(extensions, in: tape)
    self.tape = tape
    allowsMutation = true
  }

  private static func read(_ bytes: [UInt8], what: String) throws(RequestRefusal) -> JSONTape {
    do throws(JSONReader.Failure) {
      return try JSONReader.read(bytes)
    } catch {
      throw RequestRefusal(.badRequest, "The \(what) is not acceptable JSON: \(error.reason) at byte \(error.offset).")
    }
  }

  private static func name(in tape: JSONTape) throws(RequestRefusal) -> String? {
    guard let node = tape.member("operationName", of: tape.root), tape.kind(node) != .null else { return nil }
    guard isString(node, in: tape) else {
      throw RequestRefusal(.badParameters, "The member \"operationName\" must be a string.")
    }
    return tape.range(node).isEmpty ? nil : tape.string(node)
  }

  private static func asksForRedactions(_ extensions: Int?, in tape: JSONTape) -> Bool {
    guard let extensions, let member = tape.member("redactions", of: extensions) else { return false }
    return tape.kind(member) == .true
  }

  private static func isString(_ node: Int, in tape: JSONTape) -> Bool {
    tape.kind(node) == .string || tape.kind(node) == .escapedString
  }

  private static func object(_ node: Int?, in tape: JSONTape, named name: String) throws(RequestRefusal) -> Int? {
    guard let node, tape.kind(node) != .null else { return nil }
    guard tape.kind(node) == .object else { throw RequestRefusal(.badParameters, "The member \"\(name)\" must be an object.") }
    return node
  }

  /// Whether a body with these content codings is as it was written.
  private static func isPlain(_ codings: String?) -> Bool {
    codings?.split(separator: ",").allSatisfy { $0.trimmed.lowercased() == "identity" } ?? true
  }

  private static func isJSON(_ contentType: String?) -> Bool {
    guard let contentType else { return false }
    if contentType == MediaType.json.rawValue { return true }
    let parts = contentType.split(separator: ";").map { $0.trimmed.lowercased() }
    guard parts.first == MediaType.json.rawValue else { return false }
    return parts.dropFirst().allSatisfy { part in
      !part.hasPrefix("charset=") || MediaType.isUTF8(part.dropFirst("charset=".count))
    }
  }
}

/// The parameters of a URL's query, decoded as a form.
struct QueryString {
  private var values: [String: String] = [:]

  /// Nil when a parameter is not percent-encoded UTF-8, or is given twice: readers would differ in which one counts.
  init?(_ target: String) {
    guard let mark = target.firstIndex(of: "?") else { return }
    for pair in target[target.index(after: mark)...].split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decode(parts[0]), let value = parts.count > 1 ? Self.decode(parts[1]) : "" else { return nil }
      guard values.updateValue(value, forKey: name) == nil else { return nil }
    }
  }

  subscript(name: String) -> String? { values[name] }

  /// Percent-decoded, `+` as a space; nil when that is not UTF-8.
  private static func decode(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        // A radix conversion alone would take a sign, too.
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16) else { return nil }
        bytes.append(value)
        rest = rest.dropFirst(2)
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
