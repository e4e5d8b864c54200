import GraphQLExecution
import Testing

@Suite struct `Response buffers` {
  private func written(_ write: (inout ResponseBuffer) -> Void) -> String {
    var buffer = ResponseBuffer(capacity: 1)
    buffer.append(UInt8(ascii: "<"))
    write(&buffer)
    buffer.append(UInt8(ascii: ">"))
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  /// Where numbers of digits change, and the ends of the range.
  private static let numbers: [UInt64] =
    (0..<20).flatMap { exponent in
      let power = (0..<exponent).reduce(UInt64(1)) { power, _ in power * 10 }
      return [power - 1, power, power + 1, 7 * (power / 10)]
    } + [.max, .max - 1]

  @Test(arguments: numbers) func `write numbers with all their digits`(number: UInt64) {
    #expect(written { $0.append(digits: number) } == "<\(number)>")
  }

  @Test(arguments: [.min, .min + 1, -100, -99, -10, -9, -1, 0, .max] as [Int64])
  func `write numbers below zero with their sign`(number: Int64) {
    #expect(written { $0.append(number) } == "<\(number)>")
  }

  @Test(arguments: 1...20) func `fill numbers up with zeros in front`(width: Int) {
    #expect(written { $0.append(digits: 42, width: width) } == "<" + String(repeating: "0", count: max(0, width - 2)) + "42>")
  }

  @Test(arguments: 0...40) func `write texts of any length as they are`(length: Int) {
    let text = String((0..<length).map { Character(UnicodeScalar(UInt8(ascii: "a") + UInt8($0 % 26))) })
    #expect(written { $0.append(Array(text.utf8)) } == "<\(text)>")
  }
}
