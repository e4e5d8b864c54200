import Glibc
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

/// That no document costs much more than its size: processor time of this thread, medians.
@Suite(.serialized) struct `Cost of attack documents` {
  private static let schema = Result { try Schema.build([Parser.parse(petSchema, limits: .none)]) }

  private static func nanoseconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  private static func median(_ times: Int, of body: () -> Void) -> Double {
    let all = (0..<times).map { _ in
      let start = nanoseconds()
      body()
      return nanoseconds() - start
    }
    return all.sorted()[times / 2]
  }

  /// What the gateway does with a document before it plans it.
  private static func check(_ text: [UInt8], _ schema: Schema, limited: Bool) {
    guard let document = try? Parser.parse(text, limits: limited ? .standard : .none) else { return }
    if limited, Limits.standard.violation(in: document) != nil { return }
    let options = limited ? ValidationOptions() : ValidationOptions(comparisonsMax: .max / 2)
    guard let valid = try? ValidDocument.validate(document, against: schema, options: options) else { return }
    _ = Limits.standard.violations(ofOperationsIn: valid)
  }

  /// The exponent of growth: least squares of log time over log size.
  private static func slope(_ points: [(size: Double, time: Double)]) -> Double {
    let logs = points.map { (log($0.size), log($0.time)) }
    let meanX = logs.map(\.0).reduce(0, +) / Double(logs.count), meanY = logs.map(\.1).reduce(0, +) / Double(logs.count)
    let covariance = logs.map { ($0.0 - meanX) * ($0.1 - meanY) }.reduce(0, +)
    return covariance / logs.map { ($0.0 - meanX) * ($0.0 - meanX) }.reduce(0, +)
  }

  /// What else the machine does can only steepen a measurement, so that the flattest of a few counts.
  private static func growth(of attack: AttackDocument, _ sizes: [Int], limited: Bool) throws -> Double {
    let schema = try schema.get()
    var least = Double.infinity
    for _ in 0..<4 where least > slopeMax {
      let points = sizes.map { size in
        let text = Array(attack.text(size).utf8)
        return (size: Double(text.count), time: median(isOptimised ? 7 : 3) { check(text, schema, limited: limited) })
      }
      least = min(least, slope(points))
    }
    return least
  }

  /// Without optimisation constant parts weigh more; what is quadratic shows all the same.
  private static let slopeMax = isOptimised ? 1.2 : 1.5
  private static let isOptimised = !_isDebugAssertConfiguration()

  @Test(arguments: AttackDocument.allCases.filter { $0 != .lateConflict })
  func `without limits time grows as the document does`(attack: AttackDocument) throws {
    let scale = Self.isOptimised ? 200 : 30
    #expect(try Self.growth(of: attack, [1, 2, 4, 8].map { $0 * scale }, limited: false) <= Self.slopeMax)
  }

  @Test(.enabled(if: isOptimised, "what counts is the optimised build"), arguments: AttackDocument.allCases)
  func `beyond the limits time grows no more than the document does`(attack: AttackDocument) throws {
    #expect(try Self.growth(of: attack, [500, 1_000, 2_000, 4_000], limited: true) <= Self.slopeMax)
  }

  @Test(.enabled(if: isOptimised, "what counts is the optimised build"))
  func `similar names are looked for only as long as there is room for errors`() throws {
    let types = (0..<400).map { "type BusinessRecordOfKind\($0) { a: Int }" }.joined(separator: " ")
    let schema = try Schema.build([Parser.parse("type Query { a: Int } \(types)", limits: .none)])
    let variables = (0..<300).map { "$v\($0): BusinessRecordOfKin\($0)" }.joined(separator: " ")
    let document = try Parser.parse("query (\(variables)) { a }")
    let options = ValidationOptions(suggestsNames: true)
    #expect(Self.median(5) { _ = schema.validate(document, options: options) } <= 10e6)
  }

  @Test(.enabled(if: isOptimised, "what counts is the optimised build"), arguments: AttackDocument.allCases)
  func `within limits no document takes ten milliseconds`(attack: AttackDocument) throws {
    let schema = try Self.schema.get()
    for size in [30, 60, 120, 240, 480, 960, 20_000] {
      let text = Array(attack.text(size).utf8)
      let time = Self.median(5) { Self.check(text, schema, limited: true) }
      #expect(time <= 10e6, "\(size)")
    }
  }
}
