public import Rows

/// One statement with the rows of several.
extension Connection {
  /// Takes apart what a statement `select 0::smallint, row(…) from … union all select 1::smallint, row(…) …` returned.
  /// - Parameter names: Of the columns of each shape, by its number.
  /// - Returns: The rows of each shape, in the order they came; nil when they are not of these shapes.
  public func tables(
    of table: Table, columns names: [[String]], deadline: ContinuousClock.Instant
  ) throws(ConnectionError) -> [Table]? {
    guard let shapes = table.records(ofShapes: names.count) else { return nil }
    if shapes.contains(where: { $0.types.contains { types.meaning(of: TypeID($0)) == nil } }) {
      try underWatch(until: deadline) { () throws(ConnectionError) in try loadTypes(until: deadline) }
    }
    var tables: [Table] = []
    tables.reserveCapacity(names.count)
    for (shape, names) in zip(shapes, names) {
      let columns = names.enumerated().map { place, name in
        let meaning = shape.types.indices.contains(place) ? types.meaning(of: TypeID(shape.types[place])) : nil
        return Column(name: name, type: meaning?.type ?? .bytes, isArray: meaning?.isArray ?? false)
      }
      guard let table = shape.table(columns: columns, in: table) else { return nil }
      tables.append(table)
    }
    return tables
  }
}
