/// `OperationDefinition : Description? OperationType Name? VariablesDefinition? Directives? SelectionSet | SelectionSet`
public struct OperationDefinition: Hashable, Sendable {
  public let type: OperationType
  public let name: Name?
  public let description: NodeID<Value>?
  public let variables: NodeRange<VariableDefinition>
  public let directives: NodeRange<Directive>
  public let selectionSet: NodeID<SelectionSet>
  public let range: SourceRange
}

/// `OperationType : one of query mutation subscription`
public enum OperationType: String, Hashable, Sendable, CaseIterable {
  case query
  case mutation
  case subscription

  /// The name of the object type that is its root where no schema definition names another.
  public var defaultTypeName: String {
    switch self {
    case .query: "Query"
    case .mutation: "Mutation"
    case .subscription: "Subscription"
    }
  }
}

/// `VariableDefinition : Description? Variable : Type DefaultValue? Directives[Const]?`
public struct VariableDefinition: Hashable, Sendable {
  /// The name without its dollar sign.
  public let name: Name
  public let description: NodeID<Value>?
  public let type: NodeID<TypeReferenceNode>
  public let defaultValue: NodeID<Value>?
  public let directives: NodeRange<Directive>
  public let range: SourceRange
}

/// `FragmentDefinition : Description? fragment FragmentName TypeCondition Directives? SelectionSet`
public struct FragmentDefinition: Hashable, Sendable {
  public let name: Name
  public let description: NodeID<Value>?
  public let typeCondition: Name
  public let directives: NodeRange<Directive>
  public let selectionSet: NodeID<SelectionSet>
  public let range: SourceRange
}

/// `SelectionSet : { Selection+ }`
public struct SelectionSet: Hashable, Sendable {
  public let selections: NodeRange<Selection>
  public let range: SourceRange
}

/// `Selection : Field | FragmentSpread | InlineFragment`
public enum Selection: Hashable, Sendable {
  case field(NodeID<Field>)
  case fragmentSpread(NodeID<FragmentSpread>)
  case inlineFragment(NodeID<InlineFragment>)
}

/// `Field : Alias? Name Arguments? Directives? SelectionSet?`
public struct Field: Hashable, Sendable {
  public let alias: Name?
  public let name: Name
  public let arguments: NodeRange<Argument>
  public let directives: NodeRange<Directive>
  public let selectionSet: NodeID<SelectionSet>?
  public let range: SourceRange

  /// The alias if there is one, otherwise the name.
  public var responseName: Name { alias ?? name }
}

/// `FragmentSpread : ... FragmentName Directives?`
public struct FragmentSpread: Hashable, Sendable {
  public let name: Name
  public let directives: NodeRange<Directive>
  public let range: SourceRange
}

/// `InlineFragment : ... TypeCondition? Directives? SelectionSet`
public struct InlineFragment: Hashable, Sendable {
  public let typeCondition: Name?
  public let directives: NodeRange<Directive>
  public let selectionSet: NodeID<SelectionSet>
  public let range: SourceRange
}

/// `Argument : Name : Value`
public struct Argument: Hashable, Sendable {
  public let name: Name
  public let value: NodeID<Value>
  public let range: SourceRange
}

/// `Directive : @ Name Arguments?`
public struct Directive: Hashable, Sendable {
  public let name: Name
  public let arguments: NodeRange<Argument>
  public let range: SourceRange
}
