import GraphQLLanguage
import GraphQLValidation

/// The closed table of codes a client can meet: what each means and the status of a response that is nothing but it.
public enum ErrorCode: String, Sendable, CaseIterable {
  // The document.
  case syntax = "GRAPHQL_SYNTAX"
  case validation = "GRAPHQL_VALIDATION"
  case operationNotFound = "OPERATION_NOT_FOUND"
  case variables = "VARIABLE_INVALID"
  // The document is too large in one respect.
  case limitExceeded = "LIMIT_EXCEEDED"
  case limitSize = "LIMIT_SIZE"
  case limitTokens = "LIMIT_TOKENS"
  case limitNesting = "LIMIT_NESTING"
  case limitDepth = "LIMIT_DEPTH"
  case limitAliases = "LIMIT_ALIASES"
  case limitRootFields = "LIMIT_ROOT_FIELDS"
  case limitDirectives = "LIMIT_DIRECTIVES"
  case limitFragments = "LIMIT_FRAGMENTS"
  case limitOperations = "LIMIT_OPERATIONS"
  case limitVariables = "LIMIT_VARIABLES"
  case limitList = "LIMIT_LIST"
  case limitCost = "LIMIT_COST"
  case limitInput = "LIMIT_INPUT"
  case limitComparisons = "LIMIT_COMPARISONS"
  case limitErrors = "LIMIT_ERRORS"
  // The request.
  case badRequest = "BAD_REQUEST"
  case badParameters = "BAD_PARAMETERS"
  case badInput = "BAD_USER_INPUT"
  case badID = "BAD_ID"
  case badCursor = "BAD_CURSOR"
  case bodyTooLarge = "BODY_TOO_LARGE"
  case unsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE"
  case notAcceptable = "NOT_ACCEPTABLE"
  case methodNotAllowed = "METHOD_NOT_ALLOWED"
  case requestTimeout = "REQUEST_TIMEOUT"
  case uriTooLong = "URI_TOO_LONG"
  case headersTooLarge = "HEADERS_TOO_LARGE"
  case introspectionDisabled = "INTROSPECTION_DISABLED"
  // Who asks.
  case unauthenticated = "UNAUTHENTICATED"
  case personaNotYours = "ACTING_PERSONA_NOT_YOURS"
  case tenantInactive = "TENANT_INACTIVE"
  case accountSuspended = "ACCOUNT_SUSPENDED"
  case rateLimited = "RATE_LIMITED"
  // What procedures answer.
  case notFound = "NOT_FOUND"
  case forbidden = "FORBIDDEN"
  case invalid = "VALIDATION"
  // The gateway.
  case timeout = "TIMEOUT"
  case unavailable = "UNAVAILABLE"
  case overloaded = "OVERLOADED"
  case cancelled = "CANCELLED"
  case `internal` = "INTERNAL"

  /// The HTTP status of a response without data in `application/graphql-response+json`, as the audits expect it.
  var status: Int {
    switch self {
    case .unauthenticated: 401
    case .personaNotYours, .accountSuspended, .tenantInactive, .forbidden: 403
    case .notFound: 404
    case .methodNotAllowed: 405
    case .notAcceptable: 406
    case .requestTimeout: 408
    case .bodyTooLarge: 413
    case .uriTooLong: 414
    case .unsupportedMediaType: 415
    case .headersTooLarge: 431
    case .rateLimited: 429
    case .internal: 500
    case .unavailable, .overloaded, .cancelled: 503
    case .timeout: 504
    default: 400
    }
  }

  /// Whether a procedure may raise it with an SQLSTATE of class FW.
  var isRaisedByProcedures: Bool {
    switch self {
    case .unauthenticated, .personaNotYours, .tenantInactive, .accountSuspended, .notFound, .forbidden, .invalid,
      .badInput, .badCursor:
      true
    default: false
    }
  }

  /// What the client reads when the code is all that may be said.
  var message: String {
    switch self {
    case .unauthenticated: "The request needs a valid access token."
    case .personaNotYours: "The acting persona is not one of yours, or cannot act."
    case .tenantInactive: "This tenant is not active."
    case .rateLimited: "Too many requests; try again later."
    case .introspectionDisabled: "Introspection is not available here."
    case .accountSuspended: "This account is suspended."
    case .notFound: "There is no such object for you."
    case .forbidden: "You may not do this."
    case .timeout: "The request took too long."
    case .unavailable: "The service is not available at the moment."
    case .overloaded: "The service is busy; try again shortly."
    case .badInput, .invalid: "An argument's value is not acceptable."
    case .internal: "The request could not be answered."
    default: rawValue
    }
  }
}

extension ErrorCode {
  init(_ error: SyntaxError) {
    self = error.limitCode.map { ErrorCode(rawValue: $0) ?? .limitExceeded } ?? .syntax
  }

  init(_ violation: LimitViolation) {
    self = ErrorCode(rawValue: violation.code) ?? .limitExceeded
  }
}
