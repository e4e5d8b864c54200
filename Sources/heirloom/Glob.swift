import Foundation

/// Paths by pattern: `*` and `?` stand for characters of one name, `**` for any number of directories.
///
/// Names with a leading dot match only patterns with one; links to directories are not followed by `**`.
struct Glob {
  private let segments: [Substring]
  private let start: String

  init(_ pattern: String) {
    start = pattern.hasPrefix("/") ? "/" : ""
    segments = pattern.split(separator: "/").filter { $0 != "." }
  }

  /// The files that match, in the order of their paths.
  func files() -> [String] {
    var found: Set<String> = []
    collect(from: start, segments[...], into: &found)
    return found.sorted()
  }

  private func collect(from directory: String, _ rest: ArraySlice<Substring>, into found: inout Set<String>) {
    guard let segment = rest.first else { return }
    let after = rest.dropFirst()
    if segment == "**" {
      collect(from: directory, after.isEmpty ? ["*"] : after, into: &found)
      for name in names(in: directory) where !name.hasPrefix(".") && kind(directory + name) == .typeDirectory {
        collect(from: directory + name + "/", rest, into: &found)
      }
      return
    }
    let isLiteral = !segment.contains { $0 == "*" || $0 == "?" }
    for name in isLiteral ? [String(segment)] : names(in: directory).filter({ Self.matches($0, segment) }) {
      let target = URL(filePath: directory + name).resolvingSymlinksInPath().path(percentEncoded: false)
      guard let kind = kind(target) else { continue }
      if after.isEmpty {
        if kind != .typeDirectory { found.insert(directory + name) }
      } else if kind == .typeDirectory {
        collect(from: directory + name + "/", after, into: &found)
      }
    }
  }

  private func names(in directory: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: directory.isEmpty ? "." : directory)) ?? []
  }

  /// Nil when nothing is there.
  private func kind(_ path: String) -> FileAttributeType? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
  }

  /// Whether a name matches one segment; a star is tried short first and longer when the rest does not fit.
  private static func matches(_ name: String, _ segment: Substring) -> Bool {
    if name.hasPrefix(".") && !segment.hasPrefix(".") { return false }
    let (name, pattern) = (Array(name), Array(segment))
    var (position, index) = (0, 0)
    var retry: (position: Int, index: Int)?
    while position < name.count {
      if index < pattern.count && pattern[index] == "*" {
        retry = (position, index)
        index += 1
      } else if index < pattern.count && (pattern[index] == "?" || pattern[index] == name[position]) {
        (position, index) = (position + 1, index + 1)
      } else if let last = retry {
        retry = (last.position + 1, last.index)
        (position, index) = (last.position + 1, last.index + 1)
      } else {
        return false
      }
    }
    return pattern[index...].allSatisfy { $0 == "*" }
  }
}
