import GraphQLLanguage
import GraphQLSchema

/// One argument of a call, as the document gives it.
public struct ArgumentPlan: Sendable {
  enum Source: Sendable {
    case literal(NodeID<Value>)
    /// Not given: its default, if it has one.
    case standard(InputValue?)
    /// Whether something that costs the procedure more is selected.
    case selected(Bool)
  }

  /// The procedure's parameter.
  public let name: String
  let argumentName: String
  let type: TypeReference?
  let source: Source
  let standard: InputValue?
  /// Whether its value is a place in a page's order, which clients hold sealed.
  let isCursor: Bool

  init(_ definition: InputValueDefinition, given: NodeID<Value>?, ofConnection isOfConnection: Bool) {
    isCursor = isOfConnection && (definition.name == "after" || definition.name == "before")
    name = definition.name.snakeCased
    argumentName = definition.name
    type = definition.type
    standard = definition.defaultValue
    source = if let given { .literal(given) } else { .standard(definition.defaultValue) }
  }

  /// A parameter that says whether something is selected.
  init(_ name: String, isSelected: Bool) {
    self.name = name
    argumentName = name
    type = nil
    standard = nil
    source = .selected(isSelected)
    isCursor = false
  }

  /// Equal for arguments that have equal values whatever the variables.
  func spelling(in document: Document) -> String {
    let value =
      switch source {
      case .literal(let node): document.text(document[node].range)
      case .standard(let value): value?.literal ?? ""
      case .selected(let isSelected): "\(isSelected)"
      }
    return "\(argumentName):\(value)"
  }

  /// Whether its value differs between requests.
  func needsVariables(in document: Document) -> Bool {
    guard case .literal(let node) = source else { return false }
    return document.containsVariable(node)
  }

  /// Where the document gives it a value of its own.
  var given: NodeID<Value>? { if case .literal(let node) = source { node } else { nil } }
}

extension Document {
  /// Whether a variable is part of the value. Depth is bounded by the parser's nesting.
  fileprivate func containsVariable(_ value: NodeID<Value>) -> Bool {
    switch self[value].kind {
    case .variable: true
    case .list(let items): items.contains { containsVariable($0) }
    case .object(let fields): fields.contains { containsVariable(self[$0].value) }
    default: false
    }
  }
}

/// `__schema` or `__type` of one response field.
struct MetaSelection: Sendable {
  let name: String
  let fields: [NodeID<Field>]
}
