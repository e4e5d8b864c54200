import Foundation
import Gateway
import Logging
import Synchronization

/// Writes log events as one JSON object a line to standard error: `time`, `level`, `message`, and the event's metadata.
///
/// Lines are gathered and written ten times a second, at once from `warning` on, and when the process ends in order.
struct JSONLog: LogHandler {
  private static let sink = LogSink()

  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]

  init(level: Logger.Level) { logLevel = level }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    Self.sink.write(isUrgent: event.level >= .warning) { line in
      line += ",\"level\":\""
      line += event.level.rawValue
      line += "\",\"message\":"
      line.append(json: event.message.description)
      let given = event.metadata ?? [:]
      line.append(metadata.isEmpty ? given : metadata.merging(given, uniquingKeysWith: { $1 }))
    }
  }

  /// Writes what has been gathered.
  static func flush() { sink.flush() }
}

extension String {
  /// A member for each, in the order of their names; what is known of a request has members of its own.
  fileprivate mutating func append(_ metadata: Logger.Metadata) {
    if metadata.count == 1, case .stringConvertible(let record as RequestRecord)? = metadata.values.first {
      self += ","
      return record.write(to: &self)
    }
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      self += ","
      if case .stringConvertible(let record as RequestRecord) = value {
        record.write(to: &self)
      } else {
        append(json: key)
        self += ":"
        append(json: value)
      }
    }
  }

  fileprivate mutating func append(json value: Logger.Metadata.Value) {
    switch value {
    case .string(let text): append(json: text)
    case .stringConvertible(let value as Int): self += String(value)
    case .stringConvertible(let value): append(json: value.description)
    case .array(let values):
      self += "["
      for (index, value) in values.enumerated() {
        if index > 0 { self += "," }
        append(json: value)
      }
      self += "]"
    case .dictionary(let values):
      self += "{"
      for (index, (key, value)) in values.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { self += "," }
        append(json: key)
        self += ":"
        append(json: value)
      }
      self += "}"
    }
  }

  fileprivate mutating func append(json text: String) {
    self += "\""
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      self += text
      self += "\""
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": self += "\\\""
      case "\\": self += "\\\\"
      case "\n": self += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        self += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: unicodeScalars.append(scalar)
      }
    }
    self += "\""
  }
}

/// Lines on their way to standard error.
private final class LogSink: Sendable {
  private static let interval = Duration.milliseconds(100)
  private static let bytesMax = 1 << 16

  private struct Lines {
    var text = ""
    /// The second last asked for, and how it is written.
    var second = 0
    var secondText = ""

    /// Begins a line with the time in UTC, to the millisecond, as RFC 3339 has it.
    mutating func begin() {
      let now = Date().timeIntervalSince1970
      if Int(now) != second {
        second = Int(now)
        secondText = Date(timeIntervalSince1970: Double(second)).formatted(.iso8601).dropLast().description
      }
      let milliseconds = String(Int((now - Double(second)) * 1_000))
      text += "{\"time\":\""
      text += secondText
      text += milliseconds.utf8.count == 3 ? "." : milliseconds.utf8.count == 2 ? ".0" : ".00"
      text += milliseconds
      text += "Z\""
    }
  }

  private let lines = Mutex(Lines())
  private let isRunning = Atomic(false)

  /// Adds a line; `write` gives its members behind the time.
  func write(isUrgent: Bool, _ write: (inout String) -> Void) {
    let mustFlush = lines.withLock { lines in
      lines.begin()
      write(&lines.text)
      lines.text += "}\n"
      return isUrgent || lines.text.utf8.count > Self.bytesMax
    }
    if mustFlush {
      flush()
    } else if !isRunning.load(ordering: .relaxed) {
      startWriting()
    }
  }

  func flush() {
    let text = lines.withLock { lines in
      defer { lines.text = "" }
      return lines.text
    }
    if !text.isEmpty { FileHandle.standardError.write(Data(text.utf8)) }
  }

  private func startWriting() {
    guard !isRunning.exchange(true, ordering: .relaxed) else { return }
    Thread.detachNewThread {
      while true {
        Thread.sleep(forTimeInterval: Self.interval / .seconds(1))
        self.flush()
      }
    }
  }
}
