import Foundation
import Gateway
import Testing

/// What a gateway answers that makes all calls in one statement; that its twin by levels answers the same is part of every test.
@Suite struct `Flights` {
  /// Queries for which keys are hard to find: from several selections of one call, from some types only, from details, from ids.
  static let queries = [
    // One call for two fields that select differently.
    """
    { viewer { familyCircles(first: 3) { nodes {
      a: assets(first: 5) { nodes { id owners { displayName persona { displayName actsFor { principal { displayName } } } } } }
      b: assets(first: 5) { nodes { name familyCircles { name } } } } } } }
    """,
    // Calls that only some of the concrete types make, the same and different ones.
    """
    { viewer { assets(first: 10) { nodes { __typename id
      ... on RealEstate { address { city } owners { displayName } securedDebts { name owners { percentage } } }
      ... on BankAccount { owners { percentage persona { memberships { familyCircle { name } } } } }
      ... on Debt { borrower { displayName } securedBy { name owners { displayName } } } } } } }
    """,
    // Keys of two columns, an interface at the end, and references to one of several types.
    """
    { viewer { actingPersona { contacts { __typename usageType linkedEntity { __typename ... on Persona { displayName
      emailUsages { email { address } } } } } user { personas { displayName } } } } }
    """,
    // References from rows of a search.
    #"{ search(query: "smith", first: 20) { __typename ... on Persona { displayName memberships { role } } ... on FamilyCircle { name members(first: 3) { nodes { persona { displayName } } } } } }"#,
    // Members of two circles, who are partly the same.
    "{ viewer { familyCircles(first: 3) { nodes { members(first: 9) { totalCount nodes { addedBy { personas { displayName } } persona { ownedAssets(first: 2) { totalCount nodes { name } } } } } } } } }",
    "{ viewer { user { personas { user { personas { id } } } } actingPersona { user { personas { displayName } } } } }",
  ]

  @Test(arguments: queries, ["john", "mary", "nell", "adv", "stranger"])
  func `one statement finds the keys that levels find`(query: String, subject: String) async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask(query, as: subject)
    #expect(answer.json["errors"] == nil)
    #expect(answer.twinFlushes.count == 1)
  }

  @Test func `ids in arguments keep their places: repeated, hidden, missing, of other types, no ids at all`() async throws {
    let gateway = try await TestGateway.shared.value
    let query = """
      query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id
        ... on Persona { displayName memberships { familyCircle { name } } }
        ... on FamilyCircle { name members(first: 2) { nodes { persona { displayName } } } }
        ... on Asset { name owners { displayName } } } }
      """
    let ids = [
      Family.persona(101), Family.home, Family.persona(101), Family.secret, Family.asset(999), Family.smiths, "nothing", Family.larsens,
    ]
    for subject in ["john", "nell", "stranger"] {
      let answer = try await gateway.ask(query, as: subject, variables: ["ids": ids])
      #expect(answer.twinFlushes.count == 1)
      _ = try await gateway.ask(query, as: subject, variables: ["ids": [String]()])
      _ = try await gateway.ask(query, as: subject, variables: ["ids": ["nothing"]])
    }
  }

  @Test func `conditions and variables are part of it`() async throws {
    let gateway = try await TestGateway.shared.value
    let query = """
      query ($deep: Boolean!, $shallow: Boolean!, $n: Int, $after: String) { viewer { familyCircles { nodes { name @skip(if: $shallow)
        assets(first: $n, after: $after) @include(if: $deep) { nodes { name owners { displayName } } } } } } }
      """
    for (deep, shallow) in [(true, false), (false, false), (true, true)] {
      for variables in [["n": 2], [:], ["n": 0], ["after": "no cursor"]] as [[String: Any]] {
        let all = variables.merging(["deep": deep, "shallow": shallow]) { $1 }
        #expect(try await gateway.ask(query, as: "john", variables: all).twinFlushes.count == 1)
      }
    }
  }

  @Test func `objects by ids of several fields have the calls of theirs`() async throws {
    let gateway = try await TestGateway.shared.value
    let query = """
      query ($ids: [ID!]!, $b: ID!) { nodes(ids: $ids) { ... on Asset { name owners { displayName } } ... on Persona { actsFor { id } } }
        a: asset(id: "\(Family.home)") { owners { displayName persona { displayName } } } b: asset(id: $b) { familyCircles { name } } }
      """
    for b in [Family.bank, Family.home, Family.asset(999), "nothing"] {
      for ids in [[Family.persona(101), Family.bank], [Family.momHouse], []] {
        let answer = try await gateway.ask(query, as: "john", variables: ["ids": ids, "b": b])
        #expect(answer.flushes.count > 1)
        #expect(answer.twinFlushes.count == 1)
      }
    }
  }

  // MARK: Errors

  /// Makes a procedure fail as soon as it is called.
  private func fail(_ procedure: String, by statement: String, in gateway: TestGateway) throws {
    try gateway.change(
      """
      reset role;
      do $fail$
      begin
        execute regexp_replace(pg_get_functiondef('api.\(procedure)'::regproc), '\\mbegin\\M', 'begin ' || $$\(statement)$$ || ';');
      end
      $fail$
      """)
  }

  static let query = """
    { viewer { familyCircles { nodes { name members(first: 2) { nodes { role } } assets(first: 3) { nodes { name owners { displayName } } } } } } }
    """

  @Test(arguments: [
    ("raise exception 'VALIDATION' using errcode = 'FW400'", true), ("perform 1 / 0", true), ("perform 'x'::int", true),
    ("raise sqlstate '53200'", false), ("raise exception 'UNAUTHENTICATED' using errcode = 'FW401'", false),
  ])
  func `when a call fails they go by levels, and the answer has what could be had`(statement: String, hasData: Bool) async throws {
    try await TestGateway.withOwnFamilies("flights_\(abs(statement.hashValue))") { gateway in
      let whole = try await gateway.ask(Self.query, as: "john")
      #expect(whole.twinFlushes.count == 1)
      try fail("sp_batch_asset_owners", by: statement, in: gateway)
      let partial = try await gateway.ask(Self.query, as: "john")
      #expect(partial.json["errors"] != nil)
      #expect((partial.json["data"] != nil) == hasData)
      #expect(partial.twinFlushes.count > 1 || !hasData)
    }
  }

  @Test func `a statement that takes too long ends the request, however it flies`() async throws {
    try await TestGateway.withOwnFamilies("flights_slow", configure: { $0.requestTimeoutMilliseconds = 700 }) { gateway in
      try fail("sp_batch_asset_owners", by: "perform pg_sleep(30)", in: gateway)
      let answer = try await gateway.ask(Self.query, as: "john")
      #expect(answer.body.contains("TIMEOUT"))
    }
  }
}
