import Rows

/// What `@access` withheld from one response, for the developer who asks why a field is null: by coordinate and level, with the
/// first place and how often.
struct Redactions {
  private struct Reason: Hashable {
    let coordinate: String
    let required: String
    /// As the row says it; nil when the object has no row of its own.
    let level: String?
  }

  private struct Finding {
    let reason: Reason
    let path: [FieldError.PathElement]
    var count: Int
  }

  private var places: [Reason: Int] = [:]
  private var findings: [Finding] = []

  var isEmpty: Bool { findings.isEmpty }

  mutating func note(_ coordinate: String, required: UInt8, level: ArraySlice<UInt8>?, at path: [FieldError.PathElement]) {
    let level = level.map { String(decoding: $0, as: UTF8.self).uppercased() }
    let reason = Reason(coordinate: coordinate, required: AccessLevel.name(ofRank: required), level: level)
    if let place = places[reason] {
      findings[place].count += 1
    } else {
      places[reason] = findings.count
      findings.append(Finding(reason: reason, path: path, count: 1))
    }
  }

  /// `[{"coordinate":…,"rule":…,"level":…,"count":…,"path":[…]},…]`
  func write(to buffer: inout ResponseBuffer) {
    buffer.append(UInt8(ascii: "["))
    for (index, finding) in findings.enumerated() {
      buffer.append(index == 0 ? "{\"coordinate\":" : ",{\"coordinate\":")
      buffer.append(string: finding.reason.coordinate)
      buffer.append(",\"rule\":")
      buffer.append(string: "@access(level: \(finding.reason.required))")
      buffer.append(",\"level\":")
      if let level = finding.reason.level { buffer.append(string: level) } else { buffer.appendNull() }
      buffer.append(",\"count\":")
      buffer.append(Int64(finding.count))
      buffer.append(",\"path\":")
      buffer.append(path: finding.path)
      buffer.append(UInt8(ascii: "}"))
    }
    buffer.append(UInt8(ascii: "]"))
  }
}
