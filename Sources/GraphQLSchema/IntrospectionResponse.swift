public import GraphQLLanguage

/// Answers `__schema` and `__type(name:)` from the schema itself.
///
/// https://spec.graphql.org/September2025/#sec-Schema-Introspection
public struct IntrospectionResponse {
  private let schema: Schema
  private let bytesMax: Int
  private var collector: IntrospectionCollector
  private var json: [UInt8]
  private var depth = 0

  /// Deeper answers than any tool asks for are cut, so that fragments cannot exhaust the stack.
  private static let depthMax = 200

  private init(
    _ schema: Schema, _ document: Document, _ variables: @escaping (Name) -> InputValue?, _ json: [UInt8], bytesMax: Int
  ) {
    self.schema = schema
    self.bytesMax = bytesMax
    self.json = json
    self.collector = IntrospectionCollector(schema, document, variables)
  }

  /// Appends the JSON value of one meta-field, given all fields of a valid document that merge into its response name.
  ///
  /// The lookup gives variables their coerced values. False when the response would be longer than `bytesMax`, or deeper
  /// than 200 objects; then what was written is not a JSON value.
  public static func write(
    _ fields: [NodeID<Field>], of document: Document, schema: Schema, variables: @escaping (Name) -> InputValue?,
    bytesMax: Int = .max, into json: inout [UInt8]
  ) -> Bool {
    guard let first = fields.first else { return false }
    var response = IntrospectionResponse(schema, document, variables, json, bytesMax: bytesMax)
    json = []
    let sets = fields.compactMap { document[$0].selectionSet }
    if document.text(document[first].name) == "__schema" {
      response.write(.schema, sets)
    } else {
      let name = response.collector.argument("name", of: document[first].arguments)?.text
      let type = name.flatMap { schema.type(named: $0) }.flatMap { $0.isHidden ? nil : $0 }
      response.write(type.map { .type(TypeReference($0.id)) }, sets)
    }
    json = response.json
    return !response.isStopped
  }

  private var isStopped: Bool { json.count > bytesMax || depth > Self.depthMax }
}

/// One object of the introspection schema.
private enum IntrospectionObject {
  case schema
  case type(TypeReference)
  case field(FieldDefinition)
  case inputValue(InputValueDefinition)
  case enumValue(EnumValueDefinition)
  case directive(DirectiveDefinition)

  var typeName: String {
    switch self {
    case .schema: "__Schema"
    case .type: "__Type"
    case .field: "__Field"
    case .inputValue: "__InputValue"
    case .enumValue: "__EnumValue"
    case .directive: "__Directive"
    }
  }
}

extension IntrospectionResponse {
  private mutating func write(_ object: IntrospectionObject?, _ sets: [NodeID<SelectionSet>]) {
    guard let object, let type = schema.type(named: object.typeName) else { return writeNull() }
    depth += 1
    if isStopped { return }
    json.append(UInt8(ascii: "{"))
    for (index, item) in collector.selection(sets, on: type).items.enumerated() {
      if index > 0 { json.append(UInt8(ascii: ",")) }
      json.append(contentsOf: item.key)
      if item.name == "__typename" {
        write(object.typeName)
      } else {
        write(item, of: object)
      }
      if isStopped { return }
    }
    json.append(UInt8(ascii: "}"))
    depth -= 1
  }

  private mutating func write(_ objects: some Sequence<IntrospectionObject>, _ sets: [NodeID<SelectionSet>]) {
    json.append(UInt8(ascii: "["))
    var isFirst = true
    for object in objects where !isStopped {
      if !isFirst { json.append(UInt8(ascii: ",")) }
      isFirst = false
      write(object, sets)
    }
    json.append(UInt8(ascii: "]"))
  }

  private mutating func write(_ string: String?) {
    guard let string else { return writeNull() }
    JSONString.append(string, to: &json)
  }

  private mutating func write(_ boolean: Bool) {
    json.append(contentsOf: (boolean ? "true" : "false").utf8)
  }

  private mutating func writeNull() {
    json.append(contentsOf: "null".utf8)
  }

  private mutating func write(_ item: IntrospectionSelection.Item, of object: IntrospectionObject) {
    switch object {
    case .schema: writeSchemaField(item)
    case .type(let type): writeTypeField(item, type)
    case .field(let field): write(item, of: field)
    case .inputValue(let inputValue): write(item, of: inputValue)
    case .enumValue(let value): write(item, of: value)
    case .directive(let directive): write(item, of: directive)
    }
  }
}

