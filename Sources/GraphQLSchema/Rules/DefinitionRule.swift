/// The rules that type system documents obey as texts, before a schema is made of them; in the order they are checked.
///
/// All but the first are those of the reference implementation, under its names.
public enum DefinitionRule: String, Hashable, Sendable, CaseIterable {
  case typeSystemDefinitions = "TypeSystemDefinitions"
  case loneSchemaDefinition = "LoneSchemaDefinition"
  case uniqueOperationTypes = "UniqueOperationTypes"
  case uniqueTypeNames = "UniqueTypeNames"
  case uniqueEnumValueNames = "UniqueEnumValueNames"
  case uniqueFieldDefinitionNames = "UniqueFieldDefinitionNames"
  case uniqueArgumentDefinitionNames = "UniqueArgumentDefinitionNames"
  case uniqueDirectiveNames = "UniqueDirectiveNames"
  case knownTypeNames = "KnownTypeNames"
  case knownDirectives = "KnownDirectives"
  case uniqueDirectivesPerLocation = "UniqueDirectivesPerLocation"
  case possibleTypeExtensions = "PossibleTypeExtensions"
  case knownArgumentNamesOnDirectives = "KnownArgumentNamesOnDirectives"
  case uniqueArgumentNames = "UniqueArgumentNames"
  case uniqueInputFieldNames = "UniqueInputFieldNames"
  case providedRequiredArgumentsOnDirectives = "ProvidedRequiredArgumentsOnDirectives"
}
