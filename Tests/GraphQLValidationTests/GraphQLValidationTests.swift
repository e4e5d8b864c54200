import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

/// The schema of all rule tests.
let petSchema = """
  interface Being { name(surname: Boolean): String }
  interface Pet implements Being { name(surname: Boolean): String owner: Human }
  type Dog implements Being & Pet {
    name(surname: Boolean): String
    owner: Human
    nickname: String
    barkVolume: Int
    knows(command: DogCommand!): Boolean
  }
  type Cat implements Being & Pet { name(surname: Boolean): String owner: Human nickname: String! meowVolume: Int }
  type Human implements Being { name(surname: Boolean): String pets: [Pet] relatives: [Human!]! }
  enum DogCommand { SIT DOWN }
  union CatOrDog = Cat | Dog
  union HumanOrDog = Human | Dog
  scalar Anything
  input Filter { required: Boolean! number: Int = 3 text: String tags: [String!] inner: Filter size: Int! = 1 }
  input Key @oneOf { id: ID name: String }
  type Query {
    dog: Dog
    cat: Cat
    pet: Pet
    human(id: ID): Human
    catOrDog: CatOrDog
    humanOrDog: HumanOrDog
    int(value: Int): Int
    required(value: Int!, other: Int! = 1): Int
    float(value: Float): Float
    text(value: String): String
    boolean(value: Boolean): Boolean
    id(value: ID): ID
    command(value: DogCommand): Int
    list(value: [String], numbers: [Int!]!): Int
    filter(by: Filter, all: [Filter!]): Int
    key(by: Key!): Int
    anything(value: Anything): Int
  }
  type Subscription { message: Human other: String }
  directive @onField on FIELD
  directive @onQuery on QUERY
  directive @tag(name: String!) repeatable on FIELD | VARIABLE_DEFINITION
  """

/// What a query violates of one rule, as `line:column, … message`.
func violations(of rule: Rule, in query: String) -> [String] {
  violations(in: query, options: ValidationOptions(rules: [rule], errorsMax: nil))
}

func violations(in query: String, options: ValidationOptions) -> [String] {
  do {
    let schema = try Schema.build([Parser.parse(petSchema, limits: .none)])
    let document = try Parser.parse(query, limits: .none)
    return schema.validate(document, options: options).map { diagnostic in
      let places = diagnostic.locations.map { place in
        let location = document.location(of: place.offset)
        return "\(location.line):\(location.column)"
      }
      return "\(places.joined(separator: ", ")) \(diagnostic.message)"
    }
  } catch {
    return ["\(error)"]
  }
}
