import Rows
import Testing

@Suite struct `Records of several shapes` {
  /// A row as the database sends it.
  struct Row {
    var shape: Int16
    var record: [UInt8]
  }

  static func record(_ cells: [[UInt8]?], type: UInt32 = 25) -> [UInt8] {
    bigEndian(UInt32(cells.count))
      + cells.flatMap { cell in
        bigEndian(type) + bigEndian(UInt32(bitPattern: Int32(cell?.count ?? -1))) + (cell ?? [])
      }
  }

  static func bigEndian(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

  static func table(_ rows: [Row]) -> Table {
    var builder = TableBuilder(columns: [Column(name: "n", type: .int16), Column(name: "r", type: .bytes)])
    for row in rows {
      builder.append([UInt8(truncatingIfNeeded: row.shape >> 8), UInt8(truncatingIfNeeded: row.shape)])
      builder.append(row.record)
    }
    return builder.finish()
  }

  @Test func `rows of each shape become a table, in their order`() throws {
    let whole = Self.table([
      Row(shape: 2, record: Self.record([[1], nil], type: 16)), Row(shape: 0, record: Self.record([[65, 66]])),
      Row(shape: 2, record: Self.record([[], [2, 3]], type: 16)),
    ])
    let shapes = try #require(whole.records(ofShapes: 3))
    #expect(shapes.map(\.types) == [[25], [], [16, 16]])
    let columns = [Column(name: "a", type: .text), Column(name: "b", type: .text)]
    let last = try #require(shapes[2].table(columns: columns, in: whole))
    #expect(last.rowCount == 2)
    let cells = (0..<2).map { row in (0..<2).map { column in last.cell(row: row, column: column).map { Array(last.bytes[$0]) } } }
    #expect(cells == [[[1], nil], [[], [2, 3]]])
    #expect(try #require(shapes[1].table(columns: columns, in: whole)).rowCount == 0)
    #expect(try #require(shapes[0].table(columns: [columns[0]], in: whole)).text(row: 0, column: 0) == "AB")
    #expect(shapes[0].table(columns: columns, in: whole) == nil)
  }

  @Test func `what is no record of a known shape gives nothing`() {
    let good = Self.record([[1]])
    for damaged in [
      Row(shape: 1, record: good), Row(shape: -1, record: good), Row(shape: 0, record: []), Row(shape: 0, record: Array(good.dropLast())),
      Row(shape: 0, record: good + [0]), Row(shape: 0, record: Array(good.prefix(9))), Row(shape: 0, record: Self.bigEndian(.max) + good),
      Row(shape: 0, record: Self.record([[1], [2]])),
    ] {
      #expect(Self.table([Row(shape: 0, record: good), damaged]).records(ofShapes: 1) == nil)
    }
    #expect(Self.table([]).records(ofShapes: 1)?.map(\.types) == [[]])
    #expect(TableBuilder(columns: [Column(name: "n", type: .int16)]).finish().records(ofShapes: 1) == nil)
  }
}
