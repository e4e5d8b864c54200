internal import GraphQLExecution

/// The members of one case, read on demand.
struct EvaluationCase {
  let tape: JSONTape

  init(_ tape: JSONTape) {
    self.tape = tape
  }

  /// The node of a member; nil when it is absent.
  func member(_ name: String) -> Int? { tape.member(name, of: tape.root) }

  /// A member that is absent or null counts as not given.
  private func given(_ name: String) -> Int? {
    member(name).flatMap { tape.kind($0) == .null ? nil : $0 }
  }

  func string(_ name: String) throws(CaseFailure) -> String {
    String(decoding: try text(name), as: UTF8.self)
  }

  /// The UTF-8 of a string that must be there; a lone surrogate gives bytes that are not UTF-8.
  func text(_ name: String) throws(CaseFailure) -> [UInt8] {
    guard let text = try optionalText(name) else { throw Self.missing(name) }
    return text
  }

  func optionalText(_ name: String) throws(CaseFailure) -> [UInt8]? {
    try optionalString(name).map { tape.utf8($0) }
  }

  /// A string that must be there, as the line spells it: with its quotes and escapes.
  func spelling(_ name: String) throws(CaseFailure) -> [UInt8] {
    guard let node = try optionalString(name) else { throw Self.missing(name) }
    return Array(tape.text(of: node))
  }

  private func optionalString(_ name: String) throws(CaseFailure) -> Int? {
    guard let node = given(name) else { return nil }
    guard isString(node) else { throw CaseFailure("\"\(name)\" must be a string.") }
    return node
  }

  private static func missing(_ name: String) -> CaseFailure {
    CaseFailure("The case needs a string \"\(name)\".")
  }

  /// The node of an object; nil when it is absent.
  func optionalObject(_ name: String) throws(CaseFailure) -> Int? {
    guard let node = given(name) else { return nil }
    guard tape.kind(node) == .object else { throw CaseFailure("\"\(name)\" must be an object.") }
    return node
  }

  /// By which name fields find their properties.
  func lookup() throws(CaseFailure) -> PropertyLookup {
    switch try optionalText("lookup").map({ String(decoding: $0, as: UTF8.self) }) {
    case nil, "fieldName": return .fieldName
    case "responseKey": return .responseKey
    default: throw CaseFailure("\"lookup\" must be \"fieldName\" or \"responseKey\".")
    }
  }

  /// A flag; false when it is absent.
  func flag(_ name: String) throws(CaseFailure) -> Bool {
    guard let node = given(name) else { return false }
    switch tape.kind(node) {
    case .true: return true
    case .false: return false
    default: throw CaseFailure("\"\(name)\" must be true or false.")
    }
  }

  /// The rules a case asks for; nil when it does not choose.
  func rules<Rule: RawRepresentable<String> & Hashable>(
    _ name: String, as type: Rule.Type
  ) throws(CaseFailure) -> Set<Rule>? {
    guard let node = given(name) else { return nil }
    guard tape.kind(node) == .array else { throw CaseFailure("\"\(name)\" must be a list of rule names.") }
    var rules: Set<Rule> = []
    for element in tape.elements(of: node) {
      guard isString(element) else { throw CaseFailure("\"\(name)\" must be a list of rule names.") }
      let text = tape.string(element)
      guard let rule = Rule(rawValue: text) else { throw CaseFailure("Unknown rule \"\(text.prefix(80))\".") }
      rules.insert(rule)
    }
    return rules
  }

  private func isString(_ node: Int) -> Bool {
    tape.kind(node) == .string || tape.kind(node) == .escapedString
  }
}
