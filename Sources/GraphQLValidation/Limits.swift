public import GraphQLLanguage

/// How large a client's document may be: what the parser bounds while it reads, and what is counted in the valid document.
///
/// Depth, aliases, root fields and variables are those of one operation, counted as if its fragments stood where they are
/// spread, whatever `@skip` and `@include` say. The rest is counted in the whole document.
public struct Limits: Hashable, Sendable {
  /// Bytes, tokens, and nesting of the text.
  public var text = Parser.Limits.standard
  /// Fields inside each other, leaves included.
  public var depthMax = 12
  /// The same inside `__schema` and `__type`, which do not count as depth.
  public var introspectionDepthMax = 20
  public var aliasesMax = 30
  /// Response names at the root: a field that is repeated is one, since it is executed once.
  public var rootFieldsMax = 20
  public var directivesMax = 20
  /// Directives on one field, spread or definition.
  public var directivesPerLocationMax = 4
  public var fragmentsMax = 50
  public var operationsMax = 10
  public var variablesMax = 100
  /// Items of one list, be it a literal or in a variable.
  public var listItemsMax = 250
  /// Input objects inside each other in one argument, its variables in place.
  public var inputDepthMax = 8
  /// Fields of all input objects of one argument, its variables in place.
  public var inputFieldsMax = 100
  /// What an operation may cost at most.
  public var costMax = 5_000
  /// Fields of one response name compared to find out whether they merge, beyond what an ordinary document needs.
  public var comparisonsMax = 10_000
  /// Errors of validation reported for one document.
  public var errorsMax = 20

  public init() {}

  public static let standard = Limits()
}

/// A limit that a document exceeds, and where.
public struct LimitViolation: Error, Hashable, Sendable {
  /// The closed list of what is counted after parsing.
  public enum Reason: Hashable, Sendable {
    case depth(max: Int)
    case introspectionDepth(max: Int)
    case aliases(max: Int)
    case rootFields(max: Int)
    case directives(max: Int)
    case directivesPerLocation(max: Int)
    case fragments(max: Int)
    case operations(max: Int)
    case variables(max: Int)
    case listItems(max: Int)
    case inputDepth(max: Int)
    case inputFields(max: Int)
    case cost(Int, max: Int)
  }

  public let reason: Reason
  /// Of the first byte that is one too many.
  public let offset: Int

  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// The sentence a client reads.
  public var message: String {
    switch reason {
    case .depth(let max): "The operation selects fields more than \(max) levels deep."
    case .introspectionDepth(let max): "The operation selects more than \(max) levels of the schema's description."
    case .aliases(let max): "The operation has more than \(max) aliases."
    case .rootFields(let max): "The operation selects more than \(max) fields at its root."
    case .directives(let max): "The document has more than \(max) directives."
    case .directivesPerLocation(let max): "More than \(max) directives stand at one place."
    case .fragments(let max): "The document has more than \(max) fragments."
    case .operations(let max): "The document has more than \(max) operations."
    case .variables(let max): "The operation has more than \(max) variables."
    case .listItems(let max): "A list has more than \(max) items."
    case .cost(let cost, let max): "The operation may cost \(cost), which is more than \(max)."
    case .inputDepth(let max): "An argument has input objects more than \(max) levels deep."
    case .inputFields(let max): "An argument has input objects of more than \(max) fields."
    }
  }
  /// The stable code of what is too much, the same wherever a client meets it.
  public var code: String {
    switch reason {
    case .depth, .introspectionDepth: "LIMIT_DEPTH"
    case .aliases: "LIMIT_ALIASES"
    case .rootFields: "LIMIT_ROOT_FIELDS"
    case .directives, .directivesPerLocation: "LIMIT_DIRECTIVES"
    case .fragments: "LIMIT_FRAGMENTS"
    case .operations: "LIMIT_OPERATIONS"
    case .variables: "LIMIT_VARIABLES"
    case .listItems: "LIMIT_LIST"
    case .inputDepth, .inputFields: "LIMIT_INPUT"
    case .cost: "LIMIT_COST"
    }
  }
}
