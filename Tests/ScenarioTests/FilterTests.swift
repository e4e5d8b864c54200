import Foundation
import Testing

/// Filters and orders see of an object what its fields show, and nothing more.
@Suite struct `Filters and orders` {
  private func names(_ list: String, as subject: String, _ field: String = "name") async throws -> [String] {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask("{ list: \(list) { nodes { \(field) } } }", as: subject)
    let nodes = (answer.json["data"] as? [String: [String: [[String: Any]]]])?["list"]?["nodes"]
    return try #require(nodes, "\(answer.body)").compactMap { $0[field] as? String }
  }

  @Test(arguments: [
    ("{type: [REAL_ESTATE, DEBT]}", ["Family home", "Martha's house", "Mortgage"]),
    ("{value: {gt: 200000}}", ["Family home", "Martha's house", "Mortgage", "Smith & Strange LLC"]),
    ("{value: {gte: \"200000.00\", lt: 300000}}", ["John's checking"]),
    ("{not: {value: {lte: \"400000\"}}}", ["Family home", "Smith & Strange LLC"]),
    ("{and: [{type: [BANK_ACCOUNT]}, {value: {lte: 50000}}]}", ["Mary's savings", "Milo's savings"]),
    ("{or: [{text: \"HOUSE\"}, {type: [COLLECTIBLE]}]}", ["Family home", "Martha's house", "Pocket watch"]),
    ("{text: \"%\"}", []),
    ("{or: []}", []),
    ("{minAccess: ADMIN, type: [BANK_ACCOUNT]}", ["John's checking", "Milo's savings"]),
    ("{currency: \"EUR\"}", []),
    ("{unvalued: true}", []),
    ("{status: [INACTIVE]}", []),
    ("{ownerId: \"\(Family.persona(102))\"}", ["Family home", "Mary's savings", "Mortgage"]),
    ("{ffcId: \"\(Family.larsens)\"}", []),
    ("{ffcId: \"\(Family.smiths)\", ownerId: \"\(Family.persona(101))\", type: [BUSINESS]}", ["Smith & Strange LLC"]),
    ("{hasDocuments: true}", ["Family home", "John's checking"]),
    ("{type: null, not: null, value: {gt: null}, text: \"watch\"}", ["Pocket watch"]),
  ])
  func `assets are found by what they show`(filter: String, names: [String]) async throws {
    #expect(try await self.names("assets(filter: \(filter))", as: "john") == names)
  }

  @Test func `texts are looked through one by one, in capitals of any letters`() async throws {
    try await TestGateway.withOwnFamilies("texts") { gateway in
      try gateway.change(
        """
        update fwd.assets set name = 'Größe ÉTÉ', description = 'Straße 1', tags = '{first tag,Zweites Ärgernis}' where id = '\(Family.key(302))';
        update fwd.personas set nickname = 'Jack' where id = '\(Family.key(101))'
        """)
      func found(_ list: String, _ text: String, as subject: String) async throws -> Int? {
        let query = "query ($text: String!) { \(list.replacing("TEXT", with: "filter: {text: $text}")) { totalCount } }"
        let answer = try await gateway.ask(query, as: subject, variables: ["text": text])
        return answer.body.firstMatch(of: /"totalCount":(\d+)/).flatMap { Int($0.1) }
      }
      for text in ["größe", "GRÖße", "été", "ÉTÉ", "straße", "tag", "ÄRGERNIS", ""] {
        let count = try await found("assets(TEXT)", text, as: "john")
        #expect(count == (text.isEmpty ? 9 : 1), "\(text)")
      }
      for text in ["ÉTÉ\nStraße", "Straße 1\nfirst", "first tag\nZweites", "first tag Zweites"] {
        #expect(try await found("assets(TEXT)", text, as: "john") == 0)
      }
      #expect(try await found("personas(TEXT)", "JACK", as: "john") == 1)
      #expect(try await found("personas(TEXT)", "Smith\nJohn", as: "john") == 0)
      #expect(try await found("personas(TEXT)", "Smith\nJack", as: "john") == 0)
    }
  }

