extension ValidationContext {
  /// ` Did you mean "a" or "b"?`, or nothing when names are not to be suggested, none is similar, or nobody will read it.
  func suggestion(for name: String, among names: some Sequence<String>) -> String {
    guard options.suggestsNames && !isFull && name.utf8.count <= Self.nameBytesMax else { return "" }
    let wanted = Array(name.lowercased().utf8)
    let distanceMax = name.utf8.count / 3 + 1
    var candidates: [(name: String, distance: Int)] = []
    for candidate in names where abs(candidate.utf8.count - name.utf8.count) <= distanceMax {
      let distance = editDistance(wanted, Array(candidate.lowercased().utf8))
      if distance <= distanceMax { candidates.append((candidate, distance)) }
    }
    candidates.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
    let quoted = candidates.prefix(3).map { "\"\($0.name)\"" }
    guard let last = quoted.last else { return "" }
    let start = quoted.dropLast().joined(separator: ", ")
    return " Did you mean \(start.isEmpty ? last : "\(start) or \(last)")?"
  }

  /// Insertions, removals and replacements between two texts. O(left × right).
  private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (index, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, other) in right.enumerated() {
        let above = row[column + 1]
        row[column + 1] = min(above + 1, row[column] + 1, diagonal + (byte == other ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }
}
