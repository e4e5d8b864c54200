import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

@Suite struct LimitTests {
  /// What a valid document exceeds, as `line:column message`, for its first operation.
  private func refusal(of query: String, _ change: (inout Limits) -> Void = { _ in }) throws -> String? {
    var limits = Limits.standard
    change(&limits)
    let schema = try Schema.build([Parser.parse(petSchema, limits: .none)])
    let document = try Parser.parse(query, limits: .none)
    let valid = try ValidDocument.validate(document, against: schema)
    let first = document.definitions.compactMap { if case .operation(let id) = $0 { id } else { nil } }.first
    let ofOperations = limits.violations(ofOperationsIn: valid)
    guard let violation = limits.violation(in: document) ?? first.flatMap({ ofOperations[$0] }) else { return nil }
    let place = document.location(of: violation.offset)
    return "\(place.line):\(place.column) \(violation.message)"
  }

  private func nested(_ levels: Int, _ leaf: String = "name") -> String {
    String(repeating: "relatives { ", count: levels) + leaf + String(repeating: " }", count: levels)
  }

  private func list(_ count: Int, _ item: (Int) -> String) -> String { (0..<count).map(item).joined(separator: " ") }

  // MARK: Depth

  @Test func `admits twelve levels of fields and no more`() throws {
    #expect(try refusal(of: "{ human { \(nested(10)) } }") == nil)
    #expect(
      try refusal(of: "{ human { \(nested(11)) } }") == "1:143 The operation selects fields more than 12 levels deep.")
  }

  @Test(arguments: [
    "{ human { NESTED } }",
    "{ __schema: human { NESTED } }",
    "{ human { ... { ... on Being { ... on Human { NESTED } } } } }",
    "{ human { ...A } } fragment A on Human { NESTED }",
    "{ human { ...A } } fragment A on Human { ...B } fragment B on Human { ... on Human { NESTED } }",
    "{ human @include(if: false) { NESTED } }",
    "{ human { ...A @skip(if: true) } } fragment A on Human { NESTED }",
    "query A { human { NESTED } } query B { dog { name } }",
    "{ ...Q } fragment Q on Query { human { NESTED } }",
  ])
  func `counts depth alike however the operation is written`(query: String) throws {
    #expect(try refusal(of: query.replacing("NESTED", with: nested(10))) == nil)
    let refused = try refusal(of: query.replacing("NESTED", with: nested(11)))
    #expect(refused?.hasSuffix(" The operation selects fields more than 12 levels deep.") == true)
  }

  @Test func `does not charge an operation for what another selects`() throws {
    #expect(try refusal(of: "query A { dog { name } } query B { human { \(nested(30)) } }") == nil)
  }

  @Test func `admits the introspection of deep types, up to its own depth`() throws {
    let types = { (levels: Int) in
      "{ __schema { types { fields { type { " + String(repeating: "ofType { ", count: levels) + "name"
        + String(repeating: " }", count: levels + 5)
    }
    #expect(try refusal(of: types(9)) == nil)
    #expect(try refusal(of: types(15)) == nil)
    #expect(
      try refusal(of: types(16)) == "1:182 The operation selects more than 20 levels of the schema's description.")
  }

  // MARK: Aliases and root fields

  @Test(arguments: [
    "{ dog { ALIASES } }", "{ dog { ... on Dog { ALIASES } } }", "{ dog { ...A } } fragment A on Dog { ALIASES }",
    "{ dog { ALIASES @skip(if: true) } }", "query A { dog { ALIASES } } query B { x: dog { y: name } }",
  ])
  func `admits thirty aliases and no more`(query: String) throws {
    let aliases = { list($0) { "a\($0): name" } }
    #expect(try refusal(of: query.replacing("ALIASES", with: aliases(30))) == nil)
    let refused = try refusal(of: query.replacing("ALIASES", with: aliases(31)))
    #expect(refused?.hasSuffix(" The operation has more than 30 aliases.") == true)
  }

  @Test func `counts the aliases of a fragment wherever it is spread, and points at the first too many`() throws {
    let fragment = "fragment A on Being { \(list(10) { "a\($0): name" }) }"
    #expect(try refusal(of: "{ dog { ...A } cat { ...A } pet { ...A } } \(fragment)") == nil)
    #expect(
      try refusal(of: "{ dog { ...A } cat { ...A } pet { ...A x: name } } \(fragment)")
        == "1:40 The operation has more than 30 aliases.")
  }

  @Test func `measures fragments that spread the next one twice without expanding them`() throws {
    let fragments = (0..<48).map { "fragment F\($0) on Human { ...F\($0 + 1) relatives { ...F\($0 + 1) } }" }
    let query = "{ human { ...F0 } } \(fragments.joined(separator: " ")) fragment F48 on Human { n: name }"
    #expect(try refusal(of: query)?.hasSuffix(" The operation has more than 30 aliases.") == true)
  }

  @Test func `measures a chain of fragments longer than a stack is deep`() throws {
    let fragments = (0..<50_000).map { "fragment F\($0) on Human { ...F\($0 + 1) }" }
    let query = "{ human { ...F0 } } \(fragments.joined(separator: " ")) fragment F50000 on Human { name }"
    #expect(try refusal(of: query) { $0.fragmentsMax = .max } == nil)
    #expect(try refusal(of: query) { ($0.fragmentsMax, $0.depthMax) = (.max, 1) }?.hasSuffix(" more than 1 levels deep.") == true)
  }

  @Test(arguments: ["{ FIELDS }", "{ ... { FIELDS } }", "{ ...A } fragment A on Query { FIELDS }"])
  func `admits twenty root fields and no more`(query: String) throws {
    let fields = { list($0) { "a\($0): int" } }
    #expect(try refusal(of: query.replacing("FIELDS", with: fields(20))) == nil)
    let refused = try refusal(of: query.replacing("FIELDS", with: fields(21)))
    #expect(refused?.hasSuffix(" The operation selects more than 20 fields at its root.") == true)
  }

  @Test func `counts a root field once, however often and wherever it is repeated`() throws {
    let fields = list(20) { "a\($0): int" }
    #expect(try refusal(of: "{ \(fields) a3: int ...A ... { ...A } } fragment A on Query { a4: int a5: int ...B } fragment B on Query { a6: int }") == nil)
    #expect(
      try refusal(of: "{ ...A \(fields) a3: int } fragment A on Query { a4: int ... { b: int } }") == "1:169 The operation selects more than 20 fields at its root.")
    #expect(try refusal(of: "{ \(list(500) { _ in "__typename" }) }") == nil)
  }

  // MARK: The document

  @Test func `admits twenty directives, four at one place, and no more`() throws {
    let tags = { list($0) { "@tag(name: \"\($0)\")" } }
    let fields = { list($0) { _ in "int " + tags(4) } }
    #expect(try refusal(of: "{ \(fields(5)) }") == nil)
    #expect(try refusal(of: "{ \(fields(5)) dog { name \(tags(1)) } }")?.hasSuffix(" The document has more than 20 directives.") == true)
    #expect(try refusal(of: "{ int \(tags(5)) }") == "1:71 More than 4 directives stand at one place.")
    #expect(try refusal(of: "query ($a: Int \(tags(5))) { int(value: $a) }")?.hasSuffix(" stand at one place.") == true)
  }

  @Test func `admits fifty fragments and no more`() throws {
    let query = { (count: Int) in
      "{ dog { \(list(count) { "...F\($0)" }) } } " + list(count) { "fragment F\($0) on Dog { name }" }
    }
    #expect(try refusal(of: query(50)) == nil)
    #expect(try refusal(of: query(51))?.hasSuffix(" The document has more than 50 fragments.") == true)
  }

  @Test func `admits ten operations and no more`() throws {
    let query = { list($0) { "query Q\($0) { int }" } }
    #expect(try refusal(of: query(10)) == nil)
    #expect(try refusal(of: query(11)) == "1:171 The document has more than 10 operations.")
  }

  @Test func `admits a hundred variables and no more`() throws {
    let query = { (count: Int) in
      "query (\(list(count) { "$v\($0): Int!" })) { list(numbers: [\(list(count) { "$v\($0)" })]) }"
    }
    #expect(try refusal(of: query(100)) == nil)
    #expect(try refusal(of: query(101))?.hasSuffix(" The operation has more than 100 variables.") == true)
  }

  @Test(arguments: [
    "{ list(numbers: [ITEMS]) }", "query ($a: [Int!]! = [ITEMS]) { list(numbers: $a) }", "{ anything(value: { a: [[ITEMS]] }) }",
  ])
  func `admits lists of two hundred and fifty items and no more`(query: String) throws {
    let items = { list($0) { "\($0)" } }
    #expect(try refusal(of: query.replacing("ITEMS", with: items(250))) == nil)
    #expect(try refusal(of: query.replacing("ITEMS", with: items(251)))?.hasSuffix(" A list has more than 250 items.") == true)
  }

  @Test func `counts the items of lists in values`() {
    let list = { (count: Int) in InputValue.list([InputValue](repeating: .null, count: count)) }
    let wrapped = { (value: InputValue) in InputValue.object([InputObjectField("a", .list([value]))]) }
    #expect(Limits.standard.admits(list(250)))
    #expect(!Limits.standard.admits(list(251)))
    #expect(Limits.standard.admits(wrapped(list(250))))
    #expect(!Limits.standard.admits(wrapped(list(251))))
  }

  @Test func `other limits can be set`() throws {
    #expect(try refusal(of: "{ dog { name } }") { $0.depthMax = 2 } == nil)
    #expect(try refusal(of: "{ dog { name } }") { $0.depthMax = 1 } == "1:9 The operation selects fields more than 1 levels deep.")
  }
}
