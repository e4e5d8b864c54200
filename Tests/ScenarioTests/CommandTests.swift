import Foundation
import Testing

/// The command as operators meet it: one clear line and a status that is not 0 when something is wrong.
@Suite struct `The command` {
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The command that was built beside these tests.
  private static let binary = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "heirloom")

  /// Runs it.
  private func heirloom(
    _ arguments: String..., environment: [String: String] = [:], input: String = ""
  ) throws -> Result {
    let process = Process()
    process.executableURL = Self.binary
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: TestGateway.root)
    process.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { given, _ in given }
    let output = Pipe(), errors = Pipe(), given = Pipe()
    process.standardInput = given
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    try given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try given.fileHandleForWriting.close()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errorText = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: text, errors: errorText)
  }

  private func refusal(_ database: String) throws -> String {
    let result = try heirloom("serve", "--database", database, "--development", "--state-directory", NSTemporaryDirectory() + "heirloom-command")
    #expect(result.status == 1)
    #expect(result.errors.split(separator: "\n").count == 1)
    return result.errors
  }

  @Test func `an unreachable database is one line`() throws {
    #expect(try refusal("postgresql://heirloom_gateway@127.0.0.1:1/heirloom").contains("the database cannot be reached"))
    #expect(try refusal("postgresql://heirloom_gateway@/heirloom?host=/nonexistent").contains("the database cannot be reached"))
    #expect(try refusal("nonsense").contains("the database address cannot be read"))
  }

  @Test func `a database that is not there, and one that is not prepared, are one line each`() async throws {
    let gateway = try await TestGateway.shared.value
    let url = gateway.adminURL.replacing("postgres@", with: "heirloom_gateway@")
    #expect(try refusal(url.replacing("heirloom_shared", with: "heirloom_nowhere")).contains("the database does not exist"))
    #expect(try refusal(url.replacing("heirloom_shared", with: "postgres")).contains("run heirloom migrate"))
  }

  @Test func `a database prepared by half is one line`() async throws {
    try await TestGateway.withOwnFamilies("half") { gateway in
      try gateway.change("reset role; drop function api.sp_batch_assets, api.sp_batch_personas, api.sp_batch_ffcs, api.sp_batch_users, api.sp_get_viewer")
      let url = gateway.adminURL.replacing("postgres@", with: "heirloom_gateway@")
      let line = try refusal(url)
      #expect(line.contains("procedures are missing"))
      #expect(line.contains("has the database been migrated?"))
    }
  }

  @Test func `a role that row security does not bind is refused`() async throws {
    let gateway = try await TestGateway.shared.value
    #expect(try refusal(gateway.adminURL).contains("is a superuser: row-level security does not bind it"))
  }

  /// Each hole, how it is closed again, and what is said of it.
  private static let holes = [
    ("alter table fwd.assets no force row level security", "alter table fwd.assets force row level security",
      "fwd.assets: row-level security is not forced"),
    ("alter table fwd.assets disable row level security", "alter table fwd.assets enable row level security",
      "fwd.assets: row-level security is off"),
    ("create table fwd.notes (tenant_id integer)", "drop table fwd.notes", "fwd.notes: row-level security is off"),
    ("alter policy tenant_wall on fwd.users using (tenant_id = fwd.ctx_tenant() or fwd.ctx_tenant() is null)",
      "alter policy tenant_wall on fwd.users using (tenant_id = (select nullif(pg_catalog.current_setting('heirloom.tenant', true), '')::integer))",
      "fwd.users: no restrictive policy holds all commands to the tenant of the transaction"),
    ("alter function api.sp_get_tenant() reset search_path", "alter function api.sp_get_tenant() set search_path = ''",
      "api.sp_get_tenant: it has no fixed search_path"),
    ("alter function fwd.audit() reset search_path", "alter function fwd.audit() set search_path = ''",
      "fwd.audit: it has no fixed search_path"),
    ("grant execute on function api.sp_get_tenant() to public", "revoke execute on function api.sp_get_tenant() from public",
      "api.sp_get_tenant: anybody may execute it"),
    ("alter function api.sp_get_tenant() security invoker", "alter function api.sp_get_tenant() security definer",
      "api.sp_get_tenant: it does not run as its owner"),
    ("alter function fwd.audit() owner to postgres", "alter function fwd.audit() owner to heirloom_owner",
      "fwd.audit: its owner postgres is not bound by row-level security"),
    ("alter view fwd.v_live_title set (security_invoker = false)", "alter view fwd.v_live_title set (security_invoker = true)",
      "fwd.v_live_title: the view has no security_invoker"),
    ("grant select on fwd.assets to heirloom_gateway", "revoke select on fwd.assets from heirloom_gateway",
      "role heirloom_gateway has a privilege on table fwd.assets"),
    ("create materialized view api.seen as select 1 as id; grant select on api.seen to heirloom_gateway", "drop materialized view api.seen",
      "role heirloom_gateway has a privilege on table api.seen"),
    ("grant create on schema api to heirloom_gateway", "revoke create on schema api from heirloom_gateway",
      "role heirloom_gateway may create objects in schema api"),
  ]

  @Test func `a database with a hole in its walls is refused, and the hole is named`() async throws {
    try await TestGateway.withOwnFamilies("holes") { gateway in
      let url = gateway.adminURL.replacing("postgres@", with: "heirloom_gateway@")
      #expect(try heirloom("check", "--database", url).status == 0)
      for (hole, repair, line) in Self.holes {
        try gateway.change("reset role; \(hole)")
        let result = try heirloom("check", "--database", url)
        #expect(result.status == 1)
        #expect(result.errors.split(separator: "\n").map { $0.hasSuffix(line) } == [true], "\(result.errors)")
        try gateway.change("reset role; \(repair)")
      }
      #expect(try heirloom("check", "--database", url).status == 0)
    }
  }

  @Test func `a port that is taken is one line`() async throws {
    let gateway = try await TestGateway.shared.value
    let url = gateway.adminURL.replacing("postgres@", with: "heirloom_gateway@")
    let result = try heirloom(
      "serve", "--database", url, "--development", "--port", "\(gateway.port)", "--state-directory",
      NSTemporaryDirectory() + "heirloom-command")
    #expect(result.status == 1)
    #expect(result.errors.contains("cannot listen on 127.0.0.1:\(gateway.port)"))
  }

  @Test func `a server that is asked to end does so with status 0, and does not finish its sleep first`() async throws {
    let gateway = try await TestGateway.shared.value
    let process = Process()
    process.executableURL = Self.binary
    process.currentDirectoryURL = URL(filePath: TestGateway.root)
    process.arguments = [
      "serve", "--database", gateway.adminURL.replacing("postgres@", with: "heirloom_gateway@"), "--development", "--port", "0",
      "--state-directory", NSTemporaryDirectory() + "heirloom-command",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    #expect(!output.fileHandleForReading.availableData.isEmpty)
    let asked = ContinuousClock.now
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    // Memory is given back every ten seconds.
    #expect(ContinuousClock.now - asked < .seconds(8))
  }

  #if TLS
  private static let hasTLS = true
  #else
  private static let hasTLS = false
  #endif

  @Test func `another library for TLS than the database's is in it only with the trait`() throws {
    let binary = try Data(contentsOf: Self.binary, options: .alwaysMapped)
    #expect(binary.range(of: Data("PQconnectStart".utf8)) != nil)
    #expect((binary.range(of: Data("CNIOBoringSSL_".utf8)) != nil) == Self.hasTLS)
  }

  @Test(arguments: ["certificate", "key"])
  func `a command without TLS says how to build it when a certificate is set`(name: String) throws {
    let result = try heirloom("serve", "--server-tls-\(name)", "/etc/heirloom.pem")
    let reasons = [
      true: ["certificate": "server.tls.certificate is set, but not server.tls.key", "key": "server.tls.key is set, but not server.tls.certificate"],
      false: [name: "server.tls.\(name) is set, but this heirloom was built without TLS: swift build --traits TLS"],
    ]
    #expect(result.status == 1)
    #expect(result.errors == "Error: \(reasons[Self.hasTLS]?[name] ?? "")\n")
  }

  @Test func `settings out of bounds are refused by name`() throws {
    let result = try heirloom("check", environment: ["HEIRLOOM_SERVER_PORT": "many"])
    #expect(result.status == 1)
    #expect(result.errors == "Error: server.port cannot be \"many\" (Port to listen on; 0 takes any free one.)\n")
  }

  @Test func `check agrees with the demo database`() async throws {
    let gateway = try await TestGateway.shared.value
    let result = try heirloom("check", environment: ["HEIRLOOM_DATABASE_URL": gateway.adminURL.replacing("postgres@", with: "heirloom_gateway@")])
    #expect(result.status == 0)
    #expect(result.output.hasSuffix("agree with the database\n"))
  }

  @Test(arguments: [
    (
      #"byCategory: [CategoryTotal!]! @procedure(name: "sp_batch_net_worth_by_category", by: ["of_id", "as_of"]) @listSize(assumedSize: 13)"#,
      #"byCategory: [CategoryTotal!]! @embed(prefix: "by_currency_")"#, "NetWorth.byCategory", "AssetCategory.formFields"
    ),
    (
      "\"The currency.\"\n  currency: CurrencyCode!\n  \"What is owned, by shares.\"",
      "\"Who.\"\n  who: Persona @reference(column: \"currency\")\n  \"The currency.\"\n  currency: CurrencyCode!\n  \"What is owned, by shares.\"",
      "FfcTotals.deceased", "CurrencyTotal.who"
    ),
  ])
  func `check refuses lists of elements that need calls, by name and place`(
    part: String, other: String, list: String, called: String
  ) async throws {
    let gateway = try await TestGateway.shared.value
    let schema = try String(contentsOfFile: TestGateway.root + "schema.graphql", encoding: .utf8)
    let changed = schema.replacing(part, with: other)
    #expect(changed != schema)
    let file = FileManager.default.temporaryDirectory.appending(path: "\(called)-\(ProcessInfo.processInfo.processIdentifier).graphql")
    try changed.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let result = try heirloom(
      "check", "--schema-path", file.path(percentEncoded: false),
      environment: ["HEIRLOOM_DATABASE_URL": gateway.adminURL.replacing("postgres@", with: "heirloom_gateway@")])
    #expect(result.status == 1)
    let lines = changed.split(separator: "\n", omittingEmptySubsequences: false)
    let type = try #require(lines.firstIndex { $0.hasPrefix("type \(list.prefix { $0 != "." })") })
    let name = try #require(list.split(separator: ".").last)
    let line = try #require(lines[type...].firstIndex { $0.hasPrefix("  \(name):") }) + 1
    #expect(
      result.errors.contains("\(file.path(percentEncoded: false)):\(line):3: \(list): \(called) needs a call, which cannot follow elements of arrays\n"),
      "\(result.errors)")
  }

  @Test func `explain shows levels, procedures, keys, columns and fields`() throws {
    let directory = try #require(Scenario.all.first { $0.directory.lastPathComponent == "dashboard" }).directory
    let result = try heirloom("explain", directory.appending(path: "query.graphql").path(percentEncoded: false))
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("10 procedure calls in 4 levels, one flush each"))
    #expect(result.output.contains("  api.sp_batch_asset_owners  by parent\n    answers "))
  }

  @Test func `the printed schema is complete and has no binding`() throws {
    let schema = try heirloom("schema").output
    #expect(schema.contains("type AssetConnection {"))
    #expect(schema.contains("type BankAccount implements Asset & Node & Auditable {"))
    #expect(!schema.contains("@procedure"))
    #expect(!schema.contains("sp_batch"))
  }

  @Test func `evaluate answers each line, whatever it is`() throws {
    let cases = [#"{"id":1,"op":"parse","source":"{a}"}"#, "", "nonsense", #"{"id":3,"op":"parse","source":"{"}"#]
    let result = try heirloom("evaluate", input: cases.joined(separator: "\n"))
    #expect(result.status == 0)
    #expect(
      result.output == #"""
        {"id":1,"ok":true,"printed":"{\n  a\n}"}
        {"ok":false,"errors":[{"message":"The line is not JSON: unexpectedByte at byte 1."}]}
        {"id":3,"ok":false,"errors":[{"message":"Syntax Error: Expected Name, found <EOF>.",\#
        "locations":[{"line":1,"column":2}]}]}

        """#)
  }

  /// A new directory with these files in it.
  private func directory(_ files: [String: String]) throws -> String {
    let directory = FileManager.default.temporaryDirectory.appending(path: "heirloom-\(UUID().uuidString)")
    for (name, text) in files {
      let file = directory.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    return directory.path(percentEncoded: false) + "/"
  }

  @Test func `schema diff tells breaking from safe changes by its status`() throws {
    let files = try directory([
      "old.graphql": "type Query { a: Int b: Int }", "new.graphql": "type Query { a: Int! } ",
      "more.graphql": "type Query { a: Int b: Int c(d: E): Int } enum E { X }",
      "enum.graphql": "type Query { a: Int b: Int c(d: E): Int } enum E { X Y }", "none.graphql": "type Query",
    ])
    defer { try? FileManager.default.removeItem(atPath: files) }
    let breaking = try heirloom("schema", "diff", files + "old.graphql", files + "new.graphql")
    #expect(breaking.status == 1)
    #expect(
      breaking.output == """
        breaking FIELD_REMOVED: Field Query.b was removed.
        safe FIELD_CHANGED_KIND_SAFE: Field Query.a changed type from Int to Int!.

        """)
    #expect(try heirloom("schema", "diff", files + "old.graphql", files + "more.graphql").status == 0)
    let dangerous = [files + "more.graphql", files + "enum.graphql"]
    #expect(try heirloom("schema", "diff", dangerous[0], dangerous[1]).status == 0)
    let json = try heirloom("schema", "diff", dangerous[0], dangerous[1], "--fail-on", "dangerous", "--json")
    #expect(json.status == 1)
    #expect(
      json.output == #"""
        [{"kind":"VALUE_ADDED_TO_ENUM","coordinate":"E.Y","severity":"dangerous","message":"Enum value E.Y was added."}]

        """#)
    let unreadable = try heirloom("schema", "diff", files + "old.graphql", files + "none.graphql")
    #expect(unreadable.status == 2)
    #expect(unreadable.errors == "Error: \(files)none.graphql:1:1: Type \"Query\" must define one or more fields.\n")
    #expect(try heirloom("schema", "diff", files + "old.graphql", files + "nowhere.graphql").status == 2)
    #expect(try heirloom("schema", "diff", "schema.graphql", "schema.graphql").output == "no changes\n")
  }

  @Test func `check --documents expands its pattern and needs no database`() throws {
    let files = try directory([
      "schema.graphql": "type Query { a: Int old: Int @deprecated(reason: \"Use a.\") }",
      "queries/good.graphql": "{ a old }", "queries/deep/er/bad.graphql": "query Q {\n  a { b }\n}",
      "queries/deep/note.txt": "nothing", "queries/.hidden/x.graphql": "nothing",
    ])
    defer { try? FileManager.default.removeItem(atPath: files) }
    let schema = ["check", "--schema-path", files + "schema.graphql", "--documents"]
    let all = try heirloom(schema[0], schema[1], schema[2], schema[3], files + "queries/**/*.graphql")
    #expect(all.status == 1)
    #expect(
      all.output == """
        \(files)queries/deep/er/bad.graphql:2:5: Field "a" must not have a selection since type "Int" has no subfields. \
        (ScalarLeafs at Query.a)
        \(files)queries/good.graphql:1:5: warning: Query.old is deprecated: Use a. (Deprecated at Query.old)
        2 documents checked, 1 refused

        """)
    let one = try heirloom(schema[0], schema[1], schema[2], schema[3], files + "queries/g??d.graphql", "--json")
    #expect(one.status == 0)
    #expect(
      one.output == #"""
        [{"file":"\#(files)queries/good.graphql","line":1,"column":5,"severity":"warning",\#
        "message":"Query.old is deprecated: Use a.","rule":"Deprecated","coordinate":"Query.old"}]

        """#)
    let none = try heirloom(schema[0], schema[1], schema[2], schema[3], files + "*.gql")
    #expect(none.status == 1)
    #expect(none.errors == "Error: no file matches \(files)*.gql\n")
  }

  @Test(arguments: ["serve", "check", "schema", "explain", "token", "migrate"])
  func `every command explains itself`(command: String) throws {
    let result = try heirloom(command, "--help")
    #expect(result.status == 0)
    #expect(result.output.contains("OVERVIEW: "))
    #expect(result.output.contains("HEIRLOOM_DATABASE_URL"))
  }
}
