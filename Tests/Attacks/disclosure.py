"""A12, A26 to A29, A32 and B19: what a caller may not learn, by whatever way he asks."""

from __future__ import annotations

import base64
import random
import re
import statistics
import time
import urllib.parse
from collections.abc import Callable

from http_client import Client, Request, graphql
from scoreboard import Attack

INVALID, HIDDEN = "400 GRAPHQL_VALIDATION", "400 INTROSPECTION_DISABLED"
AREA_MAX = 0.55
MEDIAN_MICROSECONDS_MAX, MEDIAN_SHARE_MAX = 5.0, 0.02


def global_id(kind: str, number: int) -> str:
    """The id of a demo object."""
    return encoded(f"{kind}:00000000-0000-4000-8000-{number:012d}")


def encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def a12_bypasses(attack: Attack, token: str) -> None:
    """Every way of writing too much is refused like the plain one."""
    aliases = " ".join(f"x{i}:displayName" for i in range(31))
    deep = "memberships{persona{" * 6 + "id" + "}}" * 6
    roots = " ".join(f"r{i}:__typename" for i in range(21))
    plain = {
        "LIMIT_ALIASES": ("viewer{actingPersona{%s}}", aliases, "Persona"),
        "LIMIT_DEPTH": ("viewer{actingPersona{%s}}", deep, "Persona"),
        "LIMIT_ROOT_FIELDS": ("%s", roots, "Query"),
    }
    for code, (around, inside, on) in plain.items():
        whole = around % inside
        spread = around % "...F"
        halves = inside.split(" ")
        forms = {
            "plain": f"{{{whole}}}",
            "named __schema": f"query __schema{{{whole}}}",
            "named IntrospectionQuery": f"query IntrospectionQuery{{{whole}}}",
            "fragment": f"{{{spread}}}fragment F on {on}{{{inside}}}",
            "fragment first": f"fragment F on {on}{{{inside}}}{{{spread}}}",
            "fragment __schema": f"{{{around % '...__schema'}}}fragment __schema on {on}{{{inside}}}",
            "fragment of fragments": f"{{{spread}}}fragment F on {on}{{...G}}fragment G on {on}{{{inside}}}",
            "inline": f"{{{around % f'...on {on}{{{inside}}}'}}}",
            "inline without type": f"{{{around % f'...{{{inside}}}'}}}",
            "inline ten times": f"{{{around % ('...{' * 10 + inside + '}' * 10)}}}",
            "never included": f"{{{around % f'...@include(if:false){{{inside}}}'}}}",
            "always skipped": f"{{{around % f'...@skip(if:true){{{inside}}}'}}}",
            "never included fragment": f"{{{around % '...F@include(if:false)'}}}fragment F on {on}{{{inside}}}",
            "included by a variable": f"query($b:Boolean=false){{{around % f'...@include(if:$b){{{inside}}}'}}}",
            "beside introspection": f"{{__typename {whole}}}",
            "spaces": f"\ufeff{{,,,{whole.replace('{', ' { ,')}}}",
            "comments": f"#{{__schema}}\n{{{whole}}}#",
            "two fragments": (
                f"{{{around % '...F ...G'}}}fragment F on {on}{{{' '.join(halves[:len(halves) // 2]) or inside}}}"
                f"fragment G on {on}{{{' '.join(halves[len(halves) // 2:])}}}"
                if len(halves) > 1
                else f"{{{spread}}}fragment F on {on}{{{inside}}}"
            ),
        }
        for label, document in forms.items():
            attack.single(f"{code} {label}", graphql(document, None, token), f"400 {code}")
        named = f"query A{{__typename}} query B{{{whole}}}"
        for label, operation, outcome in (
            ("the operation not run", "A", {"200", f"400 {code}"}),
            ("the operation run", "B", {f"400 {code}"}),
        ):
            request = Request(b'{"query":"%s","operationName":"%s"}' % (named.encode(), operation.encode())).with_headers(
                ("Authorization", f"Bearer {token}")
            )
            attack.single(f"{code} {label}", request, *outcome)


