"""A03, A18 to A24 and A34: requests that are not what they seem, too large, or not HTTP as it should be."""

from __future__ import annotations

import gzip
import json
import urllib.parse

from http_client import ACCEPT, Client, Request, graphql
from scoreboard import Attack

JSON_TYPE = ("Content-Type", "application/json")
ACCEPTING = ("Accept", ACCEPT)
BODY_BYTES_MAX = 262_144
UNREADABLE, BAD_PARAMETERS, TOO_LARGE = "400 BAD_REQUEST", "400 BAD_PARAMETERS", "413 BODY_TOO_LARGE"
MEDIA_TYPE, METHOD = "415 UNSUPPORTED_MEDIA_TYPE", "405 METHOD_NOT_ALLOWED"
SMALL = b'{"query":"{__typename}"}'
DEFINED = 100


def bearer(token: str) -> tuple[str, str]:
    return ("Authorization", f"Bearer {token}")


def a03_json(attack: Attack, token: str) -> None:
    """Deep, wide and long JSON beside the document."""
    for member in ("variables", "extensions"):

        def deep(size: int, nonce: int, member: str = member) -> Request:
            inner = "[" * size + "]" * size
            return Request(f'{{"query":"{{__typename}} #{nonce}","{member}":{{"a":{inner}}}}}'.encode()).with_headers(bearer(token))

        attack.sized(
            f"deep {member}",
            [10, 60, 64, 650, 6_500, 130_000, 1_000_000],
            deep,
            lambda size: (
                {"200"} if size <= 60 else {"200", UNREADABLE} if size <= 64 else {UNREADABLE} if size <= 130_000 else {TOO_LARGE}
            ),
        )

        def wide(size: int, nonce: int, member: str = member) -> Request:
            inner = ",".join(f'"k{i}":{i}' for i in range(size))
            return Request(f'{{"query":"{{__typename}} #{nonce}","{member}":{{{inner}}}}}'.encode()).with_headers(bearer(token))

        attack.sized(
            f"wide {member}",
            [10, 100, 1_000, 10_000, 17_000, 100_000],
            wide,
            lambda size: {"200", UNREADABLE} if size <= 17_000 else {TOO_LARGE},
        )

    def used_variables(size: int, nonce: int) -> Request:
        names = "".join(f'$v{i}:ID!=\\"x\\"' for i in range(DEFINED))
        uses = " ".join(f"$v{i}" for i in range(DEFINED))
        query = f"query({names}){{nodes(ids:[{uses}]){{id}}}} #{nonce}"
        inner = ",".join(f'"k{i}":0' for i in range(size))
        return Request(f'{{"query":"{query}","variables":{{{inner}}}}}'.encode()).with_headers(bearer(token))

    attack.sized(
        "100 used variables among many",
        [10, 1_000, 10_000, 19_000],
        used_variables,
        lambda _: {"200", "200 BAD_ID", "400 BAD_ID", UNREADABLE},
    )


def a18_batches(attack: Attack, token: str) -> None:
    for count in (1, 2, 10, 1_000):
        body = b"[" + b",".join([SMALL] * count) + b"]"
        attack.single(f"{count} requests in a list", Request(body).with_headers(bearer(token)), BAD_PARAMETERS)
    for text, outcome in (
        (b"[]", BAD_PARAMETERS),
        (b"[[]]", BAD_PARAMETERS),
        (b"null", BAD_PARAMETERS),
        (b'""', BAD_PARAMETERS),
        (SMALL + SMALL, UNREADABLE),
        (SMALL + b"\n" + SMALL, UNREADABLE),
    ):
        attack.single(f"body {text[:12]!r}", Request(text).with_headers(bearer(token)), outcome)


