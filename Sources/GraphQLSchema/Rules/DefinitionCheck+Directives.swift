internal import GraphQLLanguage

extension DefinitionCheck {
  /// Calls the body with each directive and its place.
  private func forEachDirective(_ body: (Directive, DirectiveApplication, SourceOffset) -> Void) {
    for application in applications {
      for id in application.directives {
        let directive = collection.documents[application.document][id]
        body(directive, application, SourceOffset(document: application.document, offset: directive.range.start))
      }
    }
  }

  /// A directive is defined, and may stand where it does.
  mutating func checkKnownDirectives() {
    var found: [(message: String, place: SourceOffset)] = []
    forEachDirective { directive, application, place in
      let name = collection.text(directive.name, in: application.document)
      if let definition = collection.directive(named: name) {
        if definition.node.locations.contains(application.location) { return }
        found.append(("Directive \"@\(name)\" may not be used on \(application.location.rawValue).", place))
      } else {
        found.append(("Unknown directive \"@\(name)\".", place))
      }
    }
    for (message, place) in found { report(.knownDirectives, message, place) }
  }

  /// A directive that is not repeatable stands once at its place.
  mutating func checkUniqueDirectivesPerLocation() {
    var seen: [DirectiveApplication.Holder: SeenNames<String>] = [:]
    var found: [(name: String, places: [SourceOffset])] = []
    forEachDirective { directive, application, place in
      let name = collection.text(directive.name, in: application.document)
      guard let definition = collection.directive(named: name), !definition.node.isRepeatable else { return }
      if let first = seen[application.holder, default: SeenNames()].add(name, at: place) {
        found.append((name, [first, place]))
      }
    }
    for (name, places) in found {
      report(
        .uniqueDirectivesPerLocation, "The directive \"@\(name)\" can only be used once at this location.", places)
    }
  }

  /// Directives get only arguments they define.
  mutating func checkKnownArgumentNamesOnDirectives() {
    var found: [(message: String, place: SourceOffset)] = []
    forEachDirective { directive, application, _ in
      let document = collection.documents[application.document]
      let name = document.text(directive.name)
      guard let known = collection.argumentNames(ofDirective: name) else { return }
      for id in directive.arguments {
        let argument = document.text(document[id].name)
        if known.contains(argument) { continue }
        let place = SourceOffset(document: application.document, offset: document[id].range.start)
        found.append(("Unknown argument \"\(argument)\" on directive \"@\(name)\".", place))
      }
    }
    for (message, place) in found { report(.knownArgumentNamesOnDirectives, message, place) }
  }

  /// A directive gets each argument once.
  mutating func checkUniqueArgumentNames() {
    var found: [(name: String, places: [SourceOffset])] = []
    forEachDirective { directive, application, _ in
      let document = collection.documents[application.document]
      found += repeated(directive.arguments.map { document[$0].name }, in: application.document)
    }
    for (name, places) in found {
      report(.uniqueArgumentNames, "There can be only one argument named \"\(name)\".", places)
    }
  }

  /// An input object is given each field once, in arguments of directives and in defaults.
  mutating func checkUniqueInputFieldNames() {
    for number in baseCount..<collection.authoredCount {
      let document = collection.documents[number]
      for value in document.values {
        guard case .object(let fields) = value.kind, fields.count > 1 else { continue }
        var seen = SeenNames<NameID>()
        for id in fields {
          let name = document[id].name
          let place = SourceOffset(document: number, offset: name.start)
          guard let first = seen.add(name.id, at: place) else { continue }
          report(
            .uniqueInputFieldNames, "There can be only one input field named \"\(document.text(name))\".", first, place)
        }
      }
    }
  }

  /// Directives get all arguments that are non-null and have no default.
  mutating func checkProvidedRequiredArgumentsOnDirectives() {
    var found: [(message: String, place: SourceOffset)] = []
    forEachDirective { directive, application, place in
      let document = collection.documents[application.document]
      let name = document.text(directive.name)
      guard let definition = collection.directive(named: name) else { return }
      let given = Set(directive.arguments.map { document.text(document[$0].name) })
      let source = collection.documents[definition.document]
      for id in definition.node.arguments {
        let argument = source[id]
        let argumentName = source.text(argument.name)
        guard case .nonNull = source[argument.type].kind, argument.defaultValue == nil, !given.contains(argumentName)
        else { continue }
        let type = source.text(source[argument.type].range)
        found.append(
          ("Argument \"@\(name)(\(argumentName):)\" of type \"\(type)\" is required, but it was not provided.", place))
      }
    }
    for (message, place) in found { report(.providedRequiredArgumentsOnDirectives, message, place) }
  }
}
