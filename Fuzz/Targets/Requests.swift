@testable import Gateway
import GraphQLExecution
import HTTPTypes

extension FuzzTarget {
  /// Three lines: `Accept`, method and target, `Content-Type`; the rest is the body.
  static func readRequest(_ input: [UInt8]) {
    let parts = input.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4 else { return }
    let lines = parts[..<3].map { String(decoding: $0, as: UTF8.self) }
    negotiate(lines[0])
    let words = lines[1].split(separator: " ", maxSplits: 1)
    guard words.count == 2, let method = HTTPRequest.Method(String(words[0])) else { return }
    let head = HTTPRequest(
      method: method, scheme: "http", authority: "a", path: String(words[1]), headerFields: [.contentType: lines[2]])
    do throws(RequestRefusal) {
      let parameters = try GraphQLParameters(GraphQLRequestMessage(head: RequestHead(head), body: Array(parts[3])))
      guard !parameters.query.isEmpty else { broken("a request has a document") }
      if let tape = parameters.tape, let node = parameters.variables { walk(tape, node) }
      if method == .get, parameters.allowsMutation { broken("GET changes nothing") }
    } catch {
      guard (400..<500).contains(error.code.status) else { broken("what a client sends is the client's fault") }
    }
  }

  private static func negotiate(_ accept: String) {
    for preferred in MediaType.allCases {
      _ = MediaType.negotiate(accept, preferring: preferred)
      for type in MediaType.allCases where MediaType.negotiate("\(type.rawValue), \(accept)", preferring: preferred) == nil {
        broken("a listed type is acceptable")
      }
    }
  }

  private static func walk(_ tape: JSONTape, _ node: Int) {
    switch tape.kind(node) {
    case .object:
      let members = tape.members(of: node)
      if let last = members.last, tape.member(tape.string(last.key), of: node) != last.value { broken("a member is found by its name") }
      for member in members { walk(tape, member.value) }
    case .array: for element in tape.elements(of: node) { walk(tape, element) }
    default: _ = tape.string(node)
    }
  }
}
