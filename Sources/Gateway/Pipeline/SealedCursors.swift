import Cryptography
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
    let key = try StateFile.contents("cursor.key", in: stateDirectory) { try randomBytes(32) }
    guard key.count == 32 else {
      throw CheckFailure(["\(stateDirectory)/cursor.key: the key that seals cursors has \(key.count) bytes instead of 32"])
    }
    return key
  }
}
