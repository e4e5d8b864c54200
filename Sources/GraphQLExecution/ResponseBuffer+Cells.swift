import Rows

/// Cells in PostgreSQL's binary format, written as JSON or as the text of a JSON string.
extension ResponseBuffer {
  /// A big-endian signed integer of up to eight bytes.
  static func integer(_ cell: Span<UInt8>) -> Int64 {
    var value: Int64 = cell.isEmpty || cell[0] & 0x80 == 0 ? 0 : -1
    for index in cell.indices { value = value << 8 | Int64(cell[index]) }
    return value
  }

  static func double(_ cell: Span<UInt8>, type: CellType) -> Double {
    type == .float32
      ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: integer(cell))))
      : Double(bitPattern: UInt64(bitPattern: integer(cell)))
  }

  /// The text of a cell without quotes, for the types whose text needs no escaping; false for all others.
  mutating func append(plain cell: Span<UInt8>, type: CellType) -> Bool {
    switch type {
    case .int16, .int32, .int64: append(Self.integer(cell))
    case .float32, .float64: append(Self.double(cell, type: type).description.utf8.span)
    case .numeric: append(numeric: cell)
    case .uuid: append(uuid: cell)
    case .date: append(date: Self.integer(cell))
    case .timestamp: append(timestamp: Self.integer(cell))
    case .boolean: append(!cell.isEmpty && cell[0] == 1 ? "true" : "false")
    case .text, .json, .jsonb, .bytes: return false
    }
    return true
  }

  mutating func append(uuid cell: Span<UInt8>) {
    for offset in cell.indices {
      let byte = cell[offset]
      if offset == 4 || offset == 6 || offset == 8 || offset == 10 { append(UInt8(ascii: "-")) }
      append(Hexadecimal.digit(byte >> 4))
      append(Hexadecimal.digit(byte & 15))
    }
  }

  /// Sixteen-bit digits of base 10,000: count, weight of the first, sign, digits after the point, digits.
  mutating func append(numeric cell: Span<UInt8>) {
    let weight = Int(Int16(truncatingIfNeeded: Self.word(1, of: cell)))
    let scale = Self.word(3, of: cell)
    switch Self.word(2, of: cell) {
    case 0xC000:
      append("NaN")
      return
    case 0xD000:
      append("Infinity")
      return
    case 0xF000:
      append("-Infinity")
      return
    case 0x4000: append(UInt8(ascii: "-"))
    default: break
    }
    append(digits: weight < 0 ? 0 : Self.group(0, of: cell))
    if weight > 0 {
      for index in 1...weight { append(digits: Self.group(index, of: cell), width: 4) }
    }
    guard scale > 0 else { return }
    append(UInt8(ascii: "."))
    let start = position
    var index = weight + 1
    while position - start < scale {
      append(digits: Self.group(index, of: cell), width: 4)
      index += 1
    }
    truncate(to: start + scale)
  }

  /// A sixteen-bit number, big-endian; zero past the end.
  private static func word(_ index: Int, of cell: Span<UInt8>) -> Int {
    guard index * 2 + 1 < cell.count else { return 0 }
    return Int(cell[index * 2]) << 8 | Int(cell[index * 2 + 1])
  }

  /// A digit of base 10,000; zero outside of those that are there.
  private static func group(_ index: Int, of cell: Span<UInt8>) -> UInt64 {
    index >= 0 && index < word(0, of: cell) ? UInt64(word(4 + index, of: cell)) : 0
  }

  /// A day as ISO 8601, counted from 2000-01-01.
  mutating func append(date days: Int64) {
    switch days {
    case Int64(Int32.max): append("infinity")
    case Int64(Int32.min): append("-infinity")
    default: append(civil: days + 10_957)
    }
  }

  /// A moment in UTC as RFC 3339, counted in microseconds from 2000-01-01; the fraction is left out when it is zero.
  mutating func append(timestamp microseconds: Int64) {
    guard microseconds != .max, microseconds != .min else {
      append(microseconds == .max ? "infinity" : "-infinity")
      return
    }
    let day: Int64 = 86_400_000_000
    var days = microseconds / day
    var rest = microseconds % day
    if rest < 0 {
      rest += day
      days -= 1
    }
    append(civil: days + 10_957)
    append(UInt8(ascii: "T"))
    append(digits: UInt64(rest / 3_600_000_000), width: 2)
    append(UInt8(ascii: ":"))
    append(digits: UInt64(rest / 60_000_000 % 60), width: 2)
    append(UInt8(ascii: ":"))
    append(digits: UInt64(rest / 1_000_000 % 60), width: 2)
    let fraction = rest % 1_000_000
    if fraction != 0 {
      append(UInt8(ascii: "."))
      let start = position
      append(digits: UInt64(fraction), width: 6)
      while byte(at: position - 1) == UInt8(ascii: "0") { truncate(to: position - 1) }
      if position < start + 3 {
        for _ in position..<start + 3 { append(UInt8(ascii: "0")) }
      }
    }
    append(UInt8(ascii: "Z"))
  }

  /// The proleptic Gregorian date of a day counted from 1970-01-01, by eras of 400 years.
  private mutating func append(civil days: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    if year < 0 { append(UInt8(ascii: "-")) }
    append(digits: year.magnitude, width: 4)
    append(UInt8(ascii: "-"))
    append(digits: UInt64(month), width: 2)
    append(UInt8(ascii: "-"))
    append(digits: UInt64(dayOfYear - (153 * marchMonth + 2) / 5 + 1), width: 2)
  }
}

/// A one-dimensional array in PostgreSQL's binary format: dimensions, flags, element type, size, lower bound, elements.
struct ArrayCell: Sequence, IteratorProtocol {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var remaining: Int

  init(_ cell: ArraySlice<UInt8>) {
    bytes = cell
    position = cell.startIndex + 20
    remaining = 0
    if cell.count >= 20, number(at: cell.startIndex) == 1 {
      remaining = number(at: cell.startIndex + 12)
    }
  }

  private func number(at index: Int) -> Int {
    Int(Int32(truncatingIfNeeded: ResponseBuffer.integer(bytes[index..<index + 4].span)))
  }

  /// The next element's bytes; the inner nil is a null element.
  mutating func next() -> ArraySlice<UInt8>?? {
    guard remaining > 0, position + 4 <= bytes.endIndex else { return nil }
    remaining -= 1
    let length = number(at: position)
    position += 4
    guard length >= 0 else { return .some(nil) }
    guard position + length <= bytes.endIndex else { return nil }
    defer { position += length }
    return .some(bytes[position..<position + length])
  }
}