def a19_forgery(attack: Attack, token: str) -> None:
    """What a browser sends for another site: nothing of it may be executed, and GET may not change anything."""
    text = urllib.parse.urlencode({"query": "{viewer{capacity}}"})
    for content_type in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
        "application/graphql",
        "text/plain; charset=application/json",
        "message/rfc822",
        "application/json, text/plain",
        "*/*",
    ):
        for body in (SMALL, text.encode(), b'--x\r\nContent-Disposition: form-data; name="query"\r\n\r\n{__typename}\r\n--x--\r\n'):
            headers = (("Content-Type", content_type), ACCEPTING) if content_type else (ACCEPTING,)
            attack.single(f"POST {content_type}", Request(body, headers=(*headers, bearer(token))), MEDIA_TYPE, UNREADABLE)
    for query in ("mutation{a}", "subscription{a}", "mutation M{a} query Q{__typename}"):
        operation = "&operationName=M" if "M" in query else ""
        target = "/graphql?" + urllib.parse.urlencode({"query": query}) + operation
        for method in ("GET", "HEAD"):
            answer = attack.once(Request(method=method, target=target, headers=(ACCEPTING, bearer(token))))
            attack.expect(answer.status == 405, f"{method} {query}: {answer.summary}")
    for header in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        target = "/graphql?" + urllib.parse.urlencode({"query": "mutation{a}"})
        attack.single(header, Request(method="GET", target=target, headers=(ACCEPTING, bearer(token), (header, "POST"))), METHOD)
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "OPTIONS", "FOO"):
        answer = attack.once_bytes(Request(SMALL, method, headers=(JSON_TYPE, ACCEPTING)).bytes())
        attack.expect(answer.status in (400, 405), f"{method}: {answer.summary}")


def a21_bodies(attack: Attack, token: str) -> None:
    """Texts that readers of JSON read differently."""
    unreadable = {
        "two queries": b'{"query":"{a}","query":"{__typename}"}',
        "two queries, one escaped": b'{"query":"{a}","q\\u0075ery":"{__typename}"}',
        "byte order mark": b"\xef\xbb\xbf" + SMALL,
        "UTF-16": SMALL.decode().encode("utf-16"),
        "UTF-32": SMALL.decode().encode("utf-32"),
        "invalid UTF-8": b'{"query":"{__typename} #\xff"}',
        "overlong UTF-8": b'{"query":"{__typename} #\xc0\xaf"}',
        "surrogates in UTF-8": b'{"query":"{__typename} #\xed\xa0\x80"}',
        "lone surrogate": b'{"query":"{__typename} #\\ud800"}',
        "trailing comma": b'{"query":"{__typename}",}',
        "comment": b'{"query":"{__typename}"/**/}',
        "single quotes": b"{'query':'{__typename}'}",
        "control character": b'{"query":"{__typename}\n"}',
        "NaN": b'{"query":"{__typename}","variables":{"a":NaN}}',
        "Infinity": b'{"query":"{__typename}","variables":{"a":Infinity}}',
        "leading zero": b'{"query":"{__typename}","variables":{"a":01}}',
        "plus": b'{"query":"{__typename}","variables":{"a":+1}}',
        "nothing": b"",
        "space": b" ",
        "cut off": b'{"query":"{__typename}',
        "bad escape": b'{"query":"\\x"}',
        "short escape": b'{"query":"\\u00"}',
        "trailing text": SMALL + b"x",
    }
    for label, body in unreadable.items():
        attack.single(label, Request(body).with_headers(bearer(token)), UNREADABLE)
    for label, body in {
        "query is a number": b'{"query":1}',
        "query is null": b'{"query":null}',
        "no query": b"{}",
        "empty query": b'{"query":""}',
        "query is a list": b'{"query":["{__typename}"]}',
        "variables is a list": b'{"query":"{__typename}","variables":[]}',
        "variables is a string": b'{"query":"{__typename}","variables":"{}"}',
        "operationName is a number": b'{"query":"{__typename}","operationName":1}',
        "extensions is a list": b'{"query":"{__typename}","extensions":[]}',
        "other case": b'{"Query":"{__typename}"}',
    }.items():
        attack.single(label, Request(body).with_headers(bearer(token)), BAD_PARAMETERS)
    by_variable = "query($id:ID!){asset(id:$id){id}}"
    for label, value in (
        ("U+0000", '"\\u0000"'),
        ("lone surrogate", '"\\udc00"'),
        ("1e400", "1e400"),
        ("beyond 2^53", "9007199254740993"),
        ("beyond 2^64", "18446744073709551617"),
        ("object", "{}"),
        ("list", '["a"]'),
        ("null", "null"),
        ("false", "false"),
    ):
        answer = attack.once(
            Request(f'{{"query":"{by_variable}","variables":{{"id":{value}}}}}'.encode()).with_headers(bearer(token))
        )
        attack.expect(answer.status in (200, 400), f"$id {label}: {answer.summary}")
        attack.expect("INTERNAL" not in answer.codes, f"$id {label}: {answer.summary}")


