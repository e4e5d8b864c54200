internal import GraphQLExecution
internal import GraphQLSchema

/// Answers cases one after another, and remembers the schemas they name.
public struct Evaluator {
  /// Longer lines are answered with an error.
  public static let lineBytesMax = 64 << 20

  /// Schemas take some twenty times the memory of their texts.
  var schemas = RecentlyUsed<SchemaKey, Result<Schema, CaseFailure>>(countMax: 64, sizeMax: 4 << 20)

  public init() {}

  /// The answer to one line, as one line of JSON without a newline at its end.
  public mutating func evaluate(_ line: [UInt8]) -> [UInt8] {
    guard line.count <= Self.lineBytesMax else {
      return Self.text(.failure(CaseFailure("The line is longer than \(Self.lineBytesMax) bytes.")), of: nil)
    }
    do throws(JSONReader.Failure) {
      let value = EvaluationCase(try JSONReader.read(line, allowsLoneSurrogates: true))
      return Self.text(answer(value), of: value)
    } catch {
      return Self.text(.failure(CaseFailure("The line is not JSON: \(error.reason) at byte \(error.offset).")), of: nil)
    }
  }

  private mutating func answer(_ value: EvaluationCase) -> Result<Answer, CaseFailure> {
    do throws(CaseFailure) {
      let operation = try value.string("op")
      switch operation {
      case "parse": return .success(try parse(value))
      case "schema": return .success(try schema(value))
      case "validate": return .success(try validate(value))
      case "execute": return .success(try execute(value))
      case "diff": return .success(try diff(value))
      case "coordinate": return .success(try coordinate(value))
      default: throw CaseFailure("Unknown op \"\(operation.prefix(80))\".")
      }
    } catch {
      return .failure(error)
    }
  }

  private static func text(_ result: consuming Result<Answer, CaseFailure>, of value: EvaluationCase?) -> [UInt8] {
    var text = ResponseBuffer()
    text.append(UInt8(ascii: "{"))
    if let value, let id = value.member("id") {
      text.append("\"id\":")
      text.append(value.tape.text(of: id))
      text.append(UInt8(ascii: ","))
    }
    switch result {
    case .success(let answer): text.append(answer.members.bytes)
    case .failure(let failure): text.append(Answer(failure).members.bytes)
    }
    text.append(UInt8(ascii: "}"))
    return text.bytes
  }
}
