"""A01 to A17: documents that are too deep, too long, too many of something, or made to be dear to check."""

from __future__ import annotations

from collections.abc import Callable

from http_client import Request, graphql
from scoreboard import Attack

DOCUMENT_BYTES_MAX = 65_536
BODY_BYTES_MAX = 262_144
TOKENS_MAX = 2_000
TOO_LONG, TOO_LARGE = "400 LIMIT_SIZE", "413 BODY_TOO_LARGE"
INVALID, SYNTAX = "400 GRAPHQL_VALIDATION", "400 GRAPHQL_SYNTAX"
TOKENS, NESTING, MANY_ERRORS = "400 LIMIT_TOKENS", "400 LIMIT_NESTING", "400 GRAPHQL_VALIDATION,LIMIT_ERRORS"

UNKNOWN_ID, COST = "200 BAD_ID", "400 LIMIT_COST"

Document = Callable[[int], str]


def series(
    attack: Attack,
    token: str,
    label: str,
    sizes: list[int],
    document: Document,
    expected: Callable[[int], str | set[str]],
    variables: Callable[[int], object] | None = None,
) -> None:
    """Sends a document at many sizes; beyond the bounds on bytes it is those that refuse."""

    def text(size: int, nonce: int) -> str:
        made = document(size)
        return f"{made} #{nonce:06d}" if len(made) + 8 <= DOCUMENT_BYTES_MAX else made

    def build(size: int, nonce: int) -> Request:
        return graphql(text(size, nonce), variables(size) if variables else None, token)

    def allowed(size: int) -> set[str]:
        if len(build(size, 0).body) > BODY_BYTES_MAX:
            return {TOO_LARGE}
        if len(text(size, 0).encode()) > DOCUMENT_BYTES_MAX:
            return {TOO_LONG}
        outcome = expected(size)
        return {outcome} if isinstance(outcome, str) else outcome

    attack.sized(label, sizes, build, allowed)


def up_to(limit: int, beyond: str | set[str], within: str = "200") -> Callable[[int], str | set[str]]:
    """Accepted up to a limit, refused beyond it."""
    return lambda size: within if size <= limit else beyond


def a01_selection_sets(attack: Attack, token: str) -> None:
    sizes = [10, 64, 65, 640, 6_400, 60_000, 1_000_000]
    series(attack, token, "inline fragments", sizes, lambda n: "{" + "...{" * (n - 1) + "__typename" + "}" * n, up_to(64, NESTING))
    series(attack, token, "unclosed", sizes, lambda n: "{a" * n, up_to(64, NESTING, SYNTAX))

    def nested(depth: int) -> str:
        names = ["viewer", "actingPersona"] + ["memberships", "persona"] * depth
        return "{" + "{".join(names[: depth - 1]) + "{__typename" + "}" * depth

    # What is not too deep may be too dear: lists below lists multiply.
    series(attack, token, "fields", [4, 6, 12, 13, 60, 62], nested, lambda n: "200" if n <= 6 else COST if n <= 12 else "400 LIMIT_DEPTH")


def a02_values_and_types(attack: Attack, token: str) -> None:
    sizes = [10, 65, 640, 6_400, 30_000, 1_000_000]
    refused = {INVALID, NESTING}

    def expected(size: int) -> str | set[str]:
        return refused if size <= 64 else NESTING

    series(attack, token, "lists", sizes, lambda n: "{nodes(ids:" + "[" * n + "]" * n + "){id}}", expected)
    series(attack, token, "objects", sizes, lambda n: "{node(id:" + "{a:" * n + "1" + "}" * n + "){id}}", expected)
    series(attack, token, "unclosed lists", sizes, lambda n: "{nodes(ids:" + "[" * n, lambda n: SYNTAX if n <= 62 else NESTING)
    series(attack, token, "types", sizes, lambda n: "query($a:" + "[" * n + "ID" + "]" * n + "){nodes(ids:$a){id}}", expected)
    series(
        attack,
        token,
        "defaults",
        sizes,
        lambda n: "query($a:[ID!]=" + "[" * n + "]" * n + "){__typename}",
        lambda n: refused if n <= 64 else NESTING,
    )
    series(attack, token, "directives", sizes, lambda n: "{__typename@skip(if:" + "[" * n + "]" * n + ")}", expected)


