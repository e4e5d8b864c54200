import Testing

@testable import GraphQLExecution

@Suite struct `Key indexes` {
  private func number(_ value: Int) -> ArraySlice<UInt8> {
    ([UInt8](repeating: 0, count: 6) + [UInt8(value >> 8), UInt8(value & 255)])[...]
  }

  @Test func `number keys in the order of their first appearance, however many`() {
    var index = KeyIndex()
    let values = (0..<2_000).map { $0 * 7_919 % 1_000 }
    let numbers = values.map { index.insert(number($0)).index }
    var firsts: [Int: Int] = [:]
    let expected = values.map { value in
      firsts[value] = firsts[value] ?? firsts.count
      return firsts[value]
    }
    #expect(numbers == expected)
    #expect(index.count == 1_000)
    #expect((0..<1_100).map { index.find(number($0)) } == (0..<1_100).map { firsts[$0] })
  }

  @Test func `tell keys apart that begin or end alike`() {
    var index = KeyIndex()
    let long = Array("one key that is longer than three words".utf8)
    let keys = (0...long.count).map { long.prefix($0) } + (1..<long.count).map { long.suffix($0) } + [[0], [0, 0], [0, 0, 0, 0, 0, 0, 0, 0]]
    #expect(keys.map { index.insert($0).index } == Array(keys.indices))
    #expect(keys.map { index.insert($0).isNew } == keys.map { _ in false })
    #expect(keys.indices.map { Array(index.key($0)) } == keys.map { Array($0) })
  }
}
