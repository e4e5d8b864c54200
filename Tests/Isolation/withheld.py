"""C08: what is withheld from a persona changes no byte of an answer, whatever it is and whatever is asked about it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from psycopg import Connection

from callers import Caller, Failure, World
from expected_search import searched_texts
from gateway import Gateway
from interference import comparable
from queries import Texts, list_query, search_query, values_of
from rights import NONE, READ
from rows import Row

LISTS_A_ROUND, SEARCHES_A_ROUND, TEXTS_A_ROUND = 20, 5, 5
TOTALS = "byCurrency { currency assets liabilities net grossNet assetCount unvaluedCount } byCategory { currency owned gross count shareOfNet }"
FIGURES = f"""{{
  viewer {{
    netWorth {{ {TOTALS} history {{ date currency net }} }}
    familyCircles {{ nodes {{ totals {{ isComplete {TOTALS} byPersona {{ displayName net percentOfCircle }} deceased {{ net unvaluedCount }} }} }} }}
    assets(first: 100) {{ edges {{ cursor node {{ id viewerRedactions owners {{ displayName percentage }} }} }} }}
  }}
}}"""
"""What things come to, and who holds them."""
CONDITIONS = (
    'value: {{gt: "{value}"}}', 'not: {{value: {{lte: "{value}"}}}}', 'valuedOn: {{to: "{day}"}}', 'not: {{valuedOn: {{from: "{day}"}}}}',
    'currency: "{currency}"', 'not: {{currency: "{currency}"}}', 'text: "{text}"', 'not: {{text: "{text}"}}', 'tags: ["{text}"]',
    'not: {{tags: ["not shown"]}}', "unvalued: true", "not: {{unvalued: true}}", "hasDocuments: true", "not: {{hasDocuments: true}}",
    'or: [{{value: {{gte: "{value}"}}}}, {{not: {{value: {{gte: "{value}"}}}}}}]', 'and: [{{minAccess: SUMMARY}}, {{unvalued: false}}]',
)  # fmt: skip
ORDERS = tuple(f"{{field: {field}, direction: {way}}}" for field in ("VALUE", "VALUED_ON", "NAME") for way in ("ASC", "DESC"))

SUMMARY = (
    "update fwd.assets set estimated_value = %(value)s, currency_code = %(currency)s, valued_on = %(day)s where id = any(%(ids)s)",
    "update fwd.assets set description = %(text)s, tags = array[%(text)s, 'not shown'], custom = '{\"withheld\": 1}' where id = any(%(ids)s)",
    "update fwd.assets set estimated_value = null, valued_on = null, description = null, tags = '{}' where id = any(%(ids)s)",
    "delete from fwd.asset_valuations where asset_id = any(%(ids)s)",
    "update fwd.asset_valuations set value = value + %(value)s, currency_code = %(currency)s, note = %(text)s where asset_id = any(%(ids)s)",
    "delete from fwd.asset_documents where asset_id = any(%(ids)s)",
    "update fwd.asset_persona_ownership set ownership_percentage = 0.01 where asset_id = any(%(ids)s)",
)
"""What may be written of an asset whose summary is seen, or less. Nothing of it is in the summary."""
NOTHING = (
    "update fwd.assets set name = %(text)s, visibility = 'private' where id = any(%(ids)s)",
    "update fwd.assets set status = 'inactive', created_at = '2001-01-01', updated_at = now(), version = version + 7 where id = any(%(ids)s) and status <> 'deleted'",
)
"""What more may be written of one that is not seen at all."""
BIRTHS = (
    "update fwd.personas set date_of_birth = date_of_birth - %(days)s, gender = 'female', marital_status = 'widowed', ssn_last4 = '0000' where id = any(%(ids)s)",
)


def some_values(world: World, caller: Caller, chance: random.Random) -> Row:
    """What is written, and asked about before and after."""
    return {
        "value": chance.choice(("0", "0.01", "123456789.01", "9999999999999.99")), "currency": chance.choice(("USD", "EUR", "XTS")),
        "day": chance.choice(("1900-01-01", "2020-02-29", world.facts.today.isoformat())), "days": chance.randrange(1, 9_000),
        "text": chance.choice(searched_texts(world.facts, caller.rights.tenant)),
    }  # fmt: skip


def probes(values: Row) -> Iterator[str]:
    """Each condition and each order, asked of everything that the caller sees."""
    page = "{ edges { cursor node { id } } pageInfo { hasNextPage } totalCount totals { currency net assetCount unvaluedCount } }"
    for condition in CONDITIONS:
        yield f"{{ assets(first: 100, filter: {{{condition.format(**values)}}}) {page} }}"
    for order in ORDERS:
        yield f"{{ assets(first: 100, orderBy: {order}) {page} viewer {{ familyCircles {{ nodes {{ assets(last: 3, orderBy: {order}) {page} }} }} }} }}"
    yield f'{{ search(query: "{values["text"]}", first: 100) {{ __typename ... on Node {{ id }} }} }}'
    yield '{ personas(first: 100, orderBy: {field: DATE_OF_BIRTH}) { edges { cursor node { id } } } }'
    yield f'{{ personas(first: 100, filter: {{dateOfBirth: {{to: "{values["day"]}"}}}}) {{ totalCount nodes {{ id birthYear }} }} }}'


def write_withheld(connection: Connection[Any], caller: Caller, world: World, values: Row, chance: random.Random) -> None:
    """Changes what the caller does not see, past all triggers: a change that is counted would show in the record's version."""
    rights, facts = caller.rights, world.facts

    def write(statements: Sequence[str], rows: list[Row]) -> None:
        for statement in statements:
            ids = [each["id"] for each in rows if chance.random() < 0.6]
            connection.execute(statement.encode(), {**values, "ids": ids})

    assets = [each for each in facts["assets"].values() if each["tenant_id"] == rights.tenant]
    write(chance.sample(SUMMARY, 4), [each for each in assets if rights.level(each) < READ])
    write(NOTHING, [each for each in assets if rights.level(each) == NONE])
    write(BIRTHS, [each for each in facts["personas"].values() if each["tenant_id"] == rights.tenant and is_dateless(caller, each)])


