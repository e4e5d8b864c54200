import GraphQLLanguage
import Testing

/// The canonical text of a source, or the error with its line and column.
func reprint(_ source: String, limits: Parser.Limits = .none) -> String {
  do throws(SyntaxError) {
    return String(decoding: Printer.print(try Parser.parse(source, limits: limits)), as: UTF8.self)
  } catch {
    return describe(error, in: Array(source.utf8))
  }
}

func describe(_ error: SyntaxError, in source: [UInt8]) -> String {
  let location = SourceLocation(of: error.offset, in: source)
  return "\(location.line):\(location.column) \(error.message)"
}
