/// A JSON text as a flat tape: one node a value, in document order, text by byte range. No tree is built.
public struct JSONTape: Sendable {
  public enum Kind: UInt8, Sendable {
    case null, `false`, `true`, integer, fraction, string, escapedString, array, object
  }

  public struct Node: Sendable {
    public let kind: Kind
    /// First byte of the value; of a string, the byte after its quote.
    public let start: UInt32
    /// Byte after the value; of a string, its closing quote.
    public internal(set) var end: UInt32
    /// Index of the node after this value and everything in it.
    public internal(set) var next: UInt32
  }

  public let bytes: [UInt8]
  public let nodes: [Node]

  /// The value at the top; every tape has one.
  public var root: Int { 0 }

  public func kind(_ node: Int) -> Kind { nodes[node].kind }

  /// The elements of an array, in order; nothing for other kinds.
  public func elements(of node: Int) -> Children {
    Children(tape: self, position: node + 1, end: nodes[node].kind == .array ? Int(nodes[node].next) : node + 1)
  }

  /// The members of an object as (key node, value node), in order; nothing for other kinds.
  public func members(of node: Int) -> [(key: Int, value: Int)] {
    guard nodes[node].kind == .object else { return [] }
    var members: [(key: Int, value: Int)] = []
    var position = node + 1
    let end = Int(nodes[node].next)
    while position < end {
      members.append((position, position + 1))
      position = Int(nodes[position + 1].next)
    }
    return members
  }

  /// The value of an object's member; nil when absent or not an object. Linear in the number of members.
  public func member(_ name: String, of node: Int) -> Int? {
    guard nodes[node].kind == .object else { return nil }
    var key = node + 1
    while key < Int(nodes[node].next) {
      if isString(key, equalTo: name) { return key + 1 }
      key = Int(nodes[key + 1].next)
    }
    return nil
  }

  /// The values of those members of an object that have one of these names, in one pass over the members.
  public func members(of node: Int, named names: Set<String>) -> [String: Int] {
    var found: [String: Int] = [:]
    guard !names.isEmpty, nodes[node].kind == .object else { return found }
    var key = node + 1
    while key < Int(nodes[node].next), found.count < names.count {
      let name = string(key)
      if names.contains(name) { found[name] = key + 1 }
      key = Int(nodes[key + 1].next)
    }
    return found
  }

  /// Whether a string node reads as `text`.
  public func isString(_ node: Int, equalTo text: String) -> Bool {
    if nodes[node].kind == .string {
      return bytes[range(node)].elementsEqual(text.utf8)
    }
    return string(node) == text
  }

  /// The bytes of a number or the raw inside of a string.
  public func range(_ node: Int) -> Range<Int> { Int(nodes[node].start)..<Int(nodes[node].end) }

  /// The bytes of a value as they stand, a string with its quotes.
  public func text(of node: Int) -> ArraySlice<UInt8> {
    let isString = nodes[node].kind == .string || nodes[node].kind == .escapedString
    return isString ? bytes[Int(nodes[node].start) - 1...Int(nodes[node].end)] : bytes[range(node)]
  }

  /// The text of a string node, escapes resolved, or of a number; empty for other kinds.
  public func string(_ node: Int) -> String {
    String(decoding: utf8(node), as: UTF8.self)
  }

  /// The same as UTF-8. A lone surrogate, if the reader allowed it, has the three bytes that the scheme of UTF-8 gives its
  /// number, which are not UTF-8.
  public func utf8(_ node: Int) -> [UInt8] {
    switch nodes[node].kind {
    case .string, .integer, .fraction: Array(bytes[range(node)])
    case .escapedString: JSONEscape.resolve(bytes[range(node)])
    default: []
    }
  }

  /// The elements of one array of a tape.
  public struct Children: Sequence, IteratorProtocol {
    let tape: JSONTape
    var position: Int
    let end: Int

    public mutating func next() -> Int? {
      guard position < end else { return nil }
      defer { position = Int(tape.nodes[position].next) }
      return position
    }
  }
}

/// Escape sequences of JSON strings that a reader has already checked.
enum JSONEscape {
  /// The bytes an escaped string stands for.
  static func resolve(_ escaped: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(escaped.count)
    var index = escaped.startIndex
    while index < escaped.endIndex {
      let plainEnd = escaped[index...].firstIndex(of: UInt8(ascii: "\\")) ?? escaped.endIndex
      result.append(contentsOf: escaped[index..<plainEnd])
      index = plainEnd + 1
      guard index < escaped.endIndex else { break }
      let letter = escaped[index]
      index += 1
      guard letter == UInt8(ascii: "u") else {
        result.append(plain(letter))
        continue
      }
      var scalar = hexadecimal(escaped, at: index)
      index += 4
      if (0xD800..<0xDC00).contains(scalar), let low = lowSurrogate(escaped, at: index) {
        scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
        index += 6
      }
      if let scalar = Unicode.Scalar(scalar) {
        result.append(contentsOf: String(scalar).utf8)
      } else {
        result += [0xE0 | UInt8(scalar >> 12), 0x80 | UInt8(scalar >> 6 & 0x3F), 0x80 | UInt8(scalar & 0x3F)]
      }
    }
    return result
  }

  private static func plain(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
  }

  /// The second half of a surrogate pair, if it is escaped there.
  private static func lowSurrogate(_ escaped: ArraySlice<UInt8>, at index: Int) -> UInt32? {
    guard index + 1 < escaped.endIndex, escaped[index] == UInt8(ascii: "\\"), escaped[index + 1] == UInt8(ascii: "u") else {
      return nil
    }
    let unit = hexadecimal(escaped, at: index + 2)
    return (0xDC00..<0xE000).contains(unit) ? unit : nil
  }

  /// Four hexadecimal digits as a number; zero when they are not there.
  static func hexadecimal(_ bytes: ArraySlice<UInt8>, at start: Int) -> UInt32 {
    guard start + 4 <= bytes.endIndex else { return 0 }
    var value: UInt32 = 0
    for byte in bytes[start..<start + 4] {
      guard let digit = Hexadecimal.value(byte) else { return 0 }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}

/// Hexadecimal digits, both ways.
enum Hexadecimal {
  static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// The lower-case digit for 0 to 15.
  static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + (value - 10)
  }
}
