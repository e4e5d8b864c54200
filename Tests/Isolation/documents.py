"""Documents: shapes that reach every object by every path, and random ones that Hypothesis makes for the public schema."""

from __future__ import annotations

import functools
import random
import warnings
from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectFieldNode,
    StringValueNode,
    ValueNode,
    Visitor,
    get_named_type,
    is_composite_type,
    is_required_argument,
    is_required_input_field,
    parse,
    print_ast,
    specified_scalar_types,
    visit,
)
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis_graphql import from_schema, nodes


@dataclass(frozen=True)
class Pool:
    """Values of a tenant that arguments may have, by the name of the input field."""

    ids: dict[str, list[str]]
    texts: list[str]
    numbers: list[str]
    days: list[str]
    contacts: list[tuple[str, str]]

    def value(self, name: str, type_: GraphQLInputType, chance: random.Random, depth: int = 2) -> str:
        """A literal of an input type that reaches something."""
        if isinstance(type_, GraphQLNonNull):
            return self.value(name, type_.of_type, chance, depth)
        if isinstance(type_, GraphQLList):
            count = chance.choice((0, 1, 1, 2, 2, 3))
            return f"[{', '.join(self.value(name, type_.of_type, chance, depth) for _ in range(count))}]"
        if isinstance(type_, GraphQLInputObjectType):
            return self._object(type_, chance, depth)
        if isinstance(type_, GraphQLEnumType):
            return str(chance.choice(list(type_.values)))
        match type_.name:
            case "ID":
                return f'"{chance.choice(self.ids[name])}"'
            case "Boolean":
                return chance.choice(("true", "false"))
            case "Decimal":
                return f'"{chance.choice(self.numbers)}"'
            case "Date":
                return f'"{chance.choice(self.days)}"'
            case "CurrencyCode":
                return chance.choice(('"USD"', '"EUR"'))
            case _:
                return f'"{chance.choice(self.texts)}"'

    def _object(self, type_: GraphQLInputObjectType, chance: random.Random, depth: int) -> str:
        if type_.is_one_of:
            name, value = chance.choice(self.contacts)
            return f'{{ {name}: "{value}" }}'
        inner = [name for name, field in type_.fields.items() if get_named_type(field.type) is not type_ or depth > 0]
        wanted = {name for name, field in type_.fields.items() if is_required_input_field(field)}
        wanted |= set(chance.sample(inner, min(len(inner), chance.choice((1, 1, 1, 2, 3)))))
        made = [f"{name}: {self.value(name, type_.fields[name].type, chance, depth - 1)}" for name in type_.fields if name in wanted]
        return f"{{ {', '.join(made)} }}"


class Shapes:
    """Selections of everything there is, to a depth. Objects without an id of their own (owners, shares, pages) are part of what they
    belong to and asked for with it; at the greatest depth, other objects are asked for by their ids, which tell whether they show."""

    def __init__(self, schema: GraphQLSchema, chance: random.Random, pool: Pool, first: int | None = None) -> None:
        self._schema, self._chance, self._pool, self._first = schema, chance, pool, first

    def arguments(self, field: GraphQLField, asking: float = 0.4, largest: int = 3) -> str:
        """Pages from either end, of everything or of what meets a filter, in some order; how often one is asked for. Or all first pages."""
        if self._first is not None:
            return f"(first: {self._first})" if "first" in field.args else ""
        given = []
        for name, argument in field.args.items():
            if name in ("filter", "orderBy", "search") and self._chance.random() < asking:
                given.append(f"{name}: {self._pool.value(name, argument.type, self._chance)}")
            elif name == "includeLeft" and self._chance.random() < 0.4:
                given.append("includeLeft: true")
            elif name in ("asOf", "range", "step") and self._chance.random() < 0.4:
                given.append(f"{name}: {self._pool.value(name, argument.type, self._chance)}")
            elif name == "first" and self._chance.random() < 0.8 or name == "last" and self._chance.random() < 0.2:
                given.append(f"{name}: {self._chance.choice((0, 1, 2, largest, 100))}")
        return f"({', '.join(given)})" if given else ""

    def selection(self, type_name: str, depth: int, breadth: float = 1) -> str:
        """All fields of a type, or a share `breadth` of those with fields of their own; of abstract types all concrete ones."""
        type_ = self._schema.type_map[type_name]
        if isinstance(type_, GraphQLUnionType):
            parts = [f"... on {each.name} {{ {self._fields(each, depth, breadth, set(), each.name)} }}" for each in type_.types]
            return f"{{ __typename {' '.join(parts)} }}"
        assert isinstance(type_, (GraphQLObjectType, GraphQLInterfaceType))
        shared = self._fields(type_, depth, breadth)
        if isinstance(type_, GraphQLObjectType):
            return f"{{ __typename {shared} }}"
        implementations = self._schema.get_possible_types(type_)
        own = [f"... on {each.name} {{ {self._fields(each, depth, breadth, set(type_.fields), each.name)} }}" for each in implementations]
        return f"{{ __typename {shared} {' '.join(own)} }}".replace("{  }", "{ __typename }")

    def _fields(
        self, type_: GraphQLObjectType | GraphQLInterfaceType, depth: int, breadth: float, without: Set[str] = frozenset(), prefix: str = ""
    ) -> str:
        """With a prefix of response names where fields of other types may stand beside these."""
        parts: list[str] = []
        alias = f"{prefix}_{{}}: " if prefix else ""
        for name, field in type_.fields.items():
            if name in without:
                continue
            target = get_named_type(field.type)
            if not is_composite_type(target):
                if any(is_required_argument(each) for each in field.args.values()):
                    actions = get_named_type(field.args["action"].type)
                    assert isinstance(actions, GraphQLEnumType)
                    wanted = [each for each in actions.values if breadth == 1 or self._chance.random() < 0.2]
                    parts += [f"{prefix}{name}_{each}: {name}(action: {each})" for each in wanted]
                else:
                    parts.append(alias.format(name) + name)
            elif type_.name.endswith("Connection") and name == "edges":
                parts.append("edges { cursor node { __typename } }")
            elif self._is_part(target) or type_.name.endswith("Connection") or self._chance.random() < breadth:
                parts.append(f"{alias.format(name)}{name}{self.arguments(field)} {self._children(target, depth, breadth)}")
        return " ".join(parts)

    def _children(self, target: Any, depth: int, breadth: float) -> str:
        if self._is_part(target):
            return self.selection(target.name, depth, breadth)
        if depth > 0:
            return self.selection(target.name, depth - 1, breadth)
        return "{ __typename ... on Node { id } }" if isinstance(target, GraphQLUnionType) else "{ __typename id }"

    def _is_part(self, target: Any) -> bool:
        """Whether its objects cannot be asked for by themselves."""
        return not isinstance(target, GraphQLUnionType) and "Node" not in {target.name, *(each.name for each in target.interfaces)}


