"""A23, A25 and A31: errors of the database, text meant for it, and the memory for plans."""

from __future__ import annotations

import base64
import json
import random
import re
import time

from http_client import Client, Request, graphql
from scoreboard import Attack

CONNECTION_MEBIBYTES_MAX = 96.0
CANARY = "canary-123-45-6789"
STATES = (
    "22000",
    "22001",
    "22003",
    "22007",
    "22012",
    "22021",
    "22023",
    "22P02",
    "22P05",
    "23502",
    "23503",
    "23505",
    "23514",
    "23P01",
    "25001",
    "25006",
    "25P02",
    "28000",
    "28P01",
    "2D000",
    "34000",
    "40001",
    "40P01",
    "42501",
    "42601",
    "42703",
    "42883",
    "42P01",
    "53000",
    "53100",
    "53200",
    "53300",
    "54000",
    "54001",
    "54023",
    "55000",
    "55006",
    "55P03",
    "57014",
    "57P01",
    "57P03",
    "58000",
    "58030",
    "F0000",
    "HV000",
    "P0001",
    "P0002",
    "P0004",
    "XX000",
    "XX001",
    "XX002",
    "FW000",
    "FW404",
    "FWXXX",
    "99999",
)
RAISED = {"INTERNAL", "UNAVAILABLE", "TIMEOUT", "BAD_USER_INPUT", "UNAUTHENTICATED"}
"""What the errors of a database may become."""
FAILING = """
create table public.attack_state (code text not null);
insert into public.attack_state values ('XX000');
grant select on public.attack_state to heirloom_procedures, public;
"""
BODY = f"""
declare
  state text := (select s.code from public.attack_state as s);
begin
  raise exception using errcode = state, message = '{CANARY} message', detail = 'Failing row contains ({CANARY}).', hint = '{CANARY} hint',
    schema = '{CANARY}', table = '{CANARY}', column = '{CANARY}', constraint = 'attack_constraint', datatype = '{CANARY}';
end
"""


def a23_database_errors(attack: Attack, token: str) -> None:
    """Each class of SQLSTATE, raised by a bound procedure of a database of its own: clients hear a documented code and nothing else."""
    copy, gateway = attack.database, attack.gateway
    copy.query(FAILING)
    definition = copy.query("select pg_get_functiondef('api.sp_get_asset_categories'::regproc)")
    head = re.split(r"AS \$", definition, maxsplit=1)[0]
    copy.query(re.sub(r"LANGUAGE \w+", "LANGUAGE plpgsql", head) + f"AS $body${BODY}$body$")
    outcomes: dict[str, list[str]] = {}
    for state in STATES:
        copy.query(f"update public.attack_state set code = '{state}'")
        for query in ("{assetCategories{sign}}", "{tenant{name} assetCategories{sign}}"):
            client = Client(gateway.port)
            answer = client.send(graphql(query, None, token))
            client.close()
            everything = answer.headers + answer.body
            attack.expect(CANARY.encode() not in everything, f"{state}: the error's text leaks")
            attack.expect(state.encode() not in everything, f"{state} leaks")
            attack.expect(len(answer.codes) == 1 and answer.codes[0] in RAISED, f"{state}: {answer.summary}")
            attack.expect(not re.search(rb"attack_state|sp_get|plpgsql|raise", everything), f"{state}: names of the database leak")
            outcomes.setdefault(",".join(answer.codes), []).append(state)
    copy.query("update public.attack_state set code = 'XX000'")
    attack.expect(CANARY not in gateway.log_text(), "the error's text is in the log")
    for code, states in sorted(outcomes.items()):
        attack.score.notes.append(f"{code}: {' '.join(sorted(set(states)))}")


