internal import GraphQLLanguage
internal import GraphQLSchema

/// What both ways of comparing fields need to know about the fields of a document.
struct MergingFields {
  let document: Document
  let schema: Schema
  let resolution: TypeResolution
  /// Numbers that are equal exactly when two fields have the same arguments, filled in as they are asked for.
  private var argumentNumbers: [Int32?]
  private var argumentTexts: [[UInt8]: Int32] = [:]

  init(_ document: Document, _ schema: Schema, _ resolution: TypeResolution) {
    self.document = document
    self.schema = schema
    self.resolution = resolution
    argumentNumbers = [Int32?](repeating: nil, count: document.fields.count)
  }

  /// The object type a field is selected on; nil for abstract and unknown types.
  func objectParent(of field: NodeID<Field>) -> TypeID? {
    resolution.fieldParents[field.index].flatMap { schema[$0].kind == .object ? $0 : nil }
  }

  func type(of field: NodeID<Field>) -> TypeReference? {
    resolution.fieldDefinitions[field.index]?.type
  }

  /// Whether values of both types look alike: the same lists and non-nulls around the same leaf or any composite types.
  func haveSameShape(_ left: TypeReference, _ right: TypeReference) -> Bool {
    if left == right { return true }
    var (left, right) = (left, right)
    while true {
      if left.isNonNull != right.isNonNull { return false }
      guard let leftItem = left.nullable.item, let rightItem = right.nullable.item else { break }
      (left, right) = (leftItem, rightItem)
    }
    if left.isList || right.isList { return false }
    return left.name == right.name || !(schema[left].isLeaf || schema[right].isLeaf)
  }

  mutating func haveSameArguments(_ left: NodeID<Field>, _ right: NodeID<Field>) -> Bool {
    if document[left].arguments.isEmpty && document[right].arguments.isEmpty { return true }
    return argumentNumber(of: left) == argumentNumber(of: right)
  }

  private mutating func argumentNumber(of field: NodeID<Field>) -> Int32 {
    if let number = argumentNumbers[field.index] { return number }
    var text: [UInt8] = []
    for argument in document[field].arguments.sorted(by: { name($0) < name($1) }) {
      text += Array(name(argument).utf8)
      text.append(UInt8(ascii: ":"))
      append(document[argument].value, to: &text)
    }
    let number = argumentTexts[text] ?? Int32(truncatingIfNeeded: argumentTexts.count)
    argumentTexts[text] = number
    argumentNumbers[field.index] = number
    return number
  }

  private func name(_ argument: NodeID<Argument>) -> String { document.text(document[argument].name) }

  /// Writes a value so that equal values give equal texts: object fields by name, strings by meaning.
  private func append(_ id: NodeID<Value>, to text: inout [UInt8]) {
    let value = document[id]
    switch value.kind {
    case .list(let items):
      text.append(UInt8(ascii: "["))
      for item in items { append(item, to: &text) }
      text.append(UInt8(ascii: "]"))
    case .object(let fields):
      text.append(UInt8(ascii: "{"))
      let sorted = fields.map { document[$0] }.sorted { document.text($0.name) < document.text($1.name) }
      for field in sorted {
        text += Array(document.text(field.name).utf8)
        text.append(UInt8(ascii: ":"))
        append(field.value, to: &text)
      }
      text.append(UInt8(ascii: "}"))
    case .string, .blockString:
      if case .blockString = value.kind { text += Array("\"\"".utf8) }
      StringLiteral.append(quoted: document.stringContent(of: value), to: &text)
    case .variable(let name):
      text.append(UInt8(ascii: "$"))
      text += Array(document.bytes(name.range))
      text.append(UInt8(ascii: ","))
    case .int, .float, .boolean, .null, .enum:
      text += Array(document.bytes(value.range))
      text.append(UInt8(ascii: ","))
    }
  }
}
