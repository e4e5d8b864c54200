internal import GraphQLLanguage

extension ValidationContext {
  /// Fields that give the same response name can be merged into one.
  ///
  /// `MergeCheck` decides in linear time; only a document that fails is searched for the pairs to report. Both have a
  /// budget, and exceeding it is a diagnostic too. https://spec.graphql.org/September2025/#sec-Field-Selection-Merging
  mutating func checkOverlappingFieldsCanBeMerged() {
    let fields = MergingFields(document, schema, resolution)
    let size = document.fields.count + document.fragmentSpreads.count + document.inlineFragments.count
    var check = MergeCheck(fields, budget: options.comparisonsMax + 8 * size)
    switch check.run() {
    case .mergeable: return
    case .exhausted: reportTooManyComparisons()
    case .conflicting: searchConflicts(fields)
    }
  }

  private mutating func searchConflicts(_ fields: MergingFields) {
    var search = ConflictSearch(fields, budget: options.comparisonsMax)
    let inline = Set(document.inlineFragments.map(\.selectionSet))
    let sets = document.selectionSets.indices.sorted {
      document.selectionSets[$0].range.start < document.selectionSets[$1].range.start
    }
    let countBefore = diagnostics.count
    for index in sets where !isFull && !search.isExhausted {
      let id = NodeID<SelectionSet>(rawValue: Int32(truncatingIfNeeded: index))
      if inline.contains(id) { continue }
      let rest = options.errorsMax.map { $0 + 1 - diagnostics.count } ?? .max
      for conflict in search.conflicts(within: id, countMax: rest) { report(conflict) }
    }
    if search.isExhausted && diagnostics.count == countBefore { reportTooManyComparisons() }
  }

  private mutating func report(_ conflict: FieldConflict) {
    report(
      .overlappingFieldsCanBeMerged,
      "Fields \"\(text(conflict.responseName))\" conflict because \(conflict.reason). "
        + "Use different aliases on the fields to fetch both if this was intentional.",
      at: (conflict.left + conflict.right).map { document[$0].range.start })
  }

  private mutating func reportTooManyComparisons() {
    report(
      .overlappingFieldsCanBeMerged, "The document has too many fields that share response names to compare them.",
      at: [document.operations.first?.range.start ?? 0], limitCode: "LIMIT_COMPARISONS")
  }
}
