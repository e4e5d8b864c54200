"""Seeded faults of the gateway's part of the protection, one at a time."""

from __future__ import annotations

from mutants_sql import SQL_MUTANTS
from mutation import SwiftMutant

AUTHENTICATOR = "Sources/Gateway/Identity/Authenticator.swift"
PLAN_CACHE = "Sources/Gateway/Pipeline/PlanCache.swift"
PIPELINE = "Sources/Gateway/Pipeline/RequestPipeline.swift"
SEAL = "Sources/Gateway/Pipeline/SealedCursors.swift"

SWIFT_MUTANTS = (
    SwiftMutant("tokens by their beginning", "verified tokens are found by a part of theirs", AUTHENTICATOR, (
        ("sha256(token.count > bytesMax ? Array(token.prefix(bytesMax + 1)) : token)", "sha256(Array(token.prefix(min(60, bytesMax))))"),
    )),
    SwiftMutant("persona kept with the token", "the persona of a token's first request is that of all", AUTHENTICATOR, (
        ("  private let tokens = Mutex(VerifiedTokens())\n",
         "  private let tokens = Mutex(VerifiedTokens())\n  private static let personas = Mutex<[String: String?]>([:])\n"),
        ("      return .user(user, persona: try persona(head))\n", """\
      let asked = try persona(head)
      let first = personas.withLock { personas -> String? in
        if let first = personas["\\(user)"] { return first }
        personas["\\(user)"] = asked
        return asked
      }
      return .user(user, persona: first)
"""),
    )),
    SwiftMutant("heads by their beginning", "a request's head is taken for another's that begins like it", "Sources/Gateway/HTTP/KnownHeads.swift", (
        ("hasher.combine(bytes: $0)", "hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: $0.prefix(64)))"),
        ("head == known.bytes", "head.count == known.bytes.count"),
    )),
    SwiftMutant("recent callers mixed up", "one caller's acceptance is everyone's", "Sources/Gateway/Identity/RecentCallers.swift", (
        ("$0[caller].map { now - $0 < period } ?? false", "$0.values.contains { now - $0 < period }"),
    )),
    SwiftMutant("documents by their beginning", "the plan cache finds a document by a part of its text", PLAN_CACHE, (
        ("SourceKey(source)", "SourceKey(Array(source.prefix(24)))"),
        ("SourceKey(compiled.document.source)", "SourceKey(Array(compiled.document.source.prefix(24)))"),
    )),
    SwiftMutant("plans without their conditions", "a plan is found whatever @skip and @include say", PLAN_CACHE, (
        ("conditions: conditionVariables.map { conditions[$0] ?? false })", "conditions: [])"),
    )),
    SwiftMutant("rows kept for others", "what a call gave is kept for the same call of other requests",
        "Sources/Gateway/Database/SnapshotPort.swift", (
        ("import Rows\n", "import Rows\nimport Synchronization\n"),
        ("  private var isOpen = false\n", "  private var isOpen = false\n  private static let kept = Mutex<[String: CallOutcome]>([:])\n"),
        ("    return zip(outcomes, batch).map { answer($0, $1) }\n", """\
    return zip(outcomes, batch).map { outcome, statement in
      let fresh = answer(outcome, statement)
      return Self.kept.withLock { kept -> CallOutcome in
        if let known = kept["\\(statement)"] { return known }
        if case .rows = fresh { kept["\\(statement)"] = fresh }
        return fresh
      }
    }
"""),
    )),
    SwiftMutant("keys by their beginning", "rows find their parents by a part of the key", "Sources/GraphQLExecution/KeyIndex.swift", (
        ("let wanted = key.span", "let wanted = key.span.extracting(first: 1)"),
        ("..<Int(ends[index + 1])).isEqual(to: wanted)", "..<Int(ends[index]) + wanted.count).isEqual(to: wanted)"),
    )),
    SwiftMutant("anyone's cursor", "a cursor is good for whoever holds it", PIPELINE, (
        ('cursors.bound(to: caller?.cursorHolder ?? "")', 'cursors.bound(to: "")'),
    )),
    SwiftMutant("any list's cursor", "a cursor is good for other lists", SEAL, (
        ("cipher.seal(position, context: Array(procedure.utf8))", "cipher.seal(position, context: Array(procedure.utf8.prefix(0)))"),
        ("cipher.open(sealed, context: Array(procedure.utf8))", "cipher.open(sealed, context: Array(procedure.utf8.prefix(0)))"),
    )),
    SwiftMutant("answers mixed up", "who shares a connection gets the answer of whoever came last", "Sources/Postgres/Connection/Connection.swift", (
        ("    guard let first = sent.first, isUsable || first.isRead else { throw .spent }\n    sent.removeFirst()\n", """\
    let place = sent.allSatisfy(\\.isRead) ? max(0, sent.count - 1) : 0
    guard sent.indices.contains(place), isUsable || sent[place].isRead else { throw .spent }
    let first = sent.remove(at: place)
"""),
    )),
    SwiftMutant("@access ignored", "the second line of defence is off, and the first fails", "Sources/GraphQLExecution/ResponseWriter.swift", (
        ("AccessLevel.rank(source.bytes.span.extracting(level)) >= operation.accessLevel",
         "AccessLevel.rank(source.bytes.span.extracting(level)) >= min(operation.accessLevel, 0)"),
        ("AccessLevel.rank(level.span) >= operation.accessLevel", "AccessLevel.rank(level.span) >= min(operation.accessLevel, 0)"),
    ), beside=next(each for each in SQL_MUTANTS if each.name == "value in the summary")),
)  # fmt: skip
