/// What the token of a string means, as UTF-8. https://spec.graphql.org/September2025/#sec-String-Value.Semantics
enum StringContent {
  /// Resolves the escapes of a quoted string; the lexer has checked them.
  static func quoted(_ range: SourceRange, in source: [UInt8]) -> [UInt8] {
    var content: [UInt8] = []
    content.reserveCapacity(range.end - range.start)
    var index = range.start + 1
    while index < range.end - 1 {
      let byte = source[index]
      if byte != UInt8(ascii: "\\") {
        content.append(byte)
        index += 1
      } else if source[index + 1] == UInt8(ascii: "u"), let escape = UnicodeEscape(at: index, in: source) {
        content.append(contentsOf: String(Character(escape.scalar)).utf8)
        index += escape.length
      } else {
        content.append(unescaped(source[index + 1]))
        index += 2
      }
    }
    return content
  }

  private static func unescaped(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: byte
    }
  }

  /// `BlockStringValue()`: strips the common indentation, then blank lines at both ends, then `\"""`.
  static func block(_ range: SourceRange, in source: [UInt8]) -> [UInt8] {
    var lines = lines(of: (range.start + 3)..<(range.end - 3), in: source)
    var indentation = Int.max
    for line in lines.dropFirst() {
      let blanks = blanksAhead(of: line, in: source)
      if blanks < line.count { indentation = min(indentation, blanks) }
    }
    if indentation != Int.max {
      for index in lines.indices.dropFirst() {
        let line = lines[index]
        lines[index] = (line.lowerBound + min(indentation, line.count))..<line.upperBound
      }
    }
    let isBlank = { (line: Range<Int>) in blanksAhead(of: line, in: source) == line.count }
    let trimmed = lines.drop(while: isBlank)
    let count = (trimmed.lastIndex { !isBlank($0) } ?? trimmed.startIndex - 1) + 1 - trimmed.startIndex
    var content: [UInt8] = []
    content.reserveCapacity(range.end - range.start)
    for line in trimmed.prefix(count) {
      if !content.isEmpty || line.lowerBound != trimmed.first?.lowerBound { content.append(UInt8(ascii: "\n")) }
      appendLine(line, of: source, to: &content)
    }
    return content
  }

  private static func lines(of range: Range<Int>, in source: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = range.lowerBound
    var index = start
    while index < range.upperBound {
      let byte = source[index]
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
        index += 1
        continue
      }
      lines.append(start..<index)
      let isPair = byte == UInt8(ascii: "\r") && index + 1 < range.upperBound && source[index + 1] == UInt8(ascii: "\n")
      index += isPair ? 2 : 1
      start = index
    }
    lines.append(start..<range.upperBound)
    return lines
  }

  private static func blanksAhead(of line: Range<Int>, in source: [UInt8]) -> Int {
    var index = line.lowerBound
    while index < line.upperBound && (source[index] == UInt8(ascii: " ") || source[index] == UInt8(ascii: "\t")) {
      index += 1
    }
    return index - line.lowerBound
  }

  private static func appendLine(_ line: Range<Int>, of source: [UInt8], to content: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    var index = line.lowerBound
    while index < line.upperBound {
      let isEscape =
        source[index] == UInt8(ascii: "\\") && index + 3 < line.upperBound && source[index + 1] == quote
        && source[index + 2] == quote && source[index + 3] == quote
      if isEscape { index += 1 }
      let count = isEscape ? 3 : 1
      content.append(contentsOf: source[index..<(index + count)])
      index += count
    }
  }
}
