public import GraphQLValidation
public import Logging

/// Everything that can be set, with one name in all places: the flag `--database-url`, the environment variable
/// `HEIRLOOM_DATABASE_URL` and the key `database.url` of the settings file are the same setting.
public struct Settings: Sendable {
  /// How large documents may be.
  public var limits = Limits.standard
  public var databaseURL = ""
  public var host = "127.0.0.1"
  public var port = 8080
  public var certificatePath = ""
  public var certificateKeyPath = ""
  public var showsMetrics = false
  public var schemaPath = "schema.graphql"
  public var resolversPath = "resolvers"
  public var databasePath = "database"
  public var workers = 0
  public var queueLengthMax = 512
  public var queueMilliseconds = 2_000
  public var shareMilliseconds = 4
  public var flights = FlightSetting.auto
  public var requestTimeoutMilliseconds = 10_000
  public var bodyBytesMax = 262_144
  public var arrivalMilliseconds = 15_000
  public var idleMilliseconds = 75_000
  public var statusProfile = StatusProfile.audits
  public var jwks = ""
  public var issuer = "https://heirloom.localhost/development"
  public var clients: [String] = ["heirloom-development"]
  public var stateDirectory = ".heirloom"
  public var isDevelopment = false
  public var logLevel = Logger.Level.info

  public init() {}
}

/// One row of the table of settings: how it is called and what it means.
public struct SettingDescription: Sendable {
  /// Dot-separated, as in the settings file.
  public let key: String
  public let standard: String
  public let help: String
  let apply: @Sendable (inout Settings, String) -> Bool

  /// The name of the flag, without the dashes.
  public var flag: String { key.split(separator: ".").joined(separator: "-") }

  public var environmentVariable: String {
    "HEIRLOOM_" + key.uppercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
  }

  /// All settings, in the order of the documentation.
  public static let all: [SettingDescription] = [
    text("database.url", \.databaseURL, "PostgreSQL connection URI of the gateway's role."),
    text("server.host", \.host, "Address to listen on."),
    number("server.port", \.port, 0...65_535, "Port to listen on; 0 takes any free one."),
    text(
      "server.tls.certificate", \.certificatePath,
      "PEM file of the server's certificate and those between it and a root; with it, the port speaks TLS."),
    text("server.tls.key", \.certificateKeyPath, "PEM file of the certificate's private key."),
    SettingDescription(
      key: "server.metrics", standard: "false",
      help: "GET /metrics gives the figures of the gateway to anyone: for where clients do not reach that path."
    ) { settings, text in
      guard let value = Bool(text) else { return false }
      settings.showsMetrics = value
      return true
    },
    text("schema.path", \.schemaPath, "The schema with its bindings."),
    text("resolvers.path", \.resolversPath, "The directory of procedures."),
    text("database.path", \.databasePath, "The directory of roles, migrations and demo data."),
    number("database.workers", \.workers, 0...1_024,
      "Connections that requests of one tenant may have at once; 0 is two a core. One more is for tenants with none."),
    number("database.queue", \.queueLengthMax, 1...1_000_000,
      "Requests that may wait for a worker; the tenants take turns, and a line much longer than others gives way."),
    number("database.wait-milliseconds", \.queueMilliseconds, 1...600_000,
      "Time a request may wait for a worker; one that would wait longer is refused at once."),
    number("database.share-milliseconds", \.shareMilliseconds, 0...600_000,
      "How long a request's one flush may be expected to take that shares its connection with others; with 0 none does."),
    SettingDescription(
      key: "database.flights", standard: Settings().flights.rawValue,
      help: "How a query's calls are made: levels (one round trip a level), one (all in one statement), or auto (what costs less)."
    ) { settings, text in
      guard let value = FlightSetting(rawValue: text) else { return false }
      settings.flights = value
      return true
    },
    number(
      "request.timeout-milliseconds", \.requestTimeoutMilliseconds, 1...600_000, "Time a request may take, waiting included."),
    number(
      "request.arrival-milliseconds", \.arrivalMilliseconds, 1...600_000,
      "Time a request may take to arrive, from its first byte to its last."),
    number("request.body-bytes", \.bodyBytesMax, 1...16_777_216, "Size of a request body."),
    number("http.idle-milliseconds", \.idleMilliseconds, 1...3_600_000, "Time a connection may stay open without a request."),
    SettingDescription(
      key: "http.profile", standard: Settings().statusProfile.rawValue,
      help: "Statuses of GraphQL over HTTP: audits (200 and 400), or draft (294 and 422)."
    ) { settings, text in
      guard let profile = StatusProfile(rawValue: text) else { return false }
      settings.statusProfile = profile
      return true
    },
    text("identity.jwks", \.jwks, "File or http(s) URL of the keys that sign access tokens; empty is the development key."),
    text("identity.issuer", \.issuer, "The issuer (iss) of access tokens."),
    SettingDescription(
      key: "identity.clients", standard: Settings().clients.joined(separator: ","),
      help: "Accepted client ids of access tokens, separated by commas."
    ) { settings, text in
      settings.clients = text.split(separator: ",").map { $0.trimmed }
      return !settings.clients.isEmpty
    },
    text("state.directory", \.stateDirectory, "Where keys made at first start are kept."),
    SettingDescription(
      key: "log.level", standard: Settings().logLevel.rawValue,
      help: "The least level of what is logged: debug, info (a line for each request), notice, warning, error or critical."
    ) { settings, text in
      guard let level = Logger.Level(rawValue: text) else { return false }
      settings.logLevel = level
      return true
    },
    SettingDescription(
      key: "development", standard: "false", help: "Introspection for everyone, and development tokens."
    ) { settings, text in
      guard let value = Bool(text) else { return false }
      settings.isDevelopment = value
      return true
    },
  ] + limits

  private static func text(
    _ key: String, _ path: any WritableKeyPath<Settings, String> & Sendable, _ help: String
  ) -> SettingDescription {
    SettingDescription(key: key, standard: Settings()[keyPath: path], help: help) { settings, text in
      settings[keyPath: path] = text
      return true
    }
  }

  private static func number(
    _ key: String, _ path: any WritableKeyPath<Settings, Int> & Sendable, _ range: ClosedRange<Int>, _ help: String
  ) -> SettingDescription {
    SettingDescription(key: key, standard: String(Settings()[keyPath: path]), help: help) { settings, text in
      guard let value = Int(text), range.contains(value) else { return false }
      settings[keyPath: path] = value
      return true
    }
  }
}

/// A setting that cannot be what it was set to.
public struct SettingFailure: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}

extension Settings {
  /// Settings from the texts that `value` finds; standards where it finds none.
  public init(value: (SettingDescription) -> String?) throws(SettingFailure) {
    self.init()
    for setting in SettingDescription.all {
      guard let text = value(setting) else { continue }
      guard setting.apply(&self, text) else {
        throw SettingFailure("\(setting.key) cannot be \"\(text)\" (\(setting.help))")
      }
    }
    try guardStack()
  }
}
