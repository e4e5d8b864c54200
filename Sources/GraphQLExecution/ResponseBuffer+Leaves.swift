import Rows

/// Cells as values of the leaf types (specification, section 3.5: result coercion).
extension ResponseBuffer {
  /// Writes a cell as a value of the leaf type; false, with nothing written, when it is none. Values of enumerations are the plan's.
  mutating func append(_ cell: Span<UInt8>, type: CellType, as leaf: LeafType) -> Bool {
    switch leaf {
    case .int: return append(int: cell, type)
    case .float: return append(float: cell, type)
    case .boolean:
      guard type == .boolean else { return false }
      return append(plain: cell, type: type)
    case .string, .id: return append(quoted: cell, type)
    case .enumeration: return false
    case .custom: return append(custom: cell, type)
    }
  }

  private mutating func append(int cell: Span<UInt8>, _ type: CellType) -> Bool {
    switch type {
    case .int16, .int32, .int64:
      let value = Self.integer(cell)
      guard Int32(exactly: value) != nil else { return false }
      append(value)
    case .float32, .float64:
      guard let value = Int32(exactly: Self.double(cell, type: type)) else { return false }
      append(Int64(value))
    default: return false
    }
    return true
  }

  private mutating func append(float cell: Span<UInt8>, _ type: CellType) -> Bool {
    switch type {
    case .int16, .int32, .int64: append(Self.integer(cell))
    case .float32, .float64:
      let value = Self.double(cell, type: type)
      guard value.isFinite else { return false }
      append(value.description.utf8.span)
    case .numeric:
      let start = position
      append(numeric: cell)
      guard byte(at: position - 1).isDigit else {
        truncate(to: start)
        return false
      }
    default: return false
    }
    return true
  }

  private mutating func append(quoted cell: Span<UInt8>, _ type: CellType) -> Bool {
    switch type {
    case .text: append(string: cell)
    case .json, .jsonb, .bytes: return false
    default:
      append(UInt8(ascii: "\""))
      _ = append(plain: cell, type: type)
      append(UInt8(ascii: "\""))
    }
    return true
  }

  /// Numbers and booleans as themselves, JSON spliced in, exact decimals and everything else as strings.
  private mutating func append(custom cell: Span<UInt8>, _ type: CellType) -> Bool {
    switch type {
    case .json: append(cell)
    case .jsonb: append(cell.extracting(min(1, cell.count)..<cell.count))
    case .boolean, .int16, .int32, .int64: return append(plain: cell, type: type)
    case .float32, .float64: return append(float: cell, type)
    default: return append(quoted: cell, type)
    }
    return true
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
