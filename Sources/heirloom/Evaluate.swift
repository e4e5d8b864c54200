import ArgumentParser
import Foundation
import GraphQLEvaluation

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
    var lines = LineSplitter()
    var output: [UInt8] = []
    while true {
      let chunk = FileHandle.standardInput.availableData
      for line in chunk.isEmpty ? lines.end() : lines.add(Array(chunk)) {
        output += evaluator.evaluate(line)
        output.append(UInt8(ascii: "\n"))
        if output.count >= Self.bufferBytes { Self.write(&output) }
      }
      Self.write(&output)
      if chunk.isEmpty { return }
    }
  }

  private static func write(_ output: inout [UInt8]) {
    FileHandle.standardOutput.write(Data(output))
    output.removeAll(keepingCapacity: true)
  }
}

/// Cuts a stream of bytes into lines; those of nothing but white space are no cases.
private struct LineSplitter {
  private var rest: [UInt8] = []

  /// The lines that these bytes complete.
  mutating func add(_ chunk: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var start = 0
    while let end = chunk[start...].firstIndex(of: UInt8(ascii: "\n")) {
      rest += chunk[start..<end]
      lines.append(rest)
      rest = []
      start = end + 1
    }
    rest += chunk[start...]
    return lines.filter(Self.isCase)
  }

  /// What stands after the last newline.
  func end() -> [[UInt8]] { [rest].filter(Self.isCase) }

  private static func isCase(_ line: [UInt8]) -> Bool {
    line.contains { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") && $0 != UInt8(ascii: "\r") }
  }
}
