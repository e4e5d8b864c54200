"""Recognises the differences that `deviations.md` names, and nothing else."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from graphql import DocumentNode, FieldNode, FloatValueNode

import reference
import source
from comparison import OURS, THEIRS, Case, Difference, DocumentCase, SchemaCase
from syntax_tree import NodeIndex

NAMES = re.findall(r"^## (\S+)$", (Path(__file__).parent / "deviations.md").read_text("utf-8"), re.MULTILINE)


class Context:
    """A case and all its differences."""

    def __init__(self, case: Case, differences: list[Difference]) -> None:
        self.case = case
        self.differences = differences

    @cached_property
    def parsed(self) -> reference.Parsed:
        return reference.parsed(self.case.text)

    @cached_property
    def nodes(self) -> NodeIndex:
        return NodeIndex(self.parsed.document or DocumentNode(definitions=()), self.case.text)

    @cached_property
    def broken_rules(self) -> set[str]:
        if not self.parsed.document or not isinstance(self.case, DocumentCase):
            return set()
        return {rule for rule, _ in reference.problems(self.case.schema, self.parsed.document, self.case.text)}


Recogniser = Callable[[Difference, Context], bool]


def _implicit_fields(difference: Difference, context: Context) -> bool:
    fields = (node for place in difference.places for node in context.nodes.at(place) if isinstance(node, FieldNode))
    return (
        difference.subject == "OverlappingFieldsCanBeMerged"
        and difference.side == OURS
        and any(field.name.value.startswith("__") for field in fields)
    )


def _one_of_variables(difference: Difference, context: Context) -> bool:
    return (
        isinstance(context.case, DocumentCase)
        and difference.subject == "VariablesInAllowedPosition"
        and difference.side == OURS
        and difference.places[-1] in context.nodes.variables_in_required_one_of(context.case.schema)
    )


def _floats_beyond_double(difference: Difference, context: Context) -> bool:
    return (
        difference.subject == "ValuesOfCorrectType"
        and difference.side == OURS
        and any(isinstance(node, FloatValueNode) for node in context.nodes.at(difference.places[0]))
        and math.isinf(float(context.nodes.text_at(difference.places[0])))
    )


def _unlocated_values(difference: Difference, context: Context) -> bool:
    """As many errors without a place there as errors at lists and objects here."""

    def is_here(other: Difference) -> bool:
        return other.side == OURS and bool(other.places) and context.nodes.text_at(other.places[0])[:1] in {"[", "{"}

    errors = [other for other in context.differences if other.subject in {"ValuesOfCorrectType", "schema"}]
    here = [other for other in errors if is_here(other)]
    there = [other for other in errors if other.side == THEIRS and not other.places]
    return difference in here + there and len(here) == len(there)


def _type_system_definitions(difference: Difference, context: Context) -> bool:
    return (
        difference.side == THEIRS
        and bool(difference.places)
        and "ExecutableDefinitions" in context.broken_rules
        and all(context.nodes.is_in_type_system(place) for place in difference.places)
    )


def _arguments_of_unknown_directives(difference: Difference, context: Context) -> bool:
    return (
        isinstance(context.case, DocumentCase)
        and difference.subject in {"ValuesOfCorrectType", "VariablesInAllowedPosition"}
        and difference.side == THEIRS
        and bool(difference.places)
        and context.nodes.is_in_unknown_directive(difference.places[-1], context.case.schema)
    )


def _long_escapes(difference: Difference, context: Context) -> bool:
    escapes = re.finditer(r"\\u\{0[0-9A-Fa-f]{8,}\}", context.case.text)
    return difference.subject in {"syntax", "schema"} and context.parsed.location in {
        source.location(context.case.text, escape.start()) for escape in escapes
    }


def _executable_definitions_in_schemas(difference: Difference, context: Context) -> bool:
    if difference.subject != "schema":
        return False
    if any(other.said.startswith("TypeSystemDefinitions:") for other in context.differences):
        return True
    return bool(difference.places) and all(context.nodes.is_in_executable(place) for place in difference.places)


def _applied_directives(difference: Difference, context: Context) -> bool:
    """Reading what we printed and printing it again gives what graphql-core prints."""
    printed = {other.side: other.said for other in context.differences if other.subject == "print"}
    return (
        isinstance(context.case, SchemaCase)
        and difference.subject == "print"
        and reference.built(printed[OURS]).printed == printed[THEIRS]
    )


def _directive_cycles(difference: Difference, _: Context) -> bool:
    return difference.side == OURS and difference.said.startswith("DirectiveCycles:")


def _directives_on_directives(_: Difference, context: Context) -> bool:
    refused = ('Unexpected Name "directive"', 'Unexpected Name "DIRECTIVE_DEFINITION"')
    return any(other.side == OURS and any(text in other.said for text in refused) for other in context.differences)


def _values_in_applied_directives(difference: Difference, context: Context) -> bool:
    return (
        difference.subject == "schema"
        and difference.side == OURS
        and difference.said.startswith("ValuesOfCorrectType:")
        and all(context.nodes.is_in_directive(place) for place in difference.places)
    )


def _extended_default_roots(difference: Difference, context: Context) -> bool:
    text = " ".join(source.tokens(context.case.text))
    return (
        difference.side == OURS
        and difference.said.startswith("RootTypes:")
        and "extend schema" in text
        and not re.search(r"(?<!extend )\bschema [@{]", text)
    )


def _negative_zero(difference: Difference, context: Context) -> bool:
    said = {other.side: other.said for other in context.differences if other.subject == difference.subject}
    if difference.subject not in {"print", "introspection"} or not re.search(r"-0\b(?!\.)", said[THEIRS]):
        return False
    return said[OURS].rstrip("\n") == re.sub(r"-0\b(?!\.)", "0", said[THEIRS])


def _repeated_definitions(difference: Difference, context: Context) -> bool:
    if difference.subject != "schema" or not re.search(r"Cannot extend non-|[Dd]irective", difference.said):
        return False
    errors = reference.built(context.case.text).errors
    return any(each.message.startswith("There can be only one") for each in errors)


def _built_in_types(difference: Difference, context: Context) -> bool:
    said = "is defined by the specification and cannot be defined again"
    return difference.subject == "schema" and any(said in each.said for each in context.differences if each.side == OURS)


RECOGNISERS: dict[str, Recogniser] = {
    "implicit-fields": _implicit_fields,
    "one-of-variables": _one_of_variables,
    "floats-beyond-double": _floats_beyond_double,
    "unlocated-values": _unlocated_values,
    "type-system-definitions": _type_system_definitions,
    "arguments-of-unknown-directives": _arguments_of_unknown_directives,
    "executable-definitions-in-schemas": _executable_definitions_in_schemas,
    "applied-directives": _applied_directives,
    "directive-cycles": _directive_cycles,
    "directives-on-directives": _directives_on_directives,
    "values-in-applied-directives": _values_in_applied_directives,
    "extended-default-roots": _extended_default_roots,
    "built-in-types": _built_in_types,
    "negative-zero": _negative_zero,
    "repeated-definitions": _repeated_definitions,
    "long-escapes": _long_escapes,
}


class Deviations:
    """Sorts differences into those that are named, which are counted, and the others."""

    def __init__(self) -> None:
        if sorted(NAMES) != sorted(RECOGNISERS):
            raise ValueError(f"deviations.md and deviations.py name others: {set(NAMES) ^ set(RECOGNISERS)}")
        self.occurrences: Counter[str] = Counter()

    def unnamed(self, case: Case, differences: list[Difference]) -> list[Difference]:
        """The differences that have no name."""
        context = Context(case, differences)
        left = []
        for difference in differences:
            name = next((name for name, recognises in RECOGNISERS.items() if recognises(difference, context)), None)
            if name:
                self.occurrences[name] += 1
            else:
                left.append(difference)
        return left

    @property
    def unused(self) -> list[str]:
        return [name for name in NAMES if not self.occurrences[name]]
