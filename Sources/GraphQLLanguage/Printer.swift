/// Writes a document in the layout GraphQL tools share: two spaces, one selection a line, a blank line between definitions.
///
/// Parsing the text again gives the same tree. Comments and commas are gone.
public struct Printer {
  let document: Document
  var text: [UInt8] = []
  private(set) var indentation = 0

  private init(_ document: Document) {
    self.document = document
    text.reserveCapacity(document.source.count)
  }

  /// The canonical text of a document, without a newline at its end. O(nodes).
  public static func print(_ document: Document) -> [UInt8] {
    var printer = Printer(document)
    for (index, definition) in document.definitions.enumerated() {
      if index > 0 { printer.write("\n\n") }
      printer.print(definition)
    }
    return printer.text
  }

  /// The text of one value.
  public static func print(_ value: NodeID<Value>, in document: Document) -> [UInt8] {
    var printer = Printer(document)
    printer.print(value)
    return printer.text
  }

  private mutating func print(_ definition: Definition) {
    switch definition {
    case .operation(let id): print(document[id])
    case .fragment(let id): print(document[id])
    case .schema(let id): print(document[id])
    case .type(let id): print(document[id])
    case .directive(let id): print(document[id])
    }
  }
}

extension Printer {
  mutating func write(_ string: String) {
    text.append(contentsOf: string.utf8)
  }

  mutating func write(_ name: Name) {
    text.append(contentsOf: document.bytes(name.range))
  }

  mutating func newline() {
    text.append(UInt8(ascii: "\n"))
    text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
  }

  /// Writes parts between brackets on one line.
  mutating func printParts<Node>(
    _ nodes: NodeRange<Node>, in brackets: (open: String, close: String),
    _ printPart: (inout Printer, NodeID<Node>) -> Void
  ) -> BracketedParts {
    var parts = BracketedParts(brackets.open, in: &text)
    for node in nodes {
      parts.begin(in: &text)
      printPart(&self, node)
    }
    parts.end(brackets.close, in: &text)
    return parts
  }

  mutating func indent() { indentation += 2 }

  mutating func outdent() { indentation -= 2 }

  /// A description stands on a line of its own before what it describes.
  mutating func printDescription(_ description: NodeID<Value>?) {
    guard let description else { return }
    print(description)
    newline()
  }
}