def a04_aliases(attack: Attack, token: str) -> None:
    def aliased(count: int) -> str:
        return "{viewer{actingPersona{" + " ".join(f"x{i}:displayName" for i in range(count)) + "}}}"

    series(
        attack,
        token,
        "leaves",
        [15, 30, 31, 300, 499, 3_000],
        aliased,
        lambda n: "200" if n <= 30 else "400 LIMIT_ALIASES" if 3 * n + 8 <= TOKENS_MAX else TOKENS,
    )
    identifier = '"QXNzZXQ6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx"'

    def rooted(count: int) -> str:
        return "{" + " ".join(f"x{i}:asset(id:{identifier}){{name}}" for i in range(count)) + "}"

    series(
        attack,
        token,
        "root",
        [2, 20, 21, 30, 31, 100],
        rooted,
        lambda n: "200" if n <= 20 else {"400 LIMIT_ROOT_FIELDS", "400 LIMIT_ALIASES"},
    )
    at_limit = attack.single("statements of 20 aliased assets", graphql(rooted(20), None, token), "200")
    attack.expect(at_limit.has_data, "20 aliased assets have no data")
    series(
        attack,
        token,
        "through one fragment",
        [3, 15, 16, 48],
        lambda n: "{viewer{actingPersona{" + "...F " * n + "}}}" + "fragment F on Persona{a:displayName b:lastName}",
        up_to(15, "400 LIMIT_ALIASES"),
    )


def a05_repetition(attack: Attack, token: str) -> None:
    series(
        attack,
        token,
        "__typename",
        [50, 500, 1_990, 5_000, 12_000],
        lambda n: "{" + "__typename " * n + "}",
        lambda n: "200" if n <= TOKENS_MAX - 2 else TOKENS,
    )
    series(
        attack,
        token,
        "one field",
        [50, 500, 660, 5_000],
        lambda n: "{" + "tenant{" + "name " * n + "}}",
        lambda n: "200" if n + 5 <= TOKENS_MAX else TOKENS,
    )
    series(
        attack,
        token,
        "one object",
        [10, 100, 490, 5_000],
        lambda n: "{" + "tenant{name}" * n + "}",
        lambda n: "200" if 4 * n + 2 <= TOKENS_MAX else TOKENS,
    )


def a06_overlap_grid(attack: Attack, token: str) -> None:
    def grid(size: int) -> str:
        inner = "...on Query{tenant{name}}" * size
        return "{" + ("...on Query{" + inner + "}") * size + "}"

    def outcome(size: int) -> str | set[str]:
        tokens = size * (5 + size * 9) + 2
        return TOKENS if tokens > TOKENS_MAX else {"200", "400 LIMIT_COMPARISONS"}

    series(attack, token, "grid", [4, 8, 14, 15, 40], grid, outcome)

    def nested(depth: int) -> str:
        return "{" + "...on Query{tenant{name} " * depth + "tenant{name}" + "}" * depth + "}"

    series(attack, token, "nest", [8, 30, 60, 62, 100], nested, lambda n: {"200", "400 LIMIT_COMPARISONS"} if n <= 62 else NESTING)


def a07_overlap_pairs(attack: Attack, token: str) -> None:
    refused = {
        "400 LIMIT_COMPARISONS",
        INVALID,
        MANY_ERRORS,
        "400 LIMIT_COMPARISONS,GRAPHQL_VALIDATION",
        "400 GRAPHQL_VALIDATION,LIMIT_COMPARISONS",
    }
    series(
        attack,
        token,
        "different arguments",
        [2, 20, 140, 200, 1_000],
        lambda n: "{" + "".join(f'asset(id:"{i}"){{id}}' for i in range(n)) + "}",
        lambda n: refused if 9 * n + 2 <= TOKENS_MAX else TOKENS,
    )
    series(
        attack,
        token,
        "pairs of fragments",
        [2, 20, 50, 51, 200],
        lambda n: "{"
        + " ".join(f"...F{i}" for i in range(n))
        + "}"
        + "".join(f"fragment F{i} on Query{{tenant{{name id}} viewer{{capacity}}}}" for i in range(n)),
        lambda n: {"200", "400 LIMIT_COMPARISONS"} if n <= 50 else {"400 LIMIT_FRAGMENTS", TOKENS},
    )
    series(
        attack,
        token,
        "many objects of one name",
        [20, 140, 300, 398],
        lambda n: "{" + "tenant{name}" * n + "tenant{a:name}tenant{a:__typename}}",
        lambda n: {"200", *refused},
    )


