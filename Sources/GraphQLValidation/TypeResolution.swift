internal import GraphQLLanguage
internal import GraphQLSchema

/// What the nodes of a document mean in a schema, by node; nil where the schema has no answer.
struct TypeResolution {
  var fieldParents: [TypeID?]
  var fieldDefinitions: [FieldDefinition?]
  var selectionSetTypes: [TypeID?]
  /// For a spread or inline fragment, the type of the selection set it stands in.
  var spreadParents: [TypeID?]
  var inlineFragmentParents: [TypeID?]
  var argumentDefinitions: [InputValueDefinition?]
  var directiveDefinitions: [DirectiveDefinition?]
  /// The lists of directives in the document and where each stands.
  var directiveLists: [DirectiveList] = []
  var variableTypes: [TypeReference?]
  /// The last fragment of each name, as the reference implementation has it; a valid document has only one.
  var fragmentsByName: [NameID: NodeID<FragmentDefinition>] = [:]
  var operations: [Part] = []
  var fragments: [Part] = []
  var variableUsages: [VariableUsage] = []
  var spreads: [NodeID<FragmentSpread>] = []

  struct DirectiveList {
    let directives: NodeRange<Directive>
    let location: DirectiveLocation
  }

  /// What one operation or fragment contains itself, fragments it spreads not included.
  struct Part {
    /// In `variableUsages`.
    var usages = 0..<0
    /// In `spreads`, in the order of the text.
    var spreads = 0..<0
  }

  struct VariableUsage {
    let name: Name
    let offset: Int
    /// What the position expects; nil in an unknown argument or a custom scalar.
    let type: TypeReference?
    let hasDefault: Bool
    /// The input object around it, when that has `@oneOf`.
    let oneOfType: TypeID?
  }

  init(_ document: Document) {
    fieldParents = [TypeID?](repeating: nil, count: document.fields.count)
    fieldDefinitions = [FieldDefinition?](repeating: nil, count: document.fields.count)
    selectionSetTypes = [TypeID?](repeating: nil, count: document.selectionSets.count)
    spreadParents = [TypeID?](repeating: nil, count: document.fragmentSpreads.count)
    inlineFragmentParents = [TypeID?](repeating: nil, count: document.inlineFragments.count)
    argumentDefinitions = [InputValueDefinition?](repeating: nil, count: document.arguments.count)
    directiveDefinitions = [DirectiveDefinition?](repeating: nil, count: document.directives.count)
    variableTypes = [TypeReference?](repeating: nil, count: document.variableDefinitions.count)
  }
}
