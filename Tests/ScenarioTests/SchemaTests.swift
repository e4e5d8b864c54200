import Foundation
import Gateway
import Postgres
import Rows
import Testing

/// What introspection and the catalog say of each other.
@Suite struct `The public schema` {
  private func introspect(_ query: String) async throws -> [[String: Any]] {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask(query, as: nil)
    let schema = (answer.json["data"] as? [String: Any])?["__schema"] as? [String: Any]
    return schema?["types"] as? [[String: Any]] ?? []
  }

  @Test func `every type, field, argument and enum value that is ours is described`() async throws {
    let types = try await introspect(
      """
      { __schema { types { name description
        fields(includeDeprecated: true) { name description args(includeDeprecated: true) { name description } }
        inputFields { name description } enumValues(includeDeprecated: true) { name description } } } }
      """)
    var bare: [String] = []
    for type in types {
      let name = type["name"] as? String ?? ""
      if name.hasPrefix("__") { continue }
      if type["description"] is NSNull { bare.append(name) }
      for list in ["fields", "inputFields", "enumValues"] {
        for member in type[list] as? [[String: Any]] ?? [] {
          let coordinate = "\(name).\(member["name"] ?? "")"
          if member["description"] is NSNull { bare.append(coordinate) }
          for argument in member["args"] as? [[String: Any]] ?? [] where argument["description"] is NSNull {
            bare.append("\(coordinate)(\(argument["name"] ?? ""):)")
          }
        }
      }
    }
    #expect(!types.isEmpty)
    #expect(bare == [])
  }

  @Test func `every asset type has every field of Asset`() async throws {
    let types = try await introspect(
      "{ __schema { types { name kind fields { name } possibleTypes { name } } } }")
    func fields(_ name: String) -> Set<String> {
      let type = types.first { $0["name"] as? String == name }
      return Set((type?["fields"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String })
    }
    let asset = try #require(types.first { $0["name"] as? String == "Asset" })
    let possible = (asset["possibleTypes"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
    #expect(possible.count == 13)
    for type in possible { #expect(fields("Asset").isSubset(of: fields(type)), "\(type)") }
  }

  @Test func `nothing is named after what was ordered away`() throws {
    let schema = try PublicSchema.text(path: TestGateway.root + "schema.graphql")
    #expect(schema.matches(of: /\b(HEI|hei|Hei)\b/).isEmpty)
    #expect(schema.matches(of: /homeEquity/).isEmpty)
  }

  @Test func `directives that bind are not shown`() async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask("{ __schema { directives { name } } }", as: nil)
    #expect(
      answer.body
        == #"{"data":{"__schema":{"directives":[{"name":"skip"},{"name":"include"},{"name":"deprecated"},{"name":"specifiedBy"},{"name":"oneOf"}]}}}"#)
  }

  /// Enums that the schema and the database both have, by the names they have there.
  @Test(arguments: [
    ("AssetType", "asset_type_enum"), ("FfcRole", "ffc_role_enum"), ("AssetShare", "asset_share_enum"),
    ("OwnershipType", "ownership_type_enum"), ("PermissionLevel", "permission_level_enum"), ("RecordStatus", "status_enum"),
    ("LinkedEntityType", "linked_entity_enum"), ("Gender", "gender_enum"), ("MaritalStatus", "marital_status_enum"),
  ])
  func `an enum has the same values in the schema and in the database`(type: String, enumeration: String) async throws {
    let gateway = try await TestGateway.shared.value
    let answer = try await gateway.ask(
      "query ($name: String!) { __type(name: $name) { enumValues { name } } }", as: nil, variables: ["name": type])
    let shown = ((answer.json["data"] as? [String: Any])?["__type"] as? [String: Any])?["enumValues"] as? [[String: Any]]
    let table = try Connection(ConnectionSettings(address: gateway.adminURL)).query(
      "select upper(e.enumlabel) from pg_enum as e join pg_type as t on t.oid = e.enumtypid where t.typname = $1",
      [.text(Array(enumeration.utf8))])
    let stored = (0..<table.rowCount).compactMap { table.text(row: $0, column: 0) }
    #expect(!stored.isEmpty)
    #expect(Set((shown ?? []).compactMap { $0["name"] as? String }) == Set(stored))
  }
}
