/// A document that can be written in many ways which mean the same.
struct SelectionDraft {
  indirect enum Item {
    /// Alias, name, arguments and directives as they are written; the type of what is selected inside.
    case field(String, of: String, [Item])
    case inline(on: String?, [Item])
    case spread(String)
  }

  struct Fragment {
    var name: String
    let type: String
    var items: [Item]
  }

  /// With variables, if there are any.
  var heading = "query Main"
  var items: [Item]
  var fragments: [Fragment] = []
  var otherOperations: [String] = []

  var text: String {
    let parts = ["\(heading) { \(Self.text(items)) }"] + otherOperations
    return (parts + fragments.map { "fragment \($0.name) on \($0.type) { \(Self.text($0.items)) }" }).joined(separator: " ")
  }

  private static func text(_ items: [Item]) -> String {
    items.map { item in
      switch item {
      case .field(let head, _, let inner): inner.isEmpty ? head : "\(head) { \(text(inner)) }"
      case .inline(let type, let inner): "... \(type.map { "on \($0) " } ?? ""){ \(text(inner)) }"
      case .spread(let name): "...\(name)"
      }
    }.joined(separator: " ")
  }
}

/// What can be done to a draft without changing what it selects.
enum Rewriting: CaseIterable {
  case wrapInline
  case wrapInlineOnType
  case moveToFragment
  case inlineFragments
  case nameLikeIntrospection
  case leaveOut
  case repeatLeaf
  case addOperation

  func callAsFunction(_ draft: SelectionDraft, _ random: inout some RandomNumberGenerator) -> SelectionDraft {
    var draft = draft
    switch self {
    case .wrapInline: draft.changeRun(&random) { items, _, _ in [.inline(on: nil, items)] }
    case .wrapInlineOnType: draft.changeRun(&random) { items, type, _ in [.inline(on: type, items)] }
    case .moveToFragment:
      draft.changeRun(&random) { items, type, draft in
        let name = "Moved\(draft.fragments.count)"
        draft.fragments.append(SelectionDraft.Fragment(name: name, type: type, items: items))
        return [.spread(name)]
      }
    case .inlineFragments: draft.inlineFragments()
    case .nameLikeIntrospection: draft.nameLikeIntrospection()
    case .leaveOut: draft.changeRun(&random) { items, _, _ in items.prefix(2).map { Self.conditional($0) } + items.dropFirst(2) }
    case .repeatLeaf: draft.changeRun(&random) { items, _, _ in items + items.filter { Self.isPlainLeaf($0) } }
    case .addOperation: draft.otherOperations.append("query Other\(draft.otherOperations.count) { dog { name } int }")
    }
    return draft
  }

  private static func conditional(_ item: SelectionDraft.Item) -> SelectionDraft.Item {
    guard case .field(let head, let type, let inner) = item, !head.contains("@") else { return item }
    return .field(head + (head.utf8.count.isMultiple(of: 2) ? " @include(if: false)" : " @skip(if: true)"), of: type, inner)
  }

  private static func isPlainLeaf(_ item: SelectionDraft.Item) -> Bool {
    guard case .field(let head, _, let inner) = item else { return false }
    return inner.isEmpty && head.allSatisfy { $0.isLetter }
  }
}

extension SelectionDraft {
  typealias Change = ([Item], String, inout SelectionDraft) -> [Item]

  /// Rewrites a few neighbouring selections of one selection set, chosen by chance.
  mutating func changeRun(_ random: inout some RandomNumberGenerator, _ change: Change) {
    var countdown = Int.random(in: 0..<setCount, using: &random)
    let seed = random.next()
    var work = self
    items = Self.change(items, "Query", &countdown, seed, &work, change)
    for index in fragments.indices {
      fragments[index].items = Self.change(fragments[index].items, fragments[index].type, &countdown, seed, &work, change)
    }
    fragments += work.fragments[fragments.count...]
  }

  private var setCount: Int {
    func count(_ items: [Item]) -> Int {
      items.reduce(1) { sum, item in
        switch item {
        case .field(_, _, let inner), .inline(_, let inner): inner.isEmpty ? sum : sum + count(inner)
        case .spread: sum
        }
      }
    }
    return fragments.reduce(count(items)) { $0 + count($1.items) }
  }

  private static func change(
    _ items: [Item], _ type: String, _ countdown: inout Int, _ seed: UInt64, _ work: inout SelectionDraft, _ change: Change
  ) -> [Item] {
    let isChosen = countdown == 0
    countdown -= 1
    var items = items
    for index in items.indices {
      switch items[index] {
      case .field(let head, let inside, let inner) where !inner.isEmpty:
        items[index] = .field(head, of: inside, Self.change(inner, inside, &countdown, seed, &work, change))
      case .inline(let condition, let inner):
        items[index] = .inline(on: condition, Self.change(inner, condition ?? type, &countdown, seed, &work, change))
      case .field, .spread: break
      }
    }
    guard isChosen, !items.isEmpty else { return items }
    let start = Int(seed % UInt64(items.count))
    let end = start + 1 + Int(seed / 7 % UInt64(items.count - start))
    return Array(items[..<start]) + change(Array(items[start..<end]), type, &work) + Array(items[end...])
  }

  mutating func inlineFragments() {
    var byName: [String: Fragment] = [:]
    for fragment in fragments { byName[fragment.name] = fragment }
    func inlined(_ items: [Item]) -> [Item] {
      items.map { item in
        switch item {
        case .field(let head, let type, let inner): .field(head, of: type, inlined(inner))
        case .inline(let type, let inner): .inline(on: type, inlined(inner))
        case .spread(let name): byName[name].map { .inline(on: $0.type, inlined($0.items)) } ?? item
        }
      }
    }
    items = inlined(items)
    fragments = []
  }

  /// Names the operation and the fragments so that whoever looks for introspection by name is led astray.
  mutating func nameLikeIntrospection() {
    heading = heading.replacing("Main", with: "__schema")
    let names = ["__schema", "__type", "__typename", "query", "Query"]
    for (fragment, name) in zip(fragments, names) where !fragments.contains(where: { $0.name == name }) {
      func renamed(_ items: [Item]) -> [Item] {
        items.map { item in
          switch item {
          case .field(let head, let type, let inner): .field(head, of: type, renamed(inner))
          case .inline(let type, let inner): .inline(on: type, renamed(inner))
          case .spread(let old): old == fragment.name ? .spread(name) : item
          }
        }
      }
      items = renamed(items)
      fragments = fragments.map {
        Fragment(name: $0.name == fragment.name ? name : $0.name, type: $0.type, items: renamed($0.items))
      }
    }
  }
}

/// The same sequence at every run (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
