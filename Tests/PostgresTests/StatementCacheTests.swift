@testable import Postgres
import Testing

@Suite struct StatementCacheTests {
  @Test func `gives each text one name and never a name twice`() {
    var cache = StatementCache(capacity: 2, textBytesMax: 100)
    let names = ["a", "b", "a", "c"].map { cache.use(StatementText($0)).name }
    cache.notePrepared(StatementText("a"))
    cache.forget(StatementText("a"))
    #expect(names + [cache.use(StatementText("a")).name] == ["h1", "h2", "h1", "h3", "h4"])
  }

  @Test func `keeps as many as fit and drops the least recently used of one more`() {
    var cache = StatementCache(capacity: 2, textBytesMax: 100)
    for text in ["a", "b"] {
      _ = cache.use(StatementText(text))
      cache.notePrepared(StatementText(text))
    }
    #expect(cache.evict() == [])
    _ = cache.use(StatementText("a"))
    _ = cache.use(StatementText("c"))
    cache.notePrepared(StatementText("c"))
    #expect(cache.evict() == ["h2"])
    #expect(cache.entries.keys.map(\.string).sorted() == ["a", "c"])
    #expect(cache.evict() == [])
  }

  @Test func `drops the least recently used of more text than fits, and keeps one that is longer by itself`() {
    var cache = StatementCache(capacity: 9, textBytesMax: 10)
    for text in ["abcd", "efgh", "ijkl", "abcd"] {
      _ = cache.use(StatementText(text))
      cache.notePrepared(StatementText(text))
    }
    #expect(cache.evict() == ["h2"])
    let long = StatementText("longer than ten bytes")
    _ = cache.use(long)
    cache.notePrepared(long)
    #expect(cache.evict() == ["h3", "h1"])
    #expect(cache.evict() == [])
    #expect(cache.entries.keys.map(\.string) == [long.string])
    cache.forget(long)
    _ = cache.use(StatementText("0123456789"))
    #expect(cache.evict() == ["h4"])
    #expect(cache.entries.count == 1)
  }

  @Test func `keeps as much text as fits to the last byte, and not one more`() {
    var cache = StatementCache(capacity: 9, textBytesMax: 10)
    for text in ["abcd", "efghij"] {
      _ = cache.use(StatementText(text))
      cache.notePrepared(StatementText(text))
    }
    #expect(cache.evict() == [])
    _ = cache.use(StatementText("k"))
    #expect(cache.evict() == ["h1"])
  }

  @Test func `has nothing to drop on the server for a text that was never prepared`() {
    var cache = StatementCache(capacity: 2, textBytesMax: 100)
    _ = cache.use(StatementText("a"))
    cache.forget(StatementText("a"))
    #expect(cache.evict() == [])
    #expect(cache.entries.isEmpty)
  }

  @Test func `drops a forgotten text on the server once`() {
    var cache = StatementCache(capacity: 2, textBytesMax: 100)
    _ = cache.use(StatementText("a"))
    cache.notePrepared(StatementText("a"))
    cache.forget(StatementText("a"))
    cache.forget(StatementText("a"))
    #expect(cache.evict() == ["h1"])
    #expect(cache.evict() == [])
  }
}
