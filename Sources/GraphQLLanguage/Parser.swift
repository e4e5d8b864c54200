/// Recursive descent over the tokens of one source; each function is named for the production it reads.
///
/// Lists whose items nest (selections, list items, object fields) collect on a stack and move to their array when they
/// close, so that the items of each list are neighbours.
public struct Parser {
  private var lexer: Lexer
  private let limits: Limits
  private var tokenCount = 0
  private var nesting = 0
  private var names = NameTable()

  /// The next token, not yet consumed.
  var token = Token(kind: .endOfFile, start: 0, end: 0)
  /// Where the last consumed token ended.
  var previousEnd = 0
  var document: Document
  var openSelections: [Selection] = []
  var openValues: [Value] = []
  var openObjectFields: [ObjectField] = []

  private init(_ source: [UInt8], limits: Limits) {
    self.lexer = Lexer(source)
    self.limits = limits
    self.document = Document(source: source)
    document.reserveCapacity()
  }

  /// Parses executable and type system definitions alike. O(bytes).
  public static func parse(_ source: [UInt8], limits: Limits = .standard) throws(SyntaxError) -> Document {
    let bytesMax = min(limits.bytesMax ?? Int.max, Int(Int32.max) - 1)
    if source.count > bytesMax { throw SyntaxError(.sourceTooLong(bytesMax: bytesMax), at: bytesMax) }
    var parser = Parser(source, limits: limits)
    try parser.parseDocument()
    return parser.finished()
  }

  /// Parses a text, for schemas and tests; requests arrive as bytes.
  public static func parse(_ source: String, limits: Limits = .standard) throws(SyntaxError) -> Document {
    try parse(Array(source.utf8), limits: limits)
  }

  private consuming func finished() -> Document {
    document.names = names.ranges.map { String(decoding: document.source[$0.start..<$0.end], as: UTF8.self) }
    return document
  }

  /// `Document : Definition+`
  private mutating func parseDocument() throws(SyntaxError) {
    try advance()
    previousEnd = 0
    repeat {
      document.definitions.append(try parseDefinition())
    } while token.kind != .endOfFile
  }
}

extension Parser {
  /// How large and how deep a document may be; nil means not limited.
  public struct Limits: Hashable, Sendable {
    public var bytesMax: Int?
    public var tokensMax: Int?
    /// Selection sets, lists, objects and list types inside each other, counted together; it bounds the call stack.
    public var nestingMax: Int

    public init(bytesMax: Int? = 65_536, tokensMax: Int? = 2_000, nestingMax: Int = 64) {
      self.bytesMax = bytesMax
      self.tokensMax = tokensMax
      self.nestingMax = nestingMax
    }

    /// For documents of clients.
    public static let standard = Limits()
    /// For trusted documents such as schema files; only the nesting stays limited, by what a stack holds.
    public static let none = Limits(bytesMax: nil, tokensMax: nil, nestingMax: 500)
  }
}

extension Parser {
  mutating func advance() throws(SyntaxError) {
    previousEnd = token.end
    token = try lexer.next()
    guard token.kind != .endOfFile, let tokensMax = limits.tokensMax else { return }
    tokenCount += 1
    if tokenCount > tokensMax { throw SyntaxError(.tooManyTokens(tokensMax: tokensMax), at: token.start) }
  }

  /// Counts one more level, from the token at hand.
  mutating func enter() throws(SyntaxError) {
    nesting += 1
    if nesting > limits.nestingMax {
      throw SyntaxError(.nestedTooDeeply(nestingMax: limits.nestingMax), at: token.start)
    }
  }

  mutating func leave() {
    nesting -= 1
  }

  func peek(_ kind: Token.Kind) -> Bool { token.kind == kind }

  mutating func expect(_ kind: Token.Kind) throws(SyntaxError) {
    guard token.kind == kind else { throw expected(kind.label) }
    try advance()
  }

  mutating func skip(_ kind: Token.Kind) throws(SyntaxError) -> Bool {
    guard token.kind == kind else { return false }
    try advance()
    return true
  }

  func peekKeyword(_ keyword: String) -> Bool {
    token.kind == .name && token.end - token.start == keyword.utf8.count && tokenText == keyword
  }

  mutating func expectKeyword(_ keyword: String) throws(SyntaxError) {
    guard peekKeyword(keyword) else { throw expected("\"\(keyword)\"") }
    try advance()
  }

  mutating func skipKeyword(_ keyword: String) throws(SyntaxError) -> Bool {
    guard peekKeyword(keyword) else { return false }
    try advance()
    return true
  }

  mutating func parseName() throws(SyntaxError) -> Name {
    guard token.kind == .name else { throw expected(Token.Kind.name.label) }
    let range = SourceRange(token.start, token.end)
    let name = Name(id: names.id(of: range, hash: token.hash, in: document.source), range: range)
    try advance()
    return name
  }

  var tokenText: String {
    String(decoding: document.source[token.start..<token.end], as: UTF8.self)
  }

  func range(from start: Int) -> SourceRange {
    SourceRange(start, previousEnd)
  }

  func unexpected() -> SyntaxError {
    SyntaxError(.unexpected(found: tokenLabel), at: token.start)
  }

  func expected(_ what: String) -> SyntaxError {
    SyntaxError(.expected(what, found: tokenLabel), at: token.start)
  }

  /// The token as an error message shows it, cut to `SyntaxError.excerptBytesMax`.
  private var tokenLabel: String {
    switch token.kind {
    case .name, .int, .float:
      let end = min(token.end, token.start + SyntaxError.excerptBytesMax)
      let excerpt = String(decoding: document.source[token.start..<end], as: UTF8.self)
      return "\(token.kind.label) \"\(excerpt)\(end < token.end ? "…" : "")\""
    default:
      return token.kind.label
    }
  }
}