def a26_introspection(attack: Attack, token: str) -> None:
    """In production: one refusal for all ways of asking for the schema, and `__typename` for everyone."""
    forms = [
        "{__schema{types{name}}}",
        "{__schema{queryType{name}}}",
        '{__type(name:"Query"){name}}',
        "{a:__schema{b:queryType{c:name}}}",
        "{...F}fragment F on Query{__schema{types{name}}}",
        "{...{__schema{types{name}}}}",
        '{...on Query{__type(name:"User"){kind}}}',
        "query IntrospectionQuery{__schema{types{name}}}",
        "{__schema\n{types{name}}}",
        "{__schema#\n{types{name}}}",
        "{,,__schema,{types,{name}}}",
        "\ufeff{__schema{types{name}}}",
        "{__typename __schema{types{name}}}",
        '{__type(name:"Missing"){name}}',
        '{__type(name:""){name}}',
        'query($n:String!="Query"){__type(name:$n){name}}',
        "{viewer{capacity}__schema{description}}",
        "{__schema@include(if:true){types{name}}}",
        "query($b:Boolean=true){__schema@include(if:$b){types{name}}}",
        "{__schema{directives{name}}}",
        "{__schema{__typename}}",
        '{__type(name:"Query"){__typename}}',
        '{...F}fragment F on Query{...G}fragment G on Query{a:__type(name:"AccessLevel"){enumValues{name}}}',
        "query A{__schema{types{name}}}",
    ]
    bodies: set[tuple[int, str]] = set()
    for form in forms:
        for label, request in (
            ("POST", graphql(form, None, token)),
            ("POST of nobody", graphql(form)),
            (
                "GET",
                Request(
                    method="GET",
                    target="/graphql?" + urllib.parse.urlencode({"query": form}),
                    headers=graphql("", None, token).headers[1:],
                ),
            ),
        ):
            answer = attack.once(request)
            bodies.add((answer.status, re.sub(r'"locations":\[[^\]]*\],?', "", answer.without_request_id.decode())))
            attack.expect(answer.summary == HIDDEN, f"{label} {form[:40]}: {answer.summary}")
    attack.expect(len(bodies) == 1, f"{len(bodies)} different refusals")
    for form in (
        "{_service{sdl}}",
        "{_entities(representations:[]){__typename}}",
        "{__schemas{name}}",
        "{__Type{name}}",
        "{schema{name}}",
    ):
        attack.single(form, graphql(form, None, token), INVALID)
    for form in ("{__typename}", "{viewer{__typename}}", "{tenant{__typename}}"):
        attack.single(form, graphql(form, None, token), "200")


def schema_names(attack: Attack, token: str) -> dict[str, list[str]]:
    """The real names, as a gateway in development gives them: fields of Query and Persona, arguments, values."""
    query = (
        '{query:__type(name:"Query"){fields{name args{name}}} persona:__type(name:"Persona"){fields{name}} '
        'level:__type(name:"AccessLevel"){enumValues{name}} schema:__schema{types{name}}}'
    )
    answer = attack.once(graphql(query, None, token))
    assert isinstance(answer.json, dict)
    data = answer.json["data"]
    return {
        "Query": [each["name"] for each in data["query"]["fields"]],
        "Persona": [each["name"] for each in data["persona"]["fields"]],
        "arguments": sorted({arg["name"] for each in data["query"]["fields"] for arg in each["args"]}),
        "AccessLevel": [each["name"] for each in data["level"]["enumValues"]],
        "types": [each["name"] for each in data["schema"]["types"] if not each["name"].startswith("__")],
    }


