/// Reads one token after another from the bytes of a source.
///
/// Every index is compared with the length before it is used: no input makes it trap. UTF-8 is checked where it may
/// occur, in strings and comments. https://spec.graphql.org/September2025/#sec-Language.Source-Text
struct Lexer {
  let source: [UInt8]
  var position = 0

  init(_ source: [UInt8]) {
    self.source = source
  }

  mutating func next() throws(SyntaxError) -> Token {
    try skipIgnored()
    guard position < source.count else { return Token(kind: .endOfFile, start: position, end: position) }
    let byte = source[position]
    if byte.isNameStart { return name() }
    if byte.isDigit || byte == UInt8(ascii: "-") { return try number() }
    if byte == UInt8(ascii: "\"") { return try string() }
    return try punctuator(byte)
  }

  /// The byte there, or 0 past the end.
  @inline(__always)
  func byte(at index: Int) -> UInt8 {
    index < source.count ? source[index] : 0
  }

  /// `Ignored :: UnicodeBOM Whitespace LineTerminator Comment Comma`
  private mutating func skipIgnored() throws(SyntaxError) {
    while position < source.count {
      switch source[position] {
      case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
        position += 1
      case UInt8(ascii: "#"):
        try skipComment()
      case 0xEF where byte(at: position + 1) == 0xBB && byte(at: position + 2) == 0xBF:
        position += 3
      default:
        return
      }
    }
  }

  private mutating func skipComment() throws(SyntaxError) {
    while position < source.count {
      let byte = source[position]
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { return }
      position += byte < 0x80 ? 1 : try scalarLength(at: position)
    }
  }

  /// `Name :: NameStart NameContinue*`
  private mutating func name() -> Token {
    let start = position
    var hash = NameHash()
    while position < source.count {
      let byte = source[position]
      guard byte.isNameContinue else { break }
      hash.add(byte)
      position += 1
    }
    return Token(kind: .name, start: start, end: position, hash: hash.value)
  }

  /// `Punctuator :: one of ! $ & ( ) ... : = @ [ ] { | }`
  private mutating func punctuator(_ byte: UInt8) throws(SyntaxError) -> Token {
    let kind: Token.Kind
    switch byte {
    case UInt8(ascii: "{"): kind = .braceLeft
    case UInt8(ascii: "}"): kind = .braceRight
    case UInt8(ascii: "("): kind = .parenLeft
    case UInt8(ascii: ")"): kind = .parenRight
    case UInt8(ascii: ":"): kind = .colon
    case UInt8(ascii: "$"): kind = .dollar
    case UInt8(ascii: "!"): kind = .exclamation
    case UInt8(ascii: "["): kind = .bracketLeft
    case UInt8(ascii: "]"): kind = .bracketRight
    case UInt8(ascii: "@"): kind = .at
    case UInt8(ascii: "="): kind = .equals
    case UInt8(ascii: "|"): kind = .pipe
    case UInt8(ascii: "&"): kind = .ampersand
    case UInt8(ascii: ".") where self.byte(at: position + 1) == byte && self.byte(at: position + 2) == byte:
      position += 3
      return Token(kind: .spread, start: position - 3, end: position)
    default: throw try unexpectedCharacter()
    }
    position += 1
    return Token(kind: kind, start: position - 1, end: position)
  }

  private func unexpectedCharacter() throws(SyntaxError) -> SyntaxError {
    if source[position] == UInt8(ascii: "'") { return SyntaxError(.singleQuote, at: position) }
    let length = try scalarLength(at: position)
    let text = String(decoding: source[position..<(position + length)], as: UTF8.self)
    let scalar = text.unicodeScalars.first ?? "\u{FFFD}"
    return SyntaxError(.unexpectedCharacter(scalar), at: position)
  }
}

extension Lexer {
  /// The number of bytes of the Unicode scalar value that starts there.
  ///
  /// Refuses what RFC 3629 does: overlong forms, surrogates, values past U+10FFFF, stray and missing continuation bytes.
  func scalarLength(at start: Int) throws(SyntaxError) -> Int {
    let lead = byte(at: start)
    let length: Int
    var secondMin: UInt8 = 0x80
    var secondMax: UInt8 = 0xBF
    switch lead {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if lead == 0xE0 { secondMin = 0xA0 }
      if lead == 0xED { secondMax = 0x9F }
    case 0xF0...0xF4:
      length = 4
      if lead == 0xF0 { secondMin = 0x90 }
      if lead == 0xF4 { secondMax = 0x8F }
    default: throw SyntaxError(.invalidEncoding, at: start)
    }
    let second = byte(at: start + 1)
    guard second >= secondMin && second <= secondMax else { throw SyntaxError(.invalidEncoding, at: start) }
    for offset in 2..<max(2, length) where byte(at: start + offset) & 0xC0 != 0x80 {
      throw SyntaxError(.invalidEncoding, at: start)
    }
    return length
  }
}

extension UInt8 {
  @inline(__always) var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  @inline(__always) var isNameStart: Bool {
    let lower = self | 0x20
    return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || self == UInt8(ascii: "_")
  }

  @inline(__always) var isNameContinue: Bool { isNameStart || isDigit }

  /// The value of a hexadecimal digit.
  var hexadecimal: UInt32? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
