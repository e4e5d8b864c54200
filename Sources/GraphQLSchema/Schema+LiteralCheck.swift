public import GraphQLLanguage

extension Schema {
  /// Finds every part of a literal that does not fit its type; variables fit everywhere, rules of their own check them.
  ///
  /// Problems carry the offset of the part. Depth is bounded by the parser's nesting. O(literal + required fields).
  public func problems(of literal: NodeID<Value>, in document: Document, as type: TypeReference) -> [InputProblem] {
    var check = LiteralCheck(schema: self, document: document)
    check.check(literal, as: type)
    return check.problems
  }
}

private struct LiteralCheck {
  let schema: Schema
  let document: Document
  var problems: [InputProblem] = []

  init(schema: Schema, document: Document) {
    self.schema = schema
    self.document = document
  }

  private mutating func report(_ message: String, at node: SourceRange) {
    problems.append(InputProblem(message, at: node.start))
  }

  private func excerpt(_ value: Value) -> String {
    let bytes = document.bytes(value.range).prefix(4 * InputProblem.excerptCharactersMax)
    return InputProblem.excerpt(String(decoding: bytes, as: UTF8.self))
  }

  mutating func check(_ id: NodeID<Value>, as type: TypeReference) {
    let value = document[id]
    switch value.kind {
    case .variable: return
    case .null:
      if type.isNonNull { report("Expected value of type \"\(schema.text(type))\", found null.", at: value.range) }
      return
    default: break
    }
    if let itemType = type.nullable.item {
      guard case .list(let items) = value.kind else { return check(id, as: itemType) }
      for item in items { check(item, as: itemType) }
      return
    }
    let definition = schema[type]
    if definition.kind == .inputObject {
      checkObject(value, as: definition)
    } else if definition.isLeaf {
      checkLeaf(id, as: definition)
    }
  }

  private mutating func checkLeaf(_ id: NodeID<Value>, as type: TypeDefinition) {
    let value = document[id]
    switch value.kind {
    case .list, .object:
      let isFree = type.kind == .scalar && type.builtInScalar == nil
      if isFree && (schema.options.scalarChecks[type.name] == nil || hasVariables(id)) { return }
    default: break
    }
    do throws(InputProblem) {
      _ = try schema.coerceLeaf(InputValue(literal: id, in: document), to: type, from: .literal)
    } catch {
      report(error.message, at: value.range)
    }
  }

  private func hasVariables(_ id: NodeID<Value>) -> Bool {
    switch document[id].kind {
    case .variable: true
    case .list(let items): items.contains { hasVariables($0) }
    case .object(let fields): fields.contains { hasVariables(document[$0].value) }
    default: false
    }
  }

  private mutating func checkObject(_ value: Value, as type: TypeDefinition) {
    guard case .object(let nodes) = value.kind else {
      report("Expected value of type \"\(type.name)\", found \(excerpt(value)).", at: value.range)
      return
    }
    var given: [String: NodeID<Value>] = [:]
    var unknown: [ObjectField] = []
    for node in nodes {
      let field = document[node]
      let name = document.text(field.name)
      if type.inputField(named: name) == nil { unknown.append(field) } else { given[name] = field.value }
    }
    for field in type.inputFields {
      if let literal = given[field.name] {
        check(literal, as: field.type)
      } else if field.isRequired {
        let name = "\(type.name).\(field.name)"
        report("Field \"\(name)\" of required type \"\(schema.text(field.type))\" was not provided.", at: value.range)
      }
    }
    for field in unknown {
      let name = InputProblem.excerpt(document.text(field.name))
      report("Field \"\(name)\" is not defined by type \"\(type.name)\".", at: field.range)
    }
    if type.isOneOf { checkOneOf(value, fields: nodes, as: type) }
  }

  private mutating func checkOneOf(
    _ value: Value, fields: NodeRange<ObjectField>, as type: TypeDefinition
  ) {
    let known = fields.filter { type.inputField(named: document.text(document[$0].name)) != nil }
    guard known.count == 1, let field = known.first else {
      report("OneOf Input Object \"\(type.name)\" must specify exactly one key.", at: value.range)
      return
    }
    if case .null = document[document[field].value].kind {
      let name = document.text(document[field].name)
      report("Field \"\(type.name).\(name)\" must be non-null.", at: value.range)
    }
  }
}
