import GraphQLSchema
import GraphQLValidation

/// What an operation costs: each of its calls once, however many objects it answers for, and each row; with the weights of `@cost`
/// and the lengths of `@listSize`. https://ibm.github.io/graphql-specs/cost-spec.html
///
/// Before anything is called, rows are as many as lists may have; afterwards they are those that came. Calls count whether or not
/// there was anything to ask, so that the cost tells nothing of what is hidden.
public struct OperationCost: Sendable, Hashable {
  public let requested: Int
  public let actual: Int
  public let limit: Int
}

/// How many rows answer one object.
enum CostSize: Sendable {
  case fixed(Int)
  /// The page that arguments ask for: the least of those given, `standard` when none is, never more than `max`.
  case page([ArgumentPlan], standard: Int, max: Int)
  /// As many as the argument has items.
  case items(ArgumentPlan)
}

/// Rows that each object of a scope leads to.
struct CostTerm: Sendable {
  let size: CostSize
  let rowWeight: Int
  /// The scopes of the rows: a row is of one scope of each of these.
  var choices: [[Int]]
}

/// What each object of a scope costs beside its own row.
struct ScopeCost: Sendable {
  /// The weights of fields that are cells.
  var cells = 0
  /// The calls for its further columns: one row each.
  var details: Set<Int> = []
  var terms: [CostTerm] = []
}

/// The cost of an operation as far as it is known before its variables are.
struct CostFormula: Sendable {
  private let scopes: [ScopeCost]
  /// Scopes before those whose rows lead to them.
  private let order: [Int]
  private let calls: Int
  /// The whole, when no variable decides about it.
  private let known: Int?

  init(_ draft: borrowing PlanDraft) {
    let levels = draft.scopes.map { $0.call < 0 ? -1 : draft.calls[$0.call].level }
    scopes = draft.costs
    order = levels.indices.sorted { (levels[$0], $0) > (levels[$1], $1) }
    calls = draft.calls.reduce(draft.scopes[0].call < 0 ? 0 : 1) { $0.addingSaturated($1.weight) }
    let isFixed = draft.costs.allSatisfy { $0.terms.allSatisfy { if case .fixed = $0.size { true } else { false } } }
    known = isFixed ? Self.cost(draft.costs, order) { if case .fixed(let size) = $0 { size } else { 0 } } : nil
  }

  /// At most; input objects count 1 each.
  func requested(by request: ExecutionRequest, objects: [ArgumentPlan]) -> Int {
    let rows = known ?? Self.cost(scopes, order) { $0.rows(in: request) }
    return rows.addingSaturated(calls).addingSaturated(inputs(of: request, objects))
  }

  /// What came of it: the rows of all calls and the weights of the cells in them.
  func actual(of executor: Executor, objects: [ArgumentPlan]) -> Int {
    var rows = 0
    for (index, result) in executor.results.enumerated() {
      rows += (result?.elementCount ?? 0) * executor.plan.calls[index].rowWeight
    }
    for (scope, cost) in scopes.enumerated() where cost.cells > 0 { rows += executor.objectCount(of: scope) * cost.cells }
    return rows.addingSaturated(calls).addingSaturated(inputs(of: executor.request, objects))
  }

  private func inputs(of request: ExecutionRequest, _ objects: [ArgumentPlan]) -> Int {
    objects.reduce(0) { sum, argument in sum + ((try? request.value(of: argument))?.objectCount ?? 0) }
  }

  private static func cost(_ scopes: [ScopeCost], _ order: [Int], _ size: (CostSize) -> Int) -> Int {
    var costs = [Int](repeating: 0, count: scopes.count)
    for scope in order {
      var cost = scopes[scope].cells.addingSaturated(scopes[scope].details.count)
      for term in scopes[scope].terms {
        var row = term.rowWeight
        for choice in term.choices { row = row.addingSaturated(choice.map { costs[$0] }.max() ?? 0) }
        cost = cost.addingSaturated(size(term.size).multipliedSaturated(by: row))
      }
      costs[scope] = cost
    }
    return costs.first ?? 0
  }
}

extension CostSize {
  /// With the values that the variables have.
  fileprivate func rows(in request: ExecutionRequest) -> Int {
    switch self {
    case .fixed(let size): return size
    case .page(let arguments, let standard, let max):
      let given = arguments.compactMap { (try? request.value(of: $0))?.integer }
      return Swift.min(Swift.max(0, given.min().map { Int(clamping: $0) } ?? standard), max)
    case .items(let argument): return (try? request.value(of: argument))?.items?.count ?? 1
    }
  }
}

extension InputValue {
  /// The input objects within the value, itself included.
  fileprivate var objectCount: Int {
    switch self {
    case .list(let items): items.reduce(0) { $0 + $1.objectCount }
    case .object(let fields): fields.reduce(1) { $0 + $1.value.objectCount }
    default: 0
    }
  }
}

extension ExecutionRequest {
  /// The most that the plan may cost with these variables.
  public func requestedCost(of plan: Plan) -> Int { plan.cost.requested(by: self, objects: plan.objectArguments) }
}
