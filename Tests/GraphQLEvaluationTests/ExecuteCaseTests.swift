import Testing

/// Specification, section 6: what becomes of a request, given what resolvers return.
@Suite struct ExecuteCaseTests {
  /// `members`: further members of the case, each with a comma before it.
  private func execute(_ document: String, on schema: String, root: String, _ members: String = "") -> String {
    func quoted(_ text: String) -> String {
      "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
    return evaluate(
      #"{"op":"execute","schema":\#(quoted(schema)),"document":\#(quoted(document)),"root":\#(root)\#(members)}"#)
  }

  @Test func `a field resolves to the property of its name, under its response key, in the order selected`() {
    #expect(
      execute("{ b: a c { b: a a } a }", on: "type Query { a: Int c: Query }", root: #"{"a":1,"c":{"a":2}}"#)
        == #"{"data":{"b":1,"c":{"b":2,"a":2},"a":1}}"#)
  }

  @Test func `a property is found by response key on demand`() {
    #expect(
      execute(
        "{ x: a y: a z: q { a } }", on: "type Query { a: Int q: Query }", root: #"{"x":1,"y":2,"a":3,"z":{"a":4}}"#,
        #","lookup":"responseKey""#)
        == #"{"data":{"x":1,"y":2,"z":{"a":4}}}"#)
  }

  @Test func `a property that is absent is null`() {
    #expect(execute("{ a q { a } }", on: "type Query { a: Int q: Query }", root: "{}") == #"{"data":{"a":null,"q":null}}"#)
  }

  @Test func `without a root every field is null`() {
    #expect(evaluate(#"{"op":"execute","schema":"type Query { a: Int }","document":"{ a __typename }"}"#)
        == #"{"data":{"a":null,"__typename":"Query"}}"#)
  }

  // MARK: Lists and nulls

  @Test func `objects keep their places in lists of lists`() {
    #expect(
      execute(
        "{ q { a } }", on: "type Query { a: Int q: [[Query]] }", root: #"{"q":[[{"a":1},null],[],null,[{"a":2},{"a":1}]]}"#)
        == #"{"data":{"q":[[{"a":1},null],[],null,[{"a":2},{"a":1}]]}}"#)
  }

  @Test func `an error in an item has the item's path`() {
    #expect(
      execute(
        "{ l q { a } }", on: "type Query { a: Int l: [[Int]] q: [Query] }",
        root: #"{"l":[[1,{"$error":"one"}],{"$error":"two"}],"q":[{"a":1},{"$error":"three"},{"a":{"$error":"four"}}]}"#)
        == #"""
        {"data":{"l":[[1,null],null],"q":[{"a":1},null,{"a":null}]},"errors":[\#
        {"message":"one","locations":[{"line":1,"column":3}],"path":["l",0,1]},\#
        {"message":"two","locations":[{"line":1,"column":3}],"path":["l",1]},\#
        {"message":"three","locations":[{"line":1,"column":5}],"path":["q",1]},\#
        {"message":"four","locations":[{"line":1,"column":9}],"path":["q",2,"a"]}]}
        """#)
  }

  @Test(arguments: [
    ("[[Int]]", "[[1,null],[2]]"), ("[[Int]!]", "[[1,null],[2]]"), ("[[Int!]]", "[null,[2]]"), ("[[Int!]]!", "[null,[2]]"),
    ("[[Int!]!]", "null"),
  ])
  func `null in a list goes as far up as types say`(type: String, data: String) {
    let message = #"[{"message":"Query.l is of the non-null type \#(type), but has no value.","locations":[{"line":1,"column":3}],"path":["l",0,1]}]"#
    let errors = type.contains("Int!") ? #","errors":\#(message)"# : ""
    #expect(
      execute("{ l }", on: "type Query { l: \(type) }", root: #"{"l":[[1,null],[2]]}"#)
        == #"{"data":{"l":\#(data)}\#(errors)}"#)
  }

  @Test func `null that reaches the root leaves no data, and one error`() {
    #expect(
      execute("{ q { q { a } b } }", on: "type Query { q: Query! a: Int! b: Int! }", root: #"{"q":{"q":{}}}"#)
        == #"""
        {"data":null,"errors":[{"message":"Query.a is of the non-null type Int!, but has no value.",\#
        "locations":[{"line":1,"column":11}],"path":["q","q","a"]}]}
        """#)
  }

  @Test func `an error is located at every field that is merged`() {
    #expect(
      execute("{ a ...F a } fragment F on Query { a }", on: "type Query { a: Int }", root: #"{"a":{"$error":"no"}}"#)
        == #"""
        {"data":{"a":null},"errors":[{"message":"no","locations":[{"line":1,"column":3},{"line":1,"column":36},\#
        {"line":1,"column":10}],"path":["a"]}]}
        """#)
  }

  @Test func `a list that is none is an error`() {
    #expect(
      execute("{ l q { a } }", on: "type Query { l: [Int] q: [Query] a: Int }", root: #"{"l":1,"q":{"a":1}}"#)
        == #"""
        {"data":{"l":null,"q":null},"errors":[\#
        {"message":"The value of Query.l is not of type [Int].","locations":[{"line":1,"column":3}],"path":["l"]},\#
        {"message":"The value of Query.q is not of type [Query].","locations":[{"line":1,"column":5}],"path":["q"]}]}
        """#)
  }

  // MARK: Leaves

  @Test(arguments: [
    ("Int", "1", "1"), ("Int", "1.0", "1"), ("Int", #""123""#, "123"), ("Int", "true", "1"), ("Int", "2147483647", "2147483647"),
    ("Float", "1", "1"), ("Float", "1.5e3", "1.5e3"), ("Float", #""0.25""#, "0.25"), ("Float", "false", "0.0"),
    ("String", #""a\nb""#, #""a\nb""#), ("String", "1.50", #""1.50""#), ("String", "true", #""true""#),
    ("Boolean", "true", "true"), ("Boolean", "2", "true"), ("Boolean", "0.0", "false"),
    ("ID", "5", #""5""#), ("ID", #""five""#, #""five""#), ("E", #""A""#, #""A""#),
    ("S", #"{"a":[1,{"b":null}]}"#, #"{"a":[1,{"b":null}]}"#),
  ])
  func `a value is coerced to its type`(type: String, value: String, result: String) {
    #expect(
      execute("{ a }", on: "type Query { a: \(type) } enum E { A } scalar S", root: #"{"a":\#(value)}"#)
        == #"{"data":{"a":\#(result)}}"#)
  }

  @Test(arguments: [
    ("Int", "1.5"), ("Int", "2147483648"), ("Int", #""""#), ("Int", #""one""#), ("Int", "[1]"), ("Int", "{}"), ("Float", #""""#),
    ("Float", "{}"), ("Float", #""nan""#), ("String", "{}"), ("String", "[]"), ("Boolean", #""true""#), ("ID", "1.5"), ("ID", "true"),
    ("E", #""B""#), ("E", "1"),
  ])
  func `a value that is none of its type is an error`(type: String, value: String) {
    #expect(
      execute("{ a }", on: "type Query { a: \(type) } enum E { A }", root: #"{"a":\#(value)}"#)
        == #"""
        {"data":{"a":null},"errors":[{"message":"The value of Query.a is not of type \#(type).",\#
        "locations":[{"line":1,"column":3}],"path":["a"]}]}
        """#)
  }

  // MARK: Abstract types

  private let animals = """
    type Query { animals: [Animal] any: Any }
    interface Animal { name: String } union Any = Cat | Dog
    type Cat implements Animal { name: String lives: Int } type Dog implements Animal { name: String }
    """

  @Test func `an object says which type it is of`() {
    #expect(
      execute(
        "{ animals { __typename name ... on Cat { lives } } any { ... on Dog { name } } }", on: animals,
        root: #"{"animals":[{"__typename":"Cat","name":"Tom","lives":9},{"__typename":"Dog","name":"Rex"}],"any":{"__typename":"Dog","name":"Rex"}}"#)
        == #"{"data":{"animals":[{"__typename":"Cat","name":"Tom","lives":9},{"__typename":"Dog","name":"Rex"}],"any":{"name":"Rex"}}}"#)
  }

  @Test(arguments: [#"{"name":"Tom"}"#, #"{"__typename":"Query"}"#, #"{"__typename":"cat"}"#])
  func `an object of no possible type is an error`(animal: String) {
    #expect(
      execute("{ animals { name } }", on: animals, root: #"{"animals":[\#(animal)]}"#)
        == #"""
        {"data":{"animals":[null]},"errors":[{"message":"The value of Query.animals names no possible type of [Animal].",\#
        "locations":[{"line":1,"column":3}],"path":["animals",0]}]}
        """#)
  }

  // MARK: Requests

  @Test func `a document that is refused has no data`() {
    #expect(
      execute("{ b }", on: "type Query { a: Int }", root: "{}")
        == #"{"errors":[{"message":"Cannot query field \"b\" on type \"Query\". Did you mean \"a\"?","locations":[{"line":1,"column":3}],"rule":"FieldsOnCorrectType"}]}"#)
    #expect(
      execute("{ a", on: "type Query { a: Int }", root: "{}")
        == #"{"errors":[{"message":"Syntax Error: Expected Name, found <EOF>.","locations":[{"line":1,"column":4}]}]}"#)
  }

  @Test(arguments: [
    ("query A { a } query B { a }", "", "The document has several operations: name one."),
    ("query A { a }", #","operationName":"C""#, #"The document has no operation named \"C\"."#),
  ])
  func `an operation that is not there is refused`(document: String, members: String, message: String) {
    let answer = execute(document, on: "type Query { a: Int }", root: "{}", members)
    #expect(answer == #"{"errors":[{"message":"\#(message)"}]}"#)
  }

  @Test func `the operation named is executed`() {
    #expect(
      execute("query A { a } query B { b: a }", on: "type Query { a: Int }", root: #"{"a":1}"#, #","operationName":"B""#)
        == #"{"data":{"b":1}}"#)
  }

  @Test func `variables that do not fit are refused before execution`() {
    #expect(
      execute(
        "query ($n: Int!) { a(n: $n) }", on: "type Query { a(n: Int!): Int }", root: #"{"a":1}"#, #","variables":{"n":"x"}"#)
        == #"""
        {"errors":[{"message":"Variable \"$n\" got invalid value; Int cannot represent non-integer value: \"x\"",\#
        "locations":[{"line":1,"column":8}]}]}
        """#)
  }

  @Test func `the error of a variable is where its definition begins, at the description if it has one`() {
    #expect(
      execute(
        #"query ("how many" $n: Int!) { a(n: $n) }"#, on: "type Query { a(n: Int!): Int }", root: #"{"a":1}"#,
        #","variables":{"n":"x"}"#)
        == #"""
        {"errors":[{"message":"Variable \"$n\" got invalid value; Int cannot represent non-integer value: \"x\"",\#
        "locations":[{"line":1,"column":8}]}]}
        """#)
  }

  @Test func `an argument that a variable makes null is an error of its field`() {
    #expect(
      execute(
        "query ($n: Int = 1) { a(n: $n) b: a(n: 2) }", on: "type Query { a(n: Int!): Int }", root: #"{"a":1}"#,
        #","variables":{"n":null}"#)
        == #"""
        {"data":{"a":null,"b":1},"errors":[{"message":"The argument \"n\" has no usable value: \#
        Expected value of type \"Int!\", found null.","locations":[{"line":1,"column":28}],"path":["a"]}]}
        """#)
  }

  @Test func `skip and include decide by variables`() {
    #expect(
      execute(
        "query ($y: Boolean!, $n: Boolean = false) { a @include(if: $y) b: a @skip(if: $y) c: a @include(if: $n) }",
        on: "type Query { a: Int }", root: #"{"a":1}"#, #","variables":{"y":true}"#)
        == #"{"data":{"a":1}}"#)
  }

  @Test func `introspection and data stand side by side`() {
    #expect(
      execute(
        #"{ __type(name: "Query") { name } a __schema { queryType { name } } }"#, on: "type Query { a: Int }", root: #"{"a":1}"#)
        == #"{"data":{"__type":{"name":"Query"},"a":1,"__schema":{"queryType":{"name":"Query"}}}}"#)
  }

  @Test func `limits apply on demand`() {
    let deep = "{ " + String(repeating: "q { ", count: 12) + "a" + String(repeating: " }", count: 13)
    #expect(execute(deep, on: "type Query { a: Int q: Query }", root: "{}") == #"{"data":{"q":null}}"#)
    #expect(
      execute(deep, on: "type Query { a: Int q: Query }", root: "{}", #","limits":true"#).contains(#""code":"LIMIT_DEPTH""#))
  }
}