def a08_doubling(attack: Attack, token: str) -> None:
    def chain(size: int) -> str:
        made = [f"fragment F{i} on Persona{{...F{i + 1} ...F{i + 1}}}" for i in range(size - 1)]
        return "{viewer{actingPersona{...F0}}}" + "".join(made) + f"fragment F{size - 1} on Persona{{displayName}}"

    series(attack, token, "doubled spreads", [4, 16, 50, 51, 60, 500], chain, up_to(50, {"400 LIMIT_FRAGMENTS", TOKENS}))

    def aliased(size: int) -> str:
        made = [f"fragment F{i} on Persona{{a{i}:__typename ...F{i + 1} ...F{i + 1}}}" for i in range(size - 1)]
        return "{viewer{actingPersona{...F0}}}" + "".join(made) + f"fragment F{size - 1} on Persona{{displayName}}"

    series(
        attack,
        token,
        "doubled aliases",
        [4, 5, 16, 50, 60],
        aliased,
        lambda n: "200" if n <= 5 else "400 LIMIT_ALIASES" if n <= 50 else "400 LIMIT_FRAGMENTS",
    )

    def fanned(size: int) -> str:
        made = [
            f"fragment F{i} on Persona{{memberships{{persona{{...F{i + 1}}}}} actsFor{{principal{{...F{i + 1}}}}}}}"
            for i in range(size - 1)
        ]
        return "{viewer{actingPersona{...F0}}}" + "".join(made) + f"fragment F{size - 1} on Persona{{displayName}}"

    series(
        attack,
        token,
        "two fields each",
        [2, 3, 4, 5, 6, 16, 50, 60],
        fanned,
        lambda n: "200" if n <= 3 else COST if n <= 5 else "400 LIMIT_DEPTH" if n <= 50 else "400 LIMIT_FRAGMENTS",
    )


def a09_cycles(attack: Attack, token: str) -> None:
    def cycle(size: int) -> str:
        return "{...F0}" + "".join(f"fragment F{i} on Query{{...F{(i + 1) % size}}}" for i in range(size))

    refused = up_to(50, {"400 LIMIT_FRAGMENTS", TOKENS}, INVALID)
    series(attack, token, "used", [1, 2, 50, 51, 200, 1_500], cycle, refused)
    series(
        attack,
        token,
        "unused",
        [1, 2, 50, 51, 200],
        lambda n: cycle(n).replace("{...F0}", "{__typename}", 1),
        lambda n: {INVALID, MANY_ERRORS} if n <= 50 else {"400 LIMIT_FRAGMENTS", TOKENS},
    )
    series(
        attack,
        token,
        "within fields",
        [1, 10, 50, 200],
        lambda n: "{viewer{actingPersona{...F0}}}"
        + "".join(f"fragment F{i} on Persona{{...on Persona{{memberships{{persona{{...F{(i + 1) % n}}}}}}}}}" for i in range(n)),
        refused,
    )
    series(
        attack,
        token,
        "each with each",
        [2, 5, 30, 40],
        lambda n: "{...F0}" + "".join(f"fragment F{i} on Query{{{' '.join(f'...F{j}' for j in range(n))}}}" for i in range(n)),
        lambda n: {INVALID, MANY_ERRORS} if n * (2 * n + 6) + 4 <= TOKENS_MAX else TOKENS,
    )


