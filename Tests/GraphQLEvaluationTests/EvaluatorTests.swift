import GraphQLEvaluation
import Testing

/// The answer to one line.
func evaluate(_ line: String) -> String {
  var evaluator = Evaluator()
  return String(decoding: evaluator.evaluate(Array(line.utf8)), as: UTF8.self)
}

@Suite struct EvaluatorTests {
  @Test(arguments: ["7", "\"a\\u0041\"", "null", "[1,{\"a\":[true,-0.5e3]}]", "{}"])
  func `gives back the id as it was, whatever value it is`(id: String) {
    #expect(
      evaluate(#"{ "id": \#(id) , "op": "parse", "source": "{a}" }"#)
        == #"{"id":\#(id),"ok":true,"printed":"{\n  a\n}"}"#)
  }

  @Test func `leaves out an id that was not given`() {
    #expect(evaluate(#"{"op":"parse","source":"{a}"}"#) == #"{"ok":true,"printed":"{\n  a\n}"}"#)
  }

  @Test func `answers what is no case with an error`() {
    let answers = [
      "no JSON", "7", #"{"id":1}"#, #"{"id":1,"op":2}"#, #"{"id":1,"op":"cook"}"#, #"{"id":1,"op":"parse"}"#,
      #"{"id":1,"op":"parse","source":["{a}"]}"#, #"{"id":1,"op":"parse","source":"{a}","limits":"yes"}"#,
    ].map(evaluate)
    #expect(
      answers == [
        #"{"ok":false,"errors":[{"message":"The line is not JSON: unexpectedByte at byte 1."}]}"#,
        #"{"ok":false,"errors":[{"message":"The case needs a string \"op\"."}]}"#,
        #"{"id":1,"ok":false,"errors":[{"message":"The case needs a string \"op\"."}]}"#,
        #"{"id":1,"ok":false,"errors":[{"message":"\"op\" must be a string."}]}"#,
        #"{"id":1,"ok":false,"errors":[{"message":"Unknown op \"cook\"."}]}"#,
        #"{"id":1,"ok":false,"errors":[{"message":"The case needs a string \"source\"."}]}"#,
        #"{"id":1,"ok":false,"errors":[{"message":"\"source\" must be a string."}]}"#,
        #"{"id":1,"ok":false,"errors":[{"message":"\"limits\" must be true or false."}]}"#,
      ])
  }

  @Test func `remembers more schemas than it keeps`() {
    var evaluator = Evaluator()
    for round in 0..<200 {
      let line = #"{"op":"coordinate","schema":"type Query { f\#(round % 100): Int }","coordinate":"Query.f\#(round % 100)"}"#
      #expect(String(decoding: evaluator.evaluate(Array(line.utf8)), as: UTF8.self) == #"{"ok":true,"kind":"Field"}"#)
    }
  }
}
