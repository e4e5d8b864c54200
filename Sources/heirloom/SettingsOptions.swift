import ArgumentParser
import Configuration
import Gateway
import SystemPackage

/// The flags for all settings, and where else settings come from.
struct SettingsOptions: ParsableArguments {
  @Option(help: "A JSON file of settings, such as {\"server\": {\"port\": 8080}}.")
  var config: String?

  @Option(name: [.customLong("database-url"), .customLong("database")], help: help("database.url"))
  var databaseURL: String?

  @Option(name: [.customLong("server-host"), .customLong("host")], help: help("server.host"))
  var host: String?

  @Option(name: [.customLong("server-port"), .customLong("port")], help: help("server.port"))
  var port: String?

  @Option(name: .customLong("server-tls-certificate"), help: help("server.tls.certificate"))
  var certificate: String?

  @Option(name: .customLong("server-tls-key"), help: help("server.tls.key"))
  var certificateKey: String?

  @Option(name: .customLong("server-metrics"), help: help("server.metrics"))
  var metrics: String?

  @Option(name: .customLong("schema-path"), help: help("schema.path"))
  var schemaPath: String?

  @Option(name: .customLong("resolvers-path"), help: help("resolvers.path"))
  var resolversPath: String?

  @Option(name: .customLong("database-path"), help: help("database.path"))
  var databasePath: String?

  @Option(name: .customLong("database-workers"), help: help("database.workers"))
  var workers: String?

  @Option(name: .customLong("database-queue"), help: help("database.queue"))
  var queue: String?

  @Option(name: .customLong("database-wait-milliseconds"), help: help("database.wait-milliseconds"))
  var queueTime: String?

  @Option(name: .customLong("database-share-milliseconds"), help: help("database.share-milliseconds"))
  var shareTime: String?

  @Option(name: .customLong("database-flights"), help: help("database.flights"))
  var flights: String?

  @Option(name: .customLong("request-timeout-milliseconds"), help: help("request.timeout-milliseconds"))
  var timeout: String?

  @Option(name: .customLong("request-arrival-milliseconds"), help: help("request.arrival-milliseconds"))
  var arrivalTime: String?

  @Option(name: .customLong("request-body-bytes"), help: help("request.body-bytes"))
  var bodyBytes: String?

  @Option(name: .customLong("http-idle-milliseconds"), help: help("http.idle-milliseconds"))
  var idleTime: String?

  @Option(name: .customLong("http-profile"), help: help("http.profile"))
  var profile: String?

  @Option(name: .customLong("identity-jwks"), help: help("identity.jwks"))
  var jwks: String?

  @Option(name: .customLong("identity-issuer"), help: help("identity.issuer"))
  var issuer: String?

  @Option(name: .customLong("identity-clients"), help: help("identity.clients"))
  var clients: String?

  @Option(name: .customLong("state-directory"), help: help("state.directory"))
  var stateDirectory: String?

  @Option(name: .customLong("log-level"), help: help("log.level"))
  var logLevel: String?

  @Flag(help: help("development"))
  var development = false

  @OptionGroup(title: "Limits of documents")
  var limits: LimitOptions

  static func help(_ key: String) -> ArgumentHelp {
    guard let setting = SettingDescription.all.first(where: { $0.key == key }) else { return ArgumentHelp(stringLiteral: key) }
    let standard = setting.standard.isEmpty ? "" : " (default: \(setting.standard))"
    return ArgumentHelp("\(setting.help)\(standard) [\(setting.environmentVariable)]")
  }

  private var flags: [String: String] {
    let given: [(String, String?)] = [
      ("database.url", databaseURL), ("server.host", host), ("server.port", port),
      ("server.tls.certificate", certificate), ("server.tls.key", certificateKey),
      ("server.metrics", metrics), ("log.level", logLevel), ("schema.path", schemaPath),
      ("resolvers.path", resolversPath), ("database.path", databasePath), ("database.workers", workers),
      ("database.queue", queue), ("database.wait-milliseconds", queueTime),
      ("database.share-milliseconds", shareTime), ("database.flights", flights),
      ("request.timeout-milliseconds", timeout), ("request.arrival-milliseconds", arrivalTime),
      ("request.body-bytes", bodyBytes), ("http.idle-milliseconds", idleTime), ("http.profile", profile),
      ("identity.jwks", jwks), ("identity.issuer", issuer), ("identity.clients", clients),
      ("state.directory", stateDirectory), ("development", development ? "true" : nil),
    ]
    return Dictionary(uniqueKeysWithValues: (given + limits.given).compactMap { key, value in value.map { (key, $0) } })
  }

  /// The settings from flags, environment and file, in this order.
  func settings() async throws -> Settings {
    var providers: [any ConfigProvider] = [EnvironmentVariablesProvider().prefixKeys(with: "heirloom")]
    if let config {
      do {
        providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(config)))
      } catch {
        throw SettingFailure("\(config): the file cannot be read as JSON settings")
      }
    }
    let reader = ConfigReader(providers: providers)
    let flags = flags
    return try Settings { setting in
      let key = ConfigKey(setting.key.split(separator: ".").map(String.init))
      return flags[setting.key] ?? reader.string(forKey: key) ?? reader.int(forKey: key).map { String($0) }
        ?? reader.bool(forKey: key).map { String($0) }
    }
  }
}

/// Runs a command's body; what goes wrong becomes one clear text on standard error and exit status 1.
func reportingFailures(_ body: () async throws -> Void) async throws {
  do {
    try await body()
  } catch let status as ExitCode {
    throw status
  } catch let error as any CustomStringConvertible & Error {
    throw CommandFailure(text: error.description)
  }
}

struct CommandFailure: Error, CustomStringConvertible {
  let text: String
  var description: String { text }
}
