import Foundation
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
    var line = "{\"time\":\"\(Self.sink.timestamp())\",\"level\":\"\(event.level)\",\"message\":"
    line.append(json: "\(event.message)")
    for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
      line += ","
      line.append(json: key)
      line += ":"
      line.append(json: value)
    }
    line += "}\n"
    Self.sink.write(line, isUrgent: event.level >= .warning)
  }

  /// Writes what has been gathered.
  static func flush() { sink.flush() }
}

extension String {
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

  private let waiting = Mutex("")
  /// The second last asked for, and how it is written.
  private let second = Mutex<(number: Int, text: String)>((0, ""))
  private let isRunning = Mutex(false)

  func write(_ line: String, isUrgent: Bool) {
    let mustFlush = waiting.withLock { waiting in
      waiting += line
      return isUrgent || waiting.utf8.count > Self.bytesMax
    }
    if mustFlush {
      flush()
    } else {
      startWriting()
    }
  }

  func flush() {
    let lines = waiting.withLock { waiting in
      defer { waiting = "" }
      return waiting
    }
    if !lines.isEmpty { FileHandle.standardError.write(Data(lines.utf8)) }
  }

  private func startWriting() {
    let isNew = isRunning.withLock { isRunning in
      defer { isRunning = true }
      return !isRunning
    }
    guard isNew else { return }
    Thread.detachNewThread {
      while true {
        Thread.sleep(forTimeInterval: Self.interval / .seconds(1))
        self.flush()
      }
    }
  }

  /// Now in UTC, to the millisecond, as RFC 3339 has it.
  func timestamp() -> String {
    let now = Date().timeIntervalSince1970
    let number = Int(now)
    let text = second.withLock { second in
      if second.number != number {
        second = (number, Date(timeIntervalSince1970: Double(number)).formatted(.iso8601).dropLast().description)
      }
      return second.text
    }
    let milliseconds = String(Int((now - Double(number)) * 1_000))
    return text + "." + String(repeating: "0", count: 3 - milliseconds.count) + milliseconds + "Z"
  }
}
