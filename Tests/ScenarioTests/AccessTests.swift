import Foundation
import Testing

/// Who sees what of which asset, as the demo families stand.
@Suite struct `Access to assets` {
  @Test(arguments: [
    ("john", Family.bank, "ADMIN 200000.00 ••••1234 reveals"),
    ("mary", Family.bank, "SUMMARY - - masked"),
    ("kid", Family.bank, "READ 200000.00 ••••1234 masked"),
    ("kid", Family.home, "READ 1000000.00 - masked"),
    ("kid", Family.business, "SUMMARY - - masked"),
    ("kid", Family.maryAccount, "SUMMARY - - masked"),
    ("nell", Family.home, "SUMMARY - - masked"),
    ("nell", Family.bank, "SUMMARY - - masked"),
    ("nell", Family.watch, "SUMMARY - - masked"),
    ("adv", Family.bank, "READ 200000.00 ••••1234 masked"),
    ("adv", Family.home, "READ 1000000.00 - masked"),
    ("adv", Family.business, "READ 800000.00 - masked"),
    ("adv", Family.momHouse, "READ 300000.00 - masked"),
    ("adv", Family.watch, "READ 9000.00 - masked"),
    ("adv", Family.advisorHouse, "ADMIN 450000.00 - reveals"),
    ("john", Family.advisorHouse, "absent"),
    ("inlaw", Family.home, "READ 1000000.00 - masked"),
    ("inlaw", Family.mortgage, "READ 400000.00 - masked"),
    ("inlaw", Family.bank, "absent"),
    ("john", Family.trustPortfolio, "absent"),
    ("john", Family.minorAccount, "ADMIN 5000.00 ••••9090 reveals"),
    ("ann", Family.momHouse, "absent"),
    ("stranger", Family.business, "ADMIN 800000.00 - reveals"),
    ("stranger", Family.home, "absent"),
    ("john", Family.secret, "ADMIN 30000.00 - reveals"),
    ("mary", Family.secret, "absent"),
    ("adv", Family.secret, "absent"),
    ("admin", Family.bank, "absent"),
  ])
  func `a persona sees of an asset what title, capacity, role and grants allow`(
    subject: String, asset: String, sight: String
  ) async throws {
    let gateway = try await TestGateway.shared.value
    #expect(try await gateway.sight(of: asset, by: subject) == sight)
  }

  @Test func `the circle's owner edits the records of members, and reveals nothing`() async throws {
    let gateway = try await TestGateway.shared.value
    #expect(try await gateway.sight(of: Family.maryAccount, by: "john").hasPrefix("EDIT 50000.00 ••••"))
    #expect(try await gateway.sight(of: Family.maryAccount, by: "john").hasSuffix("masked"))
    #expect(try await gateway.sight(of: Family.maryAccount, by: "inlaw").hasPrefix("READ 50000.00 ••••"))
  }

