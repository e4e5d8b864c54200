import Rows
import Testing

@Suite struct ReadingTests {
  /// A table of one cell.
  private func table(_ type: CellType, isArray: Bool = false, _ bytes: [UInt8]?) -> Table {
    var builder = TableBuilder(columns: [Column(name: "value", type: type, isArray: isArray)])
    if let bytes { builder.append(bytes) } else { builder.appendNull() }
    return builder.finish()
  }

  @Test func `reads integers of every width`() {
    let tables = [
      table(.int16, [0xFF, 0xFE]), table(.int32, [0x80, 0, 0, 0]), table(.int64, [0x7F] + [UInt8](repeating: 0xFF, count: 7)),
      table(.int64, [0, 0, 0, 1]), table(.text, [0x31]), table(.int32, nil), table(.int32, isArray: true, [0, 0, 0, 1]),
    ]
    #expect(tables.map { $0.integer(row: 0, column: 0) } == [-2, -2_147_483_648, .max, nil, nil, nil, nil])
  }

  @Test func `reads floating point numbers and booleans`() {
    #expect(table(.float64, [0x40, 0x09, 0x21, 0xFB, 0x54, 0x44, 0x2D, 0x18]).double(row: 0, column: 0) == Double.pi)
    #expect(table(.float32, [0x3F, 0xC0, 0, 0]).double(row: 0, column: 0) == 1.5)
    #expect(table(.float64, nil).double(row: 0, column: 0) == nil)
    #expect(table(.int32, [0, 0, 0, 1]).double(row: 0, column: 0) == nil)
    let booleans = [table(.boolean, [1]), table(.boolean, [0]), table(.boolean, nil), table(.text, [1]), table(.boolean, [])]
    #expect(booleans.map { $0.boolean(row: 0, column: 0) } == [true, false, nil, nil, nil])
  }

  @Test func `reads texts, JSON and uuids`() {
    let tables = [
      table(.text, Array("héé".utf8)), table(.json, Array("{}".utf8)), table(.jsonb, [1] + Array("{}".utf8)),
      table(.uuid, Array(0...15)), table(.uuid, [1]), table(.jsonb, []), table(.bytes, [0x61]), table(.text, nil),
    ]
    #expect(
      tables.map { $0.text(row: 0, column: 0) }
        == ["héé", "{}", "{}", "00010203-0405-0607-0809-0a0b0c0d0e0f", nil, nil, nil, nil])
  }

  private static let header: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 25]
  private static let three: [UInt8] =
    header + [0, 0, 0, 3, 0, 0, 0, 1] + [0, 0, 0, 1, 0x61] + [255, 255, 255, 255] + [0, 0, 0, 0]

  @Test func `reads arrays of texts and of integers`() {
    #expect(table(.text, isArray: true, Self.three).texts(row: 0, column: 0) == ["a", nil, ""])
    #expect(table(.text, isArray: true, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 25]).texts(row: 0, column: 0) == [])
    #expect(table(.text, isArray: true, nil).texts(row: 0, column: 0) == nil)
    #expect(table(.text, Self.three).texts(row: 0, column: 0) == nil)
    let integers = Self.header + [0, 0, 0, 2, 0, 0, 0, 1] + [0, 0, 0, 2, 0, 7] + [255, 255, 255, 255]
    #expect(table(.int16, isArray: true, integers).integers(row: 0, column: 0) == [7, nil])
  }

  @Test func `refuses arrays of several dimensions`() {
    let matrix: [UInt8] = [0, 0, 0, 2] + Self.three.dropFirst(4)
    #expect(table(.text, isArray: true, matrix).texts(row: 0, column: 0) == nil)
  }

  @Test func `refuses a damaged array whatever is missing or wrong`() {
    for count in 0..<Self.three.count {
      #expect(table(.text, isArray: true, Array(Self.three.prefix(count))).elements(row: 0, column: 0) == nil)
    }
    for position in 12..<16 {
      var bytes = Self.three
      bytes[position] = 0xFF
      #expect(table(.text, isArray: true, bytes).elements(row: 0, column: 0) == nil)
    }
    var tooLong = Self.three
    tooLong[23] = 200
    #expect(table(.text, isArray: true, tooLong).elements(row: 0, column: 0) == nil)
  }
}
