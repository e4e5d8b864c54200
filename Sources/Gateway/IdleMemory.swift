import CMalloc
import Foundation
import ServiceLifecycle

/// Gives memory back that the last requests left behind: plans nobody has asked for lately, and pages the allocator keeps.
///
/// Requests of many different documents fill the plan cache, and large ones scatter what they free over the heap; without this the
/// process stays as large as in its worst minute.
struct IdleMemory: Service {
  private static let look = Duration.seconds(1)
  /// Looks from one time that it gives everything back to the next.
  private static let looks = 10
  /// So much may come back into memory in between: large requests in a row, of all sizes, would take more and more of it.
  private static let growthMax = 16 << 20
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
    var resident = Self.residentBytes
    var count = 0
    // Who sleeps does not hear that the server shuts down: the sleep is cancelled.
    while (try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.look) }) != nil {
      count = (count + 1) % Self.looks
      if count == 0 { mark = plans.forgetUnused(since: mark, keeping: Self.planBytesKept) }
      guard count == 0 || Self.residentBytes > resident + Self.growthMax else { continue }
      malloc_trim(0)
      resident = Self.residentBytes
    }
  }

  /// What the process has in memory, 0 where the kernel does not say.
  private static var residentBytes: Int {
    let file = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 128)
    let count = unsafe pread(file, &text, text.count, 0)
    let numbers = text.prefix(max(0, count)).split(separator: UInt8(ascii: " "))
    guard numbers.count > 1, let pages = Int(String(decoding: numbers[1], as: UTF8.self)) else { return 0 }
    return pages * Int(getpagesize())
  }
}