def a22_compression(attack: Attack, token: str) -> None:
    """Bodies whose size is not that of what they say; the gateway reads none that is compressed."""
    bomb = gzip.compress(b'{"query":"{__typename} ' + b" " * 200_000_000 + b'"}')
    for encoding, body in (
        ("gzip", gzip.compress(SMALL)),
        ("gzip", bomb[:BODY_BYTES_MAX]),
        ("gzip", gzip.compress(gzip.compress(SMALL))),
        ("deflate", SMALL),
        ("br", SMALL),
        ("zstd", SMALL),
        ("gzip, gzip", SMALL),
        ("x-unknown", SMALL),
    ):
        request = Request(body).with_headers(bearer(token), ("Content-Encoding", encoding))
        attack.single(f"{encoding} of {len(body)}", request, MEDIA_TYPE)
    attack.single("bomb", Request(bomb + b"0" * BODY_BYTES_MAX).with_headers(("Content-Encoding", "gzip")), MEDIA_TYPE, TOO_LARGE)
    attack.single("identity", Request(SMALL).with_headers(("Content-Encoding", "identity")), "200", MEDIA_TYPE)
    for size in (BODY_BYTES_MAX, BODY_BYTES_MAX + 1, 10 * BODY_BYTES_MAX, 100 * BODY_BYTES_MAX):
        body = SMALL + b" " * (size - len(SMALL))
        attack.single(f"{size} bytes", Request(body), "200" if size <= BODY_BYTES_MAX else TOO_LARGE)
    for size in (1 << 40, 1 << 63, 1 << 70):
        answer = attack.once_bytes(
            b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % size
        )
        attack.expect(answer.status in (400, 413), f"a length of {size}: {answer.summary}")
    chunks = b"10000\r\n" + b" " * 65_536 + b"\r\n"
    head = b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = attack.once_bytes(head + chunks * 40 + b"0\r\n\r\n")
    attack.expect(answer.summary == TOO_LARGE, f"2.5 MiB in chunks: {answer.summary}")


PATHS = (
    "/",
    "/graphiql",
    "/playground",
    "/altair",
    "/voyager",
    "/console",
    "/metrics",
    "/health",
    "/healthz",
    "/status",
    "/debug",
    "/debug/pprof",
    "/debug/vars",
    "/actuator",
    "/actuator/env",
    "/admin",
    "/server-status",
    "/.env",
    "/.git/config",
    "/.git/HEAD",
    "/config.json",
    "/schema.graphql",
    "/schema.json",
    "/graphql/schema",
    "/graphql/",
    "/graphql/console",
    "/graphql.js",
    "/graphqlbatch",
    "/v1/graphql",
    "/v1/metadata",
    "/v2/query",
    "/api",
    "/api/graphql",
    "/query",
    "/gql",
    "/subscriptions",
    "/graph",
    "/trace",
    "/tracing",
    "/swagger.json",
    "/openapi.json",
    "/robots.txt",
    "/favicon.ico",
    "/index.html",
    "/wp-login.php",
    "/env",
    "/info",
    "/version",
    "/_debug",
    "/_status",
    "/__schema",
    "/..%2f..%2fetc/passwd",
    "/../../etc/passwd",
    "//graphql",
    "/graphql;a=b",
    "/GRAPHQL",
    "/graphql%00",
    "/graphql%2f",
    "/health/live/../../graphql",
    "/resolvers/README.md",
)


