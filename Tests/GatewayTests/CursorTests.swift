import Foundation
import GraphQLExecution
import Testing

@testable import Gateway

@Suite struct `Sealed cursors` {
  @Test func `a cursor opens in its own list only, shows nothing and cannot be changed`() throws {
    let seal = try SealedCursors.seal(key: [UInt8](repeating: 7, count: 32))
    let position = Array("value:secret".utf8)
    let cursor = seal.seal(position, "sp_list")
    #expect(seal.open(cursor, "sp_list") == position)
    #expect(seal.open(cursor, "sp_other") == nil)
    #expect(!cursor.contains("secret"))
    #expect(seal.seal(position, "sp_list") != cursor)
    for place in cursor.indices {
      let other: Character = cursor[place] == "A" ? "B" : "A"
      #expect(seal.open(cursor.replacingCharacters(in: place...place, with: String(other)), "sp_list") == nil)
    }
    #expect(seal.open("", "sp_list") == nil)
    #expect(seal.open(String(repeating: "A", count: 5_000), "sp_list") == nil)
  }

  @Test func `cursors of another gateway's key do not open`() throws {
    let ours = try SealedCursors.seal(key: [UInt8](repeating: 7, count: 32))
    let theirs = try SealedCursors.seal(key: [UInt8](repeating: 8, count: 32))
    #expect(ours.open(theirs.seal([1], "sp_list"), "sp_list") == nil)
  }
}
