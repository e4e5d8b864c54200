"""Asks both engines the same and lists where they differ, in the smallest pieces that can differ."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any, Protocol

from graphql import GraphQLSchema, specified_directives, specified_scalar_types

import reference
from engine import Answer, Engine
from reference import RULES, Problem, rule_name
from source import Location

BUILT_IN = {*specified_scalar_types, *(directive.name for directive in specified_directives)}
OURS, THEIRS = "heirloom", "graphql-core"


@dataclass(frozen=True)
class Difference:
    """What only one side says, of which subject, and where."""

    subject: str
    side: str
    said: str
    places: tuple[Location, ...] = ()

    def is_like(self, other: Difference) -> bool:
        return (self.subject, self.side) == (other.subject, other.side)

    def __str__(self) -> str:
        where = " ".join(f"{line}:{column}" for line, column in self.places)
        return f"{self.subject}: only {self.side} says {self.said}{' at ' + where if where else ''}"


class Case(Protocol):
    """Something both engines can be asked."""

    @property
    def text(self) -> str: ...

    def differences(self, engine: Engine) -> list[Difference]: ...

    def with_text(self, text: str) -> Case: ...


@dataclass(frozen=True)
class DocumentCase:
    """A document for a schema."""

    schema_name: str
    sdl: str
    schema: GraphQLSchema
    text: str

    def differences(self, engine: Engine) -> list[Difference]:
        parsed = reference.parsed(self.text)
        found = list(_compare_syntax(engine.ask("parse", source=self.text), parsed))
        if not parsed.document or any(difference.subject == "syntax" for difference in found):
            return found
        answer = engine.ask("validate", schema=self.sdl, document=self.text, rules=[rule_name(rule) for rule in RULES])
        return found + _compare_problems(_problems(answer), reference.problems(self.schema, parsed.document, self.text))

    def with_text(self, text: str) -> DocumentCase:
        return DocumentCase(self.schema_name, self.sdl, self.schema, text)


def _compare_syntax(answer: Answer, parsed: reference.Parsed) -> list[Difference]:
    ours = [Difference("syntax", OURS, error["message"], _places(error)) for error in answer.get("errors", [])]
    theirs = [] if parsed.document else [Difference("syntax", THEIRS, parsed.message, (parsed.location,))]
    if ours or theirs:
        return _without_equals(ours, theirs) + _without_equals(theirs, ours)
    if _layout(answer["printed"]) != _layout(parsed.printed or ""):
        return [Difference("print", OURS, answer["printed"]), Difference("print", THEIRS, parsed.printed or "")]
    return []


def _layout(printed: str) -> str:
    """Printed text without spaces on blank lines, which graphql-core indents in block strings."""
    return "\n".join(line if line.strip(" ") else "" for line in printed.rstrip("\n").split("\n"))


def _problems(answer: Answer) -> Counter[Problem]:
    return Counter((error["rule"], _places(error)) for error in answer.get("errors", []))


def _compare_problems(ours: Counter[Problem], theirs: Counter[Problem]) -> list[Difference]:
    return [
        Difference(rule, side, "error", places)
        for side, more in ((OURS, ours - theirs), (THEIRS, theirs - ours))
        for (rule, places), count in sorted(more.items())
        for _ in range(count)
    ]


def _places(error: Answer) -> tuple[Location, ...]:
    return tuple((place["line"], place["column"]) for place in error.get("locations", []))


@dataclass(frozen=True)
class SchemaCase:
    """The text of a schema."""

    text: str

    def differences(self, engine: Engine) -> list[Difference]:
        answer, built = engine.ask("schema", sdl=self.text), reference.built(self.text)
        if not answer["ok"] or not built.schema:
            return self._compare_errors(answer, built)
        found = []
        if _layout(answer["printed"]) != _layout(built.printed or ""):
            found += [Difference("print", OURS, answer["printed"]), Difference("print", THEIRS, built.printed or "")]
        told, expected = _told(answer["introspection"]), _told(built.introspection)
        if told != expected:
            ours, theirs = first_unequal(told, expected)
            found += [Difference("introspection", OURS, ours), Difference("introspection", THEIRS, theirs)]
        return found

    def _compare_errors(self, answer: Answer, built: reference.Built) -> list[Difference]:
        """Errors are equal if they are at the same places."""
        if built.is_cut_short and not answer["ok"]:
            return []
        ours = [
            Difference("schema", OURS, f"{error.get('rule')}: {error['message']}", _places(error))
            for error in answer.get("errors", [])
        ]
        theirs = [
            Difference("schema", THEIRS, error.message, reference.places(error, self.text)) for error in built.errors
        ]
        return _without_equals(ours, theirs) + _without_equals(theirs, ours)

    def with_text(self, text: str) -> SchemaCase:
        return SchemaCase(text)


def _without_equals(some: list[Difference], others: list[Difference]) -> list[Difference]:
    """Those whose places are not among the others'."""
    places = Counter(other.places for other in others)
    left = []
    for difference in some:
        if places[difference.places]:
            places[difference.places] -= 1
        else:
            left.append(difference)
    return left


def _told(introspection: Answer) -> Answer:
    """What introspection tells, whatever the order of types and directives and the words about those of the specification."""
    told = dict(introspection["__schema"])
    for member in ("types", "directives"):
        definitions = {each["name"]: each for each in told[member]}
        told[member] = {
            name: _undescribed(definition) if name in BUILT_IN or name.startswith("__") else definition
            for name, definition in definitions.items()
        }
    return told


def _undescribed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _undescribed(inner) for key, inner in value.items() if key != "description"}
    return [_undescribed(inner) for inner in value] if isinstance(value, list) else value


def first_unequal(ours: object, theirs: object, path: str = "") -> tuple[str, str]:
    """The first parts of two JSON values that are not equal."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in [*ours, *theirs]:
            if ours.get(key, ...) != theirs.get(key, ...):
                return first_unequal(ours.get(key), theirs.get(key), f"{path}/{key}")
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, (left, right) in enumerate(zip(ours, theirs, strict=True)):
            if left != right:
                return first_unequal(left, right, f"{path}/{index}")
    return f"{path} {json.dumps(ours)}", f"{path} {json.dumps(theirs)}"
