import Foundation
import Postgres
import Rows
import Testing

/// Search finds what the acting persona sees of its own accord, by the words that are shown to it.
@Suite struct `Search` {
  /// The names of what is found, in order.
  private func found(
    _ text: String, as subject: String, tenant: Int32 = 1, persona: Int? = nil, arguments: String = ""
  ) async throws -> [String] {
    let gateway = try await TestGateway.shared.value
    let query = """
      query ($text: String!) { search(query: $text\(arguments)) { ... on Asset { name } ... on Persona { displayName } ... on FamilyCircle { name } } }
      """
    let answer = try await gateway.ask(
      query, as: subject, tenant: tenant, persona: persona.map { Family.key($0) }, variables: ["text": text])
    let hits = (answer.json["data"] as? [String: [[String: String]]])?["search"]
    return try #require(hits, "\(answer.body)").compactMap { $0["name"] ?? $0["displayName"] }
  }

  @Test(arguments: [
    ("smith mil", ["Milo Smith"]),
    ("MARTHA", ["Martha Smith", "Martha's house"]),
    ("savings", ["Mary's savings", "Milo's savings"]),
    // A whole word in a name is better than its beginning, a name better than a tag, a tag better than a description.
    ("home", ["Family home", "Martha's house", "Mortgage"]),
    ("cas", ["John's checking", "Mary's savings"]),
    ("gard hou", []),
    ("garden hou", ["Family home"]),
    ("house garden", ["Family home"]),
    ("Kid", ["Kim Smith"]),
    ("quincy", ["John Smith"]),
    ("SMÍTH & str", ["Smith & Strange LLC"]),
    ("smith family", ["Smith family", "Smith Family Trust"]),
    ("wallet", ["Cold wallet"]),
    ("anniversary", ["Cold wallet"]),
    ("portfolio", []),
    ("stephen", []),
    ("larsens", []),
    ("condo", []),
    ("advisor", ["Adam Advisor"]),
    ("%", []),
    ("", []),
    (" ' & | ! :* ( ", []),
    ("smith\\:* | !john", ["John Smith", "Smith Family Trust", "Smith family"]),
  ])
  func `what has all words is found, the best first`(text: String, names: [String]) async throws {
    #expect(try await found(text, as: "john") == names)
  }

  @Test(arguments: ["brick", "garden", "cash", "home ", "everyday", "joinery", "railway", "heirloom", "1921", "anniversary", "cold", "rainy"])
  func `what is withheld neither finds nor tells that it is there`(text: String) async throws {
    let gateway = try await TestGateway.shared.value
    let query = "query ($text: String!) { search(query: $text) { __typename ... on Asset { name description tags } } }"
    let answer = try await gateway.ask(query, as: "nell", variables: ["text": text])
    let nothing = try await gateway.ask(query, as: "nell", variables: ["text": "zzzzzz"])
    let visible = text == "home " ? #"{"data":{"search":[{"__typename":"RealEstate","name":"Family home","description":null,"tags":null}]}}"# : nothing.body
    #expect(answer.body == visible)
    #expect(nothing.body == #"{"data":{"search":[]}}"#)
  }