def is_dateless(caller: Caller, persona: Row) -> bool:
    """Whether nothing of the birth is shown, and nothing hangs on it: guardians stand for minors."""
    return bool(persona["date_of_birth"] and persona["date_of_birth"].year < 1995 and not caller.rights.sees_birth_year(persona))


def first_difference(was: str, now: str) -> list[str]:
    place = next((i for i, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), 0)
    return [each[max(0, place - 100) : place + 200] for each in (was, now)]


def withheld_values(world: World, gateway: Gateway, seed: int, count: int) -> list[Failure]:
    """Rounds of equal queries, about values that are withheld most of all, with writes between them of nothing but such values."""
    texts = Texts(world, seed + 7, 8 * TEXTS_A_ROUND)
    for number in range(max(1, count // LISTS_A_ROUND)):
        chance = random.Random(f"{seed}/withheld/{number}")
        caller = chance.choice(world.callers)
        pool, words = values_of(world, caller.rights.tenant), searched_texts(world.facts, caller.rights.tenant)
        values = some_values(world, caller, chance)
        queries = [FIGURES, *probes(values), *(list_query(world, caller, chance, pool) for _ in range(LISTS_A_ROUND))]
        queries += [search_query(chance, words) for _ in range(SEARCHES_A_ROUND)]
        queries += [each for each in (texts.some(caller, chance) for _ in range(TEXTS_A_ROUND)) if "tenantBranding" not in each]
        before = [gateway.post(query, caller.headers) for query in queries]
        with world.databases.connect(world.name) as connection, connection.transaction():
            connection.execute("set local session_replication_role = replica")
            connection.execute("select set_config('heirloom.tenant', %s, true)", (str(caller.rights.tenant),))
            write_withheld(connection, caller, world, values, chance)
        for query, answer in zip(queries, before, strict=True):
            after = gateway.post(query, caller.headers)
            if (was := comparable(answer)[2]) != (now := comparable(after)[2]):
                return [world.failure(caller, query, after, "what is withheld changed it", *first_difference(str(was), str(now)))]
        world.read()
    return []
