/// Documents made to cost more than they look, by their size.
enum AttackDocument: CaseIterable {
  case repeatedLeaf, repeatedObject, nestedInlineFragments, nestedInlineFragmentsOfTypes, sideBySideSpreads, crossingSpreads
  case differingArguments, differingArgumentsInFragments, deepConflict, doublingFragments, doublingThroughFields
  case cycle, cycleThroughInlineFragments, unusedCycle, unknownDirectives, repeatedDirectives, operationsOverFragments
  case manyVariables, unknownFields, wideValue
  /// Only a bound on comparisons helps against it: the one pair that conflicts is the last of all that are compared.
  case lateConflict

  /// About as many tokens as twice to eight times `size`.
  func text(_ size: Int) -> String {
    let side = max(1, Int(Double(size).squareRoot()))
    switch self {
    case .repeatedLeaf: return "{ human { \(list(size) { _ in "name" }) } }"
    case .repeatedObject: return "{ \(list(size) { _ in "human { name }" }) }"
    case .nestedInlineFragments:
      return "{ human { \(list(side) { _ in "... on Human { relatives { \(list(side) { _ in "... { relatives { name } }" }) } }" }) } }"
    case .nestedInlineFragmentsOfTypes:
      return "{ pet { \(list(side) { $0 % 2 == 0 ? dog(side) : cat(side) }) } }"
    case .sideBySideSpreads:
      return "{ human { \(list(size) { "...F\($0)" }) } } \(list(size) { "fragment F\($0) on Human { relatives { name } }" })"
    case .crossingSpreads:
      return "{ human { ...F0 ...G0 } } "
        + list(size) { "fragment F\($0) on Human { relatives { ...G\($0 + 1) } } fragment G\($0) on Human { relatives { ...F\($0 + 1) } }" }
        + " fragment F\(size) on Human { name } fragment G\(size) on Human { name }"
    case .differingArguments: return "{ \(list(size) { "a: int(value: \($0))" }) }"
    case .differingArgumentsInFragments:
      return "{ \(list(size) { "...F\($0)" }) } \(list(size) { "fragment F\($0) on Query { a: int(value: \($0)) }" })"
    case .deepConflict:
      let fields = list(size / 2) { _ in "human { relatives { relatives { name } } }" }
      return "{ \(fields) human { relatives { relatives { name: __typename } } } \(fields) }"
    case .lateConflict: return "{ \(list(size) { _ in "human { name }" }) human { a: name } human { a: __typename } }"
    case .doublingFragments: return "{ human { ...F0 } } \(chain(size) { "...\($0) ...\($0)" })"
    case .doublingThroughFields: return "{ human { ...F0 } } \(chain(size) { "a: relatives { ...\($0) } b: relatives { ...\($0) }" })"
    case .cycle: return "{ human { ...F0 } } \(ring(size) { "...\($0)" })"
    case .cycleThroughInlineFragments: return "{ human { ...F0 } } \(ring(size) { "... on Human { ... { ...\($0) } relatives { ...\($0) } }" })"
    case .unusedCycle: return "{ int } \(ring(size) { "relatives { ...\($0) }" })"
    case .unknownDirectives: return "{ int \(list(size) { _ in "@aa" }) }"
    case .repeatedDirectives: return "{ int \(list(size) { _ in "@skip(if: false)" }) }"
    case .operationsOverFragments:
      return list(10) { "query Q\($0)($v: Int) { int(value: $v) human { ...F0 } }" } + " " + chain(size) { "...\($0)" }
    case .manyVariables: return "query (\(list(size) { "$v\($0): Int" })) { human { name } \(list(size) { "a\($0): int(value: $v\($0))" }) }"
    case .unknownFields: return "{ \(list(size) { "nothing\($0)" }) }"
    case .wideValue: return "{ anything(value: { \(list(size) { "a\($0): \($0)" }) }) }"
    }
  }

  private func list(_ count: Int, _ item: (Int) -> String) -> String { (0..<count).map(item).joined(separator: " ") }

  private func dog(_ count: Int) -> String { "... on Dog { owner { \(list(count) { _ in "relatives { name }" }) } }" }

  private func cat(_ count: Int) -> String { "... on Cat { owner { \(list(count) { _ in "relatives { name }" }) } }" }

  private func chain(_ count: Int, _ body: (String) -> String) -> String {
    list(count) { "fragment F\($0) on Human { \(body("F\($0 + 1)")) }" } + " fragment F\(count) on Human { name }"
  }

  private func ring(_ count: Int, _ body: (String) -> String) -> String {
    list(count) { "fragment F\($0) on Human { \(body("F\(($0 + 1) % count)")) }" }
  }
}
