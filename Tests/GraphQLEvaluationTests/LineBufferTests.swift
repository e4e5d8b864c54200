import GraphQLEvaluation
import Testing

@Suite struct LineBufferTests {
  /// The lines of a text that arrives in pieces of at most `step` bytes.
  private func lines(of text: String, step: Int, lineBytesMax: Int = 100) -> [String] {
    var buffer = LineBuffer(lineBytesMax: lineBytesMax, capacity: 4)
    var rest = Array(text.utf8)[...]
    var lines: [String] = []
    while true {
      while let line = buffer.next() { lines.append(String(decoding: line, as: UTF8.self)) }
      let isFilled = unsafe buffer.fill { space in
        let piece = rest.prefix(min(step, space.count))
        unsafe space.copyBytes(from: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
      }
      if !isFilled { break }
    }
    if let line = buffer.end() { lines.append(String(decoding: line, as: UTF8.self)) }
    return lines
  }

  @Test(arguments: [1, 2, 3, 5, 100])
  func `cuts lines wherever the pieces end`(step: Int) {
    #expect(lines(of: "one\n\nlonger than the buffer\nlast", step: step) == ["one", "", "longer than the buffer", "last"])
    #expect(lines(of: "one\n", step: step) == ["one"])
    #expect(lines(of: "", step: step) == [])
  }

  @Test func `keeps only the beginning of lines that are too long`() {
    let long = String(repeating: "x", count: 10_000)
    let cut = lines(of: "\(long)\nok\n\(long)", step: 3, lineBytesMax: 8)
    #expect(cut.map { $0.count > 8 && $0.count < 40 || $0 == "ok" } == [true, true, true])
    #expect(cut[1] == "ok")
  }
}
