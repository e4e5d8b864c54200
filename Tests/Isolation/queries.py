"""B01, B02, B03: random queries of random personas, on few connections that they share."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

from graphql import OverlappingFieldsCanBeMergedRule, ValuesOfCorrectTypeRule, get_named_type, validate

from callers import TABLES, Caller, Failure, World
from documents import Pool, Shapes, hypothesis_documents, parsed, size, with_arguments
from expected_search import searched_texts, words
from gateway import Gateway
from rights import NONE
from rows import Row
from values import global_id

THREADS = 16
BYTES_MAX = 65_536
FIELDS_MAX = 900
"""Larger documents take their time and find nothing more."""

CONNECTIONS = (
    "{{ viewer {{ familyCircles(first: {first}, after: {after}) {page} }} }}",
    "{{ viewer {{ assets(first: {first}, after: {after}) {page} }} }}",
    '{{ node(id: "{circle}") {{ ... on FamilyCircle {{ members(first: {first}, after: {after}) {page} }} }} }}',
    '{{ node(id: "{circle}") {{ ... on FamilyCircle {{ assets(first: {first}, after: {after}) {page} }} }} }}',
    '{{ node(id: "{persona}") {{ ... on Persona {{ ownedAssets(first: {first}, after: {after}) {page} }} }} }}',
    '{{ asset(id: "{asset}") {{ valuations(first: {first}, after: {after}) {page} }} }}',
    '{{ asset(id: "{asset}") {{ documents(first: {first}, after: {after}) {page} }} }}',
    '{{ asset(id: "{asset}") {{ permissions(first: {first}, after: {after}) {page} }} }}',
)
WEIGHTY = ("Asset", "Asset", "Asset", "Persona", "FamilyCircle", "FamilyCircle", "FfcMembership", "FfcMembership", "User", "Address", "Email")
"""Types that are asked for more often: most of what the rules withhold is theirs."""
PAGE = "{ nodes { id } pageInfo { hasNextPage endCursor } totalCount }"


class Texts:
    """Documents to ask, as many as wanted."""

    def __init__(self, world: World, seed: int, count: int) -> None:
        self._world = world
        domains = [each["domain"] for each in world.facts["tenants"].values()] + ["nobody.example"]
        self._domains = domains
        pool = hypothesis_documents(world.schema, min(count // 8, 400), seed)
        self._pool = [text for text in pool if size(text) <= FIELDS_MAX] or pool
        self._values = {tenant: values_of(world, tenant) for tenant in world.facts["tenants"]}

    def some(self, caller: Caller, chance: random.Random) -> str:
        """A document of Hypothesis, or one that reaches an object by one of its paths; none longer than the gateway takes."""
        while len(text := self._any(caller, chance)) > BYTES_MAX:
            pass
        return text

    def _any(self, caller: Caller, chance: random.Random) -> str:
        ids = self._world.some_ids(caller.rights.tenant, chance, 10)
        values = self._values[caller.rights.tenant]
        if chance.random() < 0.5:
            return self._found(ids, values, chance)
        shapes = Shapes(self._world.schema, chance, values)
        breadth, depth = chance.choice(((1.0, 0), (1.0, 0), (0.5, 1), (0.2, 2), (0.1, 3)))
        kind = chance.random()
        if kind < 0.15 and (tempting := self._world.tempting(caller, chance)):
            return f'{{ asset(id: "{global_id("Asset", tempting)}") {shapes.selection("Asset", 0)} }}'
        if kind < 0.35:
            return self._roots(shapes, depth, breadth, chance)
        if kind < 0.4:
            return f"{{ viewer {shapes.selection('Viewer', depth, breadth)} }}"
        type_name = chance.choice((*TABLES, *WEIGHTY))
        key = self._key(caller, type_name, chance)
        if kind < 0.6 and type_name in ("Persona", "FamilyCircle", "Asset"):
            field = type_name[0].lower() + type_name[1:]
            return f'{{ {field}(id: "{global_id(type_name, key)}") {shapes.selection(type_name, depth, breadth)} }}'
        wanted = f"... on {type_name} {shapes.selection(type_name, depth, breadth)}"
        if kind < 0.8:
            return f'{{ node(id: "{global_id(type_name, key)}") {{ __typename id {wanted} }} }}'
        several = [global_id(type_name, self._key(caller, type_name, chance)) for _ in range(8)] + chance.sample(ids, 1)
        listed = ", ".join(f'"{each}"' for each in several)
        return f"{{ nodes(ids: [{listed}]) {{ __typename id {wanted} }} }}"

    def _roots(self, shapes: Shapes, depth: int, breadth: float, chance: random.Random) -> str:
        """Some of the connections that begin at the root, for what they hold or for what their filters and orders tell."""
        is_lean = chance.random() < 0.7
        parts = []
        for name, field in self._world.schema.type_map["Query"].fields.items():
            connection = get_named_type(field.type).name
            if not connection.endswith("Connection") or chance.random() < 0.5:
                continue
            if is_lean:
                parts += [f"{name}{each}: {name}{shapes.arguments(field, 0.6, 100)} {{ nodes {{ id }} totalCount }}" for each in range(8)]
            else:
                parts.append(f"{name}{shapes.arguments(field)} {shapes.selection(connection, depth, breadth)}")
        return f"{{ {' '.join(parts)} __typename }}"

    def _key(self, caller: Caller, type_name: str, chance: random.Random) -> str:
        """Of an object of the caller's tenant; often of one that shows, which has more to hide than one that does not."""
        rows = self._world.facts[chance.choice(TABLES[type_name])]
        keys = [key for key, row in rows.items() if row.get("tenant_id", key) == caller.rights.tenant]
        if not keys:
            return self._world.missing_key(chance)
        for _ in range(chance.choice((0, 10))):
            key = chance.choice(keys)
            if caller.expectation.loaders[type_name](key):
                return key
        return chance.choice(keys)

    def _found(self, ids: list[str], values: Pool, chance: random.Random) -> str:
        """A document of the pool with arguments with which it is still valid."""
        while True:
            text = with_arguments(chance.choice(self._pool), ids, self._domains, values, chance)
            if not validate(self._world.schema, parsed(text), [OverlappingFieldsCanBeMergedRule, ValuesOfCorrectTypeRule]):
                return text


