import ArgumentParser

/// The flags for the limits of documents.
struct LimitOptions: ParsableArguments {
  @Option(name: .customLong("limits-document-bytes"), help: SettingsOptions.help("limits.document-bytes"))
  var documentBytes: String?

  @Option(name: .customLong("limits-tokens"), help: SettingsOptions.help("limits.tokens"))
  var tokens: String?

  @Option(name: .customLong("limits-nesting"), help: SettingsOptions.help("limits.nesting"))
  var nesting: String?

  @Option(name: .customLong("limits-comparisons"), help: SettingsOptions.help("limits.comparisons"))
  var comparisons: String?

  @Option(name: .customLong("limits-errors"), help: SettingsOptions.help("limits.errors"))
  var errors: String?

  @Option(name: .customLong("limits-operations"), help: SettingsOptions.help("limits.operations"))
  var operations: String?

  @Option(name: .customLong("limits-fragments"), help: SettingsOptions.help("limits.fragments"))
  var fragments: String?

  @Option(name: .customLong("limits-directives"), help: SettingsOptions.help("limits.directives"))
  var directives: String?

  @Option(name: .customLong("limits-directives-per-location"), help: SettingsOptions.help("limits.directives-per-location"))
  var directivesPerLocation: String?

  @Option(name: .customLong("limits-list-items"), help: SettingsOptions.help("limits.list-items"))
  var listItems: String?

  @Option(name: .customLong("limits-input-depth"), help: SettingsOptions.help("limits.input-depth"))
  var inputDepth: String?

  @Option(name: .customLong("limits-input-fields"), help: SettingsOptions.help("limits.input-fields"))
  var inputFields: String?

  @Option(name: .customLong("limits-cost"), help: SettingsOptions.help("limits.cost"))
  var cost: String?

  @Option(name: .customLong("limits-variables"), help: SettingsOptions.help("limits.variables"))
  var variables: String?

  @Option(name: .customLong("limits-root-fields"), help: SettingsOptions.help("limits.root-fields"))
  var rootFields: String?

  @Option(name: .customLong("limits-aliases"), help: SettingsOptions.help("limits.aliases"))
  var aliases: String?

  @Option(name: .customLong("limits-depth"), help: SettingsOptions.help("limits.depth"))
  var depth: String?

  @Option(name: .customLong("limits-introspection-depth"), help: SettingsOptions.help("limits.introspection-depth"))
  var introspectionDepth: String?

  /// The values of the flags that were given, by the key of their setting.
  var given: [(String, String?)] {
    [
      ("limits.document-bytes", documentBytes), ("limits.tokens", tokens), ("limits.nesting", nesting),
      ("limits.comparisons", comparisons), ("limits.errors", errors), ("limits.operations", operations),
      ("limits.fragments", fragments), ("limits.directives", directives),
      ("limits.directives-per-location", directivesPerLocation), ("limits.list-items", listItems),
      ("limits.input-depth", inputDepth), ("limits.input-fields", inputFields), ("limits.cost", cost),
      ("limits.variables", variables),
      ("limits.root-fields", rootFields), ("limits.aliases", aliases), ("limits.depth", depth),
      ("limits.introspection-depth", introspectionDepth),
    ]
  }
}
