// swift-tools-version: 6.2
import PackageDescription

/// What is built, all of it when `HEIRLOOM_PART` is not set.
///
/// `engine` leaves out the server and its dependencies: language, schema, validation, execution, evaluation and database client
/// build and test in a minute. `fuzz` builds the readers of what clients send, and the fuzz targets, with sanitizers. `parts` builds what
/// measures the parts of the engine.
let part = Context.environment["HEIRLOOM_PART"]
let engineOnly = part == "engine"
let fuzzing = part == "fuzz"
let measuring = part == "parts"

let sanitizers: [SwiftSetting] =
  fuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library", "-enable-testing"])] : []

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
] + sanitizers + (measuring ? [.unsafeFlags(["-enable-testing"])] : [])

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

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
]

let engineTests: [Target] = [
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

/// HTTP/2 and TLS at the gateway's own port bring BoringSSL, which takes longer to build than all the rest: only with the trait.
let withTLS = TargetDependencyCondition.when(traits: ["TLS"])

let server: [Target] = [
  .systemLibrary(name: "CMalloc"),
  module(
    "Gateway",
    [
      "GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution", "Rows", "Postgres", "Cryptography", "CMalloc",
      .product(name: "Hummingbird", package: "hummingbird"),
      .product(name: "HummingbirdCore", package: "hummingbird"),
      .product(name: "HTTPTypes", package: "swift-http-types"),
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
      .product(name: "NIOHTTPTypesHTTP2", package: "swift-nio-extras", condition: withTLS),
      .product(name: "NIOHTTP2", package: "swift-nio-http2", condition: withTLS),
      .product(name: "NIOSSL", package: "swift-nio-ssl", condition: withTLS),
      .product(name: "NIOTLS", package: "swift-nio", condition: withTLS),
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
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "Hummingbird", package: "hummingbird"),
      .product(name: "Logging", package: "swift-log"),
    ]),
  tests("ScenarioTests", ["Gateway", "Postgres", "Rows", .product(name: "Logging", package: "swift-log")]),
]

/// Of the gateway only what reads bytes of clients, so that nothing of the server needs to be built.
let readers: Target = .target(
  name: "Gateway",
  dependencies: [
    "GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution", "Cryptography", "Postgres", "Rows",
    .product(name: "HTTPTypes", package: "swift-http-types"),
  ],
  exclude: ["Identity/CallerAdministration.swift", "Identity/PersonaDirectory.swift"],
  sources: [
    "ErrorCode.swift", "Database/SnapshotPort.swift", "Database/StatementText.swift", "Database/WholeStatement.swift",
    "HTTP/GraphQLParameters.swift", "HTTP/HTTPReply.swift", "HTTP/MediaType.swift", "HTTP/RequestHead.swift", "HTTP/ResponseForm.swift",
    "Identity", "Pipeline/Flight.swift", "Pipeline/PlanCache.swift", "Pipeline/RequestRecord.swift", "Pipeline/SealedCursors.swift",
    "Schema/ScalarForms.swift", "Schema/SchemaExpansion.swift",
    "Schema/SchemaFile.swift",
  ],
  swiftSettings: strict)

let fuzz: [Target] = [
  readers,
  .systemLibrary(name: "CLibFuzzer", path: "Fuzz/CLibFuzzer"),
  .target(
    name: "FuzzTargets",
    dependencies: [
      "Gateway", "GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution", "Cryptography",
      .product(name: "HTTPTypes", package: "swift-http-types"),
    ],
    path: "Fuzz/Targets", swiftSettings: strict),
  .executableTarget(
    name: "fuzz", dependencies: ["FuzzTargets", "CLibFuzzer"], path: "Fuzz/Runner", swiftSettings: strict,
    linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]),
]

let parts: [Target] = [
  readers,
  .target(name: "CAllocations", path: "Benchmarks/CAllocations"),
  .executableTarget(
    name: "parts",
    dependencies: [
      "CAllocations", "Gateway", "GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution", "Rows",
      .product(name: "HTTPTypes", package: "swift-http-types"),
    ],
    path: "Benchmarks/Parts", swiftSettings: strict),
]

let httpTypes: Package.Dependency = .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0")

let package = Package(
  name: "heirloom",
  platforms: [.macOS(.v26)],
  products: part == nil ? [.executable(name: "heirloom", targets: ["heirloom"])] : [],
  traits: [.trait(name: "TLS", description: "TLS and HTTP/2 at the gateway's own port.")],
  dependencies: engineOnly
    ? []
    : fuzzing || measuring
    ? [httpTypes]
    : [
      httpTypes,
      .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
      .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
      .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
      .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
      .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
      .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
      .package(url: "https://github.com/apple/swift-metrics", from: "2.9.0"),
      .package(url: "https://github.com/apple/swift-configuration", from: "1.0.2"),
      .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
      .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
      .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
    ],
  targets: fuzzing ? engine + fuzz : measuring ? engine + parts : engineOnly ? engine + engineTests : engine + engineTests + server
)
