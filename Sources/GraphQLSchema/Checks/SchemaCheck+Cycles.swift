internal import GraphQLLanguage

/// Depth-first search for cycles, each reported once with the steps that form it.
private struct CycleSearch<Step: Hashable> {
  private var finished: Set<Step> = []
  private var path: [Step] = []
  private(set) var cycles: [[Step]] = []

  mutating func visit(_ step: Step, _ next: (Step) -> [Step]) {
    if finished.contains(step) { return }
    if let start = path.firstIndex(of: step) {
      cycles.append(Array(path[start...]))
      return
    }
    path.append(step)
    for step in next(step) { visit(step, next) }
    path.removeLast()
    finished.insert(step)
  }
}

/// Finds the cycles among input objects of which no finite value exists.
///
/// A value of an input object needs values of all its non-null fields, one of a OneOf Input Object of any one field.
private struct EndlessInputObjects {
  struct Step {
    let type: TypeID
    let field: InputValueDefinition
  }

  private let schema: Schema
  private var finite: Set<TypeID> = []
  private var visited: Set<TypeID> = []
  private var path: [Step] = []
  private(set) var cycles: [[Step]] = []

  init(_ schema: Schema) {
    self.schema = schema
    let types = schema.types.filter { $0.kind == .inputObject }
    var count = -1
    while count != finite.count {
      count = finite.count
      for type in types where !finite.contains(type.id) && isFinite(type) { finite.insert(type.id) }
    }
  }

  private func isFinite(_ type: TypeDefinition) -> Bool {
    let needed = type.inputFields.map { need(of: $0, in: type) }
    let isMet = { (need: TypeID?) in need.map { finite.contains($0) } ?? true }
    return type.isOneOf && !needed.isEmpty ? needed.contains(where: isMet) : needed.allSatisfy(isMet)
  }

  /// The input object of which a value of the field needs one.
  private func need(of field: InputValueDefinition, in type: TypeDefinition) -> TypeID? {
    let isNeeded = !field.type.isList && (type.isOneOf || field.type.isNonNull)
    return isNeeded && schema[field.type].kind == .inputObject ? field.type.name : nil
  }

  mutating func visit(_ type: TypeDefinition) {
    if finite.contains(type.id) || !visited.insert(type.id).inserted { return }
    for field in type.inputFields {
      guard let next = need(of: field, in: type), !finite.contains(next) else { continue }
      path.append(Step(type: type.id, field: field))
      if let start = path.firstIndex(where: { $0.type == next }) {
        cycles.append(Array(path[start...]))
      } else {
        visit(schema[next])
      }
      path.removeLast()
    }
  }
}

/// A field of an input object.
private struct InputFieldStep: Hashable {
  let type: TypeID
  let name: String
}

extension SchemaCheck {
  /// An input object that needs a value of itself can never be given; each cycle is reported with its fields.
  mutating func checkInputObjectCycles() {
    var search = EndlessInputObjects(schema)
    for type in schema.types where type.kind == .inputObject { search.visit(type) }
    for cycle in search.cycles {
      let path = cycle.map { "\"\(schema[$0.type].name).\($0.field.name)\"" }.joined(separator: ", ")
      report(
        "InputObjectCycles",
        "Input object \"\(schema[cycle[0].type].name)\" can never be given, because it needs a value of itself through "
          + "\(path).",
        at: cycle.map { $0.field.places?.start ?? $0.field.origin })
    }
  }

  /// `InputObjectDefaultValueHasCycle()`: filling in defaults comes to an end.
  mutating func checkDefaultValueCycles() {
    let schema = schema
    var search = CycleSearch<InputFieldStep>()
    for type in schema.types where type.kind == .inputObject {
      for field in type.inputFields where field.defaultLiteral != nil {
        search.visit(InputFieldStep(type: type.id, name: field.name)) { step in
          guard let field = schema[step.type].inputField(named: step.name), let value = field.defaultLiteral else {
            return []
          }
          return Self.defaults(filledInto: value, schema[field.type], schema)
        }
      }
    }
    for cycle in search.cycles {
      report(
        "DefaultValueCycles", "Invalid circular reference of default values through the fields \(text(cycle)).",
        at: origins(cycle))
    }
  }

  /// The fields whose defaults a value of that type takes over, because it leaves them out.
  private static func defaults(
    filledInto value: InputValue, _ type: TypeDefinition, _ schema: Schema
  ) -> [InputFieldStep] {
    switch value {
    case .list(let items): return items.flatMap { defaults(filledInto: $0, type, schema) }
    case .object:
      return type.inputFields.flatMap { field -> [InputFieldStep] in
        guard schema[field.type].kind == .inputObject else { return [] }
        if let inner = value[field.name] { return defaults(filledInto: inner, schema[field.type], schema) }
        return field.defaultLiteral == nil ? [] : [InputFieldStep(type: type.id, name: field.name)]
      }
    default: return []
    }
  }

  private func text(_ cycle: [InputFieldStep]) -> String {
    cycle.map { "\"\(schema[$0.type].name).\($0.name)\"" }.joined(separator: ", ")
  }

  private func origins(_ cycle: [InputFieldStep]) -> [SourceOffset] {
    cycle.compactMap { step in
      schema[step.type].inputField(named: step.name).map { $0.places?.defaultValue ?? $0.origin }
    }
  }
}

/// A directive, or a type that the arguments of directives have.
private enum DirectiveStep: Hashable {
  case directive(String)
  case type(TypeID)
}

extension SchemaCheck {
  /// A directive must not be applied within its own definition, nor within the types of its arguments.
  mutating func checkDirectiveCycles() {
    let schema = schema
    var search = CycleSearch<DirectiveStep>()
    for directive in schema.directives where !directive.isBuiltIn {
      search.visit(.directive(directive.name)) { Self.references(of: $0, in: schema) }
    }
    for cycle in search.cycles {
      let names = cycle.compactMap { if case .directive(let name) = $0 { name } else { nil } }
      if names.isEmpty { continue }
      report(
        "DirectiveCycles",
        "Directive \(names.map { "\"@\($0)\"" }.joined(separator: ", ")) cannot reference itself within its definition.",
        at: names.compactMap { schema.directive(named: $0)?.start })
    }
  }

  private static func references(of step: DirectiveStep, in schema: Schema) -> [DirectiveStep] {
    switch step {
    case .directive(let name):
      return references(of: schema.directive(named: name)?.arguments ?? [])
    case .type(let id):
      let type = schema[id]
      return applied(type.appliedDirectives) + references(of: type.inputFields)
        + type.enumValues.flatMap { applied($0.appliedDirectives) }
    }
  }

  private static func references(of values: [InputValueDefinition]) -> [DirectiveStep] {
    values.flatMap { [.type($0.type.name)] + applied($0.appliedDirectives) }
  }

  private static func applied(_ directives: AppliedDirectives) -> [DirectiveStep] {
    directives.map { .directive($0.name) }
  }
}