def values_of(world: World, tenant: int) -> Pool:
    """What filters may ask about: values of the tenant's own rows, whoever may see them."""
    facts = world.facts

    def rows(table: str) -> list[Row]:
        return [row for row in facts[table].values() if row["tenant_id"] == tenant]

    def ids(type_name: str, table: str) -> list[str]:
        return [global_id(type_name, row["id"]) for row in rows(table)]

    assets = rows("assets")
    texts = [row["name"][:5] for row in assets[:20]] + [tag for row in assets for tag in row["tags"] or ()][:40]
    texts += [row["display_name"][1:7] for row in rows("personas")] + [row["company_name"] for row in rows("advisor_company")] + ["t", "9", "zz"]
    contacts = [("phone", row["country_code"] + row["phone_number"]) for row in rows("phone_number")]
    contacts += [("email", row["email_address"].upper()) for row in rows("email_address")]
    contacts += [("handle", row["handle"]) for row in rows("social_media")]
    days = {row["valued_on"] for row in assets} | {row["date_of_birth"] for row in rows("personas")} | {facts.today}
    days |= {facts.today - timedelta(days=count) for count in (5, 30, 100, 101, 200, 250, 400)} | {date(1, 1, 1), date(9999, 12, 31)}
    return Pool(
        ids={"ffcId": ids("FamilyCircle", "fwd_family_circles"), "ownerId": ids("Persona", "personas"),
             "linkedEntityId": ids("Persona", "personas") + ids("AdvisorCompany", "advisor_company") + ids("User", "users")},
        texts=[text for text in texts if text.isprintable() and not set(text) & set('"\\')],
        numbers=sorted({str(row["estimated_value"]) for row in assets if row["estimated_value"] is not None} | {"0", "1000.005", "-1", f"1{'0' * 63}", f"0.{'0' * 61}1"}),
        days=sorted(each.isoformat() for each in days if each), contacts=contacts,
    )  # fmt: skip


def run_many(count: int, work: Callable[[int], None]) -> list[Failure]:
    """Does the work for each number on many threads; what failed, the first of it at least."""
    failures: list[Failure] = []
    has_failed = threading.Event()

    def one(number: int) -> None:
        if has_failed.is_set():
            return
        try:
            work(number)
        except Failure as failure:
            failures.append(failure)
            has_failed.set()

    with ThreadPoolExecutor(THREADS) as pool:
        for _ in pool.map(one, range(count)):
            pass
    return failures


def random_queries(world: World, gateway: Gateway, seed: int, count: int) -> list[Failure]:
    """Each answer is sound, complete, and the same on every path: it has what the oracle says, value by value."""
    texts = Texts(world, seed, count)

    def one(number: int) -> None:
        chance = random.Random(f"{seed}/query/{number}")
        caller = world.some_caller(chance)
        query = texts.some(caller, chance)
        try:
            world.check(caller, query, gateway.post(query, caller.headers))
        except Failure as failure:
            raise Failure(f"query {number}: {failure}") from None

    return run_many(count, one)