def a10_directives(attack: Attack, token: str) -> None:
    sizes = [4, 5, 20, 21, 200, 900, 20_000]
    refused = {"400 LIMIT_DIRECTIVES", TOKENS}
    series(
        attack,
        token,
        "unknown",
        sizes,
        lambda n: "{__typename" + "@aa" * n + "}",
        lambda n: {INVALID, MANY_ERRORS} if n <= 4 else refused,
    )
    series(
        attack,
        token,
        "@skip on one field",
        sizes,
        lambda n: "{__typename" + "@skip(if:false)" * n + "}",
        lambda n: INVALID if n <= 4 else refused,
    )
    series(
        attack,
        token,
        "@skip on many",
        sizes,
        lambda n: "{" + "__typename@skip(if:false)" * n + "}",
        lambda n: "200" if n <= 20 else refused,
    )
    places = "query($a:ID@aa)@aa{...F@aa ...@aa{__typename@aa}}fragment F on Query@aa{__typename}"
    attack.single("everywhere", graphql(places, None, token), INVALID)


def a11_introspection(attack: Attack, token: str) -> None:
    """In development, where the schema is shown."""

    def circular(depth: int) -> str:
        names = ["__schema", "types"] + ["fields", "type"] * depth
        return "{" + "{".join(names[: depth - 1]) + "{name" + "}" * depth if depth > 2 else "{__schema{__typename}}"

    series(
        attack,
        token,
        "fields of types",
        [4, 8, 13, 21, 30, 60],
        circular,
        lambda n: {"400 LIMIT_DEPTH", INVALID, "200"} if n <= 8 else {"400 LIMIT_DEPTH", INVALID},
    )
    wrapped = "{__schema{types{name fields{name type{" + "kind name ofType{" * 8 + "name" + "}" * 8 + "}}}}}"
    attack.single("the usual question", graphql(wrapped, None, token), "200")


def a13_tokens(attack: Attack, token: str) -> None:
    sizes = [100, 1_900, 15_000, 65_000, 200_000]
    series(attack, token, "punctuators", sizes, lambda n: "{" * 1 + "!" * n, lambda _: SYNTAX)
    series(
        attack,
        token,
        "names",
        [100, 1_990, 1_999, 20_000, 32_000],
        lambda n: "{" + "a " * n + "}",
        lambda n: {INVALID, MANY_ERRORS} if n + 2 <= TOKENS_MAX else TOKENS,
    )
    for label, filler in (("comments", "#\n"), ("spaces", " "), ("commas", ","), ("byte order marks", "\ufeff")):
        series(
            attack,
            token,
            label,
            [100, 10_000, 20_000, 65_000, 250_000],
            lambda n, filler=filler: filler * n + "{__typename}",
            lambda _: "200",
        )