  @Test func `what is withheld does not move a hit up`() async throws {
    #expect(try await found("house", as: "john") == ["Martha's house", "Family home"])
    #expect(try await found("house", as: "nell") == ["Martha's house"])
    #expect(try await found("hom", as: "nell") == ["Family home"])
    #expect(try await found("s", as: "nell", arguments: ", types: [ASSET]") == [
      "John's checking", "Martha's house", "Mary's savings", "Milo's savings", "Smith & Strange LLC",
    ])
  }

  @Test func `each persona finds its own, and nobody finds what is another's`() async throws {
    #expect(try await found("portfolio", as: "john", persona: 111) == ["Trust portfolio"])
    #expect(try await found("checking", as: "john", persona: 111) == [])
    #expect(try await found("smith", as: "inlaw") == ["Mary Smith"])
    #expect(try await found("larsen", as: "inlaw") == ["Ingrid Larsen", "Larsen family"])
    #expect(try await found("smith", as: "stranger", arguments: ", types: [ASSET]") == ["Smith & Strange LLC"])
    #expect(try await found("john", as: "stranger") == [])
    #expect(try await found("house", as: "ann", persona: 113) == ["Martha's house"])
    #expect(try await found("house", as: "ann") == [])
    #expect(try await found("smith", as: "admin") == [])
    #expect(try await found("checking", as: "admin") == [])
    #expect(try await found("smith", as: "other", tenant: 2) == [])
    #expect(try await found("secret", as: "mary") == [])
    #expect(try await found("cold", as: "mary") == [])
  }

  @Test func `a hit has the values that its object has on every path`() async throws {
    let gateway = try await TestGateway.shared.value
    let fields = "fragment A on Asset { id name value { amount currency } valuedOn ownedPercentage viewerAccess { level canEdit } viewerRedactions ... on RealEstate { yearBuilt address { city line1 } } }"
    for subject in ["mary", "nell", "inlaw", "kid"] {
      let answer = try await gateway.ask(
        "query ($id: ID!) { asset(id: $id) { ...A } search(query: \"family home\", types: [ASSET]) { ...A } } \(fields)", as: subject,
        variables: ["id": Family.home])
      let data = try #require(answer.json["data"] as? [String: Any])
      let direct = try #require(data["asset"] as? [String: Any])
      let hits = try #require(data["search"] as? [[String: Any]])
      #expect(hits.first.map { NSDictionary(dictionary: $0) } == NSDictionary(dictionary: direct))
      #expect(answer.flushes == [["sp_batch_assets", "sp_search"], ["sp_batch_assets"], ["sp_batch_real_estate_details"]])
    }
  }

  @Test func `types and length are as asked for, within their limits`() async throws {
    let gateway = try await TestGateway.shared.value
    #expect(try await found("smith", as: "john", arguments: ", types: [FAMILY_CIRCLE]") == ["Smith family"])
    #expect(try await found("smith", as: "john", arguments: ", types: []") == [])
    #expect(try await found("smith", as: "john", arguments: ", first: 0") == [])
    #expect(try await found("smith", as: "john", arguments: ", first: 2").count == 2)
    #expect(try await found("smith", as: "john", arguments: ", first: 1000").count == 10)
    #expect(try await found(String(repeating: "é", count: 199) + " ", as: "john") == [])
    for refused in [#"{ search(query: "smith", first: -1) { __typename } }"#, #"{ search(query: "\#(String(repeating: "a", count: 201))") { __typename } }"#] {
      let answer = try await gateway.ask(refused, as: "john")
      #expect(answer.body.contains(#""code":"VALIDATION""#))
      #expect(answer.body.contains(#""data":null"#))
    }
  }

  @Test func `whoever has no persona finds nothing`() async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask(#"{ search(query: "smith") { __typename } }"#, as: nil)
    #expect(answer.body.contains(#""code":"UNAUTHENTICATED""#))
  }

  @Test func `words of any length and number can be written and found`() async throws {
    try await TestGateway.withOwnFamilies("words") { gateway in
      try gateway.change(
        """
        update fwd.assets set name = 'Ångström ' || repeat('x', 5000), description = (select string_agg('w' || n, ' ') from generate_series(1, 40000) as n)
        where id = '\(Family.key(302))'
        """)
      let query = "query ($text: String!) { search(query: $text) { ... on Asset { id } } }"
      for text in ["angstrom", String(repeating: "x", count: 150), "w77", "w1 w2 w3 ang"] {
        let answer = try await gateway.ask(query, as: "john", variables: ["text": text])
        #expect(answer.body == #"{"data":{"search":[{"id":"\#(Family.bank)"}]}}"#)
      }
    }
  }

  @Test func `what the audit log keeps of a change are the columns that were written`() async throws {
    try await TestGateway.withOwnFamilies("audited") { gateway in
      try gateway.change("update fwd.assets set name = 'Renamed' where id = '\(Family.key(302))'")
      let connection = try Connection(ConnectionSettings(address: gateway.adminURL))
      let changes = try connection.query(
        "select old_values::text, new_values::text from fwd.audit_log where entity_id = $1 and action = 'update'", [.text(Array(Family.key(302).utf8))])
      #expect(changes.text(row: changes.rowCount - 1, column: 0) == #"{"name": "John's checking"}"#)
      #expect(changes.text(row: changes.rowCount - 1, column: 1) == #"{"name": "Renamed"}"#)
    }
  }

  /// 20,000 further personas with an asset each, in 4,000 circles, one of which has John in it.
  private static let manyFamilies = """
    set session_replication_role = replica;
    insert into fwd.personas (id, tenant_id, first_name, last_name)
    select ('10000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 1, 'Cousin', 'Smith ' || n from generate_series(0, 19999) as n;
    insert into fwd.fwd_family_circles (id, tenant_id, owner_user_id, name)
    select ('20000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 1, '\(Family.key(1))', 'Smiths ' || n from generate_series(0, 3999) as n;
    insert into fwd.ffc_personas (tenant_id, ffc_id, persona_id, ffc_role, asset_share)
    select 1, ('20000000-0000-4000-8000-' || lpad((n / 5)::text, 12, '0'))::uuid, ('10000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'owner', 'edit'
    from generate_series(0, 19999) as n;
    insert into fwd.ffc_personas (tenant_id, ffc_id, persona_id, ffc_role, asset_share)
    values (1, '20000000-0000-4000-8000-000000000007', '\(Family.key(101))', 'owner', 'edit');
    insert into fwd.assets (id, tenant_id, asset_type, name, description, currency_code)
    select ('30000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 1, 'misc', 'House ' || n, 'A home of many', 'USD' from generate_series(0, 19999) as n;
    insert into fwd.asset_persona_ownership (tenant_id, asset_id, persona_id, ownership_percentage)
    select 1, ('30000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, ('10000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 100
    from generate_series(0, 19999) as n;
    set session_replication_role = origin;
    analyze;
    """

  @Test func `in a tenant of many families indexes lead from the persona to its hits, and no table is read through`() async throws {
    try await TestGateway.withOwnFamilies("many") { gateway in
      let connection = try Connection(ConnectionSettings(address: gateway.adminURL))
      try connection.script(Self.manyFamilies)
      try connection.script(
        "begin; set local role heirloom_gateway; set local plan_cache_mode = force_generic_plan; select api.begin_request(1, 'john', null, 'test', 0, null, null)")
      let houses = try connection.query("select count(*)::text from api.sp_search('hous', first => 100)", [])
      try connection.script("reset role")
      let read = try connection.query(
        """
        select string_agg(t.relname, ' ' order by t.relname) filter (where t.seq_scan > 0),
          string_agg(t.relname, ' ' order by t.relname) filter (where t.idx_scan > 0)
        from pg_catalog.pg_stat_xact_user_tables as t
        join pg_catalog.pg_class as c on c.oid = t.relid and c.reltuples > 1000
        where t.schemaname = 'fwd'
        """, [])
      #expect(houses.text(row: 0, column: 0) == "7")
      #expect(read.text(row: 0, column: 0) == nil)
      #expect(read.text(row: 0, column: 1) == "asset_persona_ownership assets ffc_personas fwd_family_circles personas")
    }
  }
}
