internal import GraphQLLanguage

extension Schema {
  /// Coerces a value that came as JSON, such as a variable's, to an input type.
  ///
  /// Strings stand for enum values and ids, `number` for whatever JSON number is not `int` or `float`. Every part that
  /// does not fit adds a problem with its path, up to `problemsMax`; then the result is nil. Depth is bounded by the type
  /// for lists and by the value for objects, whose nesting the JSON reader limits.
  public func coerce(
    json value: InputValue, to type: TypeReference, problems: inout [InputProblem], problemsMax: Int = 20
  ) -> InputValue? {
    var coercion = ValueCoercion(schema: self, form: .json, problemsMax: problemsMax)
    let coerced = coercion.coerce(value, to: type)
    problems.append(contentsOf: coercion.problems)
    return coercion.problems.isEmpty ? coerced : nil
  }

  /// The coerced default of an argument or input field; a draft, which has only the literal, coerces it here.
  func defaultValue(of definition: InputValueDefinition) -> InputValue? {
    if let value = definition.defaultValue { return value }
    guard let literal = definition.defaultLiteral else { return nil }
    var coercion = ValueCoercion(schema: self, form: .literal, problemsMax: 1)
    let coerced = coercion.coerce(literal, to: definition.type)
    return coercion.problems.isEmpty ? coerced : nil
  }
}

/// Walks a value and its type together, collecting problems.
private struct ValueCoercion {
  let schema: Schema
  let form: Schema.InputForm
  let problemsMax: Int
  var problems: [InputProblem] = []
  private var path: [InputProblem.PathElement] = []

  init(schema: Schema, form: Schema.InputForm, problemsMax: Int) {
    self.schema = schema
    self.form = form
    self.problemsMax = problemsMax
  }

  private mutating func report(_ problem: InputProblem) {
    guard problems.count < problemsMax else { return }
    var located = problem
    located.path = path
    problems.append(located)
  }

  private mutating func coerce(_ value: InputValue, to type: TypeReference, at element: InputProblem.PathElement)
    -> InputValue
  {
    path.append(element)
    defer { path.removeLast() }
    return coerce(value, to: type)
  }

  mutating func coerce(_ value: InputValue, to type: TypeReference) -> InputValue {
    if value.isNull {
      if type.isNonNull { report(schema.nullProblem(type, at: nil)) }
      return .null
    }
    if let itemType = type.nullable.item {
      guard case .list(let items) = value else { return .list([coerce(value, to: itemType)]) }
      var coerced: [InputValue] = []
      coerced.reserveCapacity(items.count)
      for (index, item) in items.enumerated() where problems.count < problemsMax {
        coerced.append(coerce(item, to: itemType, at: .index(index)))
      }
      return .list(coerced)
    }
    let definition = schema[type]
    if definition.kind == .inputObject { return coerceObject(value, to: definition) }
    do throws(InputProblem) {
      return try schema.coerceLeaf(value, to: definition, from: form)
    } catch {
      report(error)
      return .null
    }
  }

  private mutating func coerceObject(_ value: InputValue, to type: TypeDefinition) -> InputValue {
    guard case .object(let entries) = value else {
      report(InputProblem("Expected type \"\(type.name)\" to be an object."))
      return .null
    }
    let countBefore = problems.count
    var given: [String: InputValue] = [:]
    for entry in entries {
      if type.inputField(named: entry.name) == nil {
        let name = InputProblem.excerpt(entry.name)
        report(InputProblem("Field \"\(name)\" is not defined by type \"\(type.name)\"."))
      }
      given[entry.name] = entry.value
    }
    var fields: [InputObjectField] = []
    for field in type.inputFields {
      if let value = given[field.name] {
        fields.append(InputObjectField(field.name, coerce(value, to: field.type, at: .field(field.name))))
      } else if let value = schema.defaultValue(of: field) {
        fields.append(InputObjectField(field.name, value))
      } else if field.type.isNonNull {
        report(schema.missingProblem(field, of: type, at: nil))
      }
    }
    if type.isOneOf && (fields.count != 1 || problems.count == countBefore) {
      do throws(InputProblem) {
        try schema.checkOneOf(fields, given: entries.count, of: type, at: nil)
      } catch {
        report(error)
      }
    }
    return .object(fields)
  }
}
