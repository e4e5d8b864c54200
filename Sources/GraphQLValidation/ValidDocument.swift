public import GraphQLLanguage
public import GraphQLSchema

/// A document that obeys every rule, with the types and definitions that its nodes mean.
///
/// All lookups are O(1) unless they say otherwise.
public struct ValidDocument: Sendable {
  public let document: Document
  public let schema: Schema
  private let fieldDefinitions: [FieldDefinition]
  private let fieldParents: [TypeID]
  private let selectionSetTypes: [TypeID]
  private let variableTypes: [TypeReference]
  private let fragmentsByName: [NameID: NodeID<FragmentDefinition>]

  /// Validates a document; throws the diagnostics of all rules, up to `errorsMax`.
  public static func validate(
    _ document: Document, against schema: Schema, options: ValidationOptions = ValidationOptions()
  ) throws(ValidationError) -> ValidDocument {
    var everyRule = options
    everyRule.rules = Set(Rule.allCases)
    var context = ValidationContext(document: document, schema: schema, options: everyRule)
    context.checkAll()
    guard context.diagnostics.isEmpty else { throw ValidationError(context.diagnostics) }
    guard let valid = ValidDocument(context.resolution, document: document, schema: schema) else {
      throw ValidationError([
        Diagnostic(rule: Rule.fieldsOnCorrectType.rawValue, message: "The document is not complete.", locations: [])
      ])
    }
    return valid
  }

  /// Nil when a node has no meaning, which the rules exclude.
  private init?(_ resolution: TypeResolution, document: Document, schema: Schema) {
    self.document = document
    self.schema = schema
    fieldDefinitions = resolution.fieldDefinitions.compactMap { $0 }
    fieldParents = resolution.fieldParents.compactMap { $0 }
    selectionSetTypes = resolution.selectionSetTypes.compactMap { $0 }
    variableTypes = resolution.variableTypes.compactMap { $0 }
    fragmentsByName = resolution.fragmentsByName
    guard fieldDefinitions.count == document.fields.count, fieldParents.count == document.fields.count,
      selectionSetTypes.count == document.selectionSets.count,
      variableTypes.count == document.variableDefinitions.count,
      document.fragmentSpreads.allSatisfy({ resolution.fragmentsByName[$0.name.id] != nil })
    else { return nil }
  }
}

extension ValidDocument {
  /// What a field means; `definition.meta` tells the implicit fields.
  public func definition(of field: NodeID<Field>) -> FieldDefinition { fieldDefinitions[field.index] }

  /// The object, interface or union that a field is selected on.
  public func parentType(of field: NodeID<Field>) -> TypeID { fieldParents[field.index] }

  /// The object, interface or union whose fields a selection set selects.
  public func type(of selectionSet: NodeID<SelectionSet>) -> TypeID { selectionSetTypes[selectionSet.index] }

  /// The type where an operation starts.
  public func rootType(of operation: NodeID<OperationDefinition>) -> TypeID {
    type(of: document[operation].selectionSet)
  }

  /// The type condition of a fragment.
  public func typeCondition(of fragment: NodeID<FragmentDefinition>) -> TypeID {
    type(of: document[fragment].selectionSet)
  }

  /// The type condition of an inline fragment; without one, the type around it.
  public func typeCondition(of fragment: NodeID<InlineFragment>) -> TypeID {
    type(of: document[fragment].selectionSet)
  }

  /// The type a variable is declared with.
  public func type(of variable: NodeID<VariableDefinition>) -> TypeReference { variableTypes[variable.index] }

  /// The fragment a spread names; nil only for a spread of another document.
  public func fragment(of spread: NodeID<FragmentSpread>) -> NodeID<FragmentDefinition>? {
    fragmentsByName[document[spread].name.id]
  }

  /// `GetOperation()`: the only operation, or the one of that name. O(operations).
  public func operation(named name: String?) -> NodeID<OperationDefinition>? {
    let operations = document.definitions.compactMap { definition in
      if case .operation(let id) = definition { id } else { nil }
    }
    guard let name else { return operations.count == 1 ? operations.first : nil }
    return operations.first { id in document[id].name.map { document.text($0) == name } ?? false }
  }
}

/// What a document violates.
public struct ValidationError: Error, Hashable, Sendable {
  public let diagnostics: [Diagnostic]

  init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}