def misspelt(name: str, chance: random.Random) -> str:
    """The name with one letter changed, doubled or left out."""
    place = chance.randrange(1, len(name)) if len(name) > 1 else 0
    return chance.choice(
        (name[:place] + "q" + name[place + 1 :], name[:place] + name[place] + name[place:], name[:place] + "z" + name[place:])
    )


def a27_recovery(attack: Attack, token: str, names: dict[str, list[str]], chance: random.Random) -> None:
    """From misspelt names nothing is learnt: no real name is in an answer that was not in the question, nor in the answer to a name that
    is like none."""
    real = {name for group in names.values() for name in group if len(name) > 3}
    forms = {
        "Query": "{%s}",
        "Persona": "{viewer{actingPersona{%s}}}",
        "arguments": "{asset(%s:1){id}}",
        "AccessLevel": "{node(id:%s){id}}",
        "types": "{...on %s{id}}",
    }
    recovered: set[str] = set()
    count = 0
    for group, form in forms.items():
        unlike = set(re.findall(r"\w+", attack.once(graphql(form % "xqzvwk", None, token)).without_request_id.decode()))
        for name in names[group]:
            for _ in range(2):
                wrong = misspelt(name, chance)
                if wrong in real:
                    continue
                question = form % wrong
                answer = attack.once(graphql(question, None, token))
                count += 1
                words = set(re.findall(r"\w+", answer.without_request_id.decode()))
                recovered |= (words & real) - unlike - set(re.findall(r"\w+", question))
    attack.expect(not recovered, f"recovered {sorted(recovered)[:5]}")
    attack.score.notes.append(f"{count} misspelt names, {len(recovered)} real ones in the answers")


def a28_hidden_fields(attack: Attack, tokens: dict[str, str]) -> None:
    """One schema for all: nobody can tell by asking for a field whether others may see it."""
    for field in ("viewer{capacity}", "tenant{name}", "nonsense", "viewer{user{primaryEmail}}", "users{id}", "apiKeys{id}"):
        outcomes = {token: attack.once(graphql("{" + field + "}", None, token)) for token in tokens.values()}
        validations = {answer.codes == ("GRAPHQL_VALIDATION",) for answer in outcomes.values()}
        attack.expect(len(validations) == 1, f"{field} exists for some personas only")
        if validations == {True}:
            attack.expect(len({answer.without_request_id for answer in outcomes.values()}) == 1, f"{field} is refused differently")


def pairs(attack: Attack, token: str, label: str, query: str, forbidden: str, missing: list[str], rounds: int) -> None:
    """Forbidden and missing objects: the same answer in the same time."""

    def asked(identifier: str) -> tuple[bytes, bytes]:
        return graphql(query, {"id": identifier}, token).bytes(), identifier.encode()

    timed_pairs(attack, label, lambda _: asked(forbidden), lambda index: asked(missing[index % len(missing)]), rounds)


Asked = Callable[[int], tuple[bytes, bytes]]
"""Of the number of a round: a request, and what its answer may repeat."""


def timed_pairs(attack: Attack, label: str, first: Asked, second: Asked, rounds: int) -> None:
    """Two kinds of requests, in turn on one connection, whose answers nobody is to tell apart, by bytes or by time."""
    client = Client(attack.gateway.port)
    times: dict[bool, list[float]] = {True: [], False: []}
    answers: set[tuple[int, bytes]] = set()
    order = random.Random(1)
    for index in range(rounds):
        for is_first in order.sample((True, False), 2):
            data, repeated = (first if is_first else second)(index)
            start = time.perf_counter_ns()
            answer = client.send_bytes(data)
            times[is_first].append((time.perf_counter_ns() - start) / 1e3)
            attack.judged(answer)
            answers.add((answer.status, answer.without_request_id.replace(repeated, b"") if repeated else answer.without_request_id))
    client.close()
    attack.expect(len(answers) == 1, f"{label}: {len(answers)} different answers")
    area = area_under_curve(times[True], times[False])
    middle = statistics.median(times[False])
    difference = abs(statistics.median(times[True]) - middle)
    attack.expect(area <= AREA_MAX, f"{label}: told apart by time in {area:.3f} of cases")
    attack.expect(difference <= max(MEDIAN_MICROSECONDS_MAX, MEDIAN_SHARE_MAX * middle), f"{label}: {difference:.0f} us apart")
    attack.score.notes.append(f"{label}: {rounds} pairs, AUC {area:.3f}, medians {difference:.1f} us apart of {middle:.0f} us")


