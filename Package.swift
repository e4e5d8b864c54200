// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// `HEIRLOOM_PART=engine` leaves out the server and its dependencies: language, schema, validation, execution, evaluation
/// and database client build and test in a minute.
let engineOnly = Context.environment["HEIRLOOM_PART"] == "engine"

let engine: [Target] = [
  module("GraphQLLanguage"),
  module("GraphQLSchema", ["GraphQLLanguage"]),
  module("GraphQLValidation", ["GraphQLLanguage", "GraphQLSchema"]),
  module("Rows"),
  module("GraphQLExecution", ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "Rows"]),
  module(
    "GraphQLEvaluation", ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution", "Rows"]),
  .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
  .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
  module("Cryptography", ["COpenSSL"]),
  module("Postgres", ["CLibPQ", "Rows"]),
  tests("GraphQLLanguageTests", ["GraphQLLanguage"]),
  tests("GraphQLSchemaTests", ["GraphQLLanguage", "GraphQLSchema"]),
  tests("GraphQLValidationTests", ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation"]),
  tests("GraphQLExecutionTests", ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution", "Rows"]),
  tests("GraphQLEvaluationTests", ["GraphQLEvaluation", "GraphQLLanguage", "GraphQLSchema", "GraphQLValidation"]),
  tests("RowsTests", ["Rows"]),
  tests("CryptographyTests", ["Cryptography"]),
  tests("PostgresTests", ["Postgres", "Rows"]),
  tests("TidyTests", []),
]

let server: [Target] = [
  module(
    "Gateway",
    [
      "GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution", "Rows", "Postgres", "Cryptography",
      .product(name: "Hummingbird", package: "hummingbird"),
      .product(name: "HummingbirdCore", package: "hummingbird"),
      .product(name: "HTTPTypes", package: "swift-http-types"),
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
      .product(name: "Logging", package: "swift-log"),
      .product(name: "CoreMetrics", package: "swift-metrics"),
      .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
    ]),
  .executableTarget(
    name: "heirloom",
    dependencies: [
      "Gateway", "GraphQLEvaluation", "GraphQLSchema",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
      .product(name: "Configuration", package: "swift-configuration"),
      .product(name: "Logging", package: "swift-log"),
      .product(name: "SystemPackage", package: "swift-system"),
    ],
    swiftSettings: strict),
  tests(
    "GatewayTests",
    [
      "Gateway", "Cryptography", "GraphQLExecution", "GraphQLLanguage", "GraphQLSchema",
      .product(name: "HTTPTypes", package: "swift-http-types"),
      .product(name: "Hummingbird", package: "hummingbird"),
      .product(name: "Logging", package: "swift-log"),
    ]),
  tests("ScenarioTests", ["Gateway", "Postgres", "Rows", .product(name: "Logging", package: "swift-log")]),
]

let package = Package(
  name: "heirloom",
  platforms: [.macOS(.v26)],
  products: engineOnly ? [] : [.executable(name: "heirloom", targets: ["heirloom"])],
  dependencies: engineOnly
    ? []
    : [
      .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
      .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
      .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
      .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
      .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
      .package(url: "https://github.com/apple/swift-metrics", from: "2.9.0"),
      .package(url: "https://github.com/apple/swift-configuration", from: "1.0.2"),
      .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
      .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
      .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
    ],
  targets: engineOnly ? engine : engine + server
)
