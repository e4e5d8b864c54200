import ArgumentParser
import GraphQLEvaluation
import SystemPackage

struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answer cases about GraphQL texts: parse, build a schema, validate, compare.",
    discussion: """
      Reads one JSON object a line from standard input, such as {"id": 1, "op": "parse", "source": "{ a }"}, and writes one line
      for each, in order; needs neither database nor settings. docs/guides/tools.md describes the cases.
      """)

  /// Answers are written when they are that many bytes, or when no further case has arrived.
  private static let bufferBytes = 1 << 16

  func run() throws {
    var evaluator = Evaluator()
    var lines = LineBuffer()
    var output: [UInt8] = []
    while true {
      while let line = lines.next() {
        Self.answer(line, with: &evaluator, into: &output)
        if output.count >= Self.bufferBytes { try Self.write(&output) }
      }
      try Self.write(&output)
      guard try unsafe lines.fill({ try unsafe FileDescriptor.standardInput.read(into: $0) }) else { break }
    }
    if let line = lines.end() { Self.answer(line, with: &evaluator, into: &output) }
    try Self.write(&output)
  }

  /// Lines of nothing but white space are no cases.
  private static func answer(_ line: [UInt8], with evaluator: inout Evaluator, into output: inout [UInt8]) {
    guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") && $0 != UInt8(ascii: "\r") }) else {
      return
    }
    output += evaluator.evaluate(line)
    output.append(UInt8(ascii: "\n"))
  }

  private static func write(_ output: inout [UInt8]) throws {
    try FileDescriptor.standardOutput.writeAll(output)
    output.removeAll(keepingCapacity: true)
  }
}