def a24_debugging(attack: Attack, token: str) -> None:
    """Nothing is served beside the endpoint and two questions about health, and no header makes it say more."""
    for path in PATHS:
        answer = attack.once_bytes(Request(method="GET", target=path, headers=(("Accept", "text/html"),)).bytes())
        attack.expect(answer.status in (400, 404, 406), f"GET {path}: {answer.summary}")
    for path in ("/health/live", "/health/ready"):
        answer = attack.once(Request(method="GET", target=path, headers=()))
        attack.expect(answer.status == 200 and not answer.body, f"{path}: {answer.summary} {answer.body[:40]!r}")
    plain = attack.once(graphql("{tenant{name}}", None, token))
    for name in (
        "X-Debug",
        "X-Trace",
        "Apollo-Tracing",
        "X-Apollo-Tracing",
        "Apollo-Query-Plan-Experimental",
        "X-GraphQL-Debug",
        "Debug",
        "X-Hasura-Admin-Secret",
        "X-Forwarded-For",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-Tenant",
        "X-Tenant-Id",
        "X-Hasura-Role",
    ):
        answer = attack.once(graphql("{tenant{name}}", None, token, (name, "1")))
        attack.expect((answer.status, answer.body) == (plain.status, plain.body), f"{name} changes the answer")
    said = set(json.loads(plain.body).get("extensions", {}))
    attack.expect(said == {"cost"}, f"the extensions are {said}")
    attack.expect(b"server:" not in plain.headers.lower(), "the server names itself")


def a34_headers(attack: Attack, token: str) -> None:
    """Raw HTTP/1.1: too many headers, too long, given twice, and lengths that contradict each other."""

    def filled(count: int, length: int) -> Request:
        return Request(SMALL).with_headers(*((f"X-{i}", "a" * length) for i in range(count)))

    for count, expected in ((1, {200}), (56, {200}), (70, {400, 431}), (1_000, {400, 431}), (10_000, {400, 431})):
        answer = attack.once_bytes(filled(count, 8).bytes())
        attack.expect(answer.status in expected, f"{count} headers: {answer.summary}")
    for length, expected in ((8_000, {200}), (17_000, {400, 431}), (100_000, {400, 431}), (1_000_000, {400, 431})):
        answer = attack.once_bytes(filled(1, length).bytes())
        attack.expect(answer.status in expected, f"a header of {length}: {answer.summary}")
    long_target = Request(method="GET", target="/graphql?query=" + "a" * 100_000, headers=(ACCEPTING,))
    attack.expect(attack.once_bytes(long_target.bytes()).status in (400, 414), "a long target is taken")
    twice = graphql("{viewer{capacity}}", None, token, bearer(token))
    attack.single("two Authorization", twice, UNREADABLE)
    head = b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    forms = {
        "length and chunks": head + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX",
        "chunks and length": head + b"Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\nX",
        "two lengths": head + b"Content-Length: 24\r\nContent-Length: 25\r\n\r\n" + SMALL + b"X",
        "list of lengths": head + b"Content-Length: 24, 25\r\n\r\n" + SMALL + b"X",
        "negative length": head + b"Content-Length: -1\r\n\r\n" + SMALL,
        "length with sign": head + b"Content-Length: +24\r\n\r\n" + SMALL,
        "hexadecimal length": head + b"Content-Length: 0x18\r\n\r\n" + SMALL,
        "unknown coding": head + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "coding twice": head + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "space before the colon": head + b"Content-Length : 24\r\n\r\n" + SMALL,
        "folded header": head + b"X-A: a\r\n b\r\nContent-Length: 24\r\n\r\n" + SMALL,
        "bad chunk": head + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + SMALL + b"\r\n0\r\n\r\n",
        "huge chunk": head + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n" + b" " * (BODY_BYTES_MAX + 1),
        "zero in a header": head + b"X-A: a\x00b\r\nContent-Length: 24\r\n\r\n" + SMALL,
        "line feed in a name": head + b"X\nA: b\r\nContent-Length: 24\r\n\r\n" + SMALL,
        "no version": b"POST /graphql\r\n\r\n",
        "wrong version": b"POST /graphql HTTP/9.9\r\nHost: a\r\n\r\n",
        "noise": bytes(range(256)) * 20,
        "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 60,
        "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00\x00\x00\x04\x00\x00\x00\x00\x00" * 50,
    }
    for label, data in forms.items():
        answer = attack.once_bytes(data)
        attack.expect(answer.status in (0, 400, 405, 411, 413, 415, 431, 501, 505), f"{label}: {answer.summary}")
    smuggled = (
        head + b"Content-Length: 24\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"
    )
    client = Client(attack.gateway.port)
    first = client.send_bytes(smuggled)
    attack.expect(first.status != 200, f"a request within a request: {first.summary}")
    client.close()
    attack.single("still well", graphql("{__typename}", None, token), "200")
