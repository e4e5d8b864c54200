extension ValidationContext {
  mutating func checkOverlappingFieldsCanBeMerged() {
  }
}
