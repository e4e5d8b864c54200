"""The world as a test sees it: everyone who may ask, and what each is to be shown."""

from __future__ import annotations

import copy
import gc
import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from graphql import GraphQLSchema, build_schema

import world
from comparison import Comparison
from documents import parsed
from expectation import Expectation
from facts import Facts
from gateway import REPOSITORY, Answer, Databases, Gateway, Signer
from rights import NONE, READ, Rights
from rows import CANARY
from values import global_id

TABLES = {
    "Persona": ("personas",), "FamilyCircle": ("fwd_family_circles",), "Asset": ("assets",), "User": ("users",),
    "FfcMembership": ("ffc_personas",), "Phone": ("phone_number",), "Email": ("email_address",), "SocialProfile": ("social_media",),
    "ContactInfo": ("contact_info",), "AdvisorCompany": ("advisor_company",), "Address": ("address",), "Tenant": ("tenants",),
    "ContactUsage": ("phone_usage", "email_usage", "social_media_usage"),
}  # fmt: skip
"""Where the objects of each type that has global ids are."""
BRANDING = ("TD", "TS", "TH", "TL")
"""The marks of how a tenant looks, which anyone may ask for by its host name."""
LATER = """
update fwd.break_glass_grants set starts_at = starts_at + (now() - %(read)s), ends_at = ends_at + (now() - %(read)s)
where tenant_id = %(tenant)s
"""
"""Emergencies as far from now as they were when the rows were read."""


class Failure(Exception):
    """A promise that was not kept; the text has all that is needed to see it again."""


@dataclass
class Caller:
    """A persona with a token."""

    rights: Rights
    expectation: Expectation
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Heirloom-Persona": global_id("Persona", self.rights.id)}

    def __str__(self) -> str:
        persona = self.rights.persona
        return f"persona {persona['id']} ({persona['display_name']}) of tenant {self.rights.tenant}"


