/// Reads one JSON text (RFC 8259) into a tape, in one pass.
///
/// Refuses what RFC 8259 refuses, and invalid UTF-8, escaped lone surrogates, a member named twice in one object, nesting
/// beyond `nestingMax`, a byte order mark. Who asks for it gets escaped lone surrogates as the three bytes that UTF-8 would
/// have for them, see `JSONTape.utf8`.
public struct JSONReader {
  /// Where and why a text is not acceptable JSON.
  public struct Failure: Error, Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
      case unexpectedEnd, unexpectedByte, invalidNumber, invalidString, invalidUTF8, duplicateMember, nestingTooDeep
      case textTooLong
    }
    public let reason: Reason
    /// Byte offset.
    public let offset: Int
  }

  private let bytes: [UInt8]
  private let nestingMax: Int
  private let allowsLoneSurrogates: Bool
  private var position = 0
  private var nesting = 0
  private var nodes: [JSONTape.Node] = []

  /// Reads `bytes` as one JSON value and nothing after it.
  /// - Complexity: O(bytes), but O(members²) in objects of up to eight members.
  public static func read(
    _ bytes: [UInt8], nestingMax: Int = 64, allowsLoneSurrogates: Bool = false
  ) throws(Failure) -> JSONTape {
    guard bytes.count < Int(UInt32.max) else { throw Failure(reason: .textTooLong, offset: 0) }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Failure(reason: .invalidUTF8, offset: 0) }
    var reader = JSONReader(bytes: bytes, nestingMax: nestingMax, allowsLoneSurrogates: allowsLoneSurrogates)
    reader.skipWhitespace()
    try reader.value()
    reader.skipWhitespace()
    guard reader.position == bytes.count else { throw reader.failure(.unexpectedByte) }
    return JSONTape(bytes: bytes, nodes: reader.nodes)
  }

  private init(bytes: [UInt8], nestingMax: Int, allowsLoneSurrogates: Bool) {
    self.bytes = bytes
    self.nestingMax = nestingMax
    self.allowsLoneSurrogates = allowsLoneSurrogates
    nodes.reserveCapacity(bytes.count / 8 + 4)
  }

  private func failure(_ reason: Failure.Reason) -> Failure {
    Failure(reason: position < bytes.count ? reason : .unexpectedEnd, offset: position)
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipWhitespace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func append(_ kind: JSONTape.Kind, from start: Int, to end: Int) {
    nodes.append(
      JSONTape.Node(kind: kind, start: UInt32(start), end: UInt32(end), next: UInt32(nodes.count + 1)))
  }

  private mutating func value() throws(Failure) {
    switch current {
    case UInt8(ascii: "{"): try object()
    case UInt8(ascii: "["): try array()
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try word("true", .true)
    case UInt8(ascii: "f"): try word("false", .false)
    case UInt8(ascii: "n"): try word("null", .null)
    default: try number()
    }
  }

  private mutating func word(_ text: StaticString, _ kind: JSONTape.Kind) throws(Failure) {
    let start = position
    for byte in text.description.utf8 {
      guard current == byte else { throw failure(.unexpectedByte) }
      position += 1
    }
    append(kind, from: start, to: position)
  }

  private mutating func number() throws(Failure) {
    let start = position
    var kind = JSONTape.Kind.integer
    if current == UInt8(ascii: "-") { position += 1 }
    if current == UInt8(ascii: "0") {
      position += 1
    } else {
      try digits()
    }
    if current == UInt8(ascii: ".") {
      kind = .fraction
      position += 1
      try digits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      kind = .fraction
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    append(kind, from: start, to: position)
  }

  private mutating func digits() throws(Failure) {
    let start = position
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw failure(position == bytes.count ? .unexpectedEnd : .unexpectedByte) }
  }

  private mutating func string() throws(Failure) {
    position += 1
    let start = position
    var kind = JSONTape.Kind.string
    while true {
      skipPlainCharacters()
      if current == UInt8(ascii: "\"") { break }
      guard current == UInt8(ascii: "\\") else { throw failure(.invalidString) }
      position += 1
      kind = .escapedString
      try escape()
    }
    append(kind, from: start, to: position)
    position += 1
  }

  /// Up to a quote, a backslash, a control character or the end.
  private mutating func skipPlainCharacters() {
    var index = position
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      index += 1
    }
    position = index
  }

  private mutating func escape() throws(Failure) {
    guard let letter = current else { throw failure(.unexpectedEnd) }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return
    case UInt8(ascii: "u"):
      let unit = try codeUnit()
      if allowsLoneSurrogates { return }
      if (0xDC00..<0xE000).contains(unit) { throw failure(.invalidString) }
      guard (0xD800..<0xDC00).contains(unit) else { return }
      guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
      else { throw failure(.invalidString) }
      position += 2
      guard (0xDC00..<0xE000).contains(try codeUnit()) else { throw failure(.invalidString) }
    default:
      throw failure(.invalidString)
    }
  }

  private mutating func codeUnit() throws(Failure) -> UInt32 {
    let start = position
    for _ in 0..<4 {
      guard let byte = current, Hexadecimal.value(byte) != nil else { throw failure(.invalidString) }
      position += 1
    }
    return JSONEscape.hexadecimal(bytes[...], at: start)
  }

  private mutating func enter() throws(Failure) {
    nesting += 1
    guard nesting <= nestingMax else { throw failure(.nestingTooDeep) }
    position += 1
    skipWhitespace()
  }

  private mutating func leave(_ opening: Int) {
    position += 1
    nesting -= 1
    nodes[opening].next = UInt32(nodes.count)
    nodes[opening].end = UInt32(position)
  }

  private mutating func array() throws(Failure) {
    let opening = nodes.count
    append(.array, from: position, to: position)
    try enter()
    if current != UInt8(ascii: "]") {
      while true {
        try value()
        skipWhitespace()
        if current == UInt8(ascii: "]") { break }
        try expectComma()
      }
    }
    leave(opening)
  }

  private mutating func object() throws(Failure) {
    let opening = nodes.count
    append(.object, from: position, to: position)
    try enter()
    var names: [ArraySlice<UInt8>] = []
    if current != UInt8(ascii: "}") {
      while true {
        guard current == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
        try string()
        if let key = nodes.last { names.append(name(of: key)) }
        skipWhitespace()
        guard current == UInt8(ascii: ":") else { throw failure(.unexpectedByte) }
        position += 1
        skipWhitespace()
        try value()
        skipWhitespace()
        if current == UInt8(ascii: "}") { break }
        try expectComma()
      }
    }
    guard areDistinct(names) else { throw failure(.duplicateMember) }
    leave(opening)
  }

  private func name(of key: JSONTape.Node) -> ArraySlice<UInt8> {
    let raw = bytes[Int(key.start)..<Int(key.end)]
    return key.kind == .string ? raw : JSONEscape.resolve(raw)[...]
  }

  private func areDistinct(_ names: [ArraySlice<UInt8>]) -> Bool {
    guard names.count <= 8 else { return Set(names).count == names.count }
    for index in names.indices {
      for earlier in names[..<index] where earlier == names[index] { return false }
    }
    return true
  }

  private mutating func expectComma() throws(Failure) {
    guard current == UInt8(ascii: ",") else { throw failure(.unexpectedByte) }
    position += 1
    skipWhitespace()
  }
}
