/// Arithmetic on counts that hostile documents make large: what is too much for an `Int` is the greatest one.
extension Int {
  package func addingSaturated(_ other: Int) -> Int {
    let sum = addingReportingOverflow(other)
    return sum.overflow ? .max : sum.partialValue
  }

  package func multipliedSaturated(by other: Int) -> Int {
    let product = multipliedReportingOverflow(by: other)
    return product.overflow ? .max : product.partialValue
  }
}
