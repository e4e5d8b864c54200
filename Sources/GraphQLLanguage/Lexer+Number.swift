extension Lexer {
  /// `IntValue :: IntegerPart` and `FloatValue :: IntegerPart FractionalPart? ExponentPart?`, neither followed by a
  /// digit, a dot or a name. https://spec.graphql.org/September2025/#sec-Int-Value
  mutating func number() throws(SyntaxError) -> Token {
    let start = position
    var isFloat = false
    if byte(at: position) == UInt8(ascii: "-") { position += 1 }
    if byte(at: position) == UInt8(ascii: "0") {
      position += 1
      if byte(at: position).isDigit { throw SyntaxError(.digitAfterZero, at: position) }
    } else {
      try skipDigits()
    }
    if byte(at: position) == UInt8(ascii: ".") {
      isFloat = true
      position += 1
      try skipDigits()
    }
    if byte(at: position) | 0x20 == UInt8(ascii: "e") {
      isFloat = true
      position += 1
      if byte(at: position) == UInt8(ascii: "+") || byte(at: position) == UInt8(ascii: "-") { position += 1 }
      try skipDigits()
    }
    if byte(at: position) == UInt8(ascii: ".") || byte(at: position).isNameStart {
      throw SyntaxError(.expectedDigit, at: position)
    }
    return Token(kind: isFloat ? .float : .int, start: start, end: position)
  }

  private mutating func skipDigits() throws(SyntaxError) {
    guard byte(at: position).isDigit else { throw SyntaxError(.expectedDigit, at: position) }
    while byte(at: position).isDigit { position += 1 }
  }
}
