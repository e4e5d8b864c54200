extension ValidationContext {
  mutating func check(_ rule: Rule) {
    switch rule {
    case .executableDefinitions: checkExecutableDefinitions()
    case .knownOperationTypes: checkKnownOperationTypes()
    case .uniqueOperationNames: checkUniqueOperationNames()
    case .loneAnonymousOperation: checkLoneAnonymousOperation()
    case .singleFieldSubscriptions: checkSingleFieldSubscriptions()
    case .knownTypeNames: checkKnownTypeNames()
    case .fragmentsOnCompositeTypes: checkFragmentsOnCompositeTypes()
    case .variablesAreInputTypes: checkVariablesAreInputTypes()
    case .scalarLeafs: checkScalarLeafs()
    case .fieldsOnCorrectType: checkFieldsOnCorrectType()
    case .uniqueFragmentNames: checkUniqueFragmentNames()
    case .knownFragmentNames: checkKnownFragmentNames()
    case .noUnusedFragments: checkNoUnusedFragments()
    case .possibleFragmentSpreads: checkPossibleFragmentSpreads()
    case .noFragmentCycles: checkNoFragmentCycles()
    case .uniqueVariableNames: checkUniqueVariableNames()
    case .noUndefinedVariables: checkNoUndefinedVariables()
    case .noUnusedVariables: checkNoUnusedVariables()
    case .knownDirectives: checkKnownDirectives()
    case .uniqueDirectivesPerLocation: checkUniqueDirectivesPerLocation()
    case .knownArgumentNames: checkKnownArgumentNames()
    case .uniqueArgumentNames: checkUniqueArgumentNames()
    case .valuesOfCorrectType: checkValuesOfCorrectType()
    case .providedRequiredArguments: checkProvidedRequiredArguments()
    case .variablesInAllowedPosition: checkVariablesInAllowedPosition()
    case .overlappingFieldsCanBeMerged: checkOverlappingFieldsCanBeMerged()
    case .uniqueInputFieldNames: checkUniqueInputFieldNames()
    case .maxIntrospectionDepth: checkMaxIntrospectionDepth()
    }
  }
}
