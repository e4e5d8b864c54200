"""B19, B12, B09: what is hidden answers as what never was, and nobody acts as someone else."""

from __future__ import annotations

import random
import time
from typing import Any

from callers import TABLES, Caller, Failure, World
from gateway import Gateway
from queries import run_many
from rows import Row
from values import global_id

TEMPLATES = {
    "Persona": ('{{ persona(id: "{id}") {{ id displayName }} }}', '{{ node(id: "{id}") {{ id }} }}'),
    "FamilyCircle": ('{{ familyCircle(id: "{id}") {{ id name members {{ totalCount }} }} }}', '{{ nodes(ids: ["{id}"]) {{ id }} }}'),
    "Asset": ('{{ asset(id: "{id}") {{ id name value {{ amount }} owners {{ displayName }} }} }}', '{{ node(id: "{id}") {{ __typename }} }}'),
}
SIGNED_OUT_WITHIN = 5
"""Seconds until a sign-out is noticed everywhere."""
PLAIN = ('{{ node(id: "{id}") {{ __typename id }} }}', '{{ nodes(ids: ["{id}", "{id}"]) {{ __typename id }} }}')


def hidden_equals_absent(world: World, gateway: Gateway, seed: int, count: int) -> list[Failure]:
    """The answers for a forbidden id and for one of nothing differ in nothing but the request's id."""

    def one(number: int) -> None:
        chance = random.Random(f"{seed}/hidden/{number}")
        caller = chance.choice(world.callers)
        type_name = chance.choice([name for name in TABLES if name != "Tenant"])
        hidden = hidden_key(world, caller, type_name, chance)
        if hidden is None:
            return
        template = chance.choice(TEMPLATES.get(type_name, PLAIN))
        queries = [template.format(id=global_id(type_name, key)) for key in (hidden, world.missing_key(chance))]
        forbidden, absent = (gateway.post(query, caller.headers) for query in queries)
        if forbidden.comparable() != absent.comparable():
            raise world.failure(caller, queries[0], forbidden, f"a missing object answers {absent.comparable()}")

    return run_many(count, one)


def hidden_key(world: World, caller: Caller, type_name: str, chance: random.Random) -> str | None:
    """The key of an object that this persona may not see: of another tenant, or of another family."""
    rows = [(key, row) for table in TABLES[type_name] for key, row in world.facts[table].items()]
    own = [key for key, row in rows if row["tenant_id"] == caller.rights.tenant]
    foreign = [key for key, row in rows if row["tenant_id"] != caller.rights.tenant]
    candidates = chance.sample(own, min(len(own), 15)) if chance.random() < 0.7 else []
    hidden = [key for key in candidates if caller.expectation.loaders[type_name](key) is None]
    return hidden[0] if hidden else chance.choice(foreign)


def identities(world: World, gateway: Gateway, seed: int, count: int) -> list[Failure]:
    """Personas of others, of other tenants, of nobody, and headers that claim to be somebody: one fixed refusal."""
    refusal: dict[str, Any] = {}
    with_others = [each for each in world.callers if out_of_use(world, each)]

    def one(number: int) -> None:
        chance = random.Random(f"{seed}/identity/{number}")
        caller = chance.choice(with_others if number % 3 == 0 and with_others else world.callers)
        wrong = wrong_persona(world, caller, chance)
        query = "{ viewer { actingPersona { id } } }"
        answer = gateway.post(query, {**caller.headers, "Heirloom-Persona": wrong})
        code = answer.json["errors"][0]["extensions"]["code"] if "errors" in answer.json else None
        if (answer.status, code) != (403, "ACTING_PERSONA_NOT_YOURS") or "data" in answer.json:
            raise world.failure(caller, query, answer, f"acted as {wrong!r}")
        first = refusal.setdefault("first", answer.comparable())
        if answer.comparable() != first:
            raise world.failure(caller, query, answer, f"{wrong!r} is refused unlike others: {first}")
        gateway.post("{ __typename }", caller.headers)
        idle = gateway.post("{ __typename }", {**caller.headers, "Heirloom-Persona": wrong})
        if idle.status != 403 or "data" in idle.json:
            raise world.failure(caller, "{ __typename }", idle, f"acted as {wrong!r}")
        names = ("x-tenant", "x-tenant-id", "x-hasura-role", "heirloom.tenant", "x-persona", "x-forward-persona", "heirloom-tenant")
        claims = {chance.choice(names): chance.choice(("1", "2", "3", "tenant_admin", wrong or "x"))}
        nobody = gateway.post(query, claims)
        if (nobody.status, nobody.json.get("data")) != (401, None):
            raise world.failure(caller, query, nobody, f"nobody, with {claims}, is taken for someone")
        plain = gateway.post(query, {**caller.headers, **claims})
        if plain.json.get("data") != {"viewer": {"actingPersona": {"id": global_id("Persona", caller.rights.id)}}}:
            raise world.failure(caller, query, plain, f"claims {claims} changed the identity")

    return run_many(count, one)


