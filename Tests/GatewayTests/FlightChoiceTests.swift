import Testing

@testable import Gateway

@Suite struct `Choice of a flight` {
  static let near = Duration.microseconds(30)
  static let far = Duration.milliseconds(1)

  /// After runs by levels of four flushes with so many rows.
  private func choice(rows: Int, runs: Int = FlightChoice.runsMin) -> FlightChoice {
    var choice = FlightChoice()
    for _ in 0..<runs { choice.note(rows: rows, flushes: 4) }
    return choice
  }

  private func expect(
    _ flight: Flight, of choice: inout FlightChoice, roundTrip: Duration?, at location: SourceLocation = #_sourceLocation
  ) {
    let chosen = choice.choose(calls: 5, roundTrip: roundTrip)
    #expect(chosen == flight, sourceLocation: location)
  }

  @Test func `one statement where round trips cost more than it does`() {
    var choice = choice(rows: 200)
    expect(.one, of: &choice, roundTrip: Self.far)
    expect(.levels, of: &choice, roundTrip: .zero)
  }

  @Test func `one statement on a socket, too, for few rows of several levels`() {
    var few = choice(rows: 30)
    var more = choice(rows: 300)
    expect(.one, of: &few, roundTrip: Self.near)
    expect(.levels, of: &more, roundTrip: Self.near)
  }

  @Test func `levels where there are many rows`() {
    var few = choice(rows: 100)
    var many = choice(rows: 100_000)
    expect(.one, of: &few, roundTrip: Self.far)
    expect(.levels, of: &many, roundTrip: Self.far)
  }

  @Test func `levels as long as nothing is known`() {
    var never = choice(rows: 50, runs: 0)
    var once = choice(rows: 50, runs: FlightChoice.runsMin - 1)
    var unmeasured = choice(rows: 50)
    expect(.levels, of: &never, roundTrip: Self.far)
    expect(.levels, of: &once, roundTrip: Self.far)
    expect(.levels, of: &unmeasured, roundTrip: nil)
  }

  @Test func `a distance about the price changes nothing, from either side`() {
    let price = FlightChoice.callPrice * 5 + FlightChoice.rowPrice * 200
    let between = price * ((1 + FlightChoice.margin) / 2) / 3 - FlightChoice.flushPrice
    var choice = choice(rows: 200)
    expect(.levels, of: &choice, roundTrip: between)
    expect(.one, of: &choice, roundTrip: Self.far)
    expect(.one, of: &choice, roundTrip: between)
    expect(.levels, of: &choice, roundTrip: price * 0.9 / 3 - FlightChoice.flushPrice)
    expect(.levels, of: &choice, roundTrip: between)
  }

  @Test func `it learns when runs become larger`() {
    var choice = choice(rows: 10)
    expect(.one, of: &choice, roundTrip: Self.far)
    for _ in 0..<40 { choice.note(rows: 100_000, flushes: nil) }
    expect(.levels, of: &choice, roundTrip: Self.far)
  }

  @Test func `after a failure it goes by levels for a while, each time for longer`() {
    var choice = choice(rows: 50)
    var rests: [Int] = []
    for _ in 0..<12 {
      expect(.one, of: &choice, roundTrip: Self.far)
      choice.noteFailure(isLasting: false)
      var rest = 0
      while choice.choose(calls: 5, roundTrip: Self.far) == .levels {
        choice.note(rows: 50, flushes: 4)
        rest += 1
      }
      rests.append(rest)
    }
    #expect(rests == [4, 8, 16, 32, 64, 128, 256, 512, 1_024, 1_024, 1_024, 1_024])
    choice.note(rows: 50, flushes: nil)
    choice.noteFailure(isLasting: false)
    let flights = (0..<5).map { _ in choice.choose(calls: 5, roundTrip: Self.far) }
    #expect(flights == [.levels, .levels, .levels, .levels, .one])
  }

  @Test func `a statement that does not fit the database is not tried again soon`() {
    var choice = choice(rows: 50)
    expect(.one, of: &choice, roundTrip: Self.far)
    choice.noteFailure(isLasting: true)
    let flights = (0...FlightChoice.restMax).map { _ in choice.choose(calls: 5, roundTrip: Self.far) }
    #expect(flights == Array(repeating: .levels, count: FlightChoice.restMax) + [.one])
  }
}
