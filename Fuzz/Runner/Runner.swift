import CLibFuzzer
import FuzzTargets
import Glibc

/// `fuzz TARGET FLAGS…`: runs libFuzzer on one target; the flags are libFuzzer's.
@main
enum Runner {
  static func main() {
    let arguments = CommandLine.arguments
    guard FuzzTarget.current != nil else {
      print("which target? \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))")
      exit(2)
    }
    FuzzTarget.prepare()
    var texts = unsafe ([arguments[0]] + arguments.dropFirst(2)).map { unsafe strdup($0) }
    var count = Int32(arguments.count - 1)
    unsafe texts.append(nil)
    let status = unsafe texts.withUnsafeMutableBufferPointer { buffer in
      var start = buffer.baseAddress
      return unsafe LLVMFuzzerRunDriver(&count, &start) { data, size in
        FuzzTarget.run(unsafe Array(UnsafeBufferPointer(start: data, count: size)))
        return 0
      }
    }
    exit(status)
  }
}
