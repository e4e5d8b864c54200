import Foundation

/// The files of this repository, read once for the tests that judge them.
struct SourceTree {
  struct File {
    /// From the top of the repository, with slashes.
    let path: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var name: String { String(path.split(separator: "/").last ?? "") }
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// All files under `folder` whose names end in one of the extensions.
  static func files(in folder: String, withExtensions extensions: Set<String>) throws -> [File] {
    let base = root.appending(path: folder)
    guard let walk = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else { return [] }
    var files: [File] = []
    for case let url as URL in walk where extensions.contains(url.pathExtension) {
      let path = url.path(percentEncoded: false)
      files.append(
        File(
          path: String(path.dropFirst(root.path(percentEncoded: false).count)),
          text: try String(contentsOf: url, encoding: .utf8)))
    }
    return files.sorted { $0.path < $1.path }
  }

  static func file(_ path: String) throws -> File {
    File(path: path, text: try String(contentsOf: root.appending(path: path), encoding: .utf8))
  }
}
