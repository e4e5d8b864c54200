/// A null-terminated array of C strings.
@safe struct CStringArray: ~Copyable {
  private let strings: UnsafeMutableBufferPointer<UnsafePointer<CChar>?>

  init(_ texts: [String]) {
    unsafe strings = .allocate(capacity: texts.count + 1)
    for (index, text) in texts.enumerated() {
      let bytes = text.utf8CString
      let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: bytes.count)
      _ = unsafe copy.initialize(from: bytes)
      unsafe strings.initializeElement(at: index, to: UnsafePointer(copy.baseAddress))
    }
    unsafe strings.initializeElement(at: texts.count, to: nil)
  }

  deinit {
    for unsafe string in unsafe strings { unsafe string?.deallocate() }
    unsafe strings.deallocate()
  }

  /// The pointers are valid during `body` only.
  borrowing func withPointers<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
    unsafe body(UnsafePointer(strings.baseAddress))
  }
}
