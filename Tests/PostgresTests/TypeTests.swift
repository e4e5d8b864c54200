import Postgres
import Rows
import Testing

/// Each value comes as the server's own send function makes it, and goes back as a parameter.
@Suite struct TypeTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var type: String
    var send: String
    var meaning: CellType
    var values: [String]
    var testDescription: String { type }

    init(_ type: String, _ send: String, _ meaning: CellType, _ values: [String]) {
      self.type = type
      self.send = send
      self.meaning = meaning
      self.values = values
    }
  }

  static let samples = [
    Sample("boolean", "boolsend", .boolean, ["true", "false"]),
    Sample("smallint", "int2send", .int16, ["0", "-32768", "32767"]),
    Sample("integer", "int4send", .int32, ["0", "-2147483648", "2147483647"]),
    Sample("bigint", "int8send", .int64, ["0", "-9223372036854775808", "9223372036854775807"]),
    Sample("real", "float4send", .float32, ["0", "-0", "1.5", "3.4028235e38", "NaN", "-Infinity"]),
    Sample("double precision", "float8send", .float64, ["0", "-0", "0.1", "1.7976931348623157e308", "5e-324", "NaN", "Infinity"]),
    Sample(
      "numeric", "numeric_send", .numeric,
      [
        "0", "0.00", "1", "-1", "10000", "9999.9999", "0.0001", "1e-16383", "NaN", "Infinity", "-Infinity",
        "123456789012345678901234567890.123456789",
        "1" + String(repeating: "0", count: 1000),
      ]),
    Sample("text", "textsend", .text, ["", "plain", "héé 家 👪", "line\nbreak", String(repeating: "x", count: 100_000)]),
    Sample("varchar", "varcharsend", .text, ["", "plain"]),
    Sample("char(5)", "bpcharsend", .text, ["ab"]),
    Sample("name", "namesend", .text, ["pg_catalog"]),
    Sample("uuid", "uuid_send", .uuid, ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-4fff-bfff-ffffffffffff"]),
    Sample("date", "date_send", .date, ["2000-01-01", "1999-12-31", "infinity", "-infinity", "4713-01-01 BC", "5874897-12-31"]),
    Sample("timestamp", "timestamp_send", .timestamp, ["2000-01-01", "1969-07-20 20:17:40.000001", "infinity"]),
    Sample("timestamptz", "timestamptz_send", .timestamp, ["2000-01-01Z", "2028-02-29T23:59:59.999999+14", "-infinity"]),
    Sample("json", "json_send", .json, [#"{"a" : [1, null, "é"]}"#, "null"]),
    Sample("jsonb", "jsonb_send", .jsonb, [#"{"a" : [1, null, "é"]}"#, "null", "1e400"]),
    Sample("bytea", "byteasend", .bytes, [#"\x"#, #"\x00ff0a"#]),
    Sample("weekday", "enum_send", .text, ["monday", "Saturday night"]),
    Sample("percentage", "numeric_send", .numeric, ["0", "99.5"]),
    Sample("half_day", "textsend", .text, ["monday"]),
  ]

  static let setUp = """
    create type weekday as enum ('monday', 'Saturday night');
    create domain percentage as numeric check (value >= 0);
    create domain half_day as weekday;
    """

  @Test(arguments: samples) func `receives and sends values`(sample: Sample) throws {
    try TestDatabase.withSchema { connection in
      try connection.script(Self.setUp)
      for value in sample.values {
        let literal = "'\(value)'::\(sample.type)"
        let table = try connection.query("select \(literal) as value, \(sample.send)(\(literal)\(sample.sentAs)) as sent")
        #expect(table.columns == [Column(name: "value", type: sample.meaning), Column(name: "sent", type: .bytes)])
        #expect(bytes(table, 0) == bytes(table, 1))
        let back = try connection.query(
          "select $1::\(sample.type)::text = \(literal)::text", [.binary(bytes(table, 0) ?? [])])
        #expect(back.texts == [["true"]])
      }
    }
  }

  @Test(arguments: samples) func `receives null, and arrays with and without elements`(sample: Sample) throws {
    try TestDatabase.withSchema { connection in
      try connection.script(Self.setUp)
      let literal = "'\(sample.values[0])'::\(sample.type)"
      let table = try connection.query(
        """
        select null::\(sample.type), array[\(literal), null, \(literal)] as a, array_send(array[\(literal), null, \(literal)]),
          array[]::\(sample.type)[], null::\(sample.type)[], \(sample.send)(\(literal)\(sample.sentAs)), $1::\(sample.type)[]
        """, [.null])
      #expect(table.columns[0] == Column(name: sample.columnName, type: sample.meaning))
      #expect([1, 3, 4, 6].map { Kind(table.columns[$0]) } == Array(repeating: Kind(sample.meaning, true), count: 4))
      #expect(table.cell(row: 0, column: 0) == nil)
      #expect(bytes(table, 1) == bytes(table, 2))
      let element = bytes(table, 5)
      #expect(table.elements(row: 0, column: 1)?.map { $0.map { Array(table.bytes[$0]) } } == [element, nil, element])
      #expect(table.elements(row: 0, column: 3) == [])
      #expect(table.cell(row: 0, column: 4) == nil)
      #expect(table.cell(row: 0, column: 6) == nil)
      let back = try connection.query(
        "select array_length($1::\(sample.type)[], 1), array_length($2::\(sample.type)[], 1)",
        [.binary(bytes(table, 1) ?? []), .binary(bytes(table, 3) ?? [])])
      #expect(back.texts == [["3", nil]])
    }
  }

  @Test(arguments: samples) func `receives the same in records of several shapes`(sample: Sample) throws {
    try TestDatabase.withSchema { connection in
      try connection.script(Self.setUp)
      let literal = "'\(sample.values[0])'::\(sample.type)"
      let alone = try connection.query("select \(literal) as a, null::\(sample.type) as b, array[\(literal)] as c")
      let whole = try connection.query(
        """
        select 2::smallint, row(\(literal), null::\(sample.type), array[\(literal)]) union all select 1::smallint, row()
        union all select 0::smallint, row(n) from generate_series(1, 3) as n
        """)
      let tables = try #require(
        try connection.tables(of: whole, columns: [["n"], [], ["a", "b", "c"], ["none"]], deadline: .soon))
      #expect(tables[2].columns == alone.columns)
      #expect((0..<3).map { bytes(tables[2], $0) } == (0..<3).map { bytes(alone, $0) })
      #expect(tables[0].texts == [["1"], ["2"], ["3"]])
      #expect([tables[1].rowCount, tables[3].rowCount] == [0, 0])
      #expect(try connection.tables(of: whole, columns: [["n"], []], deadline: .soon) == nil)
    }
  }

  @Test func `knows a type in a record that was made after the connection`() throws {
    try TestDatabase.withSchema { connection in
      try connection.script("create type late as enum ('here')")
      let whole = try connection.query("select 0::smallint, row('here'::late)")
      let tables = try #require(try connection.tables(of: whole, columns: [["value"]], deadline: .soon))
      #expect(tables[0].columns == [Column(name: "value", type: .text)])
    }
  }

  struct Kind: Equatable {
    var type: CellType
    var isArray: Bool
    init(_ type: CellType, _ isArray: Bool) { (self.type, self.isArray) = (type, isArray) }
    init(_ column: Column) { self.init(column.type, column.isArray) }
  }

  private func bytes(_ table: Table, _ column: Int) -> [UInt8]? {
    table.cell(row: 0, column: column).map { Array(table.bytes[$0]) }
  }

  @Test func `knows a type that was made after the connection`() throws {
    try TestDatabase.withSchema { connection in
      #expect(try connection.query("select 1").texts == [["1"]])
      try connection.script("create type late as enum ('here'); create table kept (value late[])")
      try connection.script("insert into kept values ('{here}')")
      let table = try connection.query("select value from kept")
      #expect(table.columns == [Column(name: "value", type: .text, isArray: true)])
      #expect(table.texts(row: 0, column: 0) == ["here"])
    }
  }

  @Test func `reads types without a meaning of their own as bytes`() throws {
    try TestDatabase.withSchema { connection in
      try connection.script("create type pair as (a int, b text)")
      let table = try connection.query("select interval '1 day' as i, row(1, 'x')::pair as p, array[row(1, 'x')::pair] as ps")
      #expect(
        table.columns == [
          Column(name: "i", type: .bytes), Column(name: "p", type: .bytes), Column(name: "ps", type: .bytes, isArray: false),
        ])
    }
  }
}

extension TypeTests.Sample {
  /// An enum goes as its label; its own send function does not take a domain over it.
  var sentAs: String { send == "textsend" ? "::text" : "" }

  /// How PostgreSQL names a column made of a cast.
  var columnName: String {
    let names = [
      "boolean": "bool", "smallint": "int2", "integer": "int4", "bigint": "int8", "real": "float4", "double precision": "float8",
      "char(5)": "bpchar",
    ]
    return names[type] ?? type
  }
}
