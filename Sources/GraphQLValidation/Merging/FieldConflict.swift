internal import GraphQLLanguage

/// Two fields that do not merge, why, and the fields below them that are to blame.
struct FieldConflict {
  let responseName: Name
  let reason: String
  let left: [NodeID<Field>]
  let right: [NodeID<Field>]

  static let fieldsMax = 20
  static let reasonBytesMax = 1_000

  init(_ responseName: Name, _ reason: String, _ left: NodeID<Field>, _ right: NodeID<Field>) {
    self.responseName = responseName
    self.reason = reason
    self.left = [left]
    self.right = [right]
  }

  /// A conflict of two fields because of conflicts between the fields below them.
  init(
    _ responseName: Name, _ conflicts: [FieldConflict], _ left: NodeID<Field>, _ right: NodeID<Field>,
    text: (Name) -> String
  ) {
    self.responseName = responseName
    self.left = Array(([left] + conflicts.flatMap(\.left)).prefix(Self.fieldsMax))
    self.right = Array(([right] + conflicts.flatMap(\.right)).prefix(Self.fieldsMax))
    var reason = ""
    for conflict in conflicts where reason.utf8.count < Self.reasonBytesMax {
      if !reason.isEmpty { reason += " and " }
      reason += "subfields \"\(text(conflict.responseName))\" conflict because \(conflict.reason)"
    }
    self.reason = reason
  }
}
