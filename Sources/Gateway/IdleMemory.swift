import CMalloc
import ServiceLifecycle

/// Gives memory back that the last requests left behind: plans nobody has asked for lately, and pages the allocator keeps.
///
/// Requests of many different documents fill the plan cache, and large ones scatter what they free over the heap; without this the
/// process stays as large as in its worst minute.
struct IdleMemory: Service {
  private static let period = Duration.seconds(10)
  /// So much of the plan cache stays, however long it is not asked for.
  private static let planBytesKept = 1 << 20
  /// So much free memory each of the allocator's heaps keeps until then: otherwise every large response is made in pages that the
  /// system has to clear first.
  private static let bytesKept = 2 << 20

  let plans: PlanCache

  func run() async throws {
    mallopt(M_TRIM_THRESHOLD, Int32(Self.bytesKept))
    mallopt(M_MMAP_THRESHOLD, Int32(Self.bytesKept))
    var mark = plans.forgetUnused(since: 0, keeping: Self.planBytesKept)
    // Who sleeps does not hear that the server shuts down: the sleep is cancelled.
    while (try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.period) }) != nil {
      mark = plans.forgetUnused(since: mark, keeping: Self.planBytesKept)
      malloc_trim(0)
    }
  }
}
