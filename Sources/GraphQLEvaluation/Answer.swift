internal import GraphQLExecution
internal import GraphQLLanguage

/// The members of an answer after its `id`.
struct Answer: ~Copyable {
  private(set) var members = ResponseBuffer()

  init(isOK: Bool = true) {
    members.append(isOK ? "\"ok\":true" : "\"ok\":false")
  }

  /// A response as GraphQL services give it.
  init(response body: [UInt8]) {
    members.append(body.dropFirst().dropLast())
  }

  /// The response to a request that was not executed.
  init(requestErrors errors: [CaseError]) {
    appendErrors(errors)
  }

  init(_ failure: CaseFailure) {
    self.init(isOK: false)
    add(failure.errors)
  }

  mutating func add(_ name: StaticString, string: [UInt8]) {
    start(name)
    members.append(string: string[...])
  }

  mutating func add(_ name: StaticString, string: String) {
    start(name)
    members.append(string: string)
  }

  /// A member whose value somebody else writes.
  mutating func add(_ name: StaticString, _ write: (inout ResponseBuffer) -> Void) {
    start(name)
    write(&members)
  }

  private mutating func start(_ name: StaticString) {
    members.append(",\"")
    members.append(name)
    members.append("\":")
  }

  mutating func add(_ errors: [CaseError]) {
    members.append(UInt8(ascii: ","))
    appendErrors(errors)
  }

  private mutating func appendErrors(_ errors: [CaseError]) {
    members.append("\"errors\":[")
    for (index, error) in errors.enumerated() {
      if index > 0 { members.append(UInt8(ascii: ",")) }
      append(error)
    }
    members.append(UInt8(ascii: "]"))
  }

  private mutating func append(_ error: CaseError) {
    members.append("{\"message\":")
    members.append(string: error.message)
    if !error.locations.isEmpty {
      start("locations")
      append(error.locations)
    }
    if let rule = error.rule { add("rule", string: rule) }
    if let source = error.source { add("source", string: source) }
    if let code = error.code {
      members.append(",\"extensions\":{\"code\":")
      members.append(string: code)
      members.append(UInt8(ascii: "}"))
    }
    members.append(UInt8(ascii: "}"))
  }

  private mutating func append(_ locations: [SourceLocation]) {
    for (index, location) in locations.enumerated() {
      members.append(index == 0 ? "[{\"line\":" : ",{\"line\":")
      members.append(Int64(location.line))
      members.append(",\"column\":")
      members.append(Int64(location.column))
      members.append(UInt8(ascii: "}"))
    }
    members.append(UInt8(ascii: "]"))
  }
}
