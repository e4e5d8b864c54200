public import GraphQLLanguage
public import GraphQLSchema

/// What the rules read, and where they report.
struct ValidationContext {
  let document: Document
  let schema: Schema
  let options: ValidationOptions
  let resolution: TypeResolution
  private(set) var diagnostics: [Diagnostic] = []

  init(document: Document, schema: Schema, options: ValidationOptions) {
    self.document = document
    self.schema = schema
    self.options = options
    self.resolution = TypeResolver.resolve(document, schema)
  }

  /// Whether there are more diagnostics than are wanted.
  var isFull: Bool { options.errorsMax.map { diagnostics.count > $0 } ?? false }

  mutating func report(_ rule: Rule, _ message: String, at offsets: Int...) {
    report(rule, message, at: offsets)
  }

  mutating func report(_ rule: Rule, _ message: String, at offsets: [Int], limitCode: String? = nil) {
    if isFull { return }
    let locations = offsets.map { SourceOffset(offset: $0) }
    diagnostics.append(Diagnostic(rule: rule.rawValue, message: message, locations: locations, limitCode: limitCode))
  }

  /// Checks the rules asked for, then puts the diagnostics in the order of the document.
  mutating func checkAll() {
    for rule in Rule.allCases where options.rules.contains(rule) && !isFull { check(rule) }
    let positions = diagnostics.indices.sorted { left, right in
      let (leftOffset, rightOffset) = (diagnostics[left].firstOffset, diagnostics[right].firstOffset)
      return leftOffset == rightOffset ? left < right : leftOffset < rightOffset
    }
    diagnostics = positions.map { diagnostics[$0] }
    if let max = options.errorsMax, diagnostics.count > max { cut(to: max) }
  }

  /// Drops what is too much; the last of those that stay says so.
  private mutating func cut(to max: Int) {
    diagnostics = Array(diagnostics.prefix(max > 1 ? max - 1 : max))
    guard max > 1 else { return }
    let message = "The document has more than \(max) errors; these are the first."
    diagnostics.append(
      Diagnostic(rule: "MaxErrors", message: message, locations: [SourceOffset(offset: 0)], limitCode: "LIMIT_ERRORS"))
  }

  /// A name as a message quotes it: clients choose its length.
  func text(_ name: Name) -> String {
    let text = document.text(name)
    return text.utf8.count <= Self.nameBytesMax ? text : String(text.prefix(Self.nameBytesMax)) + "…"
  }

  static let nameBytesMax = 80
}

extension Diagnostic {
  fileprivate var firstOffset: Int { locations.first?.offset ?? Int.max }
}

extension Schema {
  /// Every way a document violates the rules asked for.
  public func validate(_ document: Document, options: ValidationOptions = ValidationOptions()) -> [Diagnostic] {
    var context = ValidationContext(document: document, schema: self, options: options)
    context.checkAll()
    return context.diagnostics
  }
}
