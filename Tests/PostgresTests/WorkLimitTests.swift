@testable import Postgres
import Testing

@Suite struct WorkLimitTests {
  /// A limit that is looked at whenever it is due, over a database that does so many jobs a second with so many in work.
  private struct Course {
    var limit: WorkLimit
    var now = ContinuousClock.now
    var done = 0.0
    let pace: (_ inWork: Int) -> Double

    init(most: Int = 4, processors: Int = 1, pace: @escaping (_ inWork: Int) -> Double) {
      limit = WorkLimit(most: most, spares: 1, processors: processors)
      self.pace = pace
    }

    /// The limits of each ten milliseconds, repeated ones once.
    mutating func pass(milliseconds: Int, wait share: Double, refusing: Bool = true) -> [Int] {
      var limits: [Int] = []
      for _ in 0..<(milliseconds / 10) {
        now += .milliseconds(10)
        done += 0.01 * pace(limit.current + 1)
        if refusing { limit.noteRefusal() }
        if limit.isDue(now: now) { limit.adapt(toWait: share, done: Int(done), now: now) }
        if limits.last != limit.current { limits.append(limit.current) }
      }
      return limits
    }
  }

  @Test func `stays while jobs are refused and nobody waits for a processor`() {
    var course = Course { 50 * Double($0) }
    #expect(course.pass(milliseconds: 10_000, wait: 0.1) == [4])
  }

  @Test func `stays while those who submit wait for a processor and no job is refused`() {
    var course = Course { _ in 900 }
    #expect(course.pass(milliseconds: 10_000, wait: 0.9, refusing: false) == [4])
  }

  @Test func `is halved until nobody waits for a processor`() {
    var course = Course(most: 16) { _ in 900 }
    #expect(course.pass(milliseconds: 60, wait: 0.5) == [16, 8, 4])
    #expect(course.pass(milliseconds: 60, wait: 0.1) == [4])
    #expect(course.pass(milliseconds: 150, wait: 0.5) == [4, 2, 1])
  }

  @Test func `is tried higher at once while nobody waits for a processor`() {
    var course = Course(most: 16) { _ in 900 }
    _ = course.pass(milliseconds: 200, wait: 0.5)
    #expect(course.pass(milliseconds: 1_000, wait: 0.05) == [3, 7, 15, 16])
  }

  @Test func `goes up less and less often where more jobs in work bring nothing`() {
    var course = Course { _ in 900 }
    #expect(course.pass(milliseconds: 70, wait: 0.5) == [4, 2, 1])
    // The jobs that the first trial takes, then two, four and eight seconds, and each time what shows that it is of no use.
    #expect(course.pass(milliseconds: 16_000, wait: 0.5) == [1, 2, 1, 2, 1, 2, 1, 2, 1])
    var higher = 0
    for _ in 0..<2_000 where course.pass(milliseconds: 10, wait: 0.5) == [2] { higher += 1 }
    #expect(higher < 40)
  }

  @Test func `is as many as there are processors while those who refuse wait a little`() {
    var course = Course(processors: 2) { _ in 900 }
    #expect(course.pass(milliseconds: 100, wait: 0.3) == [4, 2])
    #expect(Set(course.pass(milliseconds: 20_000, wait: 0.3)) == [2, 3])
    var higher = 0
    for _ in 0..<2_000 where course.pass(milliseconds: 10, wait: 0.3) == [3] { higher += 1 }
    #expect(higher < 40)
  }

  @Test func `is fewer than there are processors while those who refuse wait long, and tried higher less and less often`() {
    var course = Course(processors: 2) { _ in 900 }
    #expect(course.pass(milliseconds: 70, wait: 0.3) == [4, 2])
    #expect(course.pass(milliseconds: 1_000, wait: 0.3).last == 2)
    #expect(course.pass(milliseconds: 16_000, wait: 0.5) == [2, 1, 2, 1, 2, 1, 2, 1, 2, 1])
  }

