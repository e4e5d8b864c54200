/// One argument of a procedure call as the database takes it.
public enum Parameter: Sendable, Hashable {
  case null
  /// The value's PostgreSQL text form, in UTF-8.
  case text([UInt8])
  /// The value in PostgreSQL's binary format.
  case binary([UInt8])
}