  @Test func `what is withheld is null without an error and named`() async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask(
      """
      query ($id: ID!) {
        asset(id: $id) {
          __typename
          type
          name
          value { amount }
          valuedOn
          owners { displayName percentage }
          viewerRedactions
          ... on BankAccount { accountNumberMasked institutionName }
        }
      }
      """, as: "mary", variables: ["id": Family.bank])
    let asset = (answer.json["data"] as? [String: Any])?["asset"] as? [String: Any]
    let redactions = asset?["viewerRedactions"] as? [String] ?? []
    #expect(answer.json["errors"] == nil)
    #expect(asset?["name"] as? String == "John's checking")
    #expect(asset?["value"] is NSNull)
    #expect(Set(["value", "valuedOn", "accountNumberMasked", "institutionName"]).isSubset(of: redactions))
  }

  @Test func `a beneficiary sees his own designation`() async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask(
      "query ($id: ID!) { asset(id: $id) { beneficiaries { displayName percentage source } } }", as: "kid",
      variables: ["id": Family.bank])
    #expect(
      answer.body
        == #"{"data":{"asset":{"beneficiaries":[{"displayName":"Kim Smith","percentage":"100.00","source":"DESIGNATION"}]}}}"#)
  }

  @Test func `the summary withholds who is to inherit`() async throws {
    let gateway = try await TestGateway.shared.value
    let query = "query ($id: ID!) { asset(id: $id) { viewerRedactions beneficiaries { displayName } } }"
    for subject in ["mary", "nell"] {
      let answer = try await gateway.ask(query, as: subject, variables: ["id": Family.bank])
      #expect(answer.body.hasSuffix(#""beneficiaries":null}}}"#))
      #expect(answer.body.contains(#""beneficiaries","#))
    }
  }

  @Test func `who may only read sees nobody's designation but his own`() async throws {
    let gateway = try await TestGateway.shared.value
    let query = "query ($bank: ID!, $home: ID!) { bank: asset(id: $bank) { viewerRedactions beneficiaries { displayName } } home: asset(id: $home) { beneficiaries { displayName } owners { displayName transferOnDeathTo { displayName } } } }"
    let variables = ["bank": Family.bank, "home": Family.home]
    #expect(
      try await gateway.ask(query, as: "adv", variables: variables).body
        == #"{"data":{"bank":{"viewerRedactions":["beneficiaries","permissions"],"beneficiaries":[]},"home":{"beneficiaries":[],"owners":[{"displayName":"John Smith","transferOnDeathTo":null},{"displayName":"Mary Smith","transferOnDeathTo":null}]}}}"#)
    let john = try await gateway.ask(query, as: "john", variables: variables)
    #expect(john.body.contains(#""transferOnDeathTo":{"displayName":"Kim Smith"}"#))
    let kid = try await gateway.ask(query, as: "kid", variables: variables)
    #expect(kid.body.contains(#""beneficiaries":[{"displayName":"Kim Smith"}]"#))
  }

  @Test func `a cursor opens for its holder only`() async throws {
    let gateway = try await TestGateway.shared.value
    let first = try await gateway.ask("{ viewer { assets(first: 1) { pageInfo { endCursor } } } }", as: "john")
    let cursor = try #require(first.body.firstMatch(of: /"endCursor":"([^"]+)"/)).1
    let next = "{ viewer { assets(first: 1, after: \"\(cursor)\") { nodes { id } } } }"
    #expect(try await gateway.ask(next, as: "john").json["errors"] == nil)
    #expect(try await gateway.ask(next, as: "nell").body.contains("BAD_CURSOR"))
    #expect(try await gateway.ask(next, as: "other", tenant: 2).body.contains("BAD_CURSOR"))
  }

  // MARK: Personas of one user

  @Test func `a trustee sees the trust's assets and none of the private person's`() async throws {
    let gateway = try await TestGateway.shared.value
    #expect(try await gateway.sight(of: Family.trustPortfolio, by: "john", persona: 111).hasPrefix("ADMIN"))
    #expect(try await gateway.sight(of: Family.home, by: "john", persona: 111) == "absent")
    #expect(try await gateway.sight(of: Family.bank, by: "john", persona: 111) == "absent")
  }

  @Test func `an attorney sees the principal's assets, an executor only those of the dead`() async throws {
    let gateway = try await TestGateway.shared.value
    #expect(try await gateway.sight(of: Family.momHouse, by: "ann", persona: 113).hasPrefix("ADMIN"))
    #expect(try await gateway.sight(of: Family.momHouse, by: "ann", persona: 114) == "absent")
    #expect(try await gateway.sight(of: Family.watch, by: "ann", persona: 114).hasPrefix("ADMIN"))
  }

  @Test(arguments: [102, 151, 199])
  func `acting as somebody else's persona is refused alike whether it exists or not`(number: Int) async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask("{ viewer { capacity } }", as: "john", persona: Family.key(number))
    #expect(answer.status == 403)
    #expect(answer.body.contains(#""code":"ACTING_PERSONA_NOT_YOURS""#))
    #expect(answer.json["data"] == nil)
  }

  @Test(arguments: [Family.key(101) + "\u{0}", Family.key(101) + "\u{0}x", Family.key(101) + "1"])
  func `an id of more than a persona is refused like one of nobody`(key: String) async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask("{ viewer { capacity } }", as: "john", persona: Family.id(type: "Persona", key: key))
    #expect(answer.status == 403)
    #expect(answer.body.contains(#""code":"ACTING_PERSONA_NOT_YOURS""#))
  }

  // MARK: Lists and paths

  @Test func `a circle lists its members' assets, but no private one and none of an advisor`() async throws {
    let gateway = try await TestGateway.shared.value
    let expected = [
      "Family home", "John's checking", "Martha's house", "Mary's savings", "Milo's savings", "Mortgage", "Pocket watch",
      "Smith & Strange LLC",
    ]
    #expect(try await gateway.assets(of: Family.smiths, by: "john") == expected)
    #expect(try await gateway.assets(of: Family.smiths, by: "adv") == expected)
    #expect(try await gateway.assets(of: Family.larsens, by: "inlaw") == ["Family home", "Mary's savings", "Mortgage"])
  }

  @Test func `a circle one is no member of is not there`() async throws {
    let gateway = try await TestGateway.shared.value
    for subject in ["inlaw", "stranger"] {
      let answer = try await gateway.ask(
        "query ($id: ID!) { familyCircle(id: $id) { name } }", as: subject, variables: ["id": Family.smiths])
      #expect(answer.body == #"{"data":{"familyCircle":null}}"#)
    }
  }

  @Test func `a co-owner is known by name, and the person behind it stays hidden`() async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask(
      "query ($asset: ID!, $john: ID!) { asset(id: $asset) { owners { displayName percentage } } persona(id: $john) { contactInfo { timezone } } }",
      as: "stranger", variables: ["asset": Family.business, "john": Family.persona(101)])
    #expect(answer.body.contains(#""owners":[{"displayName":"John Smith","percentage":"40.00"},{"displayName":"Stephen Strange","percentage":"60.00"}]"#))
    #expect(answer.body.hasSuffix(#""persona":null}}"#))
  }

  @Test func `the same asset has the same values on every path`() async throws {
    let gateway = try await TestGateway.shared.value
    let fields = "fragment A on Asset { id name value { amount currency } valuedOn ownedPercentage viewerAccess { level canEdit canReveal } viewerRedactions ... on RealEstate { yearBuilt address { city line1 } } }"
    let answer = try await gateway.ask(
      """
      query ($id: ID!, $f1: ID!, $f2: ID!, $mary: ID!) {
        direct: asset(id: $id) { ...A }
        node(id: $id) { ... on Asset { ...A } }
        f1: familyCircle(id: $f1) { assets(first: 100) { nodes { ...A } } }
        f2: familyCircle(id: $f2) { assets(first: 100) { nodes { ...A } } }
        persona(id: $mary) { ownedAssets(first: 100) { nodes { ...A } } }
        viewer { assets(first: 100) { nodes { ...A } } }
      }
      \(fields)
      """, as: "mary",
      variables: ["id": Family.home, "f1": Family.smiths, "f2": Family.larsens, "mary": Family.persona(102)])
    let data = try #require(answer.json["data"] as? [String: Any])
    let direct = try #require(data["direct"] as? [String: Any])
    var seen = [try #require(data["node"] as? [String: Any])]
    for (key, list) in [("f1", "assets"), ("f2", "assets"), ("persona", "ownedAssets"), ("viewer", "assets")] {
      let nodes = ((data[key] as? [String: Any])?[list] as? [String: Any])?["nodes"] as? [[String: Any]] ?? []
      seen += nodes.filter { $0["id"] as? String == Family.home }
    }
    #expect(seen.count == 5)
    for other in seen { #expect(NSDictionary(dictionary: other) == NSDictionary(dictionary: direct)) }
  }

  // MARK: Tenants

  @Test(arguments: [301, 302, 310]) func `nothing of another tenant is there`(number: Int) async throws {
    let gateway = try await TestGateway.shared.value
    let ids = [
      Family.asset(number), Family.persona(101), Family.smiths, Family.id("User", 1), Family.id(type: "Tenant", key: "1"),
      Family.asset(999), Family.persona(999),
    ]
    let answer = try await gateway.ask(
      "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", as: "other", tenant: 2, variables: ["ids": ids])
    #expect(answer.body == #"{"data":{"nodes":[null,null,null,null,null,null,null]}}"#)
    #expect(try await gateway.sight(of: Family.asset(number), by: "other", tenant: 2) == "absent")
    #expect(try await gateway.sight(of: Family.asset(351), by: "john") == "absent")
  }

  @Test func `a hidden object and one that never was give the same bytes`() async throws {
    let gateway = try await TestGateway.shared.value
    let query = "query ($id: ID!) { asset(id: $id) { id name value { amount } owners { displayName } } }"
    let hidden = try await gateway.ask(query, as: "inlaw", variables: ["id": Family.bank])
    let absent = try await gateway.ask(query, as: "inlaw", variables: ["id": Family.asset(999)])
    let foreign = try await gateway.ask(query, as: "inlaw", variables: ["id": Family.asset(351)])
    #expect(hidden.body == absent.body)
    #expect(foreign.body == absent.body)
    #expect(hidden.status == absent.status)
  }

  @Test func `a token of one tenant opens nothing in another`() async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask("{ viewer { capacity } }", as: "john", tenant: 2)
    #expect(answer.status == 401)
    #expect(answer.body.contains(#""code":"UNAUTHENTICATED""#))
  }

  @Test(arguments: [("sam", Int32(1), "ACCOUNT_SUSPENDED"), ("ida", Int32(3), "TENANT_INACTIVE")])
  func `a suspended user and a user of a closed tenant are refused`(subject: String, tenant: Int32, code: String) async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask("{ viewer { capacity } }", as: subject, tenant: tenant)
    #expect(answer.status == 403)
    #expect(answer.body.contains("\"code\":\"\(code)\""))
  }
}
