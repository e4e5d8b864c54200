"""The generations of a circle (3.8, 5.2): lines of descent within it, cut at twelve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from facts import Facts
from rights import Rights
from rows import Row
from values import Listed, Object, global_id

GENERATIONS_MAX = 12
RELATIONS = (
    "spouse", "child", "parent", "sibling", "grandparent", "grandchild", "aunt_uncle", "cousin", "in_law", "step_family", "other",
)  # fmt: skip


class HierarchyFields:
    """The part of an expectation that is about hierarchies."""

    facts: Facts
    rights: Rights
    is_in_use: Callable[[Row], bool]
    persona: Callable[[str | None], Object | None]

    def FamilyCircle_hierarchy(self, row: Row) -> Listed:
        """For members of circles in use, of the members they see; programs whose keys do not cover personas see none."""
        if "personas:read" not in self.rights.scopes:
            return Listed([])
        members = {each["persona_id"] for each in self.rights.members(row["id"]) if self.is_in_use(row) and self.persona(each["persona_id"])}
        down, beside, parents = defaultdict(set), defaultdict(set), defaultdict(list)
        for each in self.facts["persona_relationships"].values():
            one, other, kind = each["from_persona_id"], each["to_persona_id"], each["relationship"]
            if one in members and other in members:
                (down if kind in ("child", "grandchild") else beside if kind in ("spouse", "sibling") else defaultdict(set))[one].add(other)
                if kind == "child":
                    parents[other].append(one)
        generations = dict.fromkeys(members, 0)
        reached = members
        for generation in range(1, GENERATIONS_MAX + 1):
            reached = with_all({younger for one in reached for younger in down[one]}, beside)
            generations.update(dict.fromkeys(reached, generation))
        rows = [{"persona_id": each, "generation": generations[each], "parents": sorted(parents[each])} for each in members]
        names = {each: self.facts["personas"][each]["display_name"].lower().encode() for each in members}
        rows.sort(key=lambda each: (each["generation"], names[each["persona_id"]], each["persona_id"]))
        return Listed([Object("HierarchyNode", each) for each in rows], is_ordered=True)

    def HierarchyNode_persona(self, row: Row) -> Object | None:
        return self.persona(row["persona_id"])

    def HierarchyNode_parents(self, row: Row) -> Listed:
        return Listed([global_id("Persona", each) for each in row["parents"]], is_ordered=True)

    def HierarchyNode_relation(self, row: Row) -> str | None:
        """To the acting persona; the closest of several."""
        mine = self.facts.by("persona_relationships", "from_persona_id", self.rights.id)
        kinds = [each["relationship"] for each in mine if each["to_persona_id"] == row["persona_id"]]
        return min(kinds, key=RELATIONS.index, default=None)


def with_all(some: set[str], beside: dict[str, set[str]]) -> set[str]:
    """With everyone of the same generation as one of them."""
    found: set[str] = set()
    waiting: list[Any] = list(some)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += beside[one]
    return found
