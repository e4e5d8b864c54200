internal import GraphQLExecution
public import GraphQLLanguage
public import GraphQLSchema
public import GraphQLValidation

/// What a gateway would say to a document before it runs, for whoever writes the document.
public struct DocumentCheck {
  private let schema: Schema
  private let limits: Limits

  public init(schema: Schema, limits: Limits) {
    self.schema = schema
    self.limits = limits
  }

  /// One thing to say about a document.
  public struct Finding: Sendable, Hashable {
    public let file: String
    public let location: SourceLocation
    /// Whether the gateway refuses the document for it; otherwise it only warns.
    public let isError: Bool
    public let message: String
    /// The rule that is broken, the code of the limit that is exceeded, `Syntax` or `Deprecated`.
    public let rule: String
    /// What of the schema it is about; nil where the schema has nothing to do with it.
    public let coordinate: SchemaCoordinate?
  }

  /// Every reason to refuse the document; what it uses that is deprecated, when there is none. Each document stands for
  /// itself: fragments of other files are unknown.
  public func findings(in source: [UInt8], file: String) -> [Finding] {
    let document: Document
    do throws(SyntaxError) {
      document = try Parser.parse(source, limits: limits.text)
    } catch {
      let location = SourceLocation(of: error.offset, in: source)
      let rule = error.limitCode ?? "Syntax"
      return [
        Finding(file: file, location: location, isError: true, message: error.message, rule: rule, coordinate: nil)
      ]
    }
    let coordinates = DocumentCoordinates(of: document, in: schema)
    let finding = { (message: String, rule: String, offset: Int, isError: Bool, coordinate: SchemaCoordinate?) in
      Finding(
        file: file, location: document.location(of: offset), isError: isError, message: message, rule: rule,
        coordinate: coordinate)
    }
    do throws(ValidationError) {
      let valid = try ValidDocument.validate(
        document, against: schema,
        options: ValidationOptions(
          errorsMax: limits.errorsMax, comparisonsMax: limits.comparisonsMax, suggestsNames: true))
      let violations = violations(in: valid)
      if !violations.isEmpty {
        return violations.map { finding($0.message, $0.code, $0.offset, true, coordinates.coordinate(at: $0.offset)) }
      }
      return valid.deprecatedUses.map { use in
        finding("\(use.coordinate) is deprecated: \(use.reason)", "Deprecated", use.offset, false, use.coordinate)
      }
    } catch {
      return error.diagnostics.map { diagnostic in
        let offset = diagnostic.locations.first?.offset ?? 0
        return finding(diagnostic.message, diagnostic.rule, offset, true, coordinates.coordinate(of: diagnostic))
      }
    }
  }

  private func violations(in valid: ValidDocument) -> [LimitViolation] {
    if let violation = limits.violation(in: valid.document) { return [violation] }
    return limits.violations(ofOperationsIn: valid).sorted { $0.key < $1.key }.map(\.value)
  }
}

extension DocumentCheck.Finding: CustomStringConvertible {
  /// `file:line:column: message (Rule at Coordinate)`, as editors and pipelines read it.
  public var description: String {
    let place = coordinate.map { " at \($0)" } ?? ""
    return "\(file):\(location.line):\(location.column): \(isError ? "" : "warning: ")\(message) (\(rule)\(place))"
  }

  /// An array of objects with `file`, `line`, `column`, `severity`, `message`, `rule` and, where there is one, `coordinate`.
  public static func json(_ findings: [Self]) -> [UInt8] {
    var buffer = ResponseBuffer()
    buffer.append(UInt8(ascii: "["))
    for (index, finding) in findings.enumerated() {
      buffer.append(index == 0 ? "{\"file\":" : ",{\"file\":")
      buffer.append(string: finding.file)
      buffer.append(",\"line\":")
      buffer.append(Int64(finding.location.line))
      buffer.append(",\"column\":")
      buffer.append(Int64(finding.location.column))
      buffer.append(finding.isError ? ",\"severity\":\"error\",\"message\":" : ",\"severity\":\"warning\",\"message\":")
      buffer.append(string: finding.message)
      buffer.append(",\"rule\":")
      buffer.append(string: finding.rule)
      if let coordinate = finding.coordinate {
        buffer.append(",\"coordinate\":")
        buffer.append(string: coordinate.description)
      }
      buffer.append(UInt8(ascii: "}"))
    }
    buffer.append(UInt8(ascii: "]"))
    return buffer.bytes
  }
}
