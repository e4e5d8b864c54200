"""B02: all that each persona may know of each object, whether it sees the object or not, and what is in its own lists. Nothing here is left
to chance."""

from __future__ import annotations

import random
from collections.abc import Iterator

from callers import TABLES, Caller, Failure, World
from documents import Pool, Shapes
from gateway import Gateway
from queries import run_many
from values import global_id

OBJECTS_A_QUERY, IDS_A_QUERY = 40, 100
ROWS_A_PAGE = 2
ROOTS = """{{
  viewer {viewer} tenant {tenant} personas(first: 100) {{ totalCount nodes {{ id }} }} contactUsages(first: 100) {{ totalCount nodes {{ id }} }}
  assets(first: 100) {{ totalCount totals {{ currency assets liabilities net grossNet assetCount unvaluedCount }} nodes {{ id }} }}
}}"""

Question = tuple[Caller, str]


def questions(world: World, seed: int) -> list[Question]:
    """What everyone asks. Their order is of the seed: the first of many that show a fault comes soon."""
    wanted = selections(world, random.Random(seed))
    found = [(caller, query) for caller in world.callers for query in queries_of(world, caller, wanted)]
    random.Random(f"{seed}/everything").shuffle(found)
    return found


def selections(world: World, chance: random.Random) -> dict[str, str]:
    """All fields of each type that has ids, and of the viewer."""
    shapes = Shapes(world.schema, chance, Pool({}, [], [], [], []), first=ROWS_A_PAGE)
    return {type_name: shapes.selection(type_name, depth=0) for type_name in (*TABLES, "Viewer")}


def queries_of(world: World, caller: Caller, selections: dict[str, str]) -> Iterator[str]:
    """For the viewer and the lists of its own, for each object of its tenant with all its fields, and for those of others by their ids."""
    yield ROOTS.format(viewer=selections["Viewer"], tenant=selections["Tenant"])
    foreign: list[str] = []
    for type_name in TABLES:
        selection = selections[type_name]
        own: list[str] = []
        for table in TABLES[type_name]:
            for key, row in world.facts[table].items():
                (own if row.get("tenant_id", key) == caller.rights.tenant else foreign).append(f'"{global_id(type_name, key)}"')
        for ids in parts(own, OBJECTS_A_QUERY):
            yield f"{{ nodes(ids: [{ids}]) {{ __typename ... on {type_name} {selection} }} }}"
    for ids in parts(foreign, IDS_A_QUERY):
        yield f"{{ nodes(ids: [{ids}]) {{ __typename id }} }}"


def parts(ids: list[str], length: int) -> Iterator[str]:
    return (", ".join(ids[start : start + length]) for start in range(0, len(ids), length))


def everything(world: World, gateway: Gateway, seed: int) -> list[Failure]:
    asked = questions(world, seed)

    def one(number: int) -> None:
        caller, query = asked[number]
        world.check(caller, query, gateway.post(query, caller.headers))

    return run_many(len(asked), one)
