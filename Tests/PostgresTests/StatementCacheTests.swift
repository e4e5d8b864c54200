@testable import Postgres
import Testing

@Suite struct StatementCacheTests {
  @Test func `gives each text one name and never a name twice`() {
    var cache = StatementCache(capacity: 2)
    let names = ["a", "b", "a", "c"].map { cache.use(StatementText($0)).name }
    cache.confirmPrepared(StatementText("a"))
    cache.forget(StatementText("a"))
    #expect(names + [cache.use(StatementText("a")).name] == ["h1", "h2", "h1", "h3", "h4"])
  }

  @Test func `keeps as many as fit and drops the least recently used of one more`() {
    var cache = StatementCache(capacity: 2)
    for text in ["a", "b"] {
      _ = cache.use(StatementText(text))
      cache.confirmPrepared(StatementText(text))
    }
    #expect(cache.evict() == [])
    _ = cache.use(StatementText("a"))
    _ = cache.use(StatementText("c"))
    cache.confirmPrepared(StatementText("c"))
    #expect(cache.evict() == ["h2"])
    #expect(cache.entries.keys.map(\.string).sorted() == ["a", "c"])
    #expect(cache.evict() == [])
  }

  @Test func `has nothing to drop on the server for a text that was never prepared`() {
    var cache = StatementCache(capacity: 2)
    _ = cache.use(StatementText("a"))
    cache.forget(StatementText("a"))
    #expect(cache.evict() == [])
    #expect(cache.entries.isEmpty)
  }

  @Test func `drops a forgotten text on the server once`() {
    var cache = StatementCache(capacity: 2)
    _ = cache.use(StatementText("a"))
    cache.confirmPrepared(StatementText("a"))
    cache.forget(StatementText("a"))
    cache.forget(StatementText("a"))
    #expect(cache.evict() == ["h1"])
    #expect(cache.evict() == [])
  }
}
