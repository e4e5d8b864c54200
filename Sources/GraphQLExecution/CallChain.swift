/// How the calls of a plan hang together: of each call, which cells of which earlier rows are its keys.
///
/// With it all calls can be made at once, without rows coming back between the levels. Whoever makes them so arrives at the keys
/// that the executor gathers afterwards from the same rows.
public struct CallChain: Sendable {
  public enum Keys: Sendable {
    /// Called once, without keys.
    case none
    /// From arguments: known before anything is called.
    case given
    case rows([RowKeys])
  }

  /// Cells of each object of a scope; with `type`, only of those whose cell there reads as the text.
  public struct RowKeys: Sendable {
    public let scope: Int
    public let cells: [Cell]
    public let type: (cell: Cell, text: String)?
  }

  /// A column of the object's own row, or of the row of `details` whose first column equals the own row's column `key`.
  public struct Cell: Sendable, Hashable {
    public struct Details: Sendable, Hashable {
      public let call: Int
      public let key: Int
    }

    public let column: Int
    public let details: Details?
  }

  /// Which rows of a call are objects of a scope: those with a cursor, if the call is of a connection, for which one condition holds.
  public struct Objects: Sendable {
    public let call: Int
    public let cursorColumn: Int?
    /// Without any, all of them.
    public let conditions: [Condition]

    /// Whether it matters by which source a row was asked for.
    public var asksWhoAsked: Bool { conditions.contains { $0.source != nil } }
  }

  public struct Condition: Sendable, Hashable {
    /// The column that names the concrete type.
    public let typeColumn: Int?
    public let type: String
    /// The source of the call's keys, by its place among them, that must have asked for the row; nil when any may.
    public let source: Int?
  }

  /// By call.
  public let keys: [Keys]
  /// By scope; nil for those that no keys come from.
  public let objects: [Objects?]

  /// Nil for a plan with a call that has keys both from arguments and from rows.
  public init?(_ plan: Plan) {
    var keys: [Keys] = []
    for call in plan.calls {
      guard let found = Self.keys(of: call, in: plan) else { return nil }
      keys.append(found)
    }
    var objects = [Objects?](repeating: nil, count: plan.scopes.count)
    for case .rows(let sources) in keys {
      for source in sources where objects[source.scope] == nil {
        objects[source.scope] = Self.objects(of: source.scope, in: plan)
      }
    }
    self.keys = keys
    self.objects = objects
  }

  private static func keys(of call: CallPlan, in plan: Plan) -> Keys? {
    guard !call.keyColumns.isEmpty else { return Keys.none }
    var rows: [RowKeys] = []
    var areGiven = false
    for source in call.sources {
      switch source.origin {
      case .root: return nil
      case .argument: areGiven = true
      case .rows(let scope, let cells, let type):
        guard plan.scopes[scope].call >= 0 else { return nil }
        rows.append(
          RowKeys(
            scope: scope, cells: cells.compactMap { cell($0, in: plan) },
            type: type.flatMap { type in cell(type.cell, in: plan).map { ($0, String(decoding: type.text, as: UTF8.self)) } }))
        guard rows.last?.cells.count == call.keyColumns.count, (rows.last?.type == nil) == (type == nil) else { return nil }
      }
    }
    guard areGiven else { return .rows(rows) }
    return rows.isEmpty ? .given : nil
  }

  private static func cell(_ source: CellSource, in plan: Plan) -> Cell? {
    guard source.details >= 0 else { return Cell(column: Int(source.column), details: nil) }
    let call = plan.links[Int(source.details)]
    guard let link = plan.calls[call].sources.first(where: { $0.link == Int(source.details) }),
      case .rows(_, let keys, nil) = link.origin, keys.count == 1, keys[0].details < 0
    else { return nil }
    return Cell(column: Int(source.column), details: Cell.Details(call: call, key: Int(keys[0].column)))
  }

  private static func objects(of scope: Int, in plan: Plan) -> Objects {
    let index = plan.scopes[scope].call
    let call = plan.calls[index]
    let cursorColumn = call.cursorColumn >= 0 ? Int(call.cursorColumn) : nil
    // The root's one row is no source's.
    guard scope > 0 else { return Objects(call: index, cursorColumn: cursorColumn, conditions: []) }
    var found = call.sources.map { source in source.targets.compactMap { $0.condition(of: scope) } }
    if found.allSatisfy({ Set($0) == Set(found[0]) }) || call.hasOneOrigin {
      found = [Array(Set(found.joined()))]
    } else {
      for source in found.indices {
        found[source] = found[source].map { Condition(typeColumn: $0.typeColumn, type: $0.type, source: source) }
      }
    }
    let conditions = found.flatMap(\.self)
    guard !conditions.contains(where: { $0.typeColumn == nil && $0.source == nil }) else {
      return Objects(call: index, cursorColumn: cursorColumn, conditions: [])
    }
    return Objects(call: index, cursorColumn: cursorColumn, conditions: conditions.sorted { $0.type < $1.type })
  }
}

extension ScopeChoice {
  /// What makes a row an object of the scope; nil when nothing does.
  fileprivate func condition(of scope: Int) -> CallChain.Condition? {
    guard let choice = scopes.first(where: { $0.scope == scope }) else { return nil }
    return CallChain.Condition(
      typeColumn: typeColumn < 0 ? nil : typeColumn, type: String(decoding: choice.type, as: UTF8.self), source: nil)
  }
}

extension CallPlan {
  /// Whether all its sources have the same keys, so that each row was asked for by every one.
  fileprivate var hasOneOrigin: Bool {
    guard !keyColumns.isEmpty else { return true }
    guard let first = sources.first, case .rows(let scope, let keys, nil) = first.origin else { return sources.count <= 1 }
    return sources.allSatisfy { source in
      guard case .rows(scope, keys, nil) = source.origin else { return false }
      return true
    }
  }
}
