import Glibc
@testable import Postgres
import Testing

@Suite struct ConnectErrorTests {
  private static let refusal = "connection to server failed: FATAL:  28P01: password authentication failed for user \"u\""
  private static let german = "SCHWERWIEGEND:  3D000: Datenbank »x« existiert nicht"

  @Test(arguments: [
    ("\(refusal)\nLOCATION:  auth_failed, auth.c:335\n", ConnectError(.credentials, sqlState: "28P01", message: refusal)),
    (german, ConnectError(.databaseMissing, sqlState: "3D000", message: german)),
    ("FATAL:  53300: sorry", ConnectError(.tooManyConnections, sqlState: "53300", message: "FATAL:  53300: sorry")),
    ("FATAL:  57P03: starting", ConnectError(.notReady, sqlState: "57P03", message: "FATAL:  57P03: starting")),
    ("FATAL:  42501: no", ConnectError(.other, sqlState: "42501", message: "FATAL:  42501: no")),
    ("no such host: 12345", ConnectError(.unreachable, message: "no such host: 12345")),
    ("", ConnectError(.unreachable, message: "no connection")),
  ])
  func `reads libpq's report in any language`(report: String, error: ConnectError) {
    #expect(ConnectError(report: report, passwordMissing: false) == error)
  }

  @Test func `takes a password that is asked for and missing as one that is wrong`() {
    #expect(
      ConnectError(report: "fe_sendauth: no password supplied\n", passwordMissing: true)
        == ConnectError(.credentials, message: "fe_sendauth: no password supplied"))
  }

  private func reason(_ address: String) -> ConnectError.Reason? {
    do throws(ConnectError) {
      _ = try Connection(ConnectionSettings(address: address))
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func `tells what is wrong with an address`() throws {
    let database = try TestDatabase.address
    #expect(reason("postgresql:///x?host=/nowhere/at/all") == .unreachable)
    #expect(reason("postgresql://127.0.0.1:1/x") == .unreachable)
    #expect(reason(database.replacing("/heirloom?", with: "/missing?")) == .databaseMissing)
    #expect(reason(database.replacing("postgres@", with: "nobody@")) == .credentials)
    #expect(reason("heirloom") == .address)
    #expect(reason("postgresql://u:s3cret@[h/x") == .address)
  }

  @Test func `never repeats the password of an address it cannot read`() {
    #expect(throws: ConnectError(.address, message: "it must be postgresql://… or key=value pairs")) {
      try Connection(ConnectionSettings(address: "postgresql://u:s3cret@[h/x"))
    }
  }

  @Test func `tells that no connection is left`() throws {
    let administrator = try TestDatabase.connect()
    let role = "limited_\(UInt32.random(in: 0...UInt32.max))"
    try administrator.script("create role \(role) login connection limit 0")
    defer { try? administrator.script("drop role \(role)") }
    #expect(reason(try TestDatabase.address.replacing("postgres@", with: "\(role)@")) == .tooManyConnections)
  }

  @Test func `refuses a database that is not in UTF-8`() throws {
    let administrator = try TestDatabase.connect()
    let name = "latin_\(UInt32.random(in: 0...UInt32.max))"
    try administrator.script("create database \(name) encoding latin1 locale 'C' template template0")
    defer { try? administrator.script("drop database \(name) with (force)") }
    #expect(reason(try TestDatabase.address.replacing("/heirloom?", with: "/\(name)?")) == .encoding)
  }

  @Test func `gives a silent server as long as the address says`() throws {
    let silent = try SilentServer()
    let started = ContinuousClock.now
    #expect(reason("postgresql:///x?host=\(silent.directory)&connect_timeout=1") == .timeout)
    let passed = ContinuousClock.now - started
    #expect(passed >= .seconds(1) && passed < .seconds(4))
  }
}

/// Accepts connections in the kernel's queue and never answers.
private final class SilentServer {
  let directory = "/tmp/silent-\(UInt32.random(in: 0...UInt32.max))"
  private let listener: Int32
  private var path: String { "\(directory)/.s.PGSQL.5432" }

  struct Failed: Error {}

  init() throws {
    _ = unsafe mkdir(directory, 0o700)
    listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = "\(directory)/.s.PGSQL.5432"
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    let bound = unsafe withUnsafePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe bind(listener, address, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0, listen(listener, 8) == 0 else { throw Failed() }
  }

  deinit {
    close(listener)
    _ = unsafe unlink(path)
    _ = unsafe rmdir(directory)
  }
}
