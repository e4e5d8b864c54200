import Foundation
import Gateway
import Postgres
import Rows
import Testing

/// Programs of partner tenants, which sign in with keys.
@Suite struct `API keys` {
  private static let query = "{ viewer { capacity } tenant { name } asset(id: \"\(Family.bank)\") { name } }"

  private func ask(_ gateway: TestGateway, _ key: String, _ query: String = Self.query) async throws -> TestGateway.Answer {
    try await gateway.send(
      "POST", headers: ["Content-Type": "application/json", "Accept": "application/graphql-response+json", "X-API-Key": key],
      body: try JSONSerialization.data(withJSONObject: ["query": query]))
  }

  private func make(
    _ gateway: TestGateway, _ name: String, tenant: Int32 = 1, scopes: [String] = ["assets:read"], persona: String? = nil,
    days: Int? = nil, rateLimit: Int? = nil
  ) throws -> String {
    try CallerAdministration(address: gateway.adminURL).createKey(
      CallerAdministration.KeyRequest(tenant: tenant, name: name, scopes: scopes, persona: persona, lifetimeDays: days, rateLimit: rateLimit))
  }

  private func prefix(_ key: String) -> String { String(key.prefix { $0 != "." }) }

  private func isUnauthenticated(_ answer: TestGateway.Answer) -> Bool {
    answer.status == 401 && answer.body.contains(#""code":"UNAUTHENTICATED""#)
  }

  @Test func `a key that acts as nobody reaches the tenant and no family`() async throws {
    try await TestGateway.withOwnFamilies("keys") { gateway in
      let key = try make(gateway, "dashboard")
      #expect(
        try await ask(gateway, key).body == #"{"data":{"viewer":null,"tenant":{"name":"forward"},"asset":null}}"#)
      let others = try make(gateway, "johns", persona: Family.key(101))
      #expect(
        try await ask(gateway, others).body
          == #"{"data":{"viewer":{"capacity":"SELF"},"tenant":{"name":"forward"},"asset":{"name":"John's checking"}}}"#)
    }
  }

  @Test func `a key ends when it is revoked, expires, or its tenant or account does`() async throws {
    try await TestGateway.withOwnFamilies("keyends") { gateway in
      let revoked = try make(gateway, "revoked")
      let expired = try make(gateway, "expired", days: 1)
      let nells = try make(gateway, "nells", persona: Family.key(104))
      for key in [revoked, expired, nells] { #expect(try await ask(gateway, key).status == 200) }
      try CallerAdministration(address: gateway.adminURL).revokeKey(prefix(revoked), tenant: 1)
      try gateway.change(
        """
        update fwd.api_keys set expires_at = now() where name = 'expired';
        update fwd.users set status = 'suspended' where cognito_user_id = 'nell'
        """)
      #expect(isUnauthenticated(try await ask(gateway, revoked)))
      #expect(isUnauthenticated(try await ask(gateway, expired)))
      #expect(try await ask(gateway, nells).body.contains(#""code":"ACCOUNT_SUSPENDED""#))
      let live = try make(gateway, "live")
      try gateway.change("update fwd.tenants set is_active = false where id = 1")
      #expect(try await ask(gateway, live).body.contains(#""code":"TENANT_INACTIVE""#))
    }
  }

  @Test func `what is no key of this service is refused, also where nothing is asked of the database`() async throws {
    try await TestGateway.withOwnFamilies("nokeys") { gateway in
      let key = try make(gateway, "dashboard")
      let otherTenant = "hk2" + key.dropFirst(3)
      let otherSecret = prefix(key) + "." + key.split(separator: ".")[1].reversed()
      for text in [otherTenant, otherSecret, key + "x", String(key.dropLast()), "nonsense", prefix(key), "hk1-.", "."] {
        #expect(isUnauthenticated(try await ask(gateway, text)), "\(text)")
        #expect(isUnauthenticated(try await ask(gateway, text, "{ __typename }")), "\(text)")
      }
      let unknown = try make(gateway, "unknown")
      try gateway.change("delete from fwd.api_keys where name = 'unknown'")
      #expect(isUnauthenticated(try await ask(gateway, unknown, "{ __typename }")))
      #expect(try await ask(gateway, key, "{ __typename }").body == #"{"data":{"__typename":"Query"}}"#)
    }
  }

  @Test(arguments: [
    ("assets:read", "{ asset(id: \"\(Family.bank)\") { name } }", #"{"asset":{"name":"John's checking"}}"#, #"{"asset":null}"#),
    ("ffcs:read", "{ familyCircle(id: \"\(Family.smiths)\") { name } }", #"{"familyCircle":{"name":"Smith family"}}"#, #"{"familyCircle":null}"#),
    ("personas:read", "{ persona(id: \"\(Family.persona(102))\") { firstName } }", #"{"persona":{"firstName":"Mary"}}"#, #"{"persona":null}"#),
    (
      "contacts:read", "{ viewer { user { primaryEmail } } }", #"{"viewer":{"user":{"primaryEmail":"john@forward.example"}}}"#,
      #"{"viewer":{"user":{"primaryEmail":null}}}"#
    ),
  ])
  func `without its scope an object is as if absent`(scope: String, query: String, seen: String, hidden: String) async throws {
    let name = "scope\(scope.utf8.reduce(0) { $0 &* 31 &+ Int($1) } & 0xFFFF)"
    try await TestGateway.withOwnFamilies(name) { gateway in
      let with = try make(gateway, "with", scopes: [scope], persona: Family.key(101))
      let without = try make(
        gateway, "without", scopes: CallerAdministration.scopes.filter { $0 != scope }, persona: Family.key(101))
      #expect(try await ask(gateway, with, query).body == #"{"data":\#(seen)}"#)
      #expect(try await ask(gateway, without, query).body == #"{"data":\#(hidden)}"#)
    }
  }

  @Test func `a circle lists no assets without their scope, and does not count them`() async throws {
    try await TestGateway.withOwnFamilies("key_lists") { gateway in
      let key = try make(gateway, "circles", scopes: ["ffcs:read"], persona: Family.key(101))
      let query = "{ familyCircle(id: \"\(Family.smiths)\") { name assets { nodes { name } totalCount pageInfo { hasNextPage } } } }"
      #expect(
        try await ask(gateway, key, query).body
          == #"{"data":{"familyCircle":{"name":"Smith family","assets":{"nodes":[],"totalCount":0,"pageInfo":{"hasNextPage":false}}}}}"#)
    }
  }

  @Test func `memberships need the scopes of what they join`() async throws {
    try await TestGateway.withOwnFamilies("key_joins") { gateway in
      let key = try make(gateway, "circles", scopes: ["ffcs:read"], persona: Family.key(101))
      let query = "{ familyCircle(id: \"\(Family.smiths)\") { members { nodes { persona { displayName } } } } }"
      #expect(
        try await ask(gateway, key, query).body
          == #"{"data":{"familyCircle":{"members":{"nodes":[{"persona":{"displayName":"John Smith"}}]}}}}"#)
    }
  }

  @Test func `totals name members to programs that may know personas`() async throws {
    try await TestGateway.withOwnFamilies("key_totals") { gateway in
      let query = "{ familyCircle(id: \"\(Family.smiths)\") { totals { byPersona { displayName } } } }"
      let scopes = ["assets:read", "ffcs:read"]
      let without = try make(gateway, "without", scopes: scopes, persona: Family.key(101))
      let with = try make(gateway, "with", scopes: scopes + ["personas:read"], persona: Family.key(101))
      #expect(try await ask(gateway, without, query).body == #"{"data":{"familyCircle":{"totals":{"byPersona":[]}}}}"#)
      #expect(try await ask(gateway, with, query).body.contains(#""displayName":"Mary Smith""#))
    }
  }

  @Test func `outside development the schema is shown to the scope schema read alone`() async throws {
    let gateway = try await TestGateway(database: "heirloom_schemascope") { $0.isDevelopment = false }
    let query = #"{ __type(name: "Query") { name } }"#
    let with = try make(gateway, "with", scopes: ["schema:read"])
    let without = try make(gateway, "without")
    #expect(try await ask(gateway, with, query).body == #"{"data":{"__type":{"name":"Query"}}}"#)
    #expect(try await ask(gateway, without, query).body.contains("INTROSPECTION_DISABLED"))
    #expect(try await gateway.ask(query, as: "john").body.contains("INTROSPECTION_DISABLED"))
    #expect(try await gateway.ask(query, as: nil).body.contains("INTROSPECTION_DISABLED"))
  }

  @Test func `a key makes as many requests a minute as it may, and is told when it may make the next`() async throws {
    try await TestGateway.withOwnFamilies("keyrate") { gateway in
      let limited = try make(gateway, "limited", rateLimit: 3)
      let other = try make(gateway, "other")
      var answers: [TestGateway.Answer] = []
      // On a slow machine some of a minute passes, and more is allowed.
      while answers.last?.status ?? 200 == 200, answers.count < 100 { answers.append(try await ask(gateway, limited, "{ tenant { name } }")) }
      #expect(answers.count > 3)
      let refused = try #require(answers.last)
      #expect(refused.status == 429)
      #expect(refused.body.contains(#""code":"RATE_LIMITED""#))
      #expect((1...20).contains(Int(refused.retryAfter ?? "") ?? 0))
      for _ in 0..<5 { #expect(try await ask(gateway, other).status == 200) }
      let wrong = prefix(limited) + "." + limited.split(separator: ".")[1].reversed()
      #expect(isUnauthenticated(try await ask(gateway, wrong)))
      #expect(try CallerAdministration(address: gateway.adminURL).keys(of: 1).map { $0[4] }.sorted() == ["-", "3"])
    }
  }

  @Test func `two keys of one name may live at a time, and no list shows a secret`() async throws {
    try await TestGateway.withOwnFamilies("rotation2") { gateway in
      let administration = try CallerAdministration(address: gateway.adminURL)
      let first = try make(gateway, "nightly")
      let second = try make(gateway, "nightly")
      #expect(throws: CheckFailure.self) { try make(gateway, "nightly") }
      for key in [first, second] { #expect(try await ask(gateway, key).status == 200) }
      try administration.revokeKey(prefix(first), tenant: 1)
      _ = try make(gateway, "nightly")
      let lines = try administration.keys(of: 1).map { $0.joined(separator: " ") }
      #expect(lines.filter { $0.contains("nightly") }.count == 3)
      let secret = try #require(first.split(separator: ".").last)
      #expect(!lines.joined().contains(secret))
      #expect(throws: CheckFailure.self) { try administration.revokeKey(prefix(first), tenant: 1) }
      #expect(throws: CheckFailure.self) { try administration.revokeKey(prefix(second), tenant: 2) }
      #expect(throws: CheckFailure.self) { try make(gateway, "all", scopes: ["everything"]) }
    }
  }

  @Test func `the use of a key is noted, without a new version of it`() async throws {
    try await TestGateway.withOwnFamilies("keyuse") { gateway in
      let key = try make(gateway, "dashboard")
      _ = try await ask(gateway, key)
      let admin = try Connection(ConnectionSettings(address: gateway.adminURL))
      var uses = 0
      for _ in 0..<200 where uses == 0 {
        try await Task.sleep(for: .milliseconds(25))
        uses = try admin.query("select 1 from fwd.api_keys where last_used_at > now() - interval '1 minute' and version = 1").rowCount
      }
      #expect(uses == 1)
    }
  }

  @Test func `guessing a secret ends after twenty attempts, and does not lock out the key`() async throws {
    try await TestGateway.withOwnFamilies("guessing") { gateway in
      let key = try make(gateway, "dashboard")
      #expect(try await ask(gateway, key).status == 200)
      let fresh = try make(gateway, "fresh")
      try gateway.change("update fwd.api_keys set key_hash = sha256('other') where name = 'fresh'")
      var statuses: [Int] = []
      for _ in 0..<21 { statuses.append(try await ask(gateway, fresh).status) }
      #expect(statuses == Array(repeating: 401, count: 20) + [429])
      #expect(try await ask(gateway, key).status == 200)
    }
  }

  @Test func `a secret is in no file of the server, neither tables nor log nor write-ahead log`() async throws {
    try await TestGateway.withOwnFamilies("keyfiles") { gateway in
      let began = Date()
      let key = try make(gateway, "dashboard")
      #expect(try await ask(gateway, key).status == 200)
      let admin = try Connection(ConnectionSettings(address: gateway.adminURL))
      try admin.script("checkpoint")
      let place = try admin.query(
        "select current_setting('data_directory'), (select oid::text from pg_database where datname = current_database())")
      let directory = URL(filePath: try #require(place.text(row: 0, column: 0)))
      let database = try #require(place.text(row: 0, column: 1))
      let (files, tables) = (FileManager.default, directory.appending(path: "base/\(database)"))
      let segments = try files.contentsOfDirectory(
        at: directory.appending(path: "pg_wal"), includingPropertiesForKeys: [.contentModificationDateKey]
      ).filter { try $0.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate ?? began >= began }
      let all = try files.contentsOfDirectory(at: tables, includingPropertiesForKeys: nil) + segments
      let logs = try files.contentsOfDirectory(at: directory.deletingLastPathComponent(), includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "log" }
      let (name, secret) = (Data(prefix(key).utf8), Data(try #require(key.split(separator: ".").last).utf8))
      var (names, secrets) = (0, 0)
      for file in all + logs {
        guard let bytes = try? Data(contentsOf: file, options: .mappedIfSafe) else { continue }
        if bytes.range(of: name) != nil { names += 1 }
        if bytes.range(of: secret) != nil { secrets += 1 }
      }
      // The public part is where it should be, so the search finds what is there.
      #expect(names > 0)
      #expect(secrets == 0)
    }
  }
}