def area_under_curve(first: list[float], second: list[float]) -> float:
    """How well a threshold tells two samples apart: 0.5 is not at all."""
    ranked = sorted([(value, True) for value in first] + [(value, False) for value in second])
    ranks = sum(rank for rank, (_, is_first) in enumerate(ranked, 1) if is_first)
    area = (ranks - len(first) * (len(first) + 1) / 2) / (len(first) * len(second))
    return max(area, 1 - area)


def a29_timing(attack: Attack, tokens: dict[str, str], rounds: int) -> None:
    """A29 and B19."""
    missing = [encoded(f"Asset:00000000-0000-4000-8000-9{index:011d}") for index in range(50)]
    query = "query($id:ID!){asset(id:$id){name value{amount}}}"
    pairs(attack, tokens["mary"], "another's asset", query, global_id("Asset", 304), missing, rounds)
    strangers = [encoded(f"Persona:00000000-0000-4000-8000-9{index:011d}") for index in range(50)]
    own = attack.once(graphql("{viewer{actingPersona{id}}}", None, tokens["other"]))
    assert isinstance(own.json, dict)
    foreign = own.json["data"]["viewer"]["actingPersona"]["id"]
    pairs(
        attack,
        tokens["john"],
        "a persona of another tenant",
        "query($id:ID!){persona(id:$id){displayName}}",
        foreign,
        strangers,
        rounds,
    )


def a32_paths(attack: Attack, tokens: dict[str, str]) -> None:
    """An asset's value is shown or withheld alike on every way to it."""
    ways = {
        "asset": "query($id:ID!){o:asset(id:$id){value{amount}}}",
        "node": "query($id:ID!){o:node(id:$id){...on Asset{value{amount}}}}",
        "by its type": "query($id:ID!){o:node(id:$id){...on %s{value{amount}}}}",
        "interface within": "query($id:ID!){o:node(id:$id){...on Auditable{...on Asset{value{amount}}}}}",
        "fragment": "query($id:ID!){o:node(id:$id){...F}}fragment F on Asset{value{amount}}",
        "alias": "query($id:ID!){o:asset(id:$id){value:value{amount:amount}}}",
    }
    kinds = {}
    for number in (301, 302, 303, 304):
        answer = attack.once(
            graphql("query($id:ID!){node(id:$id){__typename}}", {"id": global_id("Asset", number)}, tokens["john"])
        )
        assert isinstance(answer.json, dict)
        kinds[number] = (answer.json["data"]["node"] or {}).get("__typename", "Asset")
    for person, token in tokens.items():
        for number in (301, 302, 303, 304):
            identifier = global_id("Asset", number)
            seen = set()
            for query in ways.values():
                answer = attack.once(graphql(query.replace("%s", kinds.get(number, "Asset")), {"id": identifier}, token))
                found = answer.json["data"]["o"] if isinstance(answer.json, dict) and answer.json.get("data") else answer.summary
                seen.add(repr((found or {}).get("value") if isinstance(found, dict) or found is None else found))
            listed = attack.once(
                graphql("query($ids:[ID!]!){nodes(ids:$ids){...on Asset{value{amount}}}}", {"ids": [identifier]}, token)
            )
            found = listed.json["data"]["nodes"][0] if isinstance(listed.json, dict) and listed.json.get("data") else None
            seen.add(repr((found or {}).get("value")))
            attack.expect(len(seen) == 1, f"{person} sees asset {number} as {sorted(seen)}")
