import Testing

@testable import Gateway

@Suite struct `Request ids` {
  @Test func `are sixteen hexadecimal digits, each another`() {
    let ids = (0..<10_000).map { _ in RequestID.next() }
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.utf8.count == 16 && $0.allSatisfy { $0.isHexDigit && !$0.isUppercase } })
  }
}
