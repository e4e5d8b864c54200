/// What one request adds to a plan: the values of its variables, and how cursors are sealed.
public import GraphQLLanguage
public import GraphQLSchema
public import GraphQLValidation
import Rows

public struct ExecutionRequest: Sendable {
  public let document: Document
  public let schema: Schema
  public let variables: [String: InputValue]
  public let cursors: CursorSeal
  let areIDsGlobal: Bool
  let introspection: IntrospectionAnswers?
  /// Whether the response's `extensions` name what `@access` withheld, and why.
  public var tellsRedactions = false

  /// - Parameter introspection: Where answers about the schema are kept between requests.
  public init(
    document: Document, schema: Schema, variables: [String: InputValue], cursors: CursorSeal, areIDsGlobal: Bool = true,
    introspection: IntrospectionAnswers? = nil
  ) {
    self.introspection = introspection
    self.document = document
    self.schema = schema
    self.variables = variables
    self.cursors = cursors
    self.areIDsGlobal = areIDsGlobal
  }
}

/// Makes a procedure's positions unreadable and unforgeable for clients, and reads them back.
public struct CursorSeal: Sendable {
  private let sealing: @Sendable (_ position: [UInt8], _ context: String) -> String
  private let opening: @Sendable (_ cursor: String, _ context: String) -> [UInt8]?
  private var holder = ""

  public init(
    seal: @escaping @Sendable ([UInt8], String) -> String, open: @escaping @Sendable (String, String) -> [UInt8]?
  ) {
    sealing = seal
    opening = open
  }

  /// The same seal for one holder: what it seals opens for nobody else.
  public func bound(to holder: String) -> CursorSeal {
    var seal = self
    seal.holder = holder
    return seal
  }

  /// Seals a position of a procedure's order.
  public func seal(_ position: [UInt8], _ procedure: String) -> String { sealing(position, "\(procedure) \(holder)") }

  /// The position in a cursor; nil when this procedure never made it, or not for this holder.
  public func open(_ cursor: String, _ procedure: String) -> [UInt8]? { opening(cursor, "\(procedure) \(holder)") }
}

extension ExecutionRequest {
  /// The coerced value of an argument; nil when it is absent (specification, section 6.4.1).
  /// - Throws: A value made of variables that the argument's type does not allow.
  func value(of argument: ArgumentPlan) throws(CallFailure) -> InputValue? {
    switch argument.source {
    case .standard(let value): return value
    case .selected(let isSelected): return .boolean(isSelected)
    case .literal(let node):
      guard let type = argument.type else { return nil }
      if case .variable(let name) = document[node].kind, variables[document.text(name)] == nil,
        let standard = argument.standard
      {
        return standard
      }
      do throws(InputProblem) {
        return try schema.coerce(literal: node, in: document, to: type) { variables[document.text($0)] }
      } catch {
        let message = "The argument \"\(argument.argumentName)\" has no usable value: \(error.message)"
        throw CallFailure(code: "BAD_USER_INPUT", message: message, at: document[node].range.start)
      }
    }
  }

  /// What of the input objects given to procedures is too much, and where; before any is called.
  public func violation(of limits: Limits, in plan: Plan) -> LimitViolation? {
    for argument in plan.objectArguments {
      guard let node = argument.given, let value = try? value(of: argument), let reason = limits.violation(ofArgument: value)
      else { continue }
      return LimitViolation(reason, at: document[node].range.start)
    }
    return nil
  }

  /// An argument as its procedure takes it.
  func parameter(for argument: ArgumentPlan, of procedure: String) throws(CallFailure) -> Parameter {
    guard let value = try value(of: argument), !value.isNull else { return .null }
    if argument.isCursor {
      guard let text = value.text, let position = cursors.open(text, procedure) else {
        throw CallFailure(code: "BAD_CURSOR", message: "The cursor in \"\(argument.argumentName)\" is not one of this list.")
      }
      return .text(position)
    }
    let text = try text(of: value, type: argument.type, argument)
    guard !text.contains(0) else {
      throw CallFailure(
        code: "BAD_USER_INPUT", message: "The argument \"\(argument.argumentName)\" holds the character U+0000.")
    }
    return .text(text)
  }

