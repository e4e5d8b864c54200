import Rows
import Testing

@Suite struct TableTests {
  @Test func `keeps cells in rows and drops an incomplete last row`() {
    var builder = TableBuilder(columns: [Column(name: "a", type: .text), Column(name: "b", type: .text)], rows: 2, byteCount: 8)
    builder.append(Array("one".utf8))
    builder.appendNull()
    builder.append([UInt8]())
    unsafe builder.append(Array("four".utf8).span.bytes)
    builder.append(Array("lost".utf8))
    let table = builder.finish()
    #expect(table.rowCount == 2)
    #expect((0..<2).map { row in (0..<2).map { table.text(row: row, column: $0) } } == [["one", nil], ["", "four"]])
    #expect(table.cell(row: 0, column: 1) == nil)
    #expect(table.cell(row: 1, column: 0) == 3..<3)
  }

  @Test func `has no rows without columns`() {
    let table = TableBuilder(columns: []).finish()
    #expect(table.rowCount == 0)
    #expect(table.columns == [])
  }
}
