import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

/// That limits count what a document selects, not how it is written.
@Suite struct `Invariance of limits` {
  enum Limiter: CaseIterable {
    case depth, introspectionDepth, aliases, rootFields, variables, directives, directivesPerLocation, listItems, fragments, operations

    var max: Int {
      let limits = Limits.standard
      return switch self {
      case .depth: limits.depthMax
      case .introspectionDepth: limits.introspectionDepthMax
      case .aliases: limits.aliasesMax
      case .rootFields: limits.rootFieldsMax
      case .variables: limits.variablesMax
      case .directives: limits.directivesMax
      case .directivesPerLocation: limits.directivesPerLocationMax
      case .listItems: limits.listItemsMax
      case .fragments: limits.fragmentsMax
      case .operations: limits.operationsMax
      }
    }

    var code: String {
      switch self {
      case .depth, .introspectionDepth: "LIMIT_DEPTH"
      case .aliases: "LIMIT_ALIASES"
      case .rootFields: "LIMIT_ROOT_FIELDS"
      case .variables: "LIMIT_VARIABLES"
      case .directives, .directivesPerLocation: "LIMIT_DIRECTIVES"
      case .listItems: "LIMIT_LIST"
      case .fragments: "LIMIT_FRAGMENTS"
      case .operations: "LIMIT_OPERATIONS"
      }
    }

    /// Rewritings that write more or fewer of what is counted are not free.
    var rewritings: [Rewriting] {
      switch self {
      case .directives, .directivesPerLocation: Rewriting.allCases.filter { $0 != .leaveOut && $0 != .repeatLeaf }
      case .fragments: Rewriting.allCases.filter { $0 != .moveToFragment && $0 != .inlineFragments }
      case .operations: Rewriting.allCases.filter { $0 != .addOperation }
      default: Rewriting.allCases
      }
    }

    /// A document with so many of what is limited.
    func draft(_ count: Int) -> SelectionDraft {
      let numbers = Array(0..<count)
      func human(_ levels: Int) -> [SelectionDraft.Item] {
        levels == 1 ? [.field("name", of: "", [])] : [.field("relatives", of: "Human", human(levels - 1))]
      }
      func type(_ levels: Int) -> [SelectionDraft.Item] {
        levels == 1 ? [.field("name", of: "", []), .field("kind", of: "", [])] : [.field("ofType", of: "__Type", type(levels - 1))]
      }
      switch self {
      case .depth: return SelectionDraft(items: [.field("int", of: "", []), .field("human", of: "Human", human(count - 1))])
      case .introspectionDepth:
        return SelectionDraft(items: [
          .field("__schema", of: "__Schema", [.field("types", of: "__Type", type(count - 2))]), .field("int", of: "", []),
        ])
      case .aliases:
        let names: [SelectionDraft.Item] = numbers.dropFirst(2).map { .field("a\($0): name", of: "", []) }
        return SelectionDraft(items: [
          .field("one: dog", of: "Dog", Array(names.prefix(9))),
          .field("human", of: "Human", [.field("more: relatives", of: "Human", Array(names.dropFirst(9))), .field("name", of: "", [])]),
        ])
      case .rootFields: return SelectionDraft(items: numbers.map { .field("root\($0): __typename", of: "", []) })
      case .variables:
        let list = "list(numbers: [\(numbers.map { "$v\($0)" }.joined(separator: " "))])"
        return SelectionDraft(
          heading: "query Main(\(numbers.map { "$v\($0): Int!" }.joined(separator: " ")))",
          items: [.field(list, of: "", []), .field("int", of: "", [])])
      case .directives:
        return SelectionDraft(items: [
          .field("dog", of: "Dog", numbers.map { .field("a\($0 / 4): name @tag(name: \"\($0)\")", of: "", []) })
        ])
      case .directivesPerLocation:
        let tags = numbers.map { "@tag(name: \"\($0)\")" }.joined(separator: " ")
        return SelectionDraft(items: [.field("int", of: "", []), .field("dog", of: "Dog", [.field("name \(tags)", of: "", [])])])
      case .listItems:
        let list = "list(numbers: [\(numbers.map { "\($0)" }.joined(separator: " "))])"
        return SelectionDraft(items: [.field(list, of: "", []), .field("int", of: "", [])])
      case .fragments:
        return SelectionDraft(
          items: [.field("dog", of: "Dog", numbers.map { .spread("F\($0)") }), .field("int", of: "", [])],
          fragments: numbers.map { SelectionDraft.Fragment(name: "F\($0)", type: "Dog", items: [.field("name", of: "", [])]) })
      case .operations:
        return SelectionDraft(
          items: [.field("int", of: "", [])], otherOperations: numbers.dropFirst().map { "query Q\($0) { int }" })
      }
    }
  }

  private static let schema = Result { try Schema.build([Parser.parse(petSchema, limits: .none)]) }

  /// The code of the limit that the first operation exceeds.
  private func verdict(on text: String) throws -> String? {
    let document = try Parser.parse(text, limits: .none)
    let rules = Set(Rule.allCases).subtracting([.maxIntrospectionDepth])
    let valid = try ValidDocument.validate(document, against: try Self.schema.get(), options: ValidationOptions(rules: rules))
    let first = try #require(document.definitions.compactMap { if case .operation(let id) = $0 { id } else { nil } }.first)
    let limits = Limits.standard
    return (limits.violation(in: document) ?? limits.violations(ofOperationsIn: valid)[first])?.code
  }

  @Test(arguments: Limiter.allCases)
  func `the plain document is admitted at the limit and refused one beyond it`(limiter: Limiter) throws {
    #expect(try verdict(on: limiter.draft(limiter.max).text) == nil)
    #expect(try verdict(on: limiter.draft(limiter.max + 1).text) == limiter.code)
  }

  @Test(arguments: Limiter.allCases)
  func `forty other ways of writing it change nothing`(limiter: Limiter) throws {
    var texts: Set<String> = []
    for seed in 0..<40 {
      var random = SeededRandom(seed: seed)
      var drafts = (limiter.draft(limiter.max), limiter.draft(limiter.max + 1))
      for _ in 0...seed / 8 {
        guard let rewriting = limiter.rewritings.randomElement(using: &random) else { continue }
        var same = random
        drafts.0 = rewriting(drafts.0, &random)
        drafts.1 = rewriting(drafts.1, &same)
      }
      texts.insert(drafts.1.text)
      #expect(try verdict(on: drafts.0.text) == nil, "\(drafts.0.text)")
      #expect(try verdict(on: drafts.1.text) == limiter.code, "\(drafts.1.text)")
    }
    #expect(texts.count > 10)
  }
}
