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

/// A field of an input object.
private struct InputFieldStep: Hashable {
  let type: TypeID
  let name: String
}

extension SchemaCheck {
  /// An input object that needs a value of itself can never be given.
  mutating func checkInputObjectCycles() {
    let schema = schema
    var search = CycleSearch<TypeID>()
    for type in schema.types where type.kind == .inputObject {
      search.visit(type.id) { id in
        schema[id].inputFields.filter { $0.type.isNonNull && !$0.type.isList }.map(\.type.name)
      }
    }
    for cycle in search.cycles {
      let names = cycle.map { "\"\(schema[$0].name)\"" }
      let through = names.count > 1 ? " through \(names.dropFirst().joined(separator: ", "))" : ""
      report(
        "InputObjectCycles",
        "Input object \(names[0]) can never be given, because it needs a value of itself\(through).",
        at: cycle.map { schema[$0].origin })
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
    cycle.compactMap { schema[$0.type].inputField(named: $0.name)?.origin }
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
        at: names.compactMap { schema.directive(named: $0)?.origin })
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
