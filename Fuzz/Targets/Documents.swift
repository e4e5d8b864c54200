@testable import GraphQLLanguage

extension FuzzTarget {
  /// A document that parses is printed as one that parses to the same tree, and printed again as the same text.
  static func readDocument(_ input: [UInt8]) {
    let document: Document
    do throws(SyntaxError) {
      document = try Parser.parse(input)
    } catch {
      guard (0...input.count).contains(error.offset) else { broken("an error lies within the source") }
      guard error.message.utf8.count <= 1_000 else { broken("a message is short") }
      _ = SourceLocation(of: error.offset, in: input)
      if let text = String(validating: input, as: UTF8.self) { _ = try? SchemaCoordinate(parsing: text) }
      return
    }
    let printed = Printer.print(document)
    guard let again = try? Parser.parse(printed, limits: .none) else { broken("what is printed parses") }
    // A tree follows from its tokens, so trees are compared by them.
    guard tokens(input) == tokens(printed) else { broken("what is printed is the same tree") }
    guard Printer.print(again) == printed else { broken("what is printed is printed alike") }
  }

  private struct Meaning: Hashable {
    let kind: Token.Kind
    let text: [UInt8]
  }

  /// What the tokens mean, without those that say nothing: a first `|` or `&`, and `query` where a selection set follows.
  private static func tokens(_ source: [UInt8]) -> [Meaning] {
    var lexer = Lexer(source)
    var all: [Meaning] = []
    while let token = try? lexer.next(), token.kind != .endOfFile {
      all.append(Meaning(kind: token.kind, text: text(of: token, in: source)))
    }
    let openers: [[UInt8]] = [Array("=".utf8), Array("implements".utf8), Array("on".utf8)]
    var meanings: [Meaning] = []
    for (index, token) in all.enumerated() {
      let before = index > 0 ? all[index - 1].text : []
      let after = index + 1 < all.count ? all[index + 1].kind : .endOfFile
      if token.kind == .pipe || token.kind == .ampersand, openers.contains(before) { continue }
      if token.text == Array("query".utf8), after == .braceLeft { continue }
      meanings.append(token)
    }
    return meanings
  }

  private static func text(of token: Token, in source: [UInt8]) -> [UInt8] {
    let range = SourceRange(token.start, token.end)
    switch token.kind {
    case .string: return StringContent.quoted(range, in: source)
    case .blockString: return StringContent.block(range, in: source)
    default: return Array(source[token.start..<token.end])
    }
  }
}
