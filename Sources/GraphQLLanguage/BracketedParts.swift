/// Parts between brackets while they are printed: on one line with commas, or each on a line of its own.
///
/// Lines are broken where what was written would be longer than 80 characters, or has lines already.
public struct BracketedParts {
  private static let widthMax = 80

  private let start: Int
  private var starts: [Int] = []
  private var ends: [Int] = []

  /// Writes the opening bracket, with a blank after it that is dropped where lines are broken.
  public init(_ open: String, in text: inout [UInt8]) {
    start = text.count
    text.append(contentsOf: open.utf8)
  }

  /// The next part begins.
  public mutating func begin(in text: inout [UInt8]) {
    if !starts.isEmpty {
      ends.append(text.count)
      text.append(contentsOf: ", ".utf8)
    }
    starts.append(text.count)
  }

  /// Writes the closing bracket.
  public mutating func end(_ close: String, in text: inout [UInt8]) {
    if !starts.isEmpty { ends.append(text.count) }
    text.append(contentsOf: close.utf8)
  }

  /// Whether the text since a place, or else since the bracket, has more than 80 characters (Unicode scalar values), without
  /// the indentation of further lines. O(1).
  public func isTooLong(in text: [UInt8], since place: Int? = nil, indentation: Int = 0) -> Bool {
    var width = 0
    var margin = 0
    for byte in text[(place ?? start)...] {
      if margin > 0 && byte == UInt8(ascii: " ") {
        margin -= 1
        continue
      }
      margin = byte == UInt8(ascii: "\n") ? indentation : 0
      if byte & 0xC0 != 0x80 { width += 1 }
      if width > Self.widthMax { return true }
    }
    return false
  }

  /// Whether a part has several lines.
  public func hasLines(in text: [UInt8]) -> Bool { text[start...].contains(UInt8(ascii: "\n")) }

  /// Puts each part, the last that was written, on a line of its own, `step` spaces further than the brackets.
  public func breakLines(in text: inout [UInt8], indentation: Int = 0, step: Int = 2) {
    guard !starts.isEmpty, let open = text[start...].first, let close = text.last else { return }
    var lines = [open]
    for (partStart, partEnd) in zip(starts, ends) {
      Self.append(newlineWithMargin: indentation + step, to: &lines)
      for index in partStart..<partEnd {
        lines.append(text[index])
        let endsLine = text[index] == UInt8(ascii: "\n") && text[index + 1] != UInt8(ascii: "\n")
        if endsLine { lines.append(contentsOf: repeatElement(UInt8(ascii: " "), count: step)) }
      }
    }
    Self.append(newlineWithMargin: indentation, to: &lines)
    lines.append(close)
    text.replaceSubrange(start..., with: lines)
  }

  private static func append(newlineWithMargin margin: Int, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\n"))
    text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: margin))
  }
}
