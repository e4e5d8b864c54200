"""Every row of the database, read by the administrator past all protection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row

from details import TABLES
from rows import Row

KEYED = (
    "address", "advisor_company", "asset_documents", "asset_ownership_history", "asset_permissions", "asset_persona_ownership", "asset_valuations", "assets",
    "break_glass_grants", "contact_info", "email_address", "email_usage", "ffc_personas", "fwd_family_circles", "media_storage",
    "persona_relationships", "persona_representations", "personas", "phone_number", "phone_usage", "social_media",
    "social_media_usage", "tenants", "users",
)  # fmt: skip


class Facts:
    """Tables as dictionaries from id to row, and the indexes that the rules need."""

    def __init__(self, connection: Connection[Any]) -> None:
        with connection.transaction(), connection.cursor(row_factory=dict_row) as cursor:
            self.today, self.now = list(cursor.execute("select current_date as today, now() as now").fetchone().values())
            self._tables: dict[str, dict[Any, Row]] = {}
            for table in KEYED:
                rows = cursor.execute(f"select * from fwd.{table}").fetchall()
                self._tables[table] = {_plain(row["id"]): _row(row) for row in rows}
            self.details: dict[str, Row] = {}
            for table in TABLES.values():
                for row in cursor.execute(f"select * from fwd.{table}").fetchall():
                    self.details[str(row["asset_id"])] = _row(row)
            categories = cursor.execute("select * from fwd.asset_categories order by sort_order").fetchall()
            self.categories: dict[str, Row] = {row["asset_type"]: row for row in categories}
        self._indexes: dict[tuple[str, str], dict[Any, list[Row]]] = {}

    def __getitem__(self, table: str) -> dict[Any, Row]:
        return self._tables[table]

    def by(self, table: str, column: str, key: Any) -> list[Row]:
        """The rows of a table whose column has this value."""
        index = self._indexes.get((table, column))
        if index is None:
            index = defaultdict(list)
            for row in self._tables[table].values():
                index[row[column]].append(row)
            self._indexes[table, column] = index
        return index.get(key, [])

    def some(self, table: str, test: Callable[[Row], bool]) -> list[Row]:
        return [row for row in self._tables[table].values() if test(row)]


def _plain(value: Any) -> Any:
    return str(value) if type(value).__name__ == "UUID" else value


def _row(row: dict[str, Any]) -> Row:
    return {name: _plain(value) for name, value in row.items()}