def a14_single_tokens(attack: Attack, token: str) -> None:
    sizes = [100, 10_000, 65_000, 250_000, 10_000_000]
    forms: list[tuple[str, Document, str | set[str]]] = [
        ("name", lambda n: "{" + "a" * n + "}", INVALID),
        ("string", lambda n: '{asset(id:"' + "a" * n + '"){id}}', UNKNOWN_ID),
        ("block string", lambda n: '{asset(id:"""' + "a\n" * (n // 2) + '"""){id}}', UNKNOWN_ID),
        ("number", lambda n: "{viewer{assets(first:" + "9" * n + "){nodes{id}}}}", INVALID),
        ("float", lambda n: "{viewer{assets(first:1." + "9" * n + "){nodes{id}}}}", INVALID),
        ("unclosed string", lambda n: '{asset(id:"' + "a" * n, SYNTAX),
        ("escapes", lambda n: '{asset(id:"' + "\\u0041" * (n // 6) + '"){id}}', UNKNOWN_ID),
    ]
    for label, document, outcome in forms:
        series(attack, token, label, sizes, document, lambda _, outcome=outcome: outcome)
        answer = attack.once(graphql(document(60_000), None, token))
        attack.expect(len(answer.body) <= 2_048, f"{label} of 60,000 is answered with {len(answer.body)} bytes")


def a15_counts(attack: Attack, token: str) -> None:
    series(
        attack,
        token,
        "operations",
        [10, 11, 100, 400, 3_000],
        lambda n: " ".join(f"query Q{i}{{__typename}}" for i in range(n)),
        lambda n: "400 OPERATION_NOT_FOUND" if n <= 10 else {"400 LIMIT_OPERATIONS", TOKENS},
    )
    series(
        attack,
        token,
        "variables",
        [100, 101, 240, 1_000],
        lambda n: "query("
        + "".join(f'$v{i}:ID!="a"' for i in range(n))
        + "){nodes(ids:["
        + "".join(f"$v{i}" for i in range(n))
        + "]){id}}",
        lambda n: UNKNOWN_ID if n <= 100 else {"400 LIMIT_VARIABLES", TOKENS},
    )
    series(
        attack,
        token,
        "arguments",
        [20, 100, 600, 5_000],
        lambda n: "{asset(" + " ".join(f"a{i}:1" for i in range(n)) + "){id}}",
        lambda n: {INVALID, MANY_ERRORS} if 3 * n + 7 <= TOKENS_MAX else TOKENS,
    )
    series(
        attack,
        token,
        "fragments",
        [50, 51, 220, 1_000],
        lambda n: "{__typename "
        + " ".join(f"...F{i}" for i in range(n))
        + "}"
        + "".join(f"fragment F{i} on Query{{__typename}}" for i in range(n)),
        up_to(50, {"400 LIMIT_FRAGMENTS", TOKENS}),
    )


def a16_page_sizes(attack: Attack, token: str) -> None:
    pages = "{viewer{familyCircles(first:%s){nodes{members(first:%s){nodes{persona{ownedAssets(first:%s){nodes{name}}}}}}}}}"
    for first, outcome in (("1", "200"), ("10", "200"), ("20", "400 LIMIT_COST"), ("100", "400 LIMIT_COST"), ("2147483647", "400 LIMIT_COST")):
        attack.single(f"first: {first} three times", graphql(pages % (first, first, first), None, token), outcome)
    outcomes = {"200 VALIDATION", "200 BAD_USER_INPUT", INVALID}
    for first in ("0", "101", "2147483647"):
        attack.single(f"first: {first}", graphql("{viewer{familyCircles(first:%s){nodes{name}}}}" % first, None, token), "200")
    for first in ("-1", "2147483648", "9223372036854775807", "9223372036854775808", '"1"', "1.0", "[1]", "{}", "A"):
        answer = attack.once(graphql("{viewer{familyCircles(first:%s){nodes{name}}}}" % first, None, token))
        attack.expect(answer.summary in outcomes, f"first: {first}: {answer.summary}")
    in_variable = "query($n:Int){viewer{familyCircles(first:$n){nodes{name}}}}"
    for value in (-1, 2**31, 2**63, "1", 1.5, [1], {}, True):
        answer = attack.once(graphql(in_variable, {"n": value}, token))
        attack.expect(answer.summary in outcomes | {"400 VARIABLE_INVALID"}, f"$n = {value}: {answer.summary}")


def a17_lists(attack: Attack, token: str) -> None:
    identifier = "QXNzZXQ6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx"
    refused = up_to(250, "400 LIMIT_LIST")
    query = "query($ids:[ID!]!){nodes(ids:$ids){id}}"
    series(
        attack, token, "in a variable", [25, 250, 251, 2_500, 25_000], lambda _: query, refused, lambda n: {"ids": [identifier] * n}
    )
    series(
        attack,
        token,
        "different",
        [25, 250, 251, 2_500, 25_000],
        lambda _: query,
        lambda n: {"200", "400 BAD_ID", "200 BAD_ID"} if n <= 250 else "400 LIMIT_LIST",
        lambda n: {"ids": [str(i) for i in range(n)]},
    )
    series(
        attack,
        token,
        "literal",
        [25, 250, 251, 1_000, 3_000],
        lambda n: "{nodes(ids:[" + f'"{identifier}"' * min(n, 900) + '"a"' * max(0, n - 900) + "]){id}}",
        lambda n: "200" if n <= 250 else {"400 LIMIT_LIST", TOKENS},
    )
