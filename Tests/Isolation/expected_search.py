"""What a search finds (5.3, 6.5): texts as they are shown, compared before anything is put in order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from facts import Facts
from rights import READ, Rights
from rows import Row
from values import Listed, Object, Page, Refused

LENGTH_MAX = 200
NAME, NEAR, FAR = 3, 2, 1
"""What a word counts by where it stands: in a name, in what is close to one, in a description."""


def words(text: str | None) -> list[str]:
    """Without capitals and accents."""
    plain = unicodedata.normalize("NFKD", (text or "").lower())
    return re.findall(r"[^\W_]+", re.sub("[\u0300-\u036f]+", "", plain))


class Shown:
    """The words of one object that a persona is shown, and what each counts."""

    def __init__(self, name: str, *texts: tuple[int, str | None]) -> None:
        self.name = name
        self._weights: dict[str, int] = {}
        for weight, text in texts:
            for word in words(text):
                self._weights[word] = max(weight, self._weights.get(word, 0))

    def points(self, terms: list[str]) -> int | None:
        """A whole word counts twice; the last may be the beginning of one. None when a term is not there."""
        points = 0
        for place, term in enumerate(terms):
            best = 2 * self._weights.get(term, 0)
            if place == len(terms) - 1:
                best = max([best, *(weight for word, weight in self._weights.items() if word.startswith(term))])
            if not best:
                return None
            points += best
        return points


class SearchFields:
    """The part of an expectation that is about search."""

    facts: Facts
    rights: Rights
    asset: Callable[[str | None], Object | None]
    circle: Callable[[str | None], Object | None]
    known: Callable[[Row], bool]
    Persona_nickname: Callable[[Row], str | None]
    Viewer_assets: Callable[[Row], Page]

    def Query_search(self, _: Row, query: str, types: list[str] | None = None, first: int | None = None) -> Listed:
        terms = words(query)
        if len(query) > LENGTH_MAX or (first or 0) < 0:
            raise Refused("VALIDATION")
        found = []
        for object_, shown in self._searched({"ASSET", "PERSONA", "FAMILY_CIRCLE"} if types is None else set(types)):
            points = shown.points(terms) if terms else None
            if points is not None:
                kind = object_.type if object_.type in ("Persona", "FamilyCircle") else "Asset"
                order = {"Asset": "asset", "Persona": "persona", "FamilyCircle": "family_circle"}[kind]
                found.append(((-points, shown.name.lower().encode(), order, object_.row["id"]), object_))
        found.sort(key=lambda each: each[0])
        return Listed([each for _, each in found][: min(100, 20 if first is None else first)], is_ordered=True)

    def _searched(self, types: set[str]) -> Iterable[tuple[Object, Shown]]:
        if "ASSET" in types:
            for each in self.Viewer_assets({}).items:
                row, reads = each.row, self.rights.level(each.row) >= READ
                far = [(NEAR, tag) for tag in row["tags"] or ()] + [(FAR, row["description"])] if reads else []
                yield each, Shown(row["name"], (NAME, row["name"]), *far)
        if "PERSONA" in types:
            for row in self.facts.some("personas", self.known):
                names = [(NAME, row[column]) for column in ("capacity_label", "first_name", "middle_name", "last_name", "name_suffix")]
                yield Object("Persona", row), Shown(row["display_name"], *names, (NEAR, self.Persona_nickname(row)))
        if "FAMILY_CIRCLE" in types:
            for key in self.rights.memberships:
                if circle := self.circle(key):
                    yield circle, Shown(circle.row["name"], (NAME, circle.row["name"]), (FAR, circle.row["description"]))


def searched_texts(facts: Facts, tenant: int) -> list[Any]:
    """Texts of a tenant by which something may be found, whoever may see them."""
    columns = {
        "assets": ("name", "description"), "fwd_family_circles": ("name", "description"),
        "personas": ("first_name", "last_name", "nickname", "capacity_label", "middle_name"),
    }  # fmt: skip
    rows = [(row, names) for table, names in columns.items() for row in facts[table].values() if row["tenant_id"] == tenant]
    texts = [row[name] for row, names in rows for name in names if words(row[name])]
    return texts + [tag for row, _ in rows for tag in row.get("tags") or () if words(tag)]
