extension Lexer {
  /// `StringValue :: "" | " StringCharacter+ " | BlockString`, https://spec.graphql.org/September2025/#sec-String-Value
  ///
  /// The token is only checked here; `StringContent` finds out what it means when somebody asks.
  mutating func string() throws(SyntaxError) -> Token {
    let start = position
    if isTripleQuote(at: start) { return try blockString() }
    position += 1
    while position < source.count {
      let byte = source[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return Token(kind: .string, start: start, end: position)
      case UInt8(ascii: "\\"):
        position += try escapeLength()
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        throw SyntaxError(.unterminatedString, at: position)
      default:
        position += byte < 0x80 ? 1 : try scalarLength(at: position)
      }
    }
    throw SyntaxError(.unterminatedString, at: position)
  }

  /// `BlockString :: """ BlockStringCharacter* """`
  private mutating func blockString() throws(SyntaxError) -> Token {
    let start = position
    position += 3
    while position < source.count {
      let byte = source[position]
      if byte == UInt8(ascii: "\"") && isTripleQuote(at: position) {
        position += 3
        return Token(kind: .blockString, start: start, end: position)
      }
      if byte == UInt8(ascii: "\\") && isTripleQuote(at: position + 1) {
        position += 4
      } else {
        position += byte < 0x80 ? 1 : try scalarLength(at: position)
      }
    }
    throw SyntaxError(.unterminatedString, at: position)
  }

  private func isTripleQuote(at index: Int) -> Bool {
    let quote = UInt8(ascii: "\"")
    return byte(at: index) == quote && byte(at: index + 1) == quote && byte(at: index + 2) == quote
  }

  /// The number of bytes of the escape sequence that starts here with a backslash.
  private func escapeLength() throws(SyntaxError) -> Int {
    switch byte(at: position + 1) {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return 2
    case UInt8(ascii: "u"):
      guard let escape = UnicodeEscape(at: position, in: source) else { throw invalidEscape() }
      return escape.length
    default:
      throw invalidEscape()
    }
  }

  /// The error quotes the backslash and the printable characters after it, up to the length of the longest escape.
  private func invalidEscape() -> SyntaxError {
    var end = position + 1
    while end < min(source.count, position + 12) && source[end] > 0x20 && source[end] < 0x7F
      && source[end] != UInt8(ascii: "\"")
    {
      end += 1
    }
    return SyntaxError(.invalidEscape(String(decoding: source[position..<end], as: UTF8.self)), at: position)
  }
}

/// `\u` EscapedUnicode: a scalar value in braces, four digits, or two such escapes that form a surrogate pair.
struct UnicodeEscape {
  let scalar: Unicode.Scalar
  /// Bytes from the backslash to the end of the escape.
  let length: Int

  private init(_ scalar: Unicode.Scalar, length: Int) {
    self.scalar = scalar
    self.length = length
  }

  init?(at start: Int, in source: [UInt8]) {
    if start + 2 < source.count && source[start + 2] == UInt8(ascii: "{") {
      self.init(bracedAt: start, in: source)
      return
    }
    guard let unit = Self.fourDigits(at: start + 2, in: source) else { return nil }
    if let scalar = Unicode.Scalar(unit) {
      self.init(scalar, length: 6)
      return
    }
    guard unit < 0xDC00, start + 7 < source.count, source[start + 6] == UInt8(ascii: "\\"),
      source[start + 7] == UInt8(ascii: "u"), let low = Self.fourDigits(at: start + 8, in: source),
      low >= 0xDC00 && low <= 0xDFFF, let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
    else { return nil }
    self.init(scalar, length: 12)
  }

  private init?(bracedAt start: Int, in source: [UInt8]) {
    var value: UInt32 = 0
    var index = start + 3
    while index < source.count, let digit = source[index].hexadecimal {
      value = value << 4 | digit
      guard value <= 0x10FFFF else { return nil }
      index += 1
    }
    guard index > start + 3, index < source.count, source[index] == UInt8(ascii: "}"),
      let scalar = Unicode.Scalar(value)
    else { return nil }
    self.init(scalar, length: index + 1 - start)
  }

  private static func fourDigits(at start: Int, in source: [UInt8]) -> UInt32? {
    guard start + 4 <= source.count else { return nil }
    var value: UInt32 = 0
    for index in start..<(start + 4) {
      guard let digit = source[index].hexadecimal else { return nil }
      value = value << 4 | digit
    }
    return value
  }
}
