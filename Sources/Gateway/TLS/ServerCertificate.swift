#if TLS
import Foundation
import Logging
import NIOSSL
import Synchronization

/// The server's certificate and key, as their files have them.
///
/// Who connects has the files looked at, once a second at most; connections that are open keep what they began with. What cannot be
/// used never replaces what can.
final class ServerCertificate: Sendable {
  private struct Files: Equatable {
    let certificate: Data
    let key: Data
  }

  private struct State {
    var files: Files?
    var context: NIOSSLContext
    var lookedAt: ContinuousClock.Instant
  }

  private static let lookInterval = Duration.seconds(1)
  /// With forward secrecy and authenticated encryption; TLS 1.3 has no others.
  private static let ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20"

  private let certificatePath: String
  private let keyPath: String
  private let logger: Logger
  private let state: Mutex<State>

  /// Nil when the settings name no certificate.
  init?(_ settings: Settings, _ logger: Logger) throws(CheckFailure) {
    guard !settings.certificatePath.isEmpty || !settings.certificateKeyPath.isEmpty else { return nil }
    guard !settings.certificatePath.isEmpty else { throw CheckFailure(["server.tls.key is set, but not server.tls.certificate"]) }
    guard !settings.certificateKeyPath.isEmpty else { throw CheckFailure(["server.tls.certificate is set, but not server.tls.key"]) }
    certificatePath = settings.certificatePath
    keyPath = settings.certificateKeyPath
    self.logger = logger
    let files = try Self.read(certificatePath, keyPath)
    state = Mutex(State(files: files, context: try Self.context(files, certificatePath, keyPath), lookedAt: .now))
  }

  /// What a new connection speaks TLS with.
  func current() -> NIOSSLContext {
    state.withLock { state in
      let now = ContinuousClock.now
      guard now - state.lookedAt >= Self.lookInterval else { return state.context }
      state.lookedAt = now
      do throws(CheckFailure) {
        try renew(&state)
      } catch {
        logger.error("the certificate stays as it was", metadata: ["reason": "\(error)"])
      }
      return state.context
    }
  }

  /// - Throws: Once for each state of the files that cannot be used.
  private func renew(_ state: inout State) throws(CheckFailure) {
    let files: Files
    do throws(CheckFailure) {
      files = try Self.read(certificatePath, keyPath)
    } catch {
      defer { state.files = nil }
      if state.files != nil { throw error }
      return
    }
    guard files != state.files else { return }
    state.files = files
    state.context = try Self.context(files, certificatePath, keyPath)
    logger.notice("there is a new certificate", metadata: ["certificate": "\(certificatePath)"])
  }

  private static func read(_ certificatePath: String, _ keyPath: String) throws(CheckFailure) -> Files {
    Files(
      certificate: try content(of: "server.tls.certificate", certificatePath), key: try content(of: "server.tls.key", keyPath))
  }

  private static func content(of setting: String, _ path: String) throws(CheckFailure) -> Data {
    guard let content = FileManager.default.contents(atPath: path) else {
      let reason = FileManager.default.fileExists(atPath: path) ? "cannot be read" : "does not exist"
      throw CheckFailure(["\(setting): the file \(path) \(reason)"])
    }
    return content
  }

  private static func context(_ files: Files, _ certificatePath: String, _ keyPath: String) throws(CheckFailure) -> NIOSSLContext {
    guard let certificates = try? NIOSSLCertificate.fromPEMBytes(Array(files.certificate)), !certificates.isEmpty else {
      throw CheckFailure(["server.tls.certificate: \(certificatePath) has no certificate that can be read as PEM"])
    }
    guard let key = try? NIOSSLPrivateKey(bytes: Array(files.key), format: .pem) else {
      throw CheckFailure(["server.tls.key: \(keyPath) has no private key that can be read as PEM without a passphrase"])
    }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    configuration.cipherSuites = ciphers
    configuration.applicationProtocols = ["h2", "http/1.1"]
    guard let context = try? NIOSSLContext(configuration: configuration) else {
      throw CheckFailure(["server.tls.key: \(keyPath) is not the key of the certificate in \(certificatePath)"])
    }
    return context
  }
}
#endif
