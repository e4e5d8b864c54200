import Foundation
import Gateway
import Postgres
import Rows
import Testing

/// What a screen needs to know besides the data: which buttons to show, what forms ask for, why a field is empty.
@Suite struct `Screens` {
  // MARK: What the acting persona may do

  /// The actions that are allowed, in the order given.
  private func allowed(_ field: String, _ actions: [String], as subject: String, of own: TestGateway? = nil) async throws -> [String] {
    let shared = try await TestGateway.shared.value
    let gateway = own ?? shared
    let fields = actions.map { "\($0): viewerCan(action: \($0))" }.joined(separator: " ")
    let answer = try await gateway.ask("{ it: \(field) { \(fields) } }", as: subject)
    let data = try #require(answer.json["data"] as? [String: Any])
    guard let it = data["it"] as? [String: Bool] else { return ["absent"] }
    return actions.filter { it[$0] == true }
  }

  private static let circleActions = [
    "VIEW", "VIEW_ASSETS", "INVITE", "APPROVE", "CHANGE_ROLES", "REMOVE_MEMBERS", "CHANGE_SETTINGS", "ADD_ASSETS_OF_OTHERS", "LEAVE", "SUSPEND",
  ]

  @Test(arguments: [
    ("john", ["VIEW", "VIEW_ASSETS", "INVITE", "APPROVE", "CHANGE_ROLES", "REMOVE_MEMBERS", "CHANGE_SETTINGS", "ADD_ASSETS_OF_OTHERS", "LEAVE"]),
    ("mary", ["VIEW", "VIEW_ASSETS", "LEAVE"]), ("nell", ["VIEW", "VIEW_ASSETS", "LEAVE"]), ("adv", ["VIEW", "VIEW_ASSETS", "LEAVE"]),
    ("admin", ["VIEW", "SUSPEND"]), ("inlaw", ["absent"]), ("stranger", ["absent"]),
  ])
  func `owners run a circle, members look, administrators suspend`(subject: String, expected: [String]) async throws {
    #expect(try await allowed("familyCircle(id: \"\(Family.smiths)\")", Self.circleActions, as: subject) == expected)
  }

  @Test func `a circle out of use gives nobody a right but to know of it`() async throws {
    try await TestGateway.withOwnFamilies("closed_circle") { gateway in
      for status in ["inactive", "suspended"] {
        try gateway.change("update fwd.fwd_family_circles set status = '\(status)' where id = '\(Family.key(201))'")
        for subject in ["john", "mary", "nell", "adv"] {
          #expect(try await allowed("familyCircle(id: \"\(Family.smiths)\")", Self.circleActions, as: subject, of: gateway) == ["VIEW"])
        }
      }
    }
  }

  @Test(arguments: [
    ("john", 101, ["VIEW", "VIEW_BIRTH_DATE", "VIEW_PRIVATE_CONTACTS", "EDIT", "ACT_AS"]),
    ("john", 107, ["VIEW", "VIEW_BIRTH_DATE", "VIEW_PRIVATE_CONTACTS", "EDIT"]),
    ("john", 104, ["VIEW", "VIEW_BIRTH_DATE", "VIEW_PRIVATE_CONTACTS"]), ("adv", 104, ["VIEW", "VIEW_PRIVATE_CONTACTS"]),
    ("mary", 104, ["VIEW"]), ("nell", 101, ["VIEW"]), ("admin", 104, ["VIEW"]), ("stranger", 104, ["absent"]), ("stranger", 901, ["absent"]),
  ])
  func `what may be done with a persona follows from the relation`(subject: String, persona: Int, expected: [String]) async throws {
    let actions = ["VIEW", "VIEW_BIRTH_DATE", "VIEW_PRIVATE_CONTACTS", "EDIT", "ACT_AS"]
    #expect(try await allowed("persona(id: \"\(Family.persona(persona))\")", actions, as: subject) == expected)
  }

