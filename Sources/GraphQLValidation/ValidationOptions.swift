/// Which rules are checked, and how much work and output they may make.
public struct ValidationOptions: Hashable, Sendable {
  public var rules: Set<Rule>
  /// Checking stops after that many diagnostics; nil means never.
  public var errorsMax: Int?
  /// How many pairs of fields may be compared to find out whether selections merge.
  public var comparisonsMax: Int
  /// Whether messages propose similar names; they tell names of the schema to whoever guesses.
  public var suggestsNames: Bool

  public init(
    rules: Set<Rule> = Set(Rule.allCases), errorsMax: Int? = 20, comparisonsMax: Int = 10_000,
    suggestsNames: Bool = false
  ) {
    self.rules = rules
    self.errorsMax = errorsMax
    self.comparisonsMax = comparisonsMax
    self.suggestsNames = suggestsNames
  }
}
