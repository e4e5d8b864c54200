import Synchronization

/// How the calls of a plan reach the database.
enum Flight: String, Sendable {
  /// The calls of each level in one flush, with keys from the rows of the level before.
  case levels
  /// All calls in one statement and one flush.
  case one
}

/// Which flight plans take.
public enum FlightSetting: String, Sendable, CaseIterable {
  case auto, levels, one
}

/// Which flight suits a plan, from what its runs came to and how far the database is.
///
/// One statement saves the flushes between the levels, and their round trips. It is paid for by the call and by the row: rows are
/// stored until others have taken their keys, and travel as records. `docs/decisions/0017-two-flight-plans.md` has the figures.
struct FlightChoice: Sendable, Hashable {
  /// What a flush costs beside its round trip.
  static let flushPrice = Duration.microseconds(25)
  /// What a call and a row cost more in one statement.
  static let callPrice = Duration.microseconds(3)
  static let rowPrice = Duration.nanoseconds(600)
  /// How much more than its price one statement must save to be taken up; it is given up when it saves less than its price.
  static let margin = 1.3
  /// Runs by levels before the first choice: documents that are asked once are never planned as a whole.
  static let runsMin = 2
  /// Runs by levels after a failure; they double with each one after the other, up to the second.
  static let restMin = 4
  static let restMax = 1_024

  private(set) var flight = Flight.levels
  private var runs = 0
  private var rows = 0.0
  private var flushes = 0.0
  private var rest = 0
  private var restLeft = 0

  /// The flight of the next run of a plan with so many calls.
  mutating func choose(calls: Int, roundTrip: Duration?) -> Flight {
    if restLeft > 0 {
      restLeft -= 1
      return .levels
    }
    guard runs >= Self.runsMin, let roundTrip else { return .levels }
    let saved = (roundTrip + Self.flushPrice) * (flushes - 1)
    let price = Self.callPrice * calls + Self.rowPrice * rows
    flight = saved > (flight == .one ? price : price * Self.margin) ? .one : .levels
    return flight
  }

  /// Learns from a run.
  /// - Parameter flushes: Those of a run by levels; nil for one that went well as one statement.
  mutating func note(rows: Int, flushes: Int?) {
    let share = runs == 0 ? 1 : 0.125
    runs = min(runs + 1, Self.runsMin)
    self.rows += share * (Double(rows) - self.rows)
    if let flushes {
      self.flushes += share * (Double(flushes) - self.flushes)
    } else {
      rest = 0
    }
  }

  /// Learns that a run as one statement failed.
  /// - Parameter isLasting: Because of the statement itself, whatever its parameters and rows.
  mutating func noteFailure(isLasting: Bool) {
    rest = isLasting ? Self.restMax : min(max(Self.restMin, rest * 2), Self.restMax)
    restLeft = rest
  }
}