INJECTIONS = (
    "'",
    "''",
    '"',
    ";",
    "--",
    "/*",
    "*/",
    "\\",
    "\\'",
    "$$",
    "$1",
    "$body$",
    "' or '1'='1",
    "' or 1=1 --",
    '" or ""="',
    "'; drop table fwd.assets; --",
    "1; select pg_sleep(5)",
    "' union select null, usename from pg_user --",
    "') or ('1'='1",
    "'||(select version())||'",
    "E'\\x27'",
    "\\x27",
    "%27",
    "\u02bc or 1=1",
    "\uff07 or 1=1",
    "'::text",
    "'::jsonb",
    "{}'",
    "{1,2}",
    "(1,2)",
    "ARRAY['a']",
    "null",
    "NULL",
    "default",
    "current_user",
    "chr(39)",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\n;select 1;\n",
    "\r\nselect 1",
    "copy (select 1) to program 'id'",
    "set role postgres",
    "'; set heirloom.tenant = '2'; --",
    "'; reset role; --",
    "heirloom.tenant",
    "00000000-0000-4000-8000-000000000301",
    "%s%s%n",
    "{{7*7}}",
    "${jndi:ldap://a}",
    "../../etc/passwd",
    "a" * 4_000,
    "\u202e",
    "\U0001f600" * 50,
)


def a25_injection(attack: Attack, token: str, chance: random.Random) -> None:
    """Text meant for the database, wherever a client may write text: no statement is executed that is not executed otherwise."""

    def ask(text: str) -> list[Request]:
        ids, after = {"id": text}, {"after": text}
        made = [
            graphql("query($id:ID!){asset(id:$id){name}}", ids, token),
            graphql("query($id:ID!){node(id:$id){id}}", ids, token),
            graphql("query($id:ID!){persona(id:$id){id}}", ids, token),
            graphql("query($id:ID!){familyCircle(id:$id){id}}", ids, token),
            graphql("query($id:ID!){nodes(ids:[$id]){id}}", ids, token),
            graphql("query($id:String!){tenantBranding(domain:$id){displayName}}", ids, token),
            graphql("query($after:String){viewer{assets(after:$after){nodes{name}}}}", after, token),
            graphql(
                "query($after:String){viewer{familyCircles(after:$after){nodes{name assets(after:$after){nodes{name}}}}}}",
                after,
                token,
            ),
            graphql("{asset(id:%s){name}}" % json.dumps(text, ensure_ascii=True), None, token),
        ]
        key = base64.urlsafe_b64encode(f"Asset:{text}".encode("utf-8", "surrogatepass")).decode().rstrip("=")
        made.append(graphql("query($id:ID!){asset(id:$id){name}}", {"id": key}, token))
        plain = re.sub(r"[\x00-\x1f\ud800-\udfff]", "", text)
        for name in ("Heirloom-Persona", "X-API-Key", "X-Request-Id", "X-Forwarded-For", "User-Agent", "traceparent", "X-Tenant"):
            base = graphql("{viewer{capacity}}", None, None if name == "X-API-Key" else token)
            made.append(base.with_headers((name, plain.encode().decode("latin-1"))))
        made.append(graphql("{viewer{capacity}}", None, plain.encode().decode("latin-1")))
        return made

    for request in ask("QXNzZXQ6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx") + ask("ordinary"):
        attack.once(request)
    before = attack.database.log_size()
    for request in ask("QXNzZXQ6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx") + ask("ordinary"):
        attack.once(request)
    identifier = {"id": "QXNzZXQ6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMzAx"}
    for query in ("query($id:ID!){persona(id:$id){id}}", "query($id:ID!){familyCircle(id:$id){id}}"):
        attack.once(graphql(query, identifier, token))
    stranger = "00000000-0000-4000-8000-900000000000"
    attack.once(graphql("{viewer{capacity}}", None, token, ("Heirloom-Persona", stranger)))
    time.sleep(0.2)  # A transaction is rolled back after its request is answered.
    fixed = set(attack.database.statements(before))
    before = attack.database.log_size()
    count = 0
    for text in (
        *INJECTIONS,
        *("".join(chance.choices("';\"\\$-/*() %{}[]:,=|ab01\u00e9", k=chance.randrange(1, 40))) for _ in range(50)),
    ):
        for request in ask(text):
            answer = attack.once(request)
            count += 1
            attack.expect("INTERNAL" not in answer.codes, f"{text[:20]!r}: {answer.summary}")
            attack.expect(answer.status in (200, 400, 401, 403, 429), f"{text[:20]!r}: {answer.summary}")
    executed = set(attack.database.statements(before))
    for text in executed - fixed:
        attack.fault(f"executed: {text[:90]!r}")
    attack.score.notes.append(
        f"{count} requests, {len(fixed)} texts of statements before them, {len(executed - fixed)} new ones after"
    )


