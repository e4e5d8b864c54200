"""The reference: what graphql-core says of the same documents, in the words of `heirloom evaluate`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLDeprecatedDirective,
    GraphQLError,
    GraphQLID,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSyntaxError,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    ValidationContext,
    Visitor,
    build_ast_schema,
    introspection_from_schema,
    introspection_types,
    parse,
    print_ast,
    print_schema,
    specified_rules,
    specified_scalar_types,
    validate_schema,
    visit,
)
from graphql.language import ParallelVisitor
from graphql.validation.validate import query_document_keys_to_validate, validate_sdl

import source
from source import Location


# Where graphql-core differs as a whole, see deviations.md.
_introspection: dict[str, Any] = dict(introspection_types)
del _introspection["__Directive"].fields["isDeprecated"]
del _introspection["__Directive"].fields["deprecationReason"]
del _introspection["__DirectiveLocation"].values["DIRECTIVE_DEFINITION"]
del _introspection["__DirectiveLocation"].values["FRAGMENT_VARIABLE_DEFINITION"]
del _introspection["__Schema"].fields["directives"].args["includeDeprecated"]
GraphQLDeprecatedDirective.locations = tuple(
    place for place in GraphQLDeprecatedDirective.locations if place.name != "DIRECTIVE_DEFINITION"
)


def _without_floats(coerce: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def coerce_others(value: Any) -> Any:
        if isinstance(value, float):
            raise GraphQLError(f"ID cannot represent value: {value}")
        return coerce(value)

    return coerce_others


_id: Any = GraphQLID
_id.coerce_input_value = _without_floats(GraphQLID.coerce_input_value)
_id.coerce_output_value = _without_floats(GraphQLID.coerce_output_value)


def describe_alike(introspection: Any) -> None:
    """Gives the built-in types the descriptions that this introspection tells: they are up to each engine."""
    built_in: dict[str, Any] = {**specified_scalar_types, **introspection_types}
    for told in introspection["__schema"]["types"]:
        if type_ := built_in.get(told["name"]):
            type_.description = told["description"]
            for member in [*(told["fields"] or ()), *(told["enumValues"] or ())]:
                members = type_.fields if told["fields"] else type_.values
                members[member["name"]].description = member["description"]
                for argument in member.get("args", ()):
                    members[member["name"]].args[argument["name"]].description = argument["description"]


Problem = tuple[str, tuple[Location, ...]]
"""A rule that is broken, and where."""

RULES = [rule for rule in specified_rules if "DeferStream" not in rule.__name__ and "StreamDirective" not in rule.__name__]
"""The rules of the specification; those about `@defer` and `@stream` are of a proposal."""


def rule_name(rule: type) -> str:
    return rule.__name__.removesuffix("Rule")


@dataclass(frozen=True)
class Parsed:
    """A document, or where its syntax is broken."""

    document: DocumentNode | None
    location: Location = (1, 1)
    message: str = ""

    @property
    def printed(self) -> str | None:
        return print_ast(self.document) if self.document else None


def parsed(text: str) -> Parsed:
    """Parses by the grammar of the September 2025 edition, which has no empty selection sets."""
    try:
        return Parsed(parse(text, allow_empty_selection_sets=False))
    except GraphQLSyntaxError as error:
        return Parsed(None, places(error, text)[0], error.message)


def problems(schema: GraphQLSchema, document: DocumentNode, text: str) -> Counter[Problem]:
    """How often each rule is broken at which places."""
    found: Counter[Problem] = Counter()

    def note(rule: str, error: GraphQLError) -> None:
        found[rule, places(error, text)] += 1

    type_info = TypeInfo(schema)
    contexts = [(rule, ValidationContext(schema, document, type_info, partial(note, rule_name(rule)))) for rule in RULES]
    rules = [rule(context) for rule, context in contexts]
    visit(document, TypeInfoVisitor(type_info, ParallelVisitor(rules)), query_document_keys_to_validate)
    return found


def places(error: GraphQLError, text: str) -> tuple[Location, ...]:
    return tuple(source.location(text, position) for position in error.positions or ())


@dataclass(frozen=True)
class Built:
    """A schema, or the errors of the first stage that found any."""

    schema: GraphQLSchema | None
    errors: tuple[GraphQLError, ...] = ()
    is_cut_short: bool = False
    """Whether graphql-core failed on the first error instead of reporting it."""

    @property
    def checked(self) -> GraphQLSchema:
        assert self.schema, self.errors
        return self.schema

    @property
    def printed(self) -> str | None:
        return print_schema(self.schema) if self.schema else None

    @property
    def introspection(self) -> Any:
        return introspection_from_schema(self.checked)


class PlainStrings(Visitor):
    """Makes block strings plain strings: how a default value was written is no part of a schema."""

    def enter_string_value(self, node: StringValueNode, *_: object) -> StringValueNode:
        return StringValueNode(value=node.value, block=False, loc=node.loc)


def built(text: str) -> Built:
    """Builds and checks a schema."""
    try:
        document = parse(text, allow_empty_selection_sets=False)
    except GraphQLSyntaxError as error:
        return Built(None, (error,))
    if errors := validate_sdl(document):
        return Built(None, tuple(errors))
    document = visit(document, PlainStrings())
    try:
        schema = build_ast_schema(document, assume_valid_sdl=True)
        errors = validate_schema(schema)
    except (GraphQLError, TypeError) as error:
        return Built(None, (GraphQLError(str(error)),), is_cut_short=True)
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType) and type_.name not in introspection_types:
            type_.is_type_of = lambda value, _: not isinstance(value, list)
    return Built(None, tuple(errors)) if errors else Built(schema)