class World:
    """The database, what is in it, and who may ask."""

    def __init__(self, heirloom: Path, databases: Databases, name: str, directory: Path, seed: int) -> None:
        self.heirloom, self.databases, self.name, self.directory, self.seed = heirloom, databases, name, directory, seed
        self.flights = "auto"
        self.signer = Signer(directory)
        command = [str(heirloom), "schema"]
        self.schema: GraphQLSchema = build_schema(subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout)
        self._gateways: list[Gateway] = []
        self.read()

    @classmethod
    def make(cls, heirloom: Path, databases: Databases, name: str, directory: Path, seed: int, assets: int) -> World:
        """A new database with the families of this seed."""
        databases.create(name)
        databases.migrate(name)
        with databases.connect(name) as connection:
            world.make(seed, personas=40, assets=assets).insert_into(connection)
            connection.execute("analyze")
        return cls(heirloom, databases, name, directory, seed)

    def read(self) -> None:
        """Reads the rows again, after a change."""
        with self.databases.connect(self.name) as connection:
            self.facts = Facts(connection)
        self.callers: list[Caller] = []
        for persona in self.facts["personas"].values():
            rights = Rights(self.facts, persona)
            if rights.may_act and rights.user:
                token = self.signer.token(rights.user["cognito_user_id"], rights.tenant)
                self.callers.append(Caller(rights, Expectation(self.facts, rights, self.schema), token))
        administrators = [each for each in self.callers if each.rights.is_admin]
        several = [each for each in self.callers if self.siblings(each)]
        self._crowds = (self.callers, self.callers, administrators, several or self.callers)
        # What was read stays: looking for garbage in it again and again took a quarter of the time.
        gc.collect()
        gc.freeze()
        gc.set_threshold(100_000)

    def is_of_today(self) -> bool:
        """Whether the rows were read on this day: what counts by the day is judged by that."""
        return self.facts.today == datetime.now(UTC).date()

    def renew(self) -> None:
        """In a long run, begins the emergencies anew, which last an hour at most, and reads the rows again; also when a day has ended."""
        if self.is_of_today() and datetime.now(UTC) - self.facts.now < timedelta(minutes=10):
            return
        with self.databases.connect(self.name) as connection:
            for tenant in self.facts["tenants"]:
                with connection.transaction():
                    connection.execute("select set_config('heirloom.tenant', %s, true)", (str(tenant),))
                    connection.execute(LATER, {"read": self.facts.now, "tenant": tenant})
        self.read()

    @contextmanager
    def gateway(self, **flags: object) -> Iterator[Gateway]:
        url = self.databases.url(self.name, "heirloom_gateway")
        with Gateway(self.heirloom, url, self.directory, self.signer.key_set, **{"database_flights": self.flights, **flags}) as gateway:
            self._gateways.append(gateway)
            yield gateway

    def alarms(self) -> set[str]:
        """What gateways of this world withheld because the database had not."""
        return {coordinate for gateway in self._gateways for coordinate in gateway.alarms}

    def slowest(self) -> float:
        """Seconds that the slowest answer took since this was asked last."""
        longest = max((gateway.slowest for gateway in self._gateways), default=0.0)
        for gateway in self._gateways:
            gateway.slowest = 0.0
        return longest

    def copied(self, database: str, heirloom: Path) -> World:
        """The same world in a database of its own, for another command."""
        self.databases.create(database, template=self.name)
        copied = copy.copy(self)
        copied.name, copied.heirloom, copied._gateways = database, heirloom, []
        return copied

    def some_caller(self, chance: random.Random) -> Caller:
        """Anyone; often enough an administrator, or a user with several personas, of whom there are few and who see more."""
        return chance.choice(chance.choice(self._crowds))

    def siblings(self, caller: Caller) -> list[Caller]:
        """The other personas of the caller's user."""
        user = caller.rights.persona["user_id"]
        return [each for each in self.callers if each is not caller and each.rights.persona["user_id"] == user]

    def tempting(self, caller: Caller, chance: random.Random) -> str | None:
        """An asset that another persona of the caller's user sees and the caller does not, or one with a debt that the caller may not read."""
        rights, facts = caller.rights, self.facts
        others = [
            key for key, row in facts["assets"].items()
            if rights.level(row) == NONE and any(each.rights.level(row) > NONE for each in self.siblings(caller))
        ]  # fmt: skip
        indebted = [
            details["secured_by_asset_id"] for key, details in facts.details.items()
            if details["asset_type"] == "debt" and details["secured_by_asset_id"] and rights.level(facts["assets"][key]) < READ
            and rights.level(facts["assets"][details["secured_by_asset_id"]]) >= READ
        ]  # fmt: skip
        found = indebted if indebted and (not others or chance.random() < 0.8) else others
        return chance.choice(found) if found else None

    @cached_property
    def ids(self) -> dict[int, list[str]]:
        """Global ids of objects, by tenant."""
        found: dict[int, list[str]] = {}
        for type_name, tables in TABLES.items():
            for table in tables:
                for key, row in self.facts[table].items():
                    found.setdefault(row.get("tenant_id", key), []).append(global_id(type_name, key))
        return found

    def some_ids(self, tenant: int, chance: random.Random, count: int) -> list[str]:
        """Ids of the tenant's own objects most of all, some of others', and some of nothing."""
        others = [each for other, ids in self.ids.items() if other != tenant for each in ids]
        missing = [global_id(name, self.missing_key(chance)) for name in TABLES if name != "Tenant"]
        return chance.choices(self.ids[tenant], k=count) + chance.choices(others, k=count // 5) + chance.sample(missing, 2)

    @staticmethod
    def missing_key(chance: random.Random) -> str:
        key = f"{chance.getrandbits(128):032x}"
        return f"{key[:8]}-{key[8:12]}-4{key[13:16]}-8{key[17:20]}-{key[20:]}"

    def check(self, caller: Caller, query: str, answer: Answer, variables: dict[str, Any] | None = None) -> None:
        """Whether an answer shows exactly what the persona is to see; raises Failure."""
        self.check_bytes(caller, query, answer)
        if answer.status != 200:
            raise self.failure(caller, query, answer, f"status {answer.status}")
        self.check_cost(caller, query, answer)
        differences = Comparison(self.schema, parsed(query), caller.expectation, variables or {}).run(answer.json)
        if differences:
            raise self.failure(caller, query, answer, *differences[:5])

    def check_cost(self, caller: Caller, query: str, answer: Answer) -> None:
        """No answer costs more than was said before it was asked for."""
        cost = answer.json.get("extensions", {}).get("cost")
        if cost and cost["actual"] > cost["requested"]:
            raise self.failure(caller, query, answer, f"cost {cost['actual']} of {cost['requested']}")

    def check_bytes(self, caller: Caller, query: str, answer: Answer) -> None:
        """No mark of another tenant anywhere, in ids neither; and no mark at all in headers and errors."""
        headers = " ".join(f"{name}: {value}" for name, value in answer.headers)
        if found := CANARY.search(headers):
            raise self.failure(caller, query, answer, f"the header has {found[0]}")
        text = answer.body.decode()
        for found in CANARY.finditer(text):
            if int(found[1]) != caller.rights.tenant and not (found[2].upper() in BRANDING and "tenantBranding" in query):
                raise self.failure(caller, query, answer, f"foreign bytes: {found[0]}")
        errors = str(answer.json.get("errors", "")) if answer.body.startswith(b"{") else ""
        if found := CANARY.search(errors):
            raise self.failure(caller, query, answer, f"an error tells {found[0]}")

    def failure(self, caller: Caller, query: str, answer: Answer, *reasons: object) -> Failure:
        why = "\n  ".join(map(str, reasons))
        return Failure(f"{caller}\nquery: {query}\n  {why}\nstatus {answer.status}, body: {answer.body[:2_000].decode(errors='replace')}")

