/// What each code means, for those who meet it; docs/errors.md is made from this.
extension ErrorCode {
  public enum Group: String, Sendable, CaseIterable {
    case document = "The document"
    case limits = "The document is too large"
    case request = "The request"
    case caller = "Who asks"
    case procedures = "What procedures answer"
    case gateway = "The gateway"
  }

  public var group: Group {
    switch self {
    case .syntax, .validation, .operationNotFound, .variables, .introspectionDisabled: .document
    case .limitExceeded, .limitSize, .limitTokens, .limitNesting, .limitDepth, .limitAliases, .limitRootFields, .limitDirectives,
      .limitFragments, .limitOperations, .limitVariables, .limitList, .limitInput, .limitCost, .limitComparisons,
      .limitErrors:
      .limits
    case .badRequest, .badParameters, .bodyTooLarge, .unsupportedMediaType, .notAcceptable, .methodNotAllowed, .requestTimeout,
      .uriTooLong, .headersTooLarge:
      .request
    case .unauthenticated, .personaNotYours, .tenantInactive, .accountSuspended, .rateLimited: .caller
    case .badInput, .badID, .badCursor, .notFound, .forbidden, .invalid: .procedures
    case .timeout, .unavailable, .overloaded, .cancelled, .internal: .gateway
    }
  }

  public var meaning: String {
    switch self {
    case .syntax: "The document does not parse. The location is where reading stopped."
    case .validation: "The document breaks a rule of the specification, or names what the schema does not have."
    case .operationNotFound: "`operationName` names no operation, or is missing though there are several."
    case .variables: "A variable is missing, or its value is not of its type. The location is the variable's definition."
    case .introspectionDisabled: "The schema is not shown to this caller. `__typename` always is."
    case .limitExceeded: "The operation selects more fields than a plan may have."
    case .limitSize: "The document has too many characters."
    case .limitTokens: "The document has too many tokens."
    case .limitNesting: "Selections, values or types are nested too deeply to be read."
    case .limitDepth: "Fields are nested too deeply, fragments included."
    case .limitAliases: "Too many fields have aliases."
    case .limitRootFields: "The operation has too many root fields."
    case .limitDirectives: "There are too many directives in the document, or at one place."
    case .limitFragments: "The document defines too many fragments."
    case .limitOperations: "The document has too many operations."
    case .limitVariables: "An operation defines too many variables."
    case .limitList: "A list in an argument or variable has too many items."
    case .limitCost: "The lists the operation asks for may become so long that it costs too much. Ask for shorter pages."
    case .limitInput: "The input objects of an argument are nested too deeply, or have too many fields."
    case .limitComparisons: "So many fields share response names that it is not worth finding out whether they merge."
    case .limitErrors: "The document has more errors than are shown; this is the last entry."
    case .badRequest: "The request is not HTTP as it should be, not percent-encoded, or not JSON."
    case .badParameters: "The request has no document, or a parameter of a wrong type."
    case .bodyTooLarge: "The body is longer than the gateway reads."
    case .unsupportedMediaType: "The body is not `application/json` in UTF-8, or is compressed."
    case .notAcceptable: "`Accept` allows no media type that the gateway can answer with."
    case .methodNotAllowed: "The method is not one of those in `Allow`, or is GET for something that is no query."
    case .requestTimeout: "The request did not arrive completely in time."
    case .uriTooLong: "The request line is longer than the gateway reads. Use POST."
    case .headersTooLarge: "The headers are more, or longer, than the gateway reads."
    case .unauthenticated: "The access token or API key is missing, wrong, expired, revoked or signed out."
    case .personaNotYours: "The persona in `Heirloom-Persona` is not one of the user's own, or not living and active."
    case .tenantInactive: "The tenant of the token or key is suspended."
    case .accountSuspended: "The user is suspended or locked."
    case .rateLimited: "Too many wrong secrets for one API key, or more requests than it may make. `Retry-After` says when to try again."
    case .badInput: "An argument's value cannot be used: it is out of range, of a wrong form, or null where a variable made it so."
    case .badID: "An id in an argument is none of this service, or of a type that the field does not take."
    case .badCursor: "A cursor was not made by this list for this caller."
    case .notFound: "There is no such object, or none that the acting persona may see: nobody can tell which."
    case .forbidden: "The acting persona may see the object, but not do this."
    case .invalid: "A procedure does not accept the values of the arguments together."
    case .timeout: "The request took longer than it may."
    case .unavailable: "The database or the signing keys are not there at the moment. `Retry-After` says when to try again."
    case .overloaded: "Too many requests wait already. `Retry-After` says when to try again."
    case .cancelled: "The client went away before it was answered."
    case .internal: "Something is wrong with the service. The request id finds the log line."
    }
  }
}