@functools.cache
def hypothesis_documents(schema: GraphQLSchema, count: int, seed: int) -> list[str]:
    """Valid queries of every size."""
    values = st.one_of(st.text(max_size=5).map(nodes.String), st.just(nodes.Null))
    formed = {
        "Decimal": st.integers(-10, 1_000_000).map(str).map(nodes.String),
        "Date": st.dates().map(lambda day: nodes.String(day.isoformat())),
        "CurrencyCode": st.just(nodes.String("USD")),
    }
    scalars = {
        name: formed.get(name, values)
        for name, type_ in schema.type_map.items()
        if isinstance(type_, GraphQLScalarType) and name not in specified_scalar_types
    }
    made: list[str] = []

    @seeded(seed)
    @settings(max_examples=count, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(from_schema(schema, custom_scalars=scalars))
    def collect(text: str) -> None:
        made.append(text)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        collect()
    return made


class _Arguments(Visitor):
    """Gives arguments values that reach something."""

    def __init__(self, ids: list[str], domains: list[str], pool: Pool, chance: random.Random) -> None:
        super().__init__()
        self._ids, self._domains, self._pool, self._chance = ids, domains, pool, chance

    def enter_argument(self, node: ArgumentNode, *_: Any) -> ArgumentNode | None:
        value = self._value(node.name.value)
        return ArgumentNode(name=node.name, value=value) if value else None

    def enter_object_field(self, node: ObjectFieldNode, *_: Any) -> ObjectFieldNode | None:
        """Ids and texts of input objects, which would be of nothing."""
        name = node.name.value
        if name in self._pool.ids:
            return ObjectFieldNode(name=node.name, value=StringValueNode(value=self._chance.choice(self._pool.ids[name])))
        if name in ("text", "phone", "email", "handle") and isinstance(node.value, StringValueNode):
            return ObjectFieldNode(name=node.name, value=StringValueNode(value=self._chance.choice(self._pool.texts)))
        if name == "tags" and isinstance(node.value, ListValueNode):
            texts = self._chance.choices(self._pool.texts, k=len(node.value.values))
            return ObjectFieldNode(name=node.name, value=ListValueNode(values=tuple(StringValueNode(value=each) for each in texts)))
        return None

    def _value(self, name: str) -> ValueNode | None:
        match name:
            case "id":
                return self._id()
            case "ids":
                return ListValueNode(values=tuple(self._id() for _ in range(self._chance.randint(0, 6))))
            case "first" | "last":
                return IntValueNode(value=str(self._chance.choice((0, 1, 2, 5, 20, 100))))
            case "after" | "before":
                return NullValueNode()
            case "search" | "query":
                return StringValueNode(value=self._chance.choice(self._pool.texts))
            case "domain":
                return StringValueNode(value=self._chance.choice(self._domains))
            case _:
                return None

    def _id(self) -> StringValueNode:
        return StringValueNode(value=self._chance.choice(self._ids))


@functools.lru_cache(maxsize=1_000)
def parsed(text: str) -> DocumentNode:
    return parse(text, no_location=True)


def with_arguments(text: str, ids: list[str], domains: list[str], pool: Pool, chance: random.Random) -> str:
    """The document with ids of real, foreign and missing objects."""
    return print_ast(visit(parsed(text), _Arguments(ids, domains, pool, chance)))


def size(text: str) -> int:
    counted = 0

    class Count(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            nonlocal counted
            counted += 1

    visit(parsed(text), Count())
    return counted