def refusals(world: World, gateway: Gateway) -> list[Failure]:
    """Whoever says no persona acts as his primary one; users out of use, of closed tenants and signed out are refused."""

    def one(number: int) -> None:
        user = users[number]
        expected, token = refusal_of(world, user), world.signer.token(user["cognito_user_id"], user["tenant_id"])
        answer = gateway.post("{ viewer { actingPersona { id } } }", {"Authorization": f"Bearer {token}"})
        errors = answer.json.get("errors", [])
        viewer = (answer.json.get("data") or {}).get("viewer") or {}
        acted = (viewer.get("actingPersona") or {}).get("id")
        if (answer.status, errors[0]["extensions"]["code"] if errors else acted) != expected:
            who = f"user {user['id']} of tenant {user['tenant_id']} ({user['status']})"
            raise Failure(f"{who}: expected {expected}, got {answer.status}, {answer.body!r}")

    users = list(world.facts["users"].values())
    return run_many(len(users), one) or signed_out(world, gateway, world.callers[0])


def signed_out(world: World, gateway: Gateway, caller: Caller) -> list[Failure]:
    """C09: at once where the database is asked for anything, within five seconds where it is not."""
    asked = ("{ viewer { capacity } }", "{ __typename }")
    subject = world.facts["users"][caller.rights.persona["user_id"]]["cognito_user_id"]

    def statuses() -> list[int]:
        return [gateway.post(query, caller.headers).status for query in asked]

    def change(statement: bytes) -> None:
        with world.databases.connect(world.name) as connection, connection.transaction():
            connection.execute("select set_config('heirloom.tenant', %s, true)", (str(caller.rights.tenant),))
            connection.execute(statement, {"tenant": caller.rights.tenant, "subject": subject})

    found = statuses()
    change(b"insert into fwd.token_denials (tenant_id, subject, expires_at) values (%(tenant)s, %(subject)s, now() + interval '1 day')")
    found.append(gateway.post(asked[0], caller.headers).status)
    time.sleep(SIGNED_OUT_WITHIN)
    found += statuses()
    change(b"delete from fwd.token_denials where subject = %(subject)s")
    return [] if found == [200, 200, 401, 401, 401] else [Failure(f"{caller} signs out: {found}")]


def refusal_of(world: World, user: Row) -> tuple[int, str]:
    """Status and code of the refusal of a user who names no persona, or whom he acts as."""
    if not world.facts["tenants"][user["tenant_id"]]["is_active"]:
        return 403, "TENANT_INACTIVE"
    if user["status"] != "active":
        return (403, "ACCOUNT_SUSPENDED") if user["status"] in ("suspended", "locked") else (401, "UNAUTHENTICATED")
    primary = [each for each in world.facts.by("personas", "user_id", user["id"]) if each["is_primary"]]
    if primary and primary[0]["is_living"] and primary[0]["status"] == "active":
        return 200, global_id("Persona", primary[0]["id"])
    return 403, "ACTING_PERSONA_NOT_YOURS"


def cursors(world: World, gateway: Gateway, seed: int, count: int) -> list[Failure]:
    """B12: a cursor of someone else, of another list, or changed, is none."""

    def one(number: int) -> None:
        chance = random.Random(f"{seed}/cursor/{number}")
        caller, other = chance.sample(world.callers, 2)
        lists = '{{ viewer {{ assets(first: 1{after}) {{ edges {{ cursor }} }} }} }}', '{{ viewer {{ familyCircles(first: 1{after}) {{ edges {{ cursor }} }} }} }}'
        answer = gateway.post(lists[0].format(after=""), caller.headers)
        edges = answer.json["data"]["viewer"]["assets"]["edges"]
        if not edges:
            return
        cursor = edges[0]["cursor"]
        place = chance.randrange(len(cursor))
        changed = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        for asking, text, after in ((other, lists[0], cursor), (caller, lists[1], cursor), (caller, lists[0], changed)):
            query = text.format(after=f', after: "{after}"')
            refused = gateway.post(query, asking.headers)
            codes = [error["extensions"]["code"] for error in refused.json.get("errors", [])]
            if codes != ["BAD_CURSOR"] or refused.json.get("data") != {"viewer": None}:
                raise world.failure(asking, query, refused, f"took a cursor of {caller}")

    return run_many(count, one)


def out_of_use(world: World, caller: Caller) -> list[str]:
    """The personas of the caller's user that may not act."""
    personas = world.facts.by("personas", "user_id", caller.rights.persona["user_id"])
    return [each["id"] for each in personas if each["status"] != "active"]


def wrong_persona(world: World, caller: Caller, chance: random.Random) -> str:
    """What the header `Heirloom-Persona` may not be."""
    rights = caller.rights
    others = [each for each in world.facts["personas"].values() if each["user_id"] != rights.persona["user_id"]]
    own_out_of_use = out_of_use(world, caller)
    principals = sorted(each["id"] for each in others if each["id"] in rights.represents)
    kind = 2 if own_out_of_use and chance.random() < 0.5 else chance.randrange(6)
    if kind == 0:
        return global_id("Persona", chance.choice([each["id"] for each in others if each["tenant_id"] != rights.tenant]))
    if kind == 1:
        return global_id("Persona", chance.choice([each["id"] for each in others if each["tenant_id"] == rights.tenant]))
    if kind == 2:
        return global_id("Persona", chance.choice(own_out_of_use or principals or [world.missing_key(chance)]))
    if kind == 3:
        return global_id("Persona", world.missing_key(chance))
    if kind == 4:
        return global_id("User", rights.persona["user_id"])
    own = global_id("Persona", rights.id)
    return chance.choice((own + "," + own, own[:-1], own + "A", "x", f"[{own}]", "1 or 1=1", "00000000-0000-0000-0000-000000000000"))


