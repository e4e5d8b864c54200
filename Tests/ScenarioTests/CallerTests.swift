import Foundation
import Postgres
import Rows
import Testing

/// Who a request is from, however it tries to say so.
@Suite struct `Callers` {
  private static let query = "{ viewer { user { displayName } actingPersona { firstName } } asset(id: \"\(Family.bank)\") { name value { amount } } }"

  private func ask(_ headers: [(String, String)], path: String = "/graphql", query: String = query) async throws -> Response {
    let gateway = try await TestGateway.shared.value
    let body = String(decoding: try JSONSerialization.data(withJSONObject: ["query": query]), as: UTF8.self)
    let lines = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
    let request =
      "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nAccept: application/graphql-response+json\r\n"
      + "\(lines)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
    return try #require(try await RawConnection.responses(port: gateway.port, to: [request]).first)
  }

  private func token(_ subject: String) async throws -> String { try await TestGateway.shared.value.token(subject) }

  /// A body without what tells one request from another.
  private func anonymous(_ body: String) -> String { body.replacing(#/"requestId":"[0-9a-f]+"/#, with: "") }

  // MARK: Passing tokens

  @Test(arguments: ["Bearer", "bearer", "BEARER"])
  func `the scheme of a token may be written in any case`(scheme: String) async throws {
    #expect(try await ask([("Authorization", "\(scheme) \(try await token("john"))")]).status == 200)
  }

  @Test(arguments: ["Basic", "Token", ""])
  func `another scheme is refused`(scheme: String) async throws {
    let answer = try await ask([("Authorization", "\(scheme) \(try await token("john"))")])
    #expect(answer.status == 401)
    #expect(answer.headers["www-authenticate"] == "Bearer")
  }

  @Test func `a token anywhere but in its header is none`() async throws {
    let token = try await token("john")
    let nobody = try await ask([]).body
    for headers in [[("Cookie", "access_token=\(token)")], [("X-Authorization", "Bearer \(token)")], [("Proxy-Authorization", "Bearer \(token)")]] {
      #expect(anonymous(try await ask(headers).body) == anonymous(nobody))
    }
    #expect(anonymous(try await ask([], path: "/graphql?access_token=\(token)").body) == anonymous(nobody))
  }

  @Test func `two ways to sign in are refused together`() async throws {
    let (johns, marys) = (try await token("john"), try await token("mary"))
    #expect(try await ask([("Authorization", "Bearer \(johns)"), ("Authorization", "Bearer \(marys)")]).status == 400)
    #expect(try await ask([("Authorization", "Bearer \(johns)"), ("X-API-Key", "hk1-a.b")]).status == 400)
    #expect(try await ask([("Authorization", "Bearer \(johns), Bearer \(marys)")]).status == 401)
  }

  // MARK: Forging identities

  @Test func `no header or variable but the known ones changes who asks`() async throws {
    let nells = ("Authorization", "Bearer \(try await token("nell"))")
    let expected = try await ask([nells]).body
    for (name, value) in [
      ("X-Tenant", "2"), ("X-Tenant-Id", "2"), ("X-Hasura-Role", "admin"), ("X-Hasura-User-Id", "john"), ("heirloom.persona", Family.key(101)),
      ("Heirloom-Tenant", "2"), ("Heirloom-User", Family.key(1)), ("X-Forwarded-User", "john"), ("X-HTTP-Method-Override", "GET"),
    ] {
      #expect(anonymous(try await ask([nells, (name, value)]).body) == anonymous(expected), "\(name)")
    }
  }

  @Test func `an acting persona that is not his is refused in one way`() async throws {
    let nells = ("Authorization", "Bearer \(try await token("nell"))")
    let refusals = try await withThrowingTaskGroup(of: String.self) { group in
      for value in [
        Family.key(101), Family.persona(101), Family.persona(901), Family.key(999), Family.bank, "nell", "'; select 1 --", "1",
        "[\"\(Family.key(104))\"]", Family.key(104).dropLast() + "٤", "{\(Family.key(104))",
        Family.key(104).replacing("-", with: ""),
      ] {
        group.addTask {
          let answer = try await ask([nells, ("Heirloom-Persona", String(value))])
          return "\(answer.status) \(anonymous(answer.body))"
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(
      refusals == [
        #"403 {"errors":[{"message":"The acting persona is not one of yours, or cannot act.","extensions":{"code":"ACTING_PERSONA_NOT_YOURS",}}]}"#
      ])
  }

  // MARK: Sharing connections and plans

  @Test func `people who ask the same at the same time get each his own answer`() async throws {
    let people = ["john", "mary", "nell", "adv"]
    var expected: [String: String] = [:]
    for person in people { expected[person] = try await ask([("Authorization", "Bearer \(try await token(person))")]).body }
    #expect(Set(expected.values).count == people.count)
    let answers = expected
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<400 {
        let person = people[index * 7 % people.count]
        group.addTask {
          let answer = try await ask([("Authorization", "Bearer \(try await token(person))")])
          #expect(answer.body == answers[person])
        }
      }
      try await group.waitForAll()
    }
  }

  // MARK: The database

  @Test func `nothing can be created that would stand in for what procedures use`() async throws {
    try await TestGateway.withOwnFamilies("hijack") { gateway in
      let connection = try Connection(
        ConnectionSettings(address: gateway.adminURL.replacing("postgres@", with: "heirloom_gateway@")))
      func level() throws -> String {
        try connection.script("begin")
        defer { try? connection.script("rollback") }
        _ = try connection.query("select api.begin_request(1, 'nell', null, 'r', null, null, null)")
        let table = try connection.query("select access_level::text, name from api.sp_batch_assets(array['\(Family.key(302))'::uuid])")
        return "\(table.text(row: 0, column: 0) ?? "") \(table.text(row: 0, column: 1) ?? "")"
      }
      let before = try level()
      for attack in [
        "create temp table assets as select 1 as id", "create temp view v_live_title as select null::pg_catalog.uuid as asset_id",
        "create function pg_temp.now() returns timestamptz language sql as 'select null::timestamptz'",
        "create function pg_temp.asset_sources(pg_catalog.uuid[]) returns setof integer language sql as 'select 4'",
        "create type pg_temp.uuid as (a integer)", "create table api.assets (a integer)", "create schema evil",
        "create function api.acting_tenant(a text) returns integer language sql as 'select 2'",
        "create operator public.= (leftarg = pg_catalog.uuid, rightarg = text, function = pg_catalog.texteq)",
        "set role heirloom_owner", "set role heirloom_procedures", "alter role heirloom_gateway bypassrls",
      ] {
        #expect(throws: QueryError.self, "\(attack)") { try connection.script(attack) }
      }
      #expect(try level() == before)
      #expect(before == "summary John's checking")
    }
  }

  @Test(arguments: ["tenant", "user", "persona", "key", "scopes"])
  func `a connection on which an identity is left lets nobody begin`(setting: String) async throws {
    let gateway = try await TestGateway.shared.value
    let connection = try Connection(
      ConnectionSettings(address: gateway.adminURL.replacing("postgres@", with: "heirloom_gateway@")))
    let beginnings = [
      "select api.begin_request(1, 'nell', null, 'r', null, null, null)", "select api.begin_key_request(1, 'hk1', '\\x00', 'r')",
    ]
    func state(_ beginning: String) -> String {
      do throws(QueryError) {
        _ = try connection.query(beginning)
        return "begun"
      } catch {
        guard case .database(let error) = error else { return "\(error)" }
        return error.sqlState
      }
    }
    #expect(beginnings.map(state) == ["begun", "FW401"])
    try connection.script("select set_config('heirloom.\(setting)', '1', false)")
    #expect(beginnings.map(state) == ["P0001", "P0001"])
    try connection.script("select set_config('heirloom.\(setting)', '', false)")
    #expect(beginnings.map(state) == ["begun", "FW401"])
  }

  @Test func `what a connection remembers makes nobody somebody`() async throws {
    try await TestGateway.withOwnFamilies("memory") { gateway in
      try gateway.change(
        """
        reset role; alter role heirloom_gateway in database heirloom_memory set heirloom.tenant = '1';
        alter role heirloom_gateway in database heirloom_memory set heirloom.persona = '\(Family.key(101))';
        select pg_terminate_backend(pid) from pg_stat_activity where usename = 'heirloom_gateway' and datname = 'heirloom_memory';
        """)
      let nobody = try await gateway.ask("{ viewer { actingPersona { displayName } } }", as: nil)
      #expect(nobody.body.contains("UNAUTHENTICATED"))
      #expect(!nobody.body.contains("John"))
      let john = try await gateway.ask("{ viewer { actingPersona { displayName } } }", as: "john")
      #expect(john.body.contains(#""code":"INTERNAL""#))
      #expect(gateway.log(of: john.requestID).contains { $0.contains("begin_request") })
    }
  }
}
