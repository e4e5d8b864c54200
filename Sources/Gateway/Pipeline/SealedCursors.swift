import Cryptography
import Foundation
import GraphQLExecution

/// Seals cursors with AES-GCM: clients can neither read a position nor make one up, nor use it in another list.
enum SealedCursors {
  /// - Parameter key: 32 bytes, the same in all gateways that serve the same clients.
  static func seal(key: [UInt8]) throws(CryptographyError) -> CursorSeal {
    let cipher = try AESGCM(key: key)
    return CursorSeal(
      seal: { position, procedure in
        let sealed = try? cipher.seal(position, context: Array(procedure.utf8))
        return sealed.map { Base64URL.encode($0) } ?? ""
      },
      open: { cursor, procedure in
        guard cursor.utf8.count <= 4_096, let sealed = Base64URL.decode(cursor.utf8) else { return nil }
        return cipher.open(sealed, context: Array(procedure.utf8))
      })
  }

  /// The key kept in the state directory, made at first use.
  static func key(stateDirectory: String) throws -> [UInt8] {
    let path = stateDirectory + "/cursor.key"
    if let data = FileManager.default.contents(atPath: path), data.count == 32 { return Array(data) }
    let key = try randomBytes(32)
    try? FileManager.default.createDirectory(atPath: stateDirectory, withIntermediateDirectories: true)
    guard FileManager.default.createFile(atPath: path, contents: Data(key), attributes: [.posixPermissions: 0o600]) else {
      throw CheckFailure(["\(path): the key that seals cursors cannot be written"])
    }
    return key
  }
}
