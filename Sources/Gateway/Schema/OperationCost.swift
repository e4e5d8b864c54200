import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation

/// What an operation may cost at most, by the weights and list sizes that the schema declares.
///
/// An object costs 1 and a leaf nothing, unless `@cost` says otherwise; a list costs its items as often as `@listSize` lets it
/// have them. https://ibm.github.io/graphql-specs/cost-spec.html
struct OperationCost {
  /// For lists that declare no size.
  static let assumedListSize = 10

  private let document: ValidDocument
  private let variables: [String: InputValue]
  private var fragments: [NodeID<FragmentDefinition>: Int] = [:]

  static func of(
    _ operation: NodeID<OperationDefinition>, in document: ValidDocument, variables: [String: InputValue]
  ) -> Int {
    var cost = OperationCost(document: document, variables: variables)
    return cost.cost(of: document.document[operation].selectionSet, sizes: [:])
  }

  private init(document: ValidDocument, variables: [String: InputValue]) {
    self.document = document
    self.variables = variables
  }

  /// - Parameter sizes: How long the lists in fields of these names are, when the field around them says so.
  private mutating func cost(of set: NodeID<SelectionSet>, sizes: [String: Int]) -> Int {
    var total = 0
    for selection in document.document[set].selections {
      let part: Int
      switch document.document[selection] {
      case .field(let field): part = cost(of: field, sizes: sizes)
      case .inlineFragment(let fragment): part = cost(of: document.document[fragment].selectionSet, sizes: sizes)
      case .fragmentSpread(let spread): part = document.fragment(of: spread).map { cost(of: $0, sizes: sizes) } ?? 0
      }
      total = total.addingReportingOverflow(part).overflow ? .max : total + part
    }
    return total
  }

  private mutating func cost(of fragment: NodeID<FragmentDefinition>, sizes: [String: Int]) -> Int {
    if sizes.isEmpty, let known = fragments[fragment] { return known }
    let cost = cost(of: document.document[fragment].selectionSet, sizes: sizes)
    if sizes.isEmpty { fragments[fragment] = cost }
    return cost
  }

  private mutating func cost(of id: NodeID<Field>, sizes: [String: Int]) -> Int {
    let definition = document.definition(of: id)
    let field = document.document[id]
    let type = document.schema[definition.type]
    let declared = definition.appliedDirectives.first("cost") ?? type.appliedDirectives.first("cost")
    let weight = declared?.argument("weight")?.text.flatMap { Int($0) } ?? (type.isLeaf ? 0 : 1)
    let listSize = definition.appliedDirectives.first("listSize")
    let length = listSize.map { self.length($0, definition, field) } ?? Self.assumedListSize
    var inner: [String: Int] = [:]
    for name in listSize?.argument("sizedFields")?.items?.compactMap(\.text) ?? [] { inner[name] = length }
    let isSized = !inner.isEmpty
    let count = definition.type.isList && !isSized ? sizes[definition.name] ?? length : 1
    let items = field.selectionSet.map { cost(of: $0, sizes: inner) } ?? 0
    let each = weight.addingReportingOverflow(items).overflow ? Int.max : weight + items
    let product = count.multipliedReportingOverflow(by: each)
    return product.overflow ? .max : product.partialValue
  }

  /// The longest of the slicing arguments given, else the assumed size.
  private func length(_ listSize: AppliedDirective, _ definition: FieldDefinition, _ field: Field) -> Int {
    let names = listSize.argument("slicingArguments")?.items?.compactMap(\.text) ?? []
    let given = names.compactMap { name -> Int? in
      let argument = field.arguments.first { document.document.text(document.document[$0].name) == name }
      let value = argument.flatMap { self.value(document.document[$0].value) } ?? definition.argument(named: name)?.defaultValue
      return value?.integer.map { Int(max(0, $0)) }
    }
    return given.max() ?? listSize.argument("assumedSize")?.integer.map { Int($0) } ?? Self.assumedListSize
  }

  private func value(_ id: NodeID<Value>) -> InputValue? {
    switch document.document[id].kind {
    case .variable(let name): variables[document.document.text(name)]
    case .int: Int64(document.document.text(document.document[id].range)).map { .int($0) }
    default: nil
    }
  }
}
