/// Writes text as the string tokens that mean it.
public enum StringLiteral {
  private static let hexadecimal = Array("0123456789ABCDEF".utf8)

  /// Writes a string, UTF-8, in quotes, with quotes, backslashes and control characters (C0, DEL, C1) escaped.
  public static func append(quoted content: some Sequence<UInt8>, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for byte in content {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case 0x08: text.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "b")])
      case 0x09: text.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
      case 0x0A: text.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
      case 0x0C: text.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "f")])
      case 0x0D: text.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
      case 0x00...0x1F, 0x7F: append(escaped: byte, to: &text)
      case 0x80...0x9F where text.last == 0xC2:
        text.removeLast()
        append(escaped: byte, to: &text)
      default: text.append(byte)
      }
    }
    text.append(UInt8(ascii: "\""))
  }

  private static func append(escaped control: UInt8, to text: inout [UInt8]) {
    text.append(contentsOf: "\\u00".utf8)
    text.append(hexadecimal[Int(control >> 4)])
    text.append(hexadecimal[Int(control & 15)])
  }

  /// Writes a block string whose lines are indented; its meaning is the content, if `isBlock(content)`.
  public static func append(block content: [UInt8], indentation: Int, to text: inout [UInt8]) {
    let newline = UInt8(ascii: "\n")
    let lines = content.split(separator: newline, omittingEmptySubsequences: false)
    let startsBlank = content.first == UInt8(ascii: " ") || content.first == UInt8(ascii: "\t")
    let endsAmbiguous = content.last == UInt8(ascii: "\"") || content.last == UInt8(ascii: "\\")
    let isLong = lines.count > 1 || content.count > 70 || endsAmbiguous
    let opensLine = isLong && !(lines.count == 1 && startsBlank)
    text.append(contentsOf: "\"\"\"".utf8)
    for (index, line) in lines.enumerated() {
      if index > 0 || opensLine { text.append(newline) }
      if (index > 0 || opensLine) && !line.isEmpty { appendIndentation(indentation, to: &text) }
      append(blockLine: line, to: &text)
    }
    if isLong {
      text.append(newline)
      appendIndentation(indentation, to: &text)
    }
    text.append(contentsOf: "\"\"\"".utf8)
  }

  /// Whether a block string can mean the content: nothing at all, or text without carriage returns and other control
  /// characters, without a blank first or last line, and without an indentation common to all lines but the first.
  public static func isBlock(_ content: [UInt8]) -> Bool {
    if content.isEmpty { return true }
    let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let blank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    if content.contains(where: { $0 < 0x20 && $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\t") }) { return false }
    guard let first = lines.first, let last = lines.last, !first.allSatisfy(blank), !last.allSatisfy(blank) else {
      return false
    }
    return lines.count == 1 || lines.contains { line in line.first.map { !blank($0) } ?? false }
  }

  private static func appendIndentation(_ indentation: Int, to text: inout [UInt8]) {
    text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
  }

  private static func append(blockLine line: ArraySlice<UInt8>, to text: inout [UInt8]) {
    var quotes = 0
    for byte in line {
      quotes = byte == UInt8(ascii: "\"") ? quotes + 1 : 0
      text.append(byte)
      if quotes == 3 {
        text.removeLast(3)
        text.append(contentsOf: "\\\"\"\"".utf8)
        quotes = 0
      }
    }
  }
}
