import Rows

/// Parameter values laid out the way libpq takes them; reused from statement to statement.
///
/// Invariant: `ends[i]` is where value i ends in `bytes`, and each value is followed by a zero byte.
@safe struct ParameterBlock: ~Copyable {
  private var bytes: [UInt8] = []
  private var starts: [Int] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []

  private static let null = -1

  mutating func fill(_ parameters: [Parameter]) {
    bytes.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    formats.removeAll(keepingCapacity: true)
    for parameter in parameters {
      switch parameter {
      case .null: append(start: Self.null, length: 0, format: 0)
      case .binary(let value): append(value, format: 1)
      // libpq ends a text at its first zero byte. The server must refuse the whole value instead of seeing its beginning, so
      // it gets a byte no UTF-8 text contains and answers 22021, as it does for every other invalid text.
      case .text(let value): append(value.contains(0) ? [0xFF] : value, format: 0)
      }
    }
  }

  private mutating func append(_ value: [UInt8], format: Int32) {
    append(start: bytes.count, length: Int32(clamping: value.count), format: format)
    bytes.append(contentsOf: value)
    bytes.append(0)
  }

  private mutating func append(start: Int, length: Int32, format: Int32) {
    starts.append(start)
    lengths.append(length)
    formats.append(format)
  }

  /// The pointers are valid during `body` only.
  borrowing func withPointers<Result>(
    _ body: (
      _ count: Int32, _ values: UnsafePointer<UnsafePointer<CChar>?>?, _ lengths: UnsafePointer<Int32>?,
      _ formats: UnsafePointer<Int32>?
    ) -> Result
  ) -> Result {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: starts.count + 1) { values in
        for index in starts.indices {
          let start = starts[index]
          unsafe values.initializeElement(
            at: index,
            to: start == Self.null ? nil : bytes.baseAddress.map { unsafe ($0 + start).assumingMemoryBound(to: CChar.self) })
        }
        return unsafe lengths.withUnsafeBufferPointer { lengths in
          unsafe formats.withUnsafeBufferPointer { formats in
            unsafe body(
              Int32(clamping: starts.count), UnsafePointer(values.baseAddress), lengths.baseAddress, formats.baseAddress)
          }
        }
      }
    }
  }
}