  @Test func `rises to all where each job more in work brings its share, and rests then`() {
    var course = Course { 200 * Double($0) }
    #expect(course.pass(milliseconds: 3_000, wait: 0.5) == [4, 2, 1, 2, 4])
    #expect(course.pass(milliseconds: 4_000, wait: 0.5) == [4])
    #expect(course.pass(milliseconds: 2_000, wait: 0.5).contains(1))
  }

  /// Jobs that take now less and now more time end in no even numbers.
  @Test func `is not lifted by chance`() {
    var state: UInt64 = 42
    var course = Course {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // Hardly more with more in work, and between nothing and twice as much from one moment to the next.
      return (640 + 10 * Double($0)) * 2 * Double(state >> 33) / Double(1 << 31)
    }
    var atMost = 0
    for _ in 0..<6_000 where course.pass(milliseconds: 10, wait: 0.5) == [4] { atMost += 1 }
    #expect(atMost < 60)
  }

  @Test func `stops where a job more brings too little`() {
    var course = Course(most: 16) { min(1_000, 200 * Double($0)) }
    _ = course.pass(milliseconds: 10_000, wait: 0.5)
    let settled = course.pass(milliseconds: 10_000, wait: 0.5)
    #expect(settled.allSatisfy { (2...8).contains($0) }, "\(settled)")
  }

  @Test(arguments: [30, 1_000]) func `is gone when no job is refused any more`(milliseconds: Int) {
    var course = Course { _ in 900 }
    #expect(course.pass(milliseconds: milliseconds, wait: 0.5).last != 4)
    #expect(course.pass(milliseconds: 500, wait: 0.5, refusing: false).last == 4)
  }

  @Test func `tries a limit for longer where few jobs are done`() {
    var course = Course { _ in 40 }
    _ = course.pass(milliseconds: 70, wait: 0.5)
    #expect(course.pass(milliseconds: 900, wait: 0.5) == [1])
    #expect(course.pass(milliseconds: 1_000, wait: 0.5) == [1, 2])
    #expect(course.pass(milliseconds: 200, wait: 0.5) == [2, 1])
  }

  /// Keeps a pool full of a statement of two takers, on a thread that is watched once all workers are busy; from then on `isEnough` is
  /// asked.
  private func press(_ statement: String, workers: Int, until isEnough: (PoolCounters) -> Bool) throws -> PoolCounters {
    let settings = PoolSettings(workers: workers, spares: 1, queueMax: 2 * workers)
    let pool = try WorkerPool(ConnectionSettings(address: try TestDatabase.address), settings)
    defer { pool.shutdown(within: .seconds(5)) }
    var isWatched = false
    let deadline = ContinuousClock.Instant.soon
    while deadline > .now {
      for taker in Int32(1)...2 {
        let job = Job(taker: taker, deadline: .now + .seconds(15)) { connection, _ in
          _ = try? connection.flush([Statement(statement)], deadline: .now + .seconds(15))
          return .ended(.finished)
        } refuse: { _ in
        }
        pool.submit(job)
      }
      let counters = pool.counters
      if isWatched, isEnough(counters) { break }
      if !isWatched, counters.connectionsBusy >= workers {
        isWatched = true
        pool.watchThread()
      }
    }
    return pool.counters
  }

  @Test func `leaves processors to those who refuse while the database has them all`() throws {
    let counters = try press("select count(*) from generate_series(1, 20000)", workers: 16) { $0.connectionsBusy <= 9 }
    #expect(counters.connectionsBusy <= 10)
    #expect(counters.refused[.full, default: 0] > 0)
  }

  @Test func `gives all workers jobs again while the database only makes them wait`() throws {
    var watched: ContinuousClock.Instant?
    let counters = try press("select pg_sleep(0.02)", workers: 8) { counters in
      if watched == nil { watched = .now }
      return watched.map { $0 + .seconds(2) <= .now } == true && counters.connectionsBusy >= 8
    }
    #expect(counters.connectionsBusy >= 7)
    #expect(counters.refused[.full, default: 0] > 0)
  }
}