  @Test func `what viewerCan says of birth dates is what dateOfBirth shows`() async throws {
    let gateway = try await TestGateway.shared.value
    for subject in ["john", "mary", "nell", "adv", "inlaw", "ann", "admin"] {
      let ids = (101...116).map { "\"\(Family.persona($0))\"" }.joined(separator: ",")
      let query = "{ nodes(ids: [\(ids)]) { ... on Persona { dateOfBirth may: viewerCan(action: VIEW_BIRTH_DATE) isLiving } } }"
      let data = try #require(try await gateway.ask(query, as: subject).json["data"] as? [String: Any])
      let personas = try #require(data["nodes"] as? [Any]).compactMap { $0 as? [String: Any] }
      #expect(!personas.isEmpty)
      for persona in personas where persona["dateOfBirth"] is String { #expect(persona["may"] as? Bool == true) }
    }
  }

  // MARK: What forms ask for

  private struct Form: Decodable {
    struct Field: Decodable {
      let name: String
      let kind: String
      let required: Bool
      let order: Int
      let options: [String]?
    }
    let type: String
    let formFields: [Field]
  }

  private struct Forms: Decodable {
    struct Data: Decodable { let assetCategories: [Form] }
    let data: Data
  }

  private func forms() async throws -> [Form] {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask(
      "{ assetCategories { type formFields { name kind required order options } } }", as: "john")
    return try JSONDecoder().decode(Forms.self, from: Data(answer.body.utf8)).data.assetCategories
  }

  private struct Introspected: Decodable {
    struct Reference: Decodable {
      let name: String?
      let kind: String
      let enumValues: [Value]?
    }
    struct Value: Decodable { let name: String }
    struct Field: Decodable {
      let name: String
      let type: Reference
    }
    struct Answer: Decodable { let data: [String: Fields] }
    struct Fields: Decodable { let fields: [Field] }
  }

  /// The nullable fields of an asset's type, by name, as introspection tells them.
  private func fields(of types: [String]) async throws -> [String: [String: Introspected.Reference]] {
    let gateway = try await TestGateway.shared.value
    let parts = types.map { "\($0): __type(name: \"\($0)\") { fields { name type { name kind enumValues { name } } } }" }
    let answer = try await gateway.ask("{ \(parts.joined(separator: " ")) }", as: "john")
    let all = try JSONDecoder().decode(Introspected.Answer.self, from: Data(answer.body.utf8)).data
    return all.mapValues { Dictionary($0.fields.map { ($0.name, $0.type) }) { $1 } }
  }

  private func typeName(_ type: String) -> String {
    type == "MISC" ? "MiscAsset" : type.split(separator: "_").map { $0.prefix(1) + $0.dropFirst().lowercased() }.joined()
  }

  @Test func `every field of a form is a field of its type, entered as what it is`() async throws {
    let forms = try await forms()
    #expect(forms.count == 13)
    let fields = try await fields(of: forms.map { typeName($0.type) })
    let types = [
      "TEXT": ["String"], "LONG_TEXT": ["String"], "INTEGER": ["Int"], "DECIMAL": ["Decimal"], "PERCENTAGE": ["Percentage"],
      "MONEY": ["Money"], "DATE": ["Date"], "BOOLEAN": ["Boolean"], "PROTECTED": ["String"], "ADDRESS": ["Address"],
      "PERSONA": ["Persona"], "COMPANY": ["AdvisorCompany"], "ASSET": ["Asset"], "ATTRIBUTES": ["JSON"],
    ]
    for form in forms {
      let known = try #require(fields[typeName(form.type)])
      #expect(form.formFields.map(\.order) == Array(1...form.formFields.count))
      #expect(Set(form.formFields.map(\.name)).count == form.formFields.count)
      for field in form.formFields where !["name", "tags", "visibility"].contains(field.name) {
        let coordinate = "\(typeName(form.type)).\(field.name)"
        guard let type = known[field.kind == "PROTECTED" ? field.name + "Masked" : field.name] else {
          Issue.record("\(coordinate) is no field")
          continue
        }
        if field.kind == "CHOICE" {
          #expect(type.kind == "ENUM" && type.enumValues?.map(\.name) == field.options, "\(coordinate)")
        } else {
          #expect(types[field.kind]?.contains(type.name ?? "") == true && field.options == nil, "\(coordinate)")
        }
      }
    }
  }

  @Test func `a form asks for all that a type stores, and requires what its table does`() async throws {
    let gateway = try await TestGateway.shared.value
    let connection = try Connection(ConnectionSettings(address: gateway.adminURL))
    let forms = try await forms()
    let computed: Set = ["unrealizedGain", "securedDebts", "equity", "outstanding"]
    let shared: Set = ["name", "description", "value", "valuedOn", "tags", "visibility"]
    let fields = try await fields(of: forms.map { typeName($0.type) } + ["Asset"])
    let common = try #require(fields["Asset"])
    for form in forms {
      let own = try #require(fields[typeName(form.type)]).keys.filter { common[$0] == nil && !computed.contains($0) }
      let asked = form.formFields.filter { !shared.contains($0.name) }.map { $0.kind == "PROTECTED" ? $0.name + "Masked" : $0.name }
      #expect(asked.sorted() == own.sorted(), "\(form.type)")
      let table = try connection.query(
        """
        select count(*) from pg_attribute as a join pg_class as c on c.oid = a.attrelid join pg_constraint as k on k.conrelid = c.oid
        where c.relnamespace = 'fwd'::regnamespace and a.attnum > 0 and a.attnotnull and not a.atthasdef
          and a.attname not in ('asset_id', 'tenant_id', 'asset_type')
          and k.contype = 'c' and pg_get_constraintdef(k.oid) like '%asset_type = ''\(form.type.lowercased())''%'
        """)
      #expect(form.formFields.count { $0.required } - 1 == Int(table.integer(row: 0, column: 0) ?? -1), "\(form.type)")
    }
  }

  // MARK: Why a field is null

  private static let question = """
    { asset(id: "\(Family.bank)") { name value { amount } signedValue { amount } permissions { nodes { level } } \
    owners { displayName percentage } ... on BankAccount { number: accountNumberMasked } } }
    """

  private func told(_ gateway: TestGateway, _ headers: [String: String]) async throws -> String {
    try await redactions(gateway, headers).told ?? "nothing"
  }

  /// The answer's `extensions.redactions`, and its data, with the question asked or not.
  private func redactions(
    _ gateway: TestGateway, _ headers: [String: String], asking: Bool = true
  ) async throws -> (told: String?, data: String) {
    var body: [String: Any] = ["query": Self.question]
    if asking { body["extensions"] = ["redactions": true] }
    let content = headers.merging(["Content-Type": "application/json"]) { $1 }
    let answer = try await gateway.send("POST", headers: content, body: try JSONSerialization.data(withJSONObject: body))
    let told = answer.wholeBody.firstMatch(of: #/"redactions":(\[.*\])\}\}$/#).map { String($0.1) }
    return (told, answer.wholeBody.components(separatedBy: ",\"extensions\"")[0])
  }

  private func bearer(_ gateway: TestGateway, _ subject: String) throws -> [String: String] {
    ["Authorization": "Bearer \(try gateway.token(subject))"]
  }

  @Test func `in development whoever has signed in may ask why fields are null`() async throws {
    let gateway = try await TestGateway.shared.value
    let nells = try await redactions(gateway, try bearer(gateway, "nell"))
    #expect(
      nells.told == """
        [{"coordinate":"BankAccount.value","rule":"@access(level: READ)","level":"SUMMARY","count":1,"path":["asset","value"]},\
        {"coordinate":"BankAccount.signedValue","rule":"@access(level: READ)","level":"SUMMARY","count":1,"path":["asset","signedValue"]},\
        {"coordinate":"BankAccount.permissions","rule":"@access(level: ADMIN)","level":"SUMMARY","count":1,"path":["asset","permissions"]},\
        {"coordinate":"AssetOwner.percentage","rule":"@access(level: READ)","level":"SUMMARY","count":1,"path":["asset","owners",0,"percentage"]},\
        {"coordinate":"BankAccount.accountNumberMasked","rule":"@access(level: READ)","level":"SUMMARY","count":1,"path":["asset","number"]}]
        """)
    let kims = try await redactions(gateway, try bearer(gateway, "kid"))
    #expect(
      kims.told
        == #"[{"coordinate":"BankAccount.permissions","rule":"@access(level: ADMIN)","level":"READ","count":1,"path":["asset","permissions"]}]"#)
  }

  @Test func `nothing is told where nothing is withheld, nothing was asked, or nothing may be seen`() async throws {
    let gateway = try await TestGateway.shared.value
    #expect(try await told(gateway, try bearer(gateway, "john")) == "nothing")
    #expect(try await told(gateway, try bearer(gateway, "stranger")) == "nothing")
    #expect(try await told(gateway, [:]) == "nothing")
    let (asked, unasked) = (
      try await redactions(gateway, try bearer(gateway, "nell")), try await redactions(gateway, try bearer(gateway, "nell"), asking: false)
    )
    #expect(unasked.told == nil)
    #expect(asked.data == unasked.data)
  }

  @Test func `a key needs the scope schema read to be told, and outside development nobody is`() async throws {
    try await TestGateway.withOwnFamilies("redactions") { gateway in
      func key(_ scopes: [String]) throws -> [String: String] {
        let request = CallerAdministration.KeyRequest(
          tenant: 1, name: scopes.joined(), scopes: scopes, persona: Family.key(104), lifetimeDays: nil, rateLimit: nil)
        return ["X-API-Key": try CallerAdministration(address: gateway.adminURL).createKey(request)]
      }
      let answer = try await told(gateway, try key(["assets:read", "schema:read"]))
      #expect(answer.contains("BankAccount.value"))
      #expect(try await told(gateway, try key(["assets:read"])) == "nothing")
    }
    try await TestGateway.withSettings({ $0.isDevelopment = false }) { gateway in
      let answer = try await told(gateway, try bearer(gateway, "nell"))
      #expect(answer == "nothing")
    }
  }
}
