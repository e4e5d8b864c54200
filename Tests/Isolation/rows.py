"""Rows of tables before they are inserted, and the marks by which any byte of an answer can be traced."""

from __future__ import annotations

import random
import re
import uuid
from collections import defaultdict
from typing import Any

Row = dict[str, Any]

CANARY = re.compile(r"[tT](\d)\.([a-zA-Z]+)\d+\.[a-z0-9]{4}")
"""A mark in a text: the tenant, the kind and number of the row, and four random letters."""

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
LAST4 = "KLMN"
"""The first of the four last letters of a protected number says the tenant."""


PARENTS = (
    "tenants", "address", "phone_number", "email_address", "users", "media_storage", "contact_info", "personas",
    "advisor_company", "social_media", "fwd_family_circles", "assets",
)  # fmt: skip
"""Tables that others refer to, in an order in which they can be filled."""


class Rows:
    """What goes into the database, by table, in the order in which it was made."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(f"world/{seed}")
        self.tables: dict[str, list[Row]] = defaultdict(list, {table: [] for table in PARENTS})
        self.later: list[tuple[int, str, tuple[Any, ...]]] = []
        """Statements, each with its tenant, that put rows into a state they could not be inserted in."""
        self._numbers: dict[str, int] = defaultdict(int)

    def add(self, table: str, tenant: int, **columns: Any) -> Row:
        row: Row = {"id": self.id(), "tenant_id": tenant, **columns}
        self.tables[table].append(row)
        return row

    def detail(self, table: str, tenant: int, **columns: Any) -> None:
        """A row of a type table, whose key is the asset's."""
        self.tables[table].append({"tenant_id": tenant, **columns})

    def id(self) -> str:
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def mark(self, tenant: int, kind: str) -> str:
        """A text that occurs nowhere else: `T2.A431.k9f3` is in row 431 of kind A of tenant 2."""
        self._numbers[kind] += 1
        return f"T{tenant}.{kind}{self._numbers[kind]}.{''.join(self.chance.choices(LETTERS, k=4))}"

    def last4(self, tenant: int) -> str:
        return LAST4[tenant - 1] + "".join(self.chance.choices(LETTERS, k=3))

    def digits(self, tenant: int) -> str:
        """A telephone number; its first digit says the tenant, and no two are the same."""
        self._numbers["digits"] += 1
        return f"{tenant}{self._numbers['digits']:05}{self.chance.randrange(10_000):04}"

    def maybe(self, probability: float) -> bool:
        return self.chance.random() < probability

    def insert_into(self, connection: Any) -> None:
        """Inserts everything, a transaction for each tenant, by plain SQL."""
        tenants = [row["id"] for row in self.tables["tenants"]]
        for tenant in tenants:
            with connection.transaction(), connection.cursor() as cursor:
                cursor.execute("select set_config('heirloom.tenant', %s, true)", (str(tenant),))
                for table, rows in self.tables.items():
                    mine = [row for row in rows if row.get("tenant_id", row.get("id")) == tenant]
                    for columns in dict.fromkeys(tuple(row) for row in mine):
                        names, values = ", ".join(columns), ", ".join(["%s"] * len(columns))
                        statement = f"insert into fwd.{table} ({names}) values ({values})"
                        cursor.executemany(statement, [tuple(row.values()) for row in mine if tuple(row) == columns])
                for statement, arguments in (each[1:] for each in self.later if each[0] == tenant):
                    cursor.execute(statement, arguments)