extension IntrospectionResponse {
  private mutating func writeSchemaField(_ item: IntrospectionSelection.Item) {
    let sets = item.selectionSets
    switch item.name {
    case "description": write(schema.description)
    case "types":
      write(schema.types.lazy.filter { !$0.isHidden }.map { .type(TypeReference($0.id)) }, sets)
    case "queryType": write(.type(TypeReference(schema.queryType)), sets)
    case "mutationType": write(schema.mutationType.map { .type(TypeReference($0)) }, sets)
    case "subscriptionType": write(schema.subscriptionType.map { .type(TypeReference($0)) }, sets)
    case "directives": write(schema.directives.lazy.filter { !$0.isHidden }.map { .directive($0) }, sets)
    default: writeNull()
    }
  }

  private mutating func writeTypeField(_ item: IntrospectionSelection.Item, _ reference: TypeReference) {
    if reference.isNonNull { return writeWrapper(item, kind: "NON_NULL", of: reference.nullable) }
    if let itemType = reference.item { return writeWrapper(item, kind: "LIST", of: itemType) }
    let (type, sets) = (schema[reference], item.selectionSets)
    let isKept: (String?) -> Bool = { item.includesDeprecated || $0 == nil }
    let hasFields = type.kind == .object || type.kind == .interface
    switch item.name {
    case "kind": write(type.kind.introspectionName)
    case "name": write(type.name)
    case "description": write(type.description)
    case "specifiedByURL": write(type.specifiedByURL)
    case "fields" where hasFields:
      write(type.fields.lazy.filter { isKept($0.deprecationReason) }.map { .field($0) }, sets)
    case "interfaces" where hasFields: write(type.interfaces.lazy.map { .type(TypeReference($0)) }, sets)
    case "possibleTypes" where type.isAbstract:
      write(type.possibleTypes.lazy.map { .type(TypeReference($0)) }, sets)
    case "enumValues" where type.kind == .enum:
      write(type.enumValues.lazy.filter { isKept($0.deprecationReason) }.map { .enumValue($0) }, sets)
    case "inputFields" where type.kind == .inputObject: write(type.inputFields, item)
    case "isOneOf" where type.kind == .inputObject: write(type.isOneOf)
    default: writeNull()
    }
  }

  private mutating func writeWrapper(_ item: IntrospectionSelection.Item, kind: String, of type: TypeReference) {
    switch item.name {
    case "kind": write(kind)
    case "ofType": write(.type(type), item.selectionSets)
    default: writeNull()
    }
  }

  private mutating func write(_ item: IntrospectionSelection.Item, of field: FieldDefinition) {
    switch item.name {
    case "name": write(field.name)
    case "description": write(field.description)
    case "args": write(field.arguments, item)
    case "type": write(.type(field.type), item.selectionSets)
    case "isDeprecated": write(field.deprecationReason != nil)
    case "deprecationReason": write(field.deprecationReason)
    default: writeNull()
    }
  }

  private mutating func write(_ inputValues: [InputValueDefinition], _ item: IntrospectionSelection.Item) {
    let kept = inputValues.lazy.filter { item.includesDeprecated || $0.deprecationReason == nil }
    write(kept.map { .inputValue($0) }, item.selectionSets)
  }

  private mutating func write(_ item: IntrospectionSelection.Item, of inputValue: InputValueDefinition) {
    switch item.name {
    case "name": write(inputValue.name)
    case "description": write(inputValue.description)
    case "type": write(.type(inputValue.type), item.selectionSets)
    case "defaultValue": write(inputValue.defaultLiteral?.printed)
    case "isDeprecated": write(inputValue.deprecationReason != nil)
    case "deprecationReason": write(inputValue.deprecationReason)
    default: writeNull()
    }
  }

  private mutating func write(_ item: IntrospectionSelection.Item, of value: EnumValueDefinition) {
    switch item.name {
    case "name": write(value.name)
    case "description": write(value.description)
    case "isDeprecated": write(value.deprecationReason != nil)
    case "deprecationReason": write(value.deprecationReason)
    default: writeNull()
    }
  }

  private mutating func write(_ item: IntrospectionSelection.Item, of directive: DirectiveDefinition) {
    switch item.name {
    case "name": write(directive.name)
    case "description": write(directive.description)
    case "isRepeatable": write(directive.isRepeatable)
    case "args": write(directive.arguments, item)
    case "locations":
      json.append(UInt8(ascii: "["))
      for (index, location) in directive.locations.enumerated() {
        if index > 0 { json.append(UInt8(ascii: ",")) }
        write(location.rawValue)
      }
      json.append(UInt8(ascii: "]"))
    default: writeNull()
    }
  }
}

extension TypeKind {
  /// Its value of `__TypeKind`.
  fileprivate var introspectionName: String {
    switch self {
    case .scalar: "SCALAR"
    case .object: "OBJECT"
    case .interface: "INTERFACE"
    case .union: "UNION"
    case .enum: "ENUM"
    case .inputObject: "INPUT_OBJECT"
    }
  }
}
