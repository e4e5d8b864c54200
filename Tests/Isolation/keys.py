"""B14: API keys see what their persona sees, in their scopes, and nothing without one."""

from __future__ import annotations

import itertools
import random
import subprocess
import uuid
from typing import Any

from callers import Caller, Failure, World
from everything import queries_of, selections
from expectation import Expectation
from expected_search import words
from gateway import REPOSITORY, Gateway
from queries import run_many
from rights import NONE, SCOPES, Rights
from values import global_id
from world import CLOSED_TENANT

ASSET = '{{ asset(id: "{id}") {{ id name value {{ amount }} owners {{ displayName persona {{ id }} }} documents {{ nodes {{ title }} }} }} }}'
SEARCH = '{{ search(query: "{text}", types: [{types}], first: 100) {{ __typename ... on Node {{ id }} }} }}'
CIRCLE = '{{ familyCircle(id: "{id}") {{ id name members {{ nodes {{ id persona {{ id displayName }} }} }} hierarchy {{ persona {{ id }} generation parents }} assets {{ nodes {{ id name }} }} }} }}'


def create_key(world: World, tenant: int, scopes: tuple[str, ...], persona: str | None) -> str:
    command = [str(world.heirloom), "key", "create", "--database-url", world.databases.url(world.name), "--tenant", str(tenant)]
    command += ["--admin-database", world.databases.url(world.name), "--name", f"isolation {uuid.uuid4()}"]
    command += ["--acts-as", persona] if persona else []
    command += ["--scope", *scopes] if scopes else []
    made = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout
    return made.strip().splitlines()[-1].split()[-1]


def keys(world: World, gateway: Gateway, seed: int, count: int) -> list[Failure]:
    """Keys with all scopes, with some, without a persona, of a closed tenant, and broken ones."""
    chance = random.Random(f"{seed}/keys")
    try:
        for caller in chance.sample(world.callers, max(3, count // 50)):
            check_key(world, gateway, caller, chance)
    except Failure as failure:
        return [failure]
    return []


def leaves(value: Any) -> set[str]:
    """Every text in an answer."""
    if isinstance(value, dict):
        value = list(value.values())
    return set().union(*map(leaves, value)) if isinstance(value, list) else {value} if isinstance(value, str) else set()


def check_key(world: World, gateway: Gateway, caller: Caller, chance: random.Random) -> None:
    rights = caller.rights
    seen = [key for key, row in world.facts["assets"].items() if rights.level(row) > NONE]
    missing = [key for key, row in world.facts["assets"].items() if rights.level(row) == NONE]
    queries = [ASSET.format(id=global_id("Asset", key)) for key in chance.sample(seen, min(3, len(seen))) + chance.sample(missing, 4)]
    queries += [CIRCLE.format(id=global_id("FamilyCircle", key)) for key in world.facts["fwd_family_circles"]]
    queries += [SEARCH.format(text=" ".join(words(world.facts["assets"][key]["name"])), types="ASSET, PERSONA") for key in chance.sample(seen, min(2, len(seen)))]
    queries.append(SEARCH.format(text=f"t{rights.tenant}", types="PERSONA, FAMILY_CIRCLE"))
    whole = create_key(world, rights.tenant, SCOPES, rights.id)
    for query in queries:
        world.check(caller, query, gateway.post(query, {"X-API-Key": whole}))
    scopes = tuple(chance.sample(SCOPES, 2))
    some, none = create_key(world, rights.tenant, scopes, rights.id), create_key(world, rights.tenant, (), None)
    for query in queries:
        bounded = gateway.post(query, {"X-API-Key": some})
        world.check_bytes(caller, query, bounded)
        if extra := leaves(bounded.json) - leaves(gateway.post(query, {"X-API-Key": whole}).json) - {"Another owner"}:
            raise world.failure(caller, query, bounded, f"scopes {scopes} show more than all of them: {extra}")
        if "assets:read" not in scopes and query.startswith("{ asset(") and bounded.json.get("data") != {"asset": None}:
            raise world.failure(caller, query, bounded, f"with scopes {scopes}")
        without = gateway.post(query, {"X-API-Key": none})
        if without.json.get("data") not in ({"asset": None}, {"familyCircle": None}, {"search": []}):
            raise world.failure(caller, query, without, "a key without a persona")
    closed = create_key(world, CLOSED_TENANT, (), None)
    persona = {"Heirloom-Persona": global_id("Persona", rights.id)}
    check_scopes(world, gateway, caller, chance)
    refused = {**ended_keys(world, caller, chance), whole[:-1] + ("a" if whole[-1] != "a" else "b"): 401, closed: 403, "x.y": 401, whole.replace("hk", "hk1", 1): 401}
    for key, status in refused.items():
        answer = gateway.post("{ tenant { name } }", {"X-API-Key": key})
        if answer.status != status or "data" in answer.json:
            raise world.failure(caller, key, answer, "a key that is none")
    answer = gateway.post("{ tenant { name } }", {"X-API-Key": whole, **persona})
    if answer.status != 403 or "data" in answer.json:
        raise world.failure(caller, "a key with a persona's header", answer, "status")


def check_scopes(world: World, gateway: Gateway, caller: Caller, chance: random.Random) -> None:
    """Everything there is, asked with a key that lacks one scope: as much is shown as without what the scope covers."""
    shapes = selections(world, chance)
    asked = list(queries_of(world, caller, shapes))

    def one(number: int) -> None:
        program, scopes = programs[number // len(asked)]
        query = asked[number % len(asked)]
        try:
            world.check(program, query, gateway.post(query, {"X-API-Key": program.token}))
        except Failure as failure:
            raise Failure(f"a key for {scopes}, {failure}") from None

    programs = []
    for scopes in itertools.combinations(SCOPES, len(SCOPES) - 1):
        rights = Rights(world.facts, caller.rights.persona, scopes)
        key = create_key(world, rights.tenant, scopes, rights.id)
        programs.append((Caller(rights, Expectation(world.facts, rights, world.schema), key), scopes))
    for failure in run_many(len(programs) * len(asked), one):
        raise failure


def ended_keys(world: World, caller: Caller, chance: random.Random) -> dict[str, int]:
    """Keys that were good, and the status of their refusal: revoked, over, of a persona out of use, of a user out of use."""
    facts, tenant = world.facts, caller.rights.tenant
    of_tenant = [each for each in facts["personas"].values() if each["tenant_id"] == tenant]
    suspended = {key for key, each in facts["users"].items() if each["status"] != "active"}
    idle = [each["id"] for each in of_tenant if each["user_id"] and each["user_id"] not in suspended and each["status"] != "active"]
    locked = [each["id"] for each in of_tenant if each["user_id"] in suspended and each["is_living"] and each["status"] == "active"]
    ends = {
        "revoked_at = now()": 401, "expires_at = now()": 401,
        f"acts_as_persona_id = '{chance.choice(idle)}'": 403, f"acts_as_persona_id = '{chance.choice(locked)}'": 403,
    }  # fmt: skip
    found = {}
    for change, status in ends.items():
        key = create_key(world, tenant, SCOPES, caller.rights.id)
        with world.databases.connect(world.name) as connection, connection.transaction():
            connection.execute("select set_config('heirloom.tenant', %s, true)", (str(tenant),))
            connection.execute(f"update fwd.api_keys set {change} where prefix = %s".encode(), (key.partition(".")[0],))
        found[key] = status
    return found
