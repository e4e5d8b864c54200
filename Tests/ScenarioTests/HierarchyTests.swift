import Foundation
import Testing

/// The generations of a circle, from its members' relations.
@Suite struct `Hierarchies` {
  static let query = """
    query ($id: ID!) { familyCircle(id: $id) { hierarchy { persona { id displayName } generation parents relation } } }
    """

  /// A line for each member: generation, name, the names of the parents, what he is to whoever asks.
  private func lines(of gateway: TestGateway, _ circle: String, as subject: String) async throws -> [String] {
    let answer = try await gateway.ask(Self.query, as: subject, variables: ["id": circle])
    let found = (answer.json["data"] as? [String: [String: Any]])?["familyCircle"]
    let nodes = try #require(found?["hierarchy"] as? [[String: Any]], "\(answer.body)")
    func persona(_ node: [String: Any]) -> [String: String] { node["persona"] as? [String: String] ?? [:] }
    let names = Dictionary(uniqueKeysWithValues: nodes.map { (persona($0)["id"] ?? "", persona($0)["displayName"] ?? "") })
    return nodes.map { node in
      let parents = (node["parents"] as? [String] ?? []).map { names[$0] ?? "nobody" }
      return "\(node["generation"] ?? "") \(persona(node)["displayName"] ?? "") of \(parents), \(node["relation"] as? String ?? "-")"
    }
  }

  @Test func `members come by generation and name, with their parents, and what they are to whoever asks`() async throws {
    let gateway = try await TestGateway.shared.value
    #expect(
      try await lines(of: gateway, Family.smiths, as: "john") == [
        "0 Adam Advisor of [], -", "0 George Smith of [], PARENT", "0 Martha Smith of [], PARENT",
        #"1 John Smith of ["Martha Smith", "George Smith"], -"#, "1 Mary Smith of [], SPOUSE",
        #"1 Nell Smith of ["Martha Smith", "George Smith"], SIBLING"#, #"2 Kim Smith of ["John Smith", "Mary Smith"], CHILD"#,
        #"2 Milo Smith of ["John Smith", "Mary Smith"], CHILD"#,
      ])
    let adam = try await lines(of: gateway, Family.smiths, as: "adv")
    #expect(adam.count == 8 && adam.allSatisfy { $0.hasSuffix(", -") })
    #expect(try await lines(of: gateway, Family.larsens, as: "mary") == ["0 Ingrid Larsen of [], PARENT", #"1 Mary Smith of ["Ingrid Larsen"], -"#])
  }

  @Test func `those outside a circle see no hierarchy`() async throws {
    let gateway = try await TestGateway.shared.value
    #expect(try await lines(of: gateway, Family.smiths, as: "admin") == [])
    for subject in ["inlaw", "stranger", "ann"] {
      let answer = try await gateway.ask(Self.query, as: subject, variables: ["id": Family.smiths])
      #expect(answer.body == #"{"data":{"familyCircle":null}}"#)
    }
  }

  @Test func `who is hidden or has left leaves no gap`() async throws {
    try await TestGateway.withOwnFamilies("gaps") { gateway in
      try gateway.change(
        """
        update fwd.ffc_personas set ffc_role = 'owner' where ffc_id = '\(Family.key(201))' and persona_id = '\(Family.key(104))';
        update fwd.ffc_personas set status = 'inactive', left_at = now() where ffc_id = '\(Family.key(201))' and persona_id = '\(Family.key(101))';
        update fwd.personas set status = 'deleted' where id = '\(Family.key(102))';
        """)
      #expect(
        try await lines(of: gateway, Family.smiths, as: "nell") == [
          "0 Adam Advisor of [], -", "0 George Smith of [], PARENT", "0 Martha Smith of [], PARENT", "1 Kim Smith of [], -",
          "1 Milo Smith of [], -", #"1 Nell Smith of ["Martha Smith", "George Smith"], -"#,
        ])
    }
  }

  @Test func `records that go round in a circle come to an end`() async throws {
    try await TestGateway.withOwnFamilies("rounds") { gateway in
      try gateway.change(
        """
        insert into fwd.persona_relationships (tenant_id, from_persona_id, to_persona_id, relationship)
        values (1, '\(Family.key(103))', '\(Family.key(106))', 'child')
        """)
      let found = try await lines(of: gateway, Family.smiths, as: "john")
      #expect(found.map { $0.prefix { $0 != " " } } == ["0"] + Array(repeating: "12", count: 7))
      #expect(found.contains(#"12 Martha Smith of ["Kim Smith"], PARENT"#))
    }
  }

  @Test func `the circles of a level have their hierarchies from one call`() async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask("{ viewer { familyCircles { nodes { hierarchy { generation } } } } }", as: "mary")
    #expect(answer.flushes == [["sp_get_viewer"], ["sp_batch_ffcs_of_personas"], ["sp_batch_ffc_hierarchies"]])
    #expect(answer.json["errors"] == nil)
  }
}
