/// What every schema contains, written in the language itself.
///
/// https://spec.graphql.org/September2025/#sec-Schema-Introspection.Schema-Introspection-Schema
enum BuiltInDefinitions {
  static let scalars = """
    "A whole number of 32 bits with a sign."
    scalar Int
    "A number of double precision, as IEEE 754 defines it."
    scalar Float
    "A text of Unicode characters."
    scalar String
    "Either `true` or `false`."
    scalar Boolean
    "An opaque key: a text on output, a text or a whole number on input."
    scalar ID
    """

  static let directives = """
    "Leaves out the field or fragment when the argument is true."
    directive @skip("Whether to leave it out." if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
    "Keeps the field or fragment only when the argument is true."
    directive @include("Whether to keep it." if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
    "Marks an element that clients are asked to stop using."
    directive @deprecated("Why, and what to use instead; may be Markdown." reason: String! = "No longer supported")
      on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
    "Names the document that specifies a custom scalar."
    directive @specifiedBy("Where that document is." url: String!) on SCALAR
    "Asks for exactly one field of an input object."
    directive @oneOf on INPUT_OBJECT
    """

  static let directiveNames: Set<String> = ["skip", "include", "deprecated", "specifiedBy", "oneOf"]

  static let introspection = #"""
    "What a service can do: its types, its directives, and where operations start."
    type __Schema {
      description: String
      "All named types."
      types: [__Type!]!
      "Where queries start."
      queryType: __Type!
      "Where mutations start; null when there are none."
      mutationType: __Type
      "Where subscriptions start; null when there are none."
      subscriptionType: __Type
      "All directives."
      directives: [__Directive!]!
    }
    "A named type, or a list or non-null around another type; `kind` tells which fields have values."
    type __Type {
      kind: __TypeKind!
      name: String
      description: String
      specifiedByURL: String
      fields(includeDeprecated: Boolean! = false): [__Field!]
      interfaces: [__Type!]
      possibleTypes: [__Type!]
      enumValues(includeDeprecated: Boolean! = false): [__EnumValue!]
      inputFields(includeDeprecated: Boolean! = false): [__InputValue!]
      ofType: __Type
      isOneOf: Boolean
    }
    "The kinds of types."
    enum __TypeKind {
      "A value without parts."
      SCALAR
      "Has `fields` and `interfaces`."
      OBJECT
      "Has `fields`, `interfaces` and `possibleTypes`."
      INTERFACE
      "Has `possibleTypes`."
      UNION
      "Has `enumValues`."
      ENUM
      "Has `inputFields`."
      INPUT_OBJECT
      "A list; `ofType` is the type of its items."
      LIST
      "Never null; `ofType` is the type it wraps."
      NON_NULL
    }
    "A field of an object or interface."
    type __Field {
      name: String!
      description: String
      args(includeDeprecated: Boolean! = false): [__InputValue!]!
      type: __Type!
      isDeprecated: Boolean!
      deprecationReason: String
    }
    "An argument of a field or directive, or a field of an input object."
    type __InputValue {
      name: String!
      description: String
      type: __Type!
      "The default as a literal; null when there is none."
      defaultValue: String
      isDeprecated: Boolean!
      deprecationReason: String
    }
    "A value of an enum."
    type __EnumValue {
      name: String!
      description: String
      isDeprecated: Boolean!
      deprecationReason: String
    }
    "A directive that documents may apply."
    type __Directive {
      name: String!
      description: String
      isRepeatable: Boolean!
      locations: [__DirectiveLocation!]!
      args(includeDeprecated: Boolean! = false): [__InputValue!]!
    }
    "Where a directive may stand."
    enum __DirectiveLocation {
      QUERY
      MUTATION
      SUBSCRIPTION
      FIELD
      FRAGMENT_DEFINITION
      FRAGMENT_SPREAD
      INLINE_FRAGMENT
      VARIABLE_DEFINITION
      SCHEMA
      SCALAR
      OBJECT
      FIELD_DEFINITION
      ARGUMENT_DEFINITION
      INTERFACE
      UNION
      ENUM
      ENUM_VALUE
      INPUT_OBJECT
      INPUT_FIELD_DEFINITION
    }
    """#
}
