"""B02: pages are turned while rows come and go; what was there throughout is on one page, in its place, whichever way they are turned."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from callers import Caller, Failure, World
from gateway import Gateway
from queries import values_of
from rights import READ
from values import global_id, opened_id

PAGE = "{ edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"
PAGES_MAX, WRITES_MAX = 2_000, 20
LISTS = {
    "Query.assets": "{{ assets({arguments}) {page} }}",
    "Viewer.assets": "{{ viewer {{ assets({arguments}) {page} }} }}",
    "FamilyCircle.assets": '{{ node(id: "{circle}") {{ ... on FamilyCircle {{ assets({arguments}) {page} }} }} }}',
    "Persona.ownedAssets": '{{ node(id: "{persona}") {{ ... on Persona {{ ownedAssets({arguments}) {page} }} }} }}',
    "FamilyCircle.members": '{{ node(id: "{circle}") {{ ... on FamilyCircle {{ members({arguments}) {page} }} }} }}',
    "Query.personas": "{{ personas({arguments}) {page} }}",
    "Asset.valuations": '{{ asset(id: "{asset}") {{ valuations({arguments}) {page} }} }}',
}
COMING = """
  with made as (
    insert into fwd.assets (tenant_id, asset_type, name, currency_code, estimated_value, valued_on, tags)
    select %(tenant)s, 'misc', substr(md5(random()::text), 1, 6), 'USD', case when random() < 0.8 then round((random() * 100000)::numeric, 2) end,
      case when random() < 0.8 then current_date - (random() * 900)::integer end, '{}'
    from generate_series(1, 3)
    returning id
  ), detailed as (
    insert into fwd.asset_misc (asset_id, tenant_id, misc_kind) select id, %(tenant)s, 'found' from made
  )
  insert into fwd.asset_persona_ownership (tenant_id, asset_id, persona_id, ownership_percentage)
  select %(tenant)s, id, %(persona)s, 100 from made
"""
VALUED = """
  insert into fwd.asset_valuations (tenant_id, asset_id, value, currency_code, valued_on, method)
  select %(tenant)s, %(asset)s, 1, 'USD', current_date - (random() * 2000)::integer, 'other' on conflict do nothing
"""
GOING = {
    "Asset": "update fwd.assets set status = 'deleted' where id = any(%(gone)s)",
    "FfcMembership": "update fwd.ffc_personas set status = 'inactive', left_at = now() + interval '1 second' where id = any(%(gone)s)",
    "Valuation": "delete from fwd.asset_valuations where id = any(%(gone)s)",
    "Persona": "update fwd.personas set status = 'deleted' where id = any(%(gone)s)",
}


@dataclass
class Reader:
    """One list as one persona reads it."""

    world: World
    gateway: Gateway
    caller: Caller
    shape: str
    ids: dict[str, str]

    def pages(self, given: str, size: int, is_backward: bool) -> Iterator[list[str]]:
        """The ids of each page, each asked for when it is wanted."""
        place = ""
        for _ in range(PAGES_MAX):
            arguments = f"{given} {'last' if is_backward else 'first'}: {size} {place}"
            query = self.shape.format(arguments=arguments, page=PAGE, **self.ids)
            answer = self.gateway.post(query, self.caller.headers)
            if answer.status != 200 or "errors" in answer.json:
                raise self.world.failure(self.caller, query, answer, "a page was refused")
            page: Any = answer.json["data"]
            while isinstance(page, dict) and "edges" not in page:
                page = next(iter(page.values()), None)
            if page is None:
                return
            yield [each["node"]["id"] for each in page["edges"]]
            info = page["pageInfo"]
            if not info["hasPreviousPage" if is_backward else "hasNextPage"]:
                return
            place = f'before: "{info["startCursor"]}"' if is_backward else f'after: "{info["endCursor"]}"'
        raise Failure(f"{self.caller}: the pages of {self.shape} {given} never end")

    def whole(self, given: str) -> list[str]:
        return [each for page in self.pages(given, 100, False) for each in page]


def write_between(world: World, caller: Caller, listed: list[str], asset: str | None, chance: random.Random) -> None:
    """Some rows come, wherever they are in the order, and one of those listed goes."""
    gone: dict[str, list[str]] = {}
    for id in chance.sample(listed, min(1, len(listed))):
        type_name, key = opened_id(id) or ("", "")
        if key != caller.rights.id:
            gone.setdefault(type_name, []).append(key)
    values = {"tenant": caller.rights.tenant, "persona": caller.rights.id, "asset": asset}
    with world.databases.connect(world.name) as connection, connection.transaction():
        connection.execute("set local session_replication_role = replica")
        connection.execute(COMING, values)
        if asset:
            connection.execute(VALUED, values)
        for type_name, keys in gone.items():
            connection.execute(GOING[type_name].encode(), {"gone": keys})


def turned_pages(world: World, gateway: Gateway, seed: int, count: int) -> list[Failure]:
    """Lists with filters and orders, forwards or backwards, with writes between any two pages."""
    for number in range(count):
        try:
            turn(world, gateway, random.Random(f"{seed}/turning/{number}"))
        except Failure as failure:
            return [failure]
        world.read()
    return []


def turn(world: World, gateway: Gateway, chance: random.Random) -> None:
    caller = chance.choice([each for each in world.callers if each.rights.roles])
    rights = caller.rights
    read = [key for key, row in world.facts["assets"].items() if rights.level(row) >= READ]
    seen = [key for key, row in world.facts["personas"].items() if rights.relation(row)]
    asset = chance.choice(read or list(world.facts["assets"]))
    ids = {
        "circle": global_id("FamilyCircle", chance.choice(list(rights.roles))), "persona": global_id("Persona", chance.choice(seen)),
        "asset": global_id("Asset", asset),
    }  # fmt: skip
    name = chance.choice(list(LISTS))
    type_name, _, field = name.partition(".")
    arguments = world.schema.type_map[type_name].fields[field].args
    pool = values_of(world, rights.tenant)
    asked = [each for each in ("filter", "orderBy") if each in arguments and chance.random() < 0.6]
    given = " ".join(f"{each}: {pool.value(each, arguments[each].type, chance)}" for each in asked)
    reader = Reader(world, gateway, caller, LISTS[name], ids)
    is_backward, size = chance.random() < 0.5, chance.choice((1, 2, 3, 7))
    before, found = reader.whole(given), []
    for number, page in enumerate(reader.pages(given, size, is_backward)):
        found = page + found if is_backward else found + page
        if number < WRITES_MAX:
            write_between(world, caller, before, asset if name == "Asset.valuations" else None, chance)
    after = reader.whole(given)
    stayed = set(before) & set(after)
    if len(set(found)) != len(found) or [each for each in found if each in stayed] != [each for each in before if each in stayed]:
        way = "backwards" if is_backward else "forwards"
        raise Failure(f"{caller}\n{LISTS[name]} {given} {way} by {size} with {ids}\nfound {found}\nbefore {before}\nafter {after}")