def pages(gateway: Gateway, world: World, caller: Caller, shape: str, first: int, ids: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The pages of a connection from the first to the last."""
    after = "null"
    for _ in range(1_000):
        query = shape.format(first=first, after=after, page=PAGE, **ids)
        answer = gateway.post(query, caller.headers)
        world.check_bytes(caller, query, answer)
        if answer.status != 200:
            raise world.failure(caller, query, answer, f"status {answer.status}")
        page: Any = answer.json["data"]
        while isinstance(page, dict) and "nodes" not in page:
            page = next(iter(page.values()), None)
        if page is None:
            return
        yield page
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = f'"{page["pageInfo"]["endCursor"]}"'
    raise Failure(f"{caller}: the pages of {shape} never end")


def complete_pages(world: World, gateway: Gateway, seed: int, count: int) -> list[Failure]:
    """B02: what the pages show to the end is what the oracle says, in its order, and `totalCount` is how many there are."""

    def one(number: int) -> None:
        chance = random.Random(f"{seed}/pages/{number}")
        caller = world.some_caller(chance)
        rights, expectation = caller.rights, caller.expectation
        seen = [key for key, row in world.facts["assets"].items() if rights.level(row) > NONE]
        keys = {
            "circle": chance.choice(list(rights.memberships) or list(world.facts["fwd_family_circles"])),
            "persona": chance.choice(list(rights.co_members) or [rights.id]),
            "asset": chance.choice(seen or list(world.facts["assets"])),
        }
        types = {"circle": "FamilyCircle", "persona": "Persona", "asset": "Asset"}
        ids = {name: global_id(types[name], key) for name, key in keys.items()}
        shape = chance.choice(CONNECTIONS)
        found: list[str] = []
        totals = set()
        for page in pages(gateway, world, caller, shape, chance.choice((1, 2, 3, 7)), ids):
            found += [node["id"] for node in page["nodes"]]
            totals.add(page["totalCount"])
        expected = expected_ids(expectation, shape, keys)
        if found != expected or (found and totals != {len(found)}):
            raise Failure(f"{caller}: pages of {shape} with {keys}: expected {expected}, got {found}, totals {totals}")

    return run_many(count, one)


def costs(world: World, gateway: Gateway, seed: int, count: int) -> list[Failure]:
    """What an answer cost is told with it, and is never more than what was said to be possible before it was asked for."""
    texts = Texts(world, seed + 3, count)
    told: list[tuple[int, int]] = []

    def one(number: int) -> None:
        chance = random.Random(f"{seed}/cost/{number}")
        caller = chance.choice(world.callers)
        query = texts.some(caller, chance)
        answer = gateway.post(query, caller.headers)
        world.check_cost(caller, query, answer)
        if cost := answer.json.get("extensions", {}).get("cost"):
            told.append((cost["actual"], cost["requested"]))

    failures = run_many(count, one)
    if not failures and len(told) < count // 2:
        failures.append(Failure(f"only {len(told)} of {count} answers tell what they cost"))
    return failures


LISTS = {
    "assets": "{{ assets{arguments} {page} }}",
    "personas": "{{ personas{arguments} {page} }}",
    "contactUsages": "{{ contactUsages{arguments} {page} }}",
    "advisorCompanies": "{{ advisorCompanies{arguments} {page} }}",
    "familyCircles": "{{ viewer {{ familyCircles{arguments} {page} }} }}",
    "members": "{{ viewer {{ familyCircles {{ nodes {{ members{arguments} {page} }} }} }} }}",
    "circleAssets": "{{ viewer {{ familyCircles {{ nodes {{ assets{arguments} {page} }} }} }} }}",
    "ownedAssets": "{{ personas(first: 100) {{ nodes {{ ownedAssets{arguments} {page} }} }} }}",
    "granted": "{{ viewer {{ permissionsGranted{arguments} {page} }} }}",
    "users": "{{ tenant {{ users{arguments} {page} }} }}",
    "former": "{{ viewer {{ familyCircles {{ nodes {{ members{arguments} {page} }} }} }} }}",
    "valuations": "{{ assets(first: 100) {{ nodes {{ valuations{arguments} {page} }} }} }}",
}
"""Connections with filters, by something to choose them by; the field is the first of the innermost."""
FIELDS = {
    "assets": "Query.assets", "personas": "Query.personas", "contactUsages": "Query.contactUsages",
    "advisorCompanies": "Query.advisorCompanies", "familyCircles": "Viewer.familyCircles", "members": "FamilyCircle.members",
    "circleAssets": "FamilyCircle.assets", "ownedAssets": "Persona.ownedAssets", "valuations": "Asset.valuations",
    "granted": "Viewer.permissionsGranted", "users": "Tenant.users", "former": "FamilyCircle.members",
}  # fmt: skip


def list_query(world: World, caller: Caller, chance: random.Random, pool: Pool) -> str:
    """One of the lists with what meets a filter, in some order, from either end."""
    name = chance.choice([*LISTS, *["assets", "circleAssets"] * 4])
    type_name, _, field = FIELDS[name].partition(".")
    arguments = world.schema.type_map[type_name].fields[field].args
    given = [f"{each}: {pool.value(each, arguments[each].type, chance)}" for each in ("filter", "orderBy", "search") if each in arguments]
    given += ["includeLeft: true"] if name == "former" else []
    given.append(f"{chance.choice(('first', 'last'))}: {chance.choice((0, 1, 5, 100, 100))}")
    totals = " totals { currency assets liabilities net grossNet assetCount unvaluedCount }" if name.lower().endswith("assets") else ""
    page = f"{{ nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage }} totalCount{totals} }}"
    return LISTS[name].format(arguments=f"({', '.join(given)})", page=page)


def filtered_lists(world: World, gateway: Gateway, seed: int, count: int) -> list[Failure]:
    """Filters, orders and counts see what the fields show: a list has what the oracle keeps of it, in its order."""
    values = {tenant: values_of(world, tenant) for tenant in world.facts["tenants"]}

    def one(number: int) -> None:
        chance = random.Random(f"{seed}/filter/{number}")
        caller = chance.choice(world.callers)
        query = list_query(world, caller, chance, values[caller.rights.tenant])
        world.check(caller, query, gateway.post(query, caller.headers))

    return run_many(count, one)


def search_query(chance: random.Random, texts: Sequence[str]) -> str:
    """Words of one text or of two, the last one whole or cut off."""
    found = [words(text) for text in chance.choices(texts, k=chance.choice((1, 1, 1, 2)))]
    wanted = [word for each in found for word in chance.sample(each, min(len(each), chance.choice((1, 2))))]
    last = wanted[-1][: chance.choice((1, 2, 9, 9))]
    given = [f'query: "{" ".join([*wanted[:-1], last])}"']
    if chance.random() < 0.3:
        given.append(f"types: [{', '.join(chance.sample(('ASSET', 'PERSONA', 'FAMILY_CIRCLE'), chance.choice((0, 1, 2))))}]")
    if chance.random() < 0.7:
        given.append(f"first: {chance.choice((0, 1, 3, 100, 100))}")
    return f"{{ search({', '.join(given)}) {{ __typename ... on Node {{ id }} }} }}"


def searches(world: World, gateway: Gateway, seed: int, count: int) -> list[Failure]:
    """What is found by words of what is shown and of what is withheld."""
    texts = {tenant: searched_texts(world.facts, tenant) for tenant in world.facts["tenants"]}

    def one(number: int) -> None:
        chance = random.Random(f"{seed}/search/{number}")
        caller = chance.choice(world.callers)
        query = search_query(chance, texts[caller.rights.tenant])
        world.check(caller, query, gateway.post(query, caller.headers))

    return run_many(count, one)


def expected_ids(expectation: Any, shape: str, keys: dict[str, str]) -> list[str]:
    """The ids on all pages of a connection."""
    type_name, key, field = next(
        (each for each in (("FamilyCircle", "circle", "members"), ("FamilyCircle", "circle", "assets"), ("Persona", "persona", "ownedAssets"),
                           ("Asset", "asset", "valuations"), ("Asset", "asset", "documents"), ("Asset", "asset", "permissions"))
         if f"{{{each[1]}}}" in shape and f"{each[2]}(" in shape),
        ("Viewer", "", "assets" if "assets(" in shape else "familyCircles"),
    )  # fmt: skip
    if type_name == "Viewer":
        page = getattr(expectation, f"Viewer_{field}")(expectation.rights.persona)
    else:
        loaded = expectation.loaders[type_name](keys[key])
        page = getattr(expectation, f"{type_name}_{field}")(loaded.row) if loaded else None
    if page is None:
        return []
    return [expectation.resolve(each, "id", {}) for each in page.items]
