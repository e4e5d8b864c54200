internal import GraphQLLanguage

extension Schema {
  /// Where an input value comes from; enums and integers look different in JSON and in the language.
  enum InputForm {
    case literal
    case json
  }

  /// Coerces a value without variables to a scalar or enum. https://spec.graphql.org/September2025/#sec-Scalars
  func coerceLeaf(_ value: InputValue, to type: TypeDefinition, from form: InputForm) throws(InputProblem) -> InputValue
  {
    if type.kind == .enum { return try coerceEnum(value, to: type, from: form) }
    switch type.builtInScalar {
    case .int: return try coerceInt(value, from: form)
    case .float: return try coerceFloat(value)
    case .string:
      if case .string = value { return value }
      throw InputProblem("String cannot represent a non string value: \(excerpt(value))")
    case .boolean:
      if case .boolean = value { return value }
      throw InputProblem("Boolean cannot represent a non boolean value: \(excerpt(value))")
    case .id: return try coerceID(value)
    case nil:
      guard let expected = options.scalarChecks[type.name]?(value) else { return value }
      throw InputProblem("Expected value of type \"\(type.name)\", \(expected), found \(excerpt(value))")
    }
  }

  private func coerceEnum(
    _ value: InputValue, to type: TypeDefinition, from form: InputForm
  ) throws(InputProblem) -> InputValue {
    let name: String
    switch (value, form) {
    case (.enum(let text), .literal), (.string(let text), .json): name = text
    default:
      throw InputProblem("Enum \"\(type.name)\" cannot represent non-enum value: \(excerpt(value)).")
    }
    guard type.enumValue(named: name) != nil else {
      throw InputProblem("Value \"\(InputProblem.excerpt(name))\" does not exist in \"\(type.name)\" enum.")
    }
    return .enum(name)
  }

  private func coerceInt(_ value: InputValue, from form: InputForm) throws(InputProblem) -> InputValue {
    switch value {
    case .int(let integer):
      if Int32(exactly: integer) != nil { return value }
    case .float(let double) where form == .json && double.rounded(.towardZero) == double:
      if let integer = Int32(exactly: double) { return .int(Int64(integer)) }
    case .number(let digits) where isInteger(digits): break
    default:
      throw InputProblem("Int cannot represent non-integer value: \(excerpt(value))")
    }
    throw InputProblem("Int cannot represent non 32-bit signed integer value: \(excerpt(value))")
  }

  private func coerceFloat(_ value: InputValue) throws(InputProblem) -> InputValue {
    switch value {
    case .int(let integer): return .float(Double(integer))
    case .float(let double) where double.isFinite: return value
    case .number(let digits):
      if let double = Double(digits), double.isFinite { return .float(double) }
    default: break
    }
    throw InputProblem("Float cannot represent non numeric value: \(excerpt(value))")
  }

  private func coerceID(_ value: InputValue) throws(InputProblem) -> InputValue {
    switch value {
    case .string: return value
    case .int(let integer): return .string(String(integer))
    case .number(let digits) where isInteger(digits): return .string(digits)
    default:
      throw InputProblem("ID cannot represent a non-string and non-integer value: \(excerpt(value))")
    }
  }

  /// Whether a number has neither fraction nor exponent.
  private func isInteger(_ digits: String) -> Bool {
    digits.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") || $0 == UInt8(ascii: "-") }
  }

  func excerpt(_ value: InputValue) -> String {
    InputProblem.excerpt(value.literal)
  }
}
