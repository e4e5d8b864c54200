import Foundation

/// The demo families' objects by the names the scenarios give them.
enum Family {
  static let home = asset(301)
  static let bank = asset(302)
  static let maryAccount = asset(303)
  static let secret = asset(304)
  static let mortgage = asset(305)
  static let trustPortfolio = asset(306)
  static let momHouse = asset(307)
  static let watch = asset(308)
  static let minorAccount = asset(309)
  static let business = asset(310)
  static let advisorHouse = asset(311)
  static let smiths = id("FamilyCircle", 201)
  static let larsens = id("FamilyCircle", 202)

  static func asset(_ number: Int) -> String { id("Asset", number) }

  static func persona(_ number: Int) -> String { id("Persona", number) }

  static func key(_ number: Int) -> String {
    let digits = String(number)
    return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  /// base64url of `Type:key`, without padding.
  static func id(_ type: String, _ number: Int) -> String { id(type: type, key: key(number)) }

  static func id(type: String, key: String) -> String {
    Data("\(type):\(key)".utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }
}

extension TestGateway {
  /// How a persona sees an asset, in one line: `level value masked-number`, or `absent`.
  func sight(of asset: String, by subject: String, persona: Int? = nil, tenant: Int32 = 1) async throws -> String {
    let answer = try await ask(
      """
      query ($id: ID!) {
        asset(id: $id) {
          value { amount }
          viewerAccess { level canReveal }
          ... on BankAccount { accountNumberMasked }
        }
      }
      """, as: subject, tenant: tenant, persona: persona.map { Family.key($0) }, variables: ["id": asset])
    guard answer.json["errors"] == nil, let data = answer.json["data"] as? [String: Any] else { return answer.body }
    guard let asset = data["asset"] as? [String: Any], let access = asset["viewerAccess"] as? [String: Any] else {
      return "absent"
    }
    let value = (asset["value"] as? [String: Any])?["amount"] as? String ?? "-"
    let masked = asset["accountNumberMasked"] as? String ?? "-"
    let reveals = access["canReveal"] as? Bool == true ? "reveals" : "masked"
    return "\(access["level"] ?? "?") \(value) \(masked) \(reveals)"
  }

  /// The names of a circle's assets as a persona sees them listed, in alphabetical order.
  func assets(of circle: String, by subject: String) async throws -> [String] {
    let answer = try await ask(
      "query ($id: ID!) { familyCircle(id: $id) { assets(first: 100) { nodes { name } } } }", as: subject,
      variables: ["id": circle])
    let data = answer.json["data"] as? [String: Any]
    let list = (data?["familyCircle"] as? [String: Any])?["assets"] as? [String: Any]
    return (list?["nodes"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }.sorted()
  }
}
