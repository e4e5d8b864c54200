"""B04, B13: what others write changes no byte of an answer, and a right that ends is gone with the next request."""

from __future__ import annotations

import random
import re
from typing import Any

from callers import Caller, Failure, World
from gateway import Answer, Gateway
from queries import Texts, run_many
from values import global_id

CURSOR = re.compile(rb'"(cursor|startCursor|endCursor)":"([A-Za-z0-9_-]*)"')
"""Cursors are sealed anew each time; what they seal may not become longer or shorter."""
QUERIES_A_ROUND = 10

WRITES = (
    "update fwd.assets set name = name || 'x', status = 'active', visibility = 'circle' where tenant_id = %(tenant)s and random() < 0.2",
    "delete from fwd.asset_valuations where tenant_id = %(tenant)s and random() < 0.1",
    "delete from fwd.asset_permissions where tenant_id = %(tenant)s and random() < 0.1",
    "update fwd.personas set nickname = 'x' || coalesce(nickname, ''), first_name = first_name || 'x' where tenant_id = %(tenant)s",
    "update fwd.ffc_personas set asset_share = 'edit' where tenant_id = %(tenant)s and random() < 0.3",
    "update fwd.fwd_family_circles set name = '0' || name where tenant_id = %(tenant)s and random() < 0.5",
    "delete from fwd.phone_usage where tenant_id = %(tenant)s and random() < 0.05",
    "update fwd.users set tenant_role = 'tenant_admin' where tenant_id = %(tenant)s and random() < 0.1",
    "update fwd.tenants set display_name = display_name || 'x', feature_flags = '{}' where id = %(tenant)s",
)
MORE_ASSETS = """
  with made as (
    insert into fwd.assets (tenant_id, asset_type, name, currency_code)
    select %(tenant)s, 'misc', ' unseen ' || n, 'USD' from generate_series(1, 20) as n
    returning id
  ), detailed as (
    insert into fwd.asset_misc (asset_id, tenant_id, misc_kind) select id, %(tenant)s, 'unseen' from made
  )
  insert into fwd.asset_persona_ownership (tenant_id, asset_id, persona_id, ownership_percentage)
  select %(tenant)s, id, %(persona)s, 100 from made
"""


def write_elsewhere(world: World, caller: Caller, chance: random.Random) -> None:
    """Changes other tenants at random, and what strangers of the same tenant hold."""
    with world.databases.connect(world.name) as connection:
        for tenant in (each for each in (1, 2, 3) if each != caller.rights.tenant):
            with connection.transaction():
                connection.execute("select set_config('heirloom.tenant', %s, true)", (str(tenant),))
                for statement in chance.sample(WRITES, 4):
                    connection.execute(statement, {"tenant": tenant})
        personas = [each for each in world.facts["personas"].values() if each["status"] == "active" and each["is_living"]]
        holders = [each for each in personas if each["tenant_id"] != caller.rights.tenant or is_stranger(caller, each)]
        for persona in chance.sample(holders, 3):
            with connection.transaction():
                connection.execute("select set_config('heirloom.tenant', %s, true)", (str(persona["tenant_id"]),))
                connection.execute(MORE_ASSETS, {"tenant": persona["tenant_id"], "persona": persona["id"]})


def is_stranger(caller: Caller, persona: dict[str, Any]) -> bool:
    """Whether nothing that this persona of the same tenant holds can be seen."""
    rights = caller.rights
    return rights.relation(persona) is None and not rights.emergencies and persona["id"] not in rights.represents


def comparable(answer: Answer) -> object:
    status, headers, body = answer.comparable()
    return status, headers, CURSOR.sub(lambda found: found[1] + str(len(found[2])).encode(), body)


def non_interference(world: World, gateway: Gateway, seed: int, count: int) -> list[Failure]:
    """Rounds of equal queries with writes between them that are none of the caller's business."""
    texts = Texts(world, seed, 8 * QUERIES_A_ROUND)
    for number in range(max(1, count // QUERIES_A_ROUND)):
        chance = random.Random(f"{seed}/interference/{number}")
        caller = chance.choice(world.callers)
        queries = [query for query in (texts.some(caller, chance) for _ in range(QUERIES_A_ROUND)) if "tenantBranding" not in query]
        before = [gateway.post(query, caller.headers) for query in queries]
        write_elsewhere(world, caller, chance)
        for query, answer in zip(queries, before, strict=True):
            after = gateway.post(query, caller.headers)
            if comparable(after) != comparable(answer):
                place = next((i for i, (a, b) in enumerate(zip(answer.body, after.body, strict=False)) if a != b), 0)
                was = answer.body[max(0, place - 80) : place + 80]
                return [world.failure(caller, query, after, f"writes elsewhere changed it from byte {place}: {was!r}")]
    world.read()
    return []


def revocations(world: World, gateway: Gateway, seed: int, count: int) -> list[Failure]:
    """A grant that is revoked shows nothing any more to the request after it."""
    chance = random.Random(f"{seed}/revocation")
    alone = [
        (caller, key)
        for caller in chance.sample(world.callers, 40)
        for key, row in world.facts["assets"].items()
        if row["tenant_id"] == caller.rights.tenant and [kind for kind, _, _ in caller.rights.sources(row)] == ["grant"]
    ]
    for caller, key in chance.sample(alone, min(count, len(alone))):
        query = f'{{ asset(id: "{global_id("Asset", key)}") {{ id name }} }}'
        before = gateway.post(query, caller.headers)
        with world.databases.connect(world.name) as connection, connection.transaction():
            connection.execute("select set_config('heirloom.tenant', %s, true)", (str(caller.rights.tenant),))
            connection.execute(
                "update fwd.asset_permissions set revoked_at = now() where asset_id = %s and persona_id = %s and revoked_at is null",
                (key, caller.rights.id),
            )
        after = gateway.post(query, caller.headers)
        if before.json["data"]["asset"] is None or after.json["data"] != {"asset": None} or "errors" in after.json:
            return [world.failure(caller, query, after, f"before the grant was revoked: {before.body.decode()}")]
    world.read()
    return []


def same_text(world: World, gateway: Gateway, seed: int, count: int) -> list[Failure]:
    """One text of many personas at once, so that whatever is kept by its text is shared; with conditions that differ."""
    query = """
      query ($withUser: Boolean!, $withAssets: Boolean!) {
        viewer {
          user @include(if: $withUser) { id displayName } actingPersona { id } familyCircles { nodes { id name } }
          assets(first: 100) @include(if: $withAssets) { nodes { id name value @skip(if: $withUser) { amount } } }
        }
      }"""

    def one(number: int) -> None:
        chance = random.Random(f"{seed}/text/{number}")
        caller = world.some_caller(chance)
        variables = {"withUser": chance.random() < 0.5, "withAssets": chance.random() < 0.8}
        world.check(caller, query, gateway.post(query, caller.headers, variables), variables)

    return run_many(count, one)
