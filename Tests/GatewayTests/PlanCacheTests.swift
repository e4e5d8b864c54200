import GraphQLLanguage
import GraphQLValidation
import Testing

@testable import Gateway

@Suite struct `Compiled documents` {
  private func compiled(_ text: String) throws -> CompiledDocument {
    CompiledDocument(try Parser.parse(text), violations: [:])
  }

  private func known(_ cache: PlanCache, _ texts: [String]) -> [String] { texts.filter { cache.find(Array($0.utf8)) != nil } }

  @Test func `those used least recently make room for a document too many`() throws {
    let cache = PlanCache(documentsMax: 3)
    for text in ["{a}", "{b}", "{c}"] { cache.insert(try compiled(text)) }
    _ = cache.find(Array("{a}".utf8))
    cache.insert(try compiled("{d}"))
    #expect(known(cache, ["{a}", "{b}", "{c}", "{d}"]) == ["{a}", "{d}"])
  }

  @Test func `documents make room for others by the memory they take, not by their texts`() throws {
    let small = try compiled("{a}")
    let dense = try compiled("{" + String(repeating: "a ", count: 500) + "}")
    #expect(dense.memoryBytes > 60 * dense.document.source.count)
    let cache = PlanCache(bytesMax: dense.memoryBytes + 3 * small.memoryBytes / 2)
    cache.insert(small)
    cache.insert(dense)
    #expect(known(cache, ["{a}"]) == ["{a}"])
    cache.insert(try compiled("{b}"))
    #expect(known(cache, ["{a}", "{b}"]) == ["{a}", "{b}"])
  }

  @Test func `a document of one long token keeps no room for others`() throws {
    let long = try compiled("{a(b:\"" + String(repeating: "x", count: 60_000) + "\")}")
    #expect(long.memoryBytes < 2 * long.document.source.count)
  }

  @Test func `a document weighed again is counted once`() throws {
    let document = try compiled("{a}")
    let cache = PlanCache(bytesMax: 5 * document.memoryBytes / 2)
    cache.insert(try compiled("{b}"))
    for _ in 1...10 { cache.insert(document) }
    #expect(known(cache, ["{a}", "{b}"]) == ["{a}", "{b}"])
  }

  @Test func `what nobody asked for since a mark is forgotten, until little enough is left`() throws {
    let document = try compiled("{a}")
    let cache = PlanCache()
    for text in ["{a}", "{b}", "{c}", "{d}"] { cache.insert(try compiled(text)) }
    let mark = cache.forgetUnused(since: 0, keeping: 0)
    #expect(known(cache, ["{a}", "{b}", "{c}", "{d}"]) == ["{a}", "{b}", "{c}", "{d}"])
    let later = cache.forgetUnused(since: mark, keeping: 0)
    _ = cache.find(Array("{a}".utf8))
    #expect(cache.forgetUnused(since: later, keeping: 5 * document.memoryBytes / 2) > later)
    #expect(known(cache, ["{a}", "{b}", "{c}", "{d}"]) == ["{a}", "{d}"])
  }
}
