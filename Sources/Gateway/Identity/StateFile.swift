import Foundation

/// Files of the state directory: secrets made at first use and kept from then on.
enum StateFile {
  /// What the file has. Where there is none yet it is made first: of several that begin together one makes it, and all have its bytes.
  /// Only the owner of the process reads it.
  ///
  /// - Throws: ``CheckFailure`` naming the file when it can neither be read nor written; what `make` throws.
  static func contents(_ name: String, in directory: String, orElse make: () throws -> [UInt8]) throws -> [UInt8] {
    let path = directory + "/" + name
    let files = FileManager.default
    if let data = files.contents(atPath: path) { return Array(data) }
    let made = path + "." + UUID().uuidString
    try? files.createDirectory(atPath: directory, withIntermediateDirectories: true)
    if files.createFile(atPath: made, contents: Data(try make()), attributes: [.posixPermissions: 0o600]) {
      // A link is made whole or not at all, and never over what is there; not every file system has them.
      if (try? files.linkItem(atPath: made, toPath: path)) == nil { try? files.moveItem(atPath: made, toPath: path) }
      try? files.removeItem(atPath: made)
    }
    guard let data = files.contents(atPath: path) else {
      throw CheckFailure(["\(path): the file can neither be read nor written"])
    }
    return Array(data)
  }
}
