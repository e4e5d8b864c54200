import Cryptography
import Foundation
import Postgres
import Rows

/// Prepares a database: roles, migrations not applied yet, procedures, and if wanted the demo families.
///
/// Migrations run once each, in the order of their names; one that was changed after it ran is refused. Procedures are
/// replaced as a whole, in one transaction, so that a running gateway sees either the old or the new ones.
public struct Migrator {
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// What was done, for people.
  public struct Report: Sendable, Hashable {
    public var migrations: [String] = []
    public var procedureFiles = 0
    public var demoFiles = 0
  }

  private struct File {
    let path: String
    let name: String
    let text: String

    var digest: String { sha256(Array(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
  }

  private let connection: Connection
  private let databasePath: String
  private let resolversPath: String

  /// - Parameter address: A connection URI of an administrator: a role that may create roles and schemas.
  public init(address: String, databasePath: String, resolversPath: String) throws {
    do throws(ConnectError) {
      connection = try Connection(ConnectionSettings(address: address))
    } catch {
      throw Failure(description: error.description)
    }
    self.databasePath = databasePath
    self.resolversPath = resolversPath
  }

  public func run(withDemo: Bool, progress: (String) -> Void) throws -> Report {
    try script("select pg_catalog.pg_advisory_lock(pg_catalog.hashtext('heirloom.migrations'))", "migrations lock")
    defer { try? script("select pg_catalog.pg_advisory_unlock_all()", "migrations lock") }
    var report = Report()
    let roles = try read(databasePath + "/roles.sql")
    progress("roles")
    try apply(roles)
    try script(
      """
      create schema if not exists heirloom;
      revoke all on schema heirloom from public;
      create table if not exists heirloom.migrations (
        name text primary key, digest text not null, applied_at timestamptz not null default now());
      """, "migrations table")
    for file in try files(databasePath + "/migrations") where try !isApplied(file) {
      progress("migration \(file.name)")
      try migrate(file)
      report.migrations.append(file.name)
    }
    let procedures = try files(resolversPath)
    progress("\(procedures.count) files of procedures")
    try load(procedures)
    report.procedureFiles = procedures.count
    if withDemo {
      for file in try files(databasePath + "/demo") {
        progress("demo data \(file.name)")
        try apply(file)
        report.demoFiles += 1
      }
    }
    return report
  }

  // MARK: Files

  private func read(_ path: String) throws -> File {
    guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) else {
      throw Failure(description: "\(path): the file cannot be read")
    }
    return File(path: path, name: URL(filePath: path).lastPathComponent, text: text)
  }

  /// The SQL files under a directory, by path.
  private func files(_ directory: String) throws -> [File] {
    guard let walk = FileManager.default.enumerator(atPath: directory) else {
      throw Failure(description: "\(directory): the directory cannot be read")
    }
    let paths = walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".sql") }.sorted()
    return try paths.map { try read(directory + "/" + $0) }
  }

  // MARK: Migrations

  private func isApplied(_ file: File) throws -> Bool {
    let table = try query("select digest from heirloom.migrations where name = $1", [.text(Array(file.name.utf8))])
    guard table.rowCount == 1 else { return false }
    guard table.text(row: 0, column: 0) == file.digest else {
      throw Failure(description: "\(file.path): this migration was changed after it was applied")
    }
    return true
  }

  private func migrate(_ file: File) throws {
    try script(
      """
      begin;
      \(file.text)
      ;reset role;
      insert into heirloom.migrations (name, digest) values ('\(file.name)', '\(file.digest)');
      commit
      """, file.path)
  }

  private func apply(_ file: File) throws {
    try script("begin;\n\(file.text)\n;reset role;\ncommit", file.path)
  }

  // MARK: Procedures

  /// Loads every file, those that need others after them: rounds go on as long as some file loads.
  private func load(_ files: [File]) throws {
    try script("begin;\n\(Self.dropProcedures)", "procedures")
    var waiting = files
    while !waiting.isEmpty {
      var failures: [(File, Failure)] = []
      for file in waiting {
        do {
          try script("savepoint file;\n\(file.text)\n;reset role;\nrelease savepoint file", file.path)
        } catch let failure as Failure {
          try script("rollback to savepoint file;\nreset role", file.path)
          failures.append((file, failure))
        }
      }
      if failures.count == waiting.count, let (_, failure) = failures.first {
        try script("rollback", "procedures")
        throw failure
      }
      waiting = failures.map(\.0)
    }
    try script("commit", "procedures")
  }

  /// Procedures are code: what has no file any more must not stay.
  private static let dropProcedures = """
    do $drop$
    declare
      found record;
    begin
      for found in
        select format('drop %s if exists api.%s cascade', word, signature) as command
        from (
          select case prokind when 'p' then 'procedure' else 'function' end as word,
            format('%I(%s)', proname, pg_catalog.pg_get_function_identity_arguments(oid)) as signature, 1 as turn
          from pg_catalog.pg_proc where pronamespace = 'api'::regnamespace
          union all
          select case relkind when 'v' then 'view' else 'type' end, format('%I', relname), 2
          from pg_catalog.pg_class where relnamespace = 'api'::regnamespace and relkind in ('v', 'c')
          union all
          select 'type', format('%I', typname), 3
          from pg_catalog.pg_type where typnamespace = 'api'::regnamespace and typtype in ('e', 'd')
        ) as objects
        order by turn
      loop
        execute found.command;
      end loop;
    end
    $drop$
    """

  // MARK: The connection

  private func query(_ text: String, _ parameters: [Parameter]) throws -> Table {
    do throws(QueryError) {
      return try connection.query(text, parameters)
    } catch {
      throw Failure(description: Self.explain(error, "migrations", text))
    }
  }

  private func script(_ text: String, _ path: String) throws {
    do throws(QueryError) {
      try connection.script(text)
    } catch {
      if connection.transactionStatus == .failed, !text.hasPrefix("savepoint") { try? connection.script("rollback") }
      throw Failure(description: Self.explain(error, path, text))
    }
  }

  private static func explain(_ error: QueryError, _ path: String, _ text: String) -> String {
    switch error {
    case .database(let error): "\(path): \(error.explanation(of: text))"
    case .connection: "\(path): the connection to the database was lost"
    }
  }
}
