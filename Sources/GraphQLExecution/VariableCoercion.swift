/// Variables from JSON as values of their declared types (specification, section 6.1.2).
public import GraphQLLanguage
public import GraphQLSchema

/// A variable whose value is not of its type.
public struct VariableError: Sendable, Hashable {
  public let message: String
  /// Byte offset of the variable's definition.
  public let offset: Int
}

/// Every variable of an operation that could not be coerced, in the order of their definitions.
public struct VariableErrors: Error, Sendable, Hashable {
  public let errors: [VariableError]
}

extension OperationDefinition {
  /// The values of the operation's variables; those that are absent and have no default are not in the result.
  /// - Parameters:
  ///   - tape: The JSON that holds the variables, if the request has any.
  ///   - node: The object with one member a variable, in `tape`.
  public func coerceVariables(
    in document: Document, schema: Schema, tape: JSONTape?, node: Int?
  ) throws(VariableErrors) -> [String: InputValue] {
    var values: [String: InputValue] = [:]
    var errors: [VariableError] = []
    // For few variables a search each is cheaper than a dictionary.
    let isSmall = variables.count <= 4
    let names = isSmall ? [] : Set(variables.map { document.text(document[$0].name) })
    let members = node.flatMap { tape?.members(of: $0, named: names) } ?? [:]
    for id in variables {
      let definition = document[id]
      let name = document.text(definition.name)
      guard let type = schema.typeReference(definition.type, in: document) else { continue }
      if let tape, let given = isSmall ? node.flatMap({ tape.member(name, of: $0) }) : members[name] {
        var problems: [InputProblem] = []
        values[name] = schema.coerce(json: tape.inputValue(given), to: type, problems: &problems)
        errors += problems.map {
          let message = "Variable \"$\(name)\" got invalid value\($0.placeText); \($0.message)"
          return VariableError(message: message, offset: definition.range.start)
        }
      } else if let standard = definition.defaultValue {
        values[name] = (try? schema.coerce(literal: standard, in: document, to: type, variables: { _ in nil })) ?? nil
      } else if type.isNonNull {
        let message = "Variable \"$\(name)\" of required type \"\(schema.text(type))\" was not provided."
        errors.append(VariableError(message: message, offset: definition.range.start))
      }
    }
    guard errors.isEmpty else { throw VariableErrors(errors: errors) }
    return values
  }
}

extension InputProblem {
  /// ` at "address.lines[2]"`, or nothing for the value itself.
  fileprivate var placeText: String {
    guard !path.isEmpty else { return "" }
    var text = ""
    for element in path {
      switch element {
      case .index(let index): text += "[\(index)]"
      case .field(let name): text += text.isEmpty ? name : ".\(name)"
      }
    }
    return " at \"\(text)\""
  }
}

extension JSONTape {
  /// A value as the schema coerces it. Fractions keep their digits unless they are whole numbers.
  func inputValue(_ node: Int) -> InputValue {
    switch kind(node) {
    case .null: return .null
    case .true: return .boolean(true)
    case .false: return .boolean(false)
    case .integer: return Int64(string(node)).map { .int($0) } ?? .number(string(node))
    case .fraction:
      guard let double = Double(string(node)), double.rounded(.towardZero) == double else { return .number(string(node)) }
      return .float(double)
    case .string, .escapedString: return .string(string(node))
    case .array: return .list(elements(of: node).map { inputValue($0) })
    case .object: return .object(members(of: node).map { InputObjectField(string($0.key), inputValue($0.value)) })
    }
  }
}