  @Test(arguments: [
    "{value: {gt: 100000}}", "{not: {value: {gt: 100000}}}", "{value: {lt: 100000}}", "{or: [{value: {gt: 0}}, {not: {value: {gt: 0}}}]}",
    "{unvalued: true}", "{unvalued: false}", "{not: {unvalued: true}}", "{currency: \"USD\"}", "{not: {currency: \"EUR\"}}",
    "{valuedOn: {from: \"1900-01-01\"}}", "{not: {valuedOn: {to: \"1900-01-01\"}}}", "{hasDocuments: true}", "{hasDocuments: false}",
    "{tags: []}", "{not: {tags: [\"x\"]}}", "{minAccess: READ}",
  ])
  func `nothing withheld is found, and nothing is found by its failing`(filter: String) async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask(
      "{ assets(filter: \(filter)) { totalCount nodes { name } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } } }", as: "nell")
    #expect(
      answer.body
        == #"{"data":{"assets":{"totalCount":0,"nodes":[],"edges":[],"pageInfo":{"hasNextPage":false,"hasPreviousPage":false,"endCursor":null}}}}"#)
  }

  @Test func `an order by what is withheld is that of the ids`() async throws {
    for field in ["VALUE", "VALUED_ON"] {
      for direction in ["ASC", "DESC"] {
        let ids = try await names("assets(orderBy: {field: \(field), direction: \(direction)})", as: "nell", "id")
        let keys = ids.compactMap { Data(base64Encoded: $0 + String(repeating: "=", count: -$0.count & 3)).map { String(decoding: $0, as: UTF8.self) } }
        #expect(keys.count == 8)
        #expect(keys == keys.sorted())
      }
    }
  }

  @Test func `what is not known comes last whichever way, and what is alike in the order of ids`() async throws {
    let up = try await names("personas(orderBy: {field: DATE_OF_BIRTH})", as: "kid", "id")
    let down = try await names("personas(orderBy: {field: DATE_OF_BIRTH, direction: DESC})", as: "kid", "id")
    #expect(up == down)
    #expect(try await names("assets(orderBy: {field: VALUE}, filter: {type: [BANK_ACCOUNT]})", as: "john") == ["Milo's savings", "Mary's savings", "John's checking"])
    #expect(try await names("assets(orderBy: {field: TYPE, direction: DESC}, first: 2)", as: "john") == ["Family home", "Martha's house"])
  }

  @Test func `personas, members, circles, valuations and contacts have filters of their own`() async throws {
    #expect(try await names("personas(filter: {isLiving: false})", as: "john", "displayName") == ["George Smith"])
    #expect(try await names("personas(filter: {dateOfBirth: {from: \"1900-01-01\"}})", as: "nell", "displayName").count == 1)
    #expect(try await names("personas(filter: {viewerRelation: [SELF]})", as: "ann", "displayName").count == 3)
    #expect(try await names("personas(filter: {ffcId: \"\(Family.larsens)\"})", as: "john", "displayName") == [])
    #expect(try await names("contactUsages(filter: {contact: {phone: \"+15550100\"}})", as: "nell", "id") == [])
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask(
      """
      query ($circle: ID!, $home: ID!) {
        familyCircle(id: $circle) { members(filter: {role: [OWNER, ADVISOR], isLiving: true}) { totalCount nodes { role persona { displayName } } } }
        viewer { familyCircles(filter: {role: [ADVISOR]}) { totalCount } mine: familyCircles(filter: {role: [OWNER], text: "smith"}) { totalCount } }
        asset(id: $home) { valuations(filter: {method: [APPRAISAL]}) { nodes { method } } none: valuations(filter: {valuedOn: {to: "1900-01-01"}}) { totalCount } }
      }
      """, as: "john", variables: ["circle": Family.smiths, "home": Family.home])
    #expect(answer.json["errors"] == nil)
    #expect(answer.body.contains(#""members":{"totalCount":2,"nodes":[{"role":"OWNER","persona":{"displayName":"John Smith"}}"#))
    #expect(answer.body.contains(#""viewer":{"familyCircles":{"totalCount":0},"mine":{"totalCount":1}}"#))
    #expect(answer.body.contains(#""none":{"totalCount":0}"#))
  }

  @Test func `a contact is found by its value only where that is shown in full`() async throws {
    let gateway = try await TestGateway.shared.value
    func found(_ email: String, by subject: String) async throws -> Int? {
      let answer = try await gateway.ask(
        "query ($email: EmailAddress!) { contactUsages(filter: {contact: {email: $email}}) { totalCount } }", as: subject,
        variables: ["email": email])
      return (answer.json["data"] as? [String: [String: Int]])?["contactUsages"]?["totalCount"]
    }
    let mine = try await gateway.ask("{ viewer { user { primaryEmail } } }", as: "john")
    let email = try #require((mine.json["data"] as? [String: [String: [String: String]]])?["viewer"]?["user"]?["primaryEmail"])
    #expect(try await found(email.uppercased(), by: "john") ?? 0 > 0)
    #expect(try await found(email, by: "nell") == 0)
    #expect(try await found(email, by: "admin") == 0)
  }
}