  /// A value in the text form PostgreSQL reads: enum values in lower case, ids as bare keys, lists as arrays, input objects
  /// as JSON with snake_case names.
  private func text(
    of value: InputValue, type: TypeReference?, _ argument: ArgumentPlan
  ) throws(CallFailure) -> [UInt8] {
    switch value {
    case .null: return Array("null".utf8)
    case .int(let integer): return Array(String(integer).utf8)
    case .float(let double): return Array(String(double).utf8)
    case .number(let digits): return Array(digits.utf8)
    case .boolean(let boolean): return Array((boolean ? "true" : "false").utf8)
    case .enum(let name): return Array(name.lowercased().utf8)
    case .string(let string):
      guard areIDsGlobal, let type, schema[type.name].builtInScalar == .id else { return Array(string.utf8) }
      guard let id = GlobalID.decode(string) else {
        throw CallFailure(code: "BAD_ID", message: "The argument \"\(argument.argumentName)\" holds no id of this service.")
      }
      return Array(id.key.utf8)
    case .list(let items):
      var text = [UInt8(ascii: "{")]
      for (index, item) in items.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        if item.isNull {
          text.append(contentsOf: "NULL".utf8)
        } else {
          text.append(arrayElement: try self.text(of: item, type: type?.item ?? type, argument))
        }
      }
      return text + [UInt8(ascii: "}")]
    case .object:
      var buffer = ResponseBuffer(capacity: 64)
      try append(json: value, type: type, argument, to: &buffer)
      return buffer.bytes
    }
  }

  /// An input value as JSON, by its type where it has one: the names of input fields in snake_case, enum values in lower case,
  /// ids as bare keys; JSON within stays as it is.
  private func append(
    json value: InputValue, type: TypeReference?, _ argument: ArgumentPlan, to buffer: inout ResponseBuffer
  ) throws(CallFailure) {
    switch value {
    case .list(let items):
      buffer.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { buffer.append(UInt8(ascii: ",")) }
        try append(json: item, type: type?.nullable.item, argument, to: &buffer)
      }
      buffer.append(UInt8(ascii: "]"))
    case .object(let fields):
      let definition = type.map { schema[$0.name] }
      buffer.append(UInt8(ascii: "{"))
      for (index, field) in fields.enumerated() {
        if index > 0 { buffer.append(UInt8(ascii: ",")) }
        buffer.append(string: definition?.kind == .inputObject ? field.name.snakeCased : field.name)
        buffer.append(UInt8(ascii: ":"))
        try append(json: field.value, type: definition?.inputField(named: field.name)?.type, argument, to: &buffer)
      }
      buffer.append(UInt8(ascii: "}"))
    case .null: buffer.appendNull()
    case .int, .number, .float, .boolean: buffer.append(try text(of: value, type: type, argument))
    case .string, .enum: buffer.append(string: String(decoding: try text(of: value, type: type, argument), as: UTF8.self))
    }
  }

  /// What an id in an argument leads to.
  enum Key {
    case key([UInt8])
    /// Null, or the id of another type that the field allows.
    case none
    /// No id, or of a type that the field does not allow.
    case bad
  }

  /// The keys of one entity among the ids in an argument, with a place for each id.
  func keys(in argument: ArgumentPlan, of entity: EntityBinding, isOnlyEntity: Bool) -> [Key] {
    guard let value = try? value(of: argument) else { return [.none] }
    switch value {
    case .list(let items): return items.map { key($0, of: entity, isOnlyEntity) }
    default: return [key(value, of: entity, isOnlyEntity)]
    }
  }

  private func key(_ value: InputValue, of entity: EntityBinding, _ isOnlyEntity: Bool) -> Key {
    guard let text = value.text ?? value.integer.map({ String($0) }) else { return .none }
    guard areIDsGlobal else { return KeyText.cell(text, type: entity.keyType).map { .key($0) } ?? .none }
    guard let id = GlobalID.decode(text) else { return .bad }
    guard id.type == entity.typeName || isPossible(id.type, of: entity.typeName) else {
      return isOnlyEntity ? .bad : .none
    }
    return KeyText.cell(id.key, type: entity.keyType).map { .key($0) } ?? .bad
  }

  private func isPossible(_ type: String, of entity: String) -> Bool {
    guard let object = schema.type(named: type), let abstract = schema.type(named: entity) else { return false }
    return schema.isPossible(object.id, of: abstract.id)
  }
}
