"""Filters and orders of connections, as the schema describes them: what is not known or withheld is neither so nor otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from rights import LEVELS, READ, Rights
from rows import Row
from values import Object, Page, Refused, opened_id

Truth = bool | None
"""None is neither: it hangs on what is not known."""


def every(truths: Iterable[Truth]) -> Truth:
    found = list(truths)
    return False if False in found else None if None in found else True


def some(truths: Iterable[Truth]) -> Truth:
    found = list(truths)
    return True if True in found else None if None in found else False


def denied(truth: Truth) -> Truth:
    return None if truth is None else not truth


def key(id: str) -> str:
    opened = opened_id(id)
    if opened is None:
        raise Refused("BAD_ID")
    return opened[1]


def in_range(value: Any, wanted: Row) -> Truth:
    """A number or a day, in a DecimalRange or a DateRange."""
    tests: dict[str, Callable[[Any], bool]] = {
        "gt": lambda bound: value > Decimal(str(bound)), "gte": lambda bound: value >= Decimal(str(bound)),
        "lt": lambda bound: value < Decimal(str(bound)), "lte": lambda bound: value <= Decimal(str(bound)),
        "from": lambda bound: value.isoformat() >= bound, "to": lambda bound: value.isoformat() <= bound,
    }  # fmt: skip
    return every(None if value is None else tests[name](bound) for name, bound in wanted.items() if bound is not None)


def has_text(wanted: str, *texts: str | None) -> bool:
    """In one of the texts; across two of them nothing is found."""
    return any(wanted.lower() in text.lower() for text in texts if text)


class AssetConditions:
    """An AssetFilter over one asset, as one persona sees it."""

    def __init__(self, rights: Rights, row: Row) -> None:
        self._rights, self._row = rights, row
        self._reads = rights.level(row) >= READ

    def hold(self, conditions: Row) -> Truth:
        return every(self._holds(name, wanted) for name, wanted in conditions.items() if wanted is not None)

    def shown(self, column: str) -> Any:
        return self._row[column] if self._reads else None

    def _holds(self, name: str, wanted: Any) -> Truth:
        row, facts = self._row, self._rights.facts
        match name:
            case "and":
                return every(self.hold(each) for each in wanted)
            case "or":
                return some(self.hold(each) for each in wanted)
            case "not":
                return denied(self.hold(wanted))
            case "type":
                return row["asset_type"] in [each.lower() for each in wanted]
            case "status":
                return row["status"] in [each.lower() for each in wanted]
            case "ffcId":
                return key(wanted) in self._rights.roles and self._rights.circle_lists(key(wanted), row)
            case "ownerId":
                holders = {each["persona_id"] for each in self._rights.title(row["id"])}
                return key(wanted) in holders and self._rights.relation(facts["personas"][key(wanted)]) is not None
            case "minAccess":
                return self._rights.level(row) >= LEVELS.index(wanted.lower())
            case "text":
                return has_text(wanted, row["name"], self.shown("description"), *(self.shown("tags") or ()))
            case "tags":
                tags = self.shown("tags")
                return None if tags is None else set(wanted) <= set(tags)
            case "value":
                return in_range(self.shown("estimated_value"), wanted)
            case "currency":
                return None if self.shown("estimated_value") is None else row["currency_code"] == wanted
            case "valuedOn":
                return in_range(self.shown("valued_on"), wanted)
            case "unvalued":
                return (row["estimated_value"] is None) == wanted if self._reads else None
            case _:
                assert name == "hasDocuments"
                return bool(facts.by("asset_documents", "asset_id", row["id"])) == wanted if self._reads else None


def ordered(objects: Iterable[Object], value: Callable[[Object], Any], descending: bool) -> list[Object]:
    """By the value, what has none last, then by id: sorting keeps the order of what is alike."""
    by_id = sorted(objects, key=lambda each: each.row["id"])
    valued = [each for each in by_id if value(each) is not None]
    valued.sort(key=value, reverse=descending)
    return valued + [each for each in by_id if value(each) is None]


def sliced(objects: Iterable[Object | None], arguments: Row) -> Page:
    return Page([each for each in objects if each is not None], arguments.get("first"), arguments.get("last"))


def asset_page(rights: Rights, objects: Iterable[Object | None], arguments: Row) -> Page:
    """Assets that are seen, of those the ones that meet the filter, in their order."""
    conditions, order = arguments.get("filter"), arguments.get("order_by") or {"field": "NAME", "direction": "ASC"}
    kept = [
        each for each in objects
        if each is not None and (conditions is None or AssetConditions(rights, each.row).hold(conditions) is True)
    ]  # fmt: skip

    def value(each: Object) -> Any:
        conditions = AssetConditions(rights, each.row)
        match order["field"]:
            case "NAME":
                return each.row["name"].lower().encode()
            case "VALUE":
                return conditions.shown("estimated_value")
            case "VALUED_ON":
                return conditions.shown("valued_on")
            case "TYPE":
                return each.row["asset_type"]
            case field:
                return each.row[field.lower()]

    return sliced(ordered(kept, value, order["direction"] == "DESC"), arguments)
