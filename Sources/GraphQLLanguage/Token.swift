/// The smallest unit of meaning of a document: its kind and the bytes it covers.
struct Token {
  enum Kind: UInt8 {
    case endOfFile
    case exclamation
    case dollar
    case ampersand
    case parenLeft
    case parenRight
    case spread
    case colon
    case equals
    case at
    case bracketLeft
    case bracketRight
    case braceLeft
    case pipe
    case braceRight
    case name
    case int
    case float
    case string
    case blockString
  }

  let kind: Kind
  let start: Int
  let end: Int
  /// Of a name.
  let hash: UInt32

  init(kind: Kind, start: Int, end: Int, hash: UInt32 = 0) {
    self.kind = kind
    self.start = start
    self.end = end
    self.hash = hash
  }
}

extension Token.Kind {
  /// What an error message calls this kind of token.
  var label: String {
    switch self {
    case .endOfFile: "<EOF>"
    case .exclamation: "\"!\""
    case .dollar: "\"$\""
    case .ampersand: "\"&\""
    case .parenLeft: "\"(\""
    case .parenRight: "\")\""
    case .spread: "\"...\""
    case .colon: "\":\""
    case .equals: "\"=\""
    case .at: "\"@\""
    case .bracketLeft: "\"[\""
    case .bracketRight: "\"]\""
    case .braceLeft: "\"{\""
    case .pipe: "\"|\""
    case .braceRight: "\"}\""
    case .name: "Name"
    case .int: "Int"
    case .float: "Float"
    case .string: "String"
    case .blockString: "BlockString"
    }
  }
}
