/// Why a text is not a GraphQL document, and at which byte that was noticed.
public struct SyntaxError: Error, Hashable, Sendable {
  /// The closed list of causes.
  public enum Reason: Hashable, Sendable {
    case unexpectedCharacter(Unicode.Scalar)
    case singleQuote
    case invalidEncoding
    case unterminatedString
    case invalidEscape(String)
    case digitAfterZero
    case expectedDigit
    /// No production of the grammar continues with this token.
    case unexpected(found: String)
    case expected(String, found: String)
    case unexpectedVariable(String)
    case reservedEnumValue(String)
    case descriptionOfShorthand
    case descriptionOfNothing
    case sourceTooLong(bytesMax: Int)
    case tooManyTokens(tokensMax: Int)
    case nestedTooDeeply(nestingMax: Int)
  }

  public let reason: Reason
  /// Offset of the offending byte in the source; equal to its length at the end of the file.
  public let offset: Int

  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension SyntaxError {
  /// The sentence a client reads; it quotes at most `excerptBytesMax` bytes of the source.
  public var message: String {
    "Syntax Error: " + explanation
  }

  /// The stable code of the limit that stopped the reading; nil when the grammar did.
  public var limitCode: String? {
    switch reason {
    case .sourceTooLong: "LIMIT_SIZE"
    case .tooManyTokens: "LIMIT_TOKENS"
    case .nestedTooDeeply: "LIMIT_NESTING"
    default: nil
    }
  }

  static let excerptBytesMax = 40

  private var explanation: String {
    switch reason {
    case .unexpectedCharacter(let scalar): "Unexpected character: \(Self.printable(scalar))."
    case .singleQuote: "Unexpected single quote character ('), strings are written with double quotes (\")."
    case .invalidEncoding: "Invalid character: the source is not UTF-8 here."
    case .unterminatedString: "Unterminated string."
    case .invalidEscape(let text): "Invalid escape sequence in a string: \"\(text)\"."
    case .digitAfterZero: "Invalid number, unexpected digit after 0."
    case .expectedDigit: "Invalid number, expected a digit here."
    case .unexpected(let found): "Unexpected \(found)."
    case .expected(let what, let found): "Expected \(what), found \(found)."
    case .unexpectedVariable(let name): "Unexpected variable \"$\(name)\" in a constant value."
    case .reservedEnumValue(let name): "Name \"\(name)\" is reserved and cannot be an enum value."
    case .descriptionOfShorthand: "Unexpected description, a query in shorthand form cannot have one."
    case .descriptionOfNothing: "Unexpected description, only definitions can have one."
    case .sourceTooLong(let bytesMax): "The document is longer than \(bytesMax) bytes."
    case .tooManyTokens(let tokensMax): "The document has more than \(tokensMax) tokens."
    case .nestedTooDeeply(let nestingMax): "The document is nested more than \(nestingMax) levels deep."
    }
  }

  private static func printable(_ scalar: Unicode.Scalar) -> String {
    if scalar.value > 0x20 && scalar.value < 0x7F { return "\"\(scalar)\"" }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
