import GraphQLExecution
import GraphQLLanguage
import GraphQLValidation
import Postgres

/// Why a request has no data: errors for its response, and how the response is sent.
struct RequestFailure: Error {
  private enum Kind {
    case refusal(RequestRefusal)
    case errors([(code: ErrorCode, message: String, locations: [SourceLocation])])
  }

  private let kind: Kind
  /// The connection broke before anything was answered; another one may do.
  let isConnectionLost: Bool

  init(_ errors: [(ErrorCode, String, [SourceLocation])]) {
    kind = .errors(errors.map { (code: $0.0, message: $0.1, locations: $0.2) })
    isConnectionLost = false
  }

  init(refusal: RequestRefusal) {
    kind = .refusal(refusal)
    isConnectionLost = false
  }

  init(_ failure: CallFailure, isConnectionLost: Bool) {
    kind = .refusal(RequestRefusal(ErrorCode(rawValue: failure.code) ?? .internal, failure.message))
    self.isConnectionLost = isConnectionLost
  }

  init(_ violation: LimitViolation, _ document: Document) {
    self.init([(ErrorCode(violation), violation.message, [document.location(of: violation.offset)])])
  }

  static func refusing<Value>(_ body: () throws(RequestRefusal) -> Value) throws(RequestFailure) -> Value {
    do throws(RequestRefusal) {
      return try body()
    } catch {
      throw RequestFailure(refusal: error)
    }
  }

  func reply(as form: ResponseForm, requestID: String) -> HTTPReply {
    switch kind {
    case .refusal(let refusal): return .refusal(refusal, as: form, requestID: requestID)
    case .errors(let errors):
      let body = ResponseError.body(
        errors.map {
          ResponseError(message: $0.message, code: $0.code.rawValue, locations: $0.locations, requestID: requestID)
        })
      let status = form.status(ofDocumentError: errors.first?.code ?? .internal)
      var reply = HTTPReply(status: status, as: form, body: body, requestID: requestID)
      reply.record.codes = Set(errors.map(\.code.rawValue)).sorted()
      return reply
    }
  }
}

extension RequestRefusal {
  init(_ refusal: Refusal) {
    switch refusal {
    case .full: self.init(.overloaded, ErrorCode.overloaded.message)
    case .unavailable, .shuttingDown: self.init(.unavailable, ErrorCode.unavailable.message)
    case .expired: self.init(.timeout, ErrorCode.timeout.message)
    case .cancelled: self.init(.cancelled, ErrorCode.cancelled.message)
    }
  }
}