def a31_plans(attack: Attack, token: str, count: int) -> None:
    """Documents that are all valid and all different: memory stays bounded, and other people's documents stay fast."""
    flags = "abcdef"
    variables = ",".join(f"${name}:Boolean=false" for name in flags)
    skips = "".join(f"...@skip(if:${name}){{tenant{{name}}}}" for name in flags)
    filler = "id " * 1_700
    person = "id displayName firstName lastName nickname isLiving birthYear gender status capacityLabel createdAt updatedAt version"

    def conditional(index: int) -> bytes:
        values = {name: bool(index >> place & 1) for place, name in enumerate(flags)}
        query = f"query Q{index // 64}({variables}){{{skips} viewer{{actingPersona{{{filler}}}}}}}"
        return graphql(query, values, token).bytes()

    def small(index: int) -> bytes:
        return graphql(f"query Q{index}{{__typename}}", None, token).bytes()

    def comments(index: int) -> bytes:
        return graphql("{__typename}#" + f"{index:08d}" * 7_000, None, token).bytes()

    def heavy(index: int) -> bytes:
        return graphql(f"query Q{index}{{viewer{{actingPersona{{{filler}}}}}}}", None, token).bytes()

    def wide(index: int) -> bytes:
        values = {name: bool(index >> place & 1) for place, name in enumerate(flags)}
        fields = " ".join(f"{name}: memberships{{role persona{{...P}}}}" for name in "abcdefg")
        query = (
            f"query Q{index // 64}({variables}){{{skips} viewer{{actingPersona{{{fields}}}}}}}fragment P on Persona{{{person} "
            + "phoneUsages{id} emailUsages{id} contacts{id} memberships{role status joinedAt} relationships{kind} actsFor{id capacity}}"
        )
        return graphql(query, values, token).bytes()

    def columns(index: int) -> bytes:
        """Of a persona and of those it knows, some columns for each bit: statements that are all different."""
        some = [name for place, name in enumerate(person.split()[1:]) if index >> place & 1]
        query = f"{{viewer{{actingPersona{{{' '.join(some)} memberships{{role persona{{id {' '.join(some)} actsFor{{id}} contacts{{id}}}}}}}}}}}}"
        return graphql(query, None, token).bytes()

    client = Client(attack.gateway.port)
    for label, build, share in (
        ("small", small, 1.0),
        ("heavy", heavy, 0.1),
        ("64 plans each", conditional, 0.1),
        ("64 wide plans each", wide, 0.2),
        ("other columns", columns, 0.04),
        ("long", comments, 0.02),
    ):
        resident = attack.gateway.resident_mebibytes()
        total = int(count * share)
        for index in range(total):
            answer = client.send_bytes(build(index))
            if answer.status != 200 or answer.codes:
                attack.fault(f"{label} {index}: {answer.summary}")
                break
        growth = attack.gateway.resident_mebibytes() - resident
        largest = attack.database.connection_mebibytes()
        attack.score.notes.append(f"{total} {label} documents: {growth:.1f} MiB more, {largest:.0f} MiB in PostgreSQL for a connection")
        attack.expect_cost(largest <= CONNECTION_MEBIBYTES_MAX, f"U2 {label}: {largest:.0f} MiB in PostgreSQL for a connection")
    client.close()
