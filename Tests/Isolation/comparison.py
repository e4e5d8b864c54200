"""Walks through an answer beside its query, and compares every value with what the persona is to see."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
)
from graphql.execution import get_directive_values
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values
from graphql.type import GraphQLIncludeDirective, GraphQLSkipDirective, is_enum_type

from expectation import Expectation
from values import Listed, Object, Page, Refused

INTROSPECTION = {"__schema", "__type"}


@dataclass
class Difference:
    """A value that is not what the oracle says."""

    coordinate: str
    path: str
    expected: str
    actual: str

    def __str__(self) -> str:
        return f"{self.coordinate} at {self.path}: expected {self.expected[:300]}, got {self.actual[:300]}"


class Comparison:
    """One answer."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, expectation: Expectation, variables: dict[str, Any]) -> None:
        self._schema, self._expectation = schema, expectation
        self._fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
        self._operation = next(each for each in document.definitions if isinstance(each, OperationDefinitionNode))
        values = get_variable_values(schema, self._operation.variable_definitions or (), variables)
        assert isinstance(values, VariableValues), values
        self._variables = values
        self.differences: list[Difference] = []
        self._refused: dict[str, str] = {}
        self.errors: dict[str, str] = {}

    def run(self, answer: dict[str, Any]) -> list[Difference]:
        """What differs. Errors count where the rules ask for them, and nowhere else."""
        for error in answer.get("errors", ()):
            self.errors[_path(error.get("path", ()))] = error["extensions"]["code"]
        data = answer.get("data")
        if data is None and not self.errors:
            self._differ("Query", "", "data", data)
        self._object(Object("Query", {}), [self._operation.selection_set], data, ())
        for path, code in self.errors.items():
            if self._refused.get(path) != code:
                self._differ("errors", path, self._refused.get(path), code)
        for path, code in self._refused.items():
            if path not in self.errors:
                self._differ("errors", path, code, None)
        return self.differences

    def _differ(self, coordinate: str, path: str, expected: Any, actual: Any) -> None:
        self.differences.append(Difference(coordinate, path, _shown(expected), _shown(actual)))

    def _object(self, parent: Object, selections: list[SelectionSetNode], actual: Any, path: tuple[Any, ...]) -> None:
        object_type = self._schema.type_map[parent.type]
        assert isinstance(object_type, GraphQLObjectType)
        fields: dict[str, list[FieldNode]] = {}
        for selection_set in selections:
            self._collect(object_type, selection_set, fields)
        if actual is None:
            for name, nodes in fields.items():
                if parent.type == "Query" and not nodes[0].name.value.startswith("__"):
                    self._note_refusal(parent, nodes, (*path, name))
            return
        if not isinstance(actual, dict) or list(actual) != list(fields):
            self._differ(parent.type, _path(path), list(fields), actual)
            return
        for name, nodes in fields.items():
            self._field(parent, object_type, nodes, actual[name], (*path, name))

    def _collect(self, object_type: GraphQLObjectType, selection_set: SelectionSetNode, fields: dict[str, list[FieldNode]]) -> None:
        for selection in selection_set.selections:
            skip = get_directive_values(GraphQLSkipDirective, selection, self._variables)
            include = get_directive_values(GraphQLIncludeDirective, selection, self._variables)
            if (skip and skip["if"]) or (include and not include["if"]):
                continue
            if isinstance(selection, FieldNode):
                alias = selection.alias.value if selection.alias else selection.name.value
                fields.setdefault(alias, []).append(selection)
                continue
            fragment = self._fragments[selection.name.value] if isinstance(selection, FragmentSpreadNode) else selection
            assert isinstance(fragment, (FragmentDefinitionNode, InlineFragmentNode))
            condition = fragment.type_condition
            if condition is None or self._applies(condition.name.value, object_type):
                self._collect(object_type, fragment.selection_set, fields)

    def _applies(self, name: str, object_type: GraphQLObjectType) -> bool:
        condition = self._schema.type_map[name]
        if isinstance(condition, (GraphQLInterfaceType, GraphQLUnionType)):
            return self._schema.is_sub_type(condition, object_type)
        return condition is object_type

    def _expected(self, parent: Object, object_type: GraphQLObjectType, node: FieldNode) -> Any:
        definition = object_type.fields[node.name.value]
        arguments = get_argument_values(definition, node, self._variables)
        return self._expectation.resolve(parent, node.name.value, arguments)

    def _note_refusal(self, parent: Object, nodes: list[FieldNode], path: tuple[Any, ...]) -> None:
        object_type = self._schema.type_map[parent.type]
        assert isinstance(object_type, GraphQLObjectType)
        try:
            self._expected(parent, object_type, nodes[0])
        except Refused as refusal:
            self._refused[_path(path)] = refusal.code

    def _field(self, parent: Object, object_type: GraphQLObjectType, nodes: list[FieldNode], actual: Any, path: tuple[Any, ...]) -> None:
        name = nodes[0].name.value
        coordinate = f"{parent.type}.{name}"
        if name == "__typename":
            if actual != parent.type:
                self._differ(coordinate, _path(path), parent.type, actual)
            return
        if name in INTROSPECTION:
            return
        try:
            expected = self._expected(parent, object_type, nodes[0])
        except Refused as refusal:
            self._refused[_path(path)] = refusal.code
            expected = None
        definition = object_type.fields[name]
        selections = [each.selection_set for each in nodes if each.selection_set]
        self._value(coordinate, get_named_type(definition.type), selections, expected, actual, path)

    def _value(
        self, coordinate: str, leaf: Any, selections: list[SelectionSetNode], expected: Any, actual: Any, path: tuple[Any, ...]
    ) -> None:
        if expected is Expectation.ANY:
            return
        if isinstance(expected, Object):
            if actual is None:
                self._differ(coordinate, _path(path), f"an object: {expected.type} {expected.row.get('id')}", None)
            else:
                self._object(expected, selections, actual, path)
        elif isinstance(expected, Listed):
            self._list(coordinate, leaf, selections, expected, actual, path)
        elif isinstance(expected, Page):
            self._page(coordinate, selections, expected, actual, path)
        elif not _is_equal(expected, actual, leaf):
            self._differ(coordinate, _path(path), expected, actual)

    def _list(
        self, coordinate: str, leaf: Any, selections: list[SelectionSetNode], expected: Listed, actual: Any, path: tuple[Any, ...]
    ) -> None:
        if not isinstance(actual, list) or len(actual) != len(expected.items):
            self._differ(coordinate, _path(path), f"{len(expected.items)} items: {list(expected.items)}", actual)
            return
        remaining = list(expected.items)
        for index, item in enumerate(actual):
            chosen = 0
            if not expected.is_ordered and len(remaining) > 1:
                chosen = next((place for place, each in enumerate(remaining) if self._fits(selections, each, item)), 0)
            self._value(coordinate, leaf, selections, remaining.pop(chosen), item, (*path, index))

    def _fits(self, selections: list[SelectionSetNode], expected: Any, actual: Any) -> bool:
        """Whether an item of a list without order is the expected one."""
        before, refused, self.differences, self._refused = self.differences, self._refused, [], {}
        self._value("", None, selections, expected, actual, ())
        fits = not self.differences
        self.differences, self._refused = before, refused
        return fits

    def _page(
        self, coordinate: str, selections: list[SelectionSetNode], expected: Page, actual: Any, path: tuple[Any, ...]
    ) -> None:
        """A connection: its nodes and edges are those of the expected that are shown, and nothing tells more of the others."""
        if not isinstance(actual, dict):
            self._differ(coordinate, _path(path), f"a page of {len(expected.items)}", actual)
            return
        type_name = self._connection(coordinate)
        places = expected.shown
        shown = [expected.items[place] for place in places]
        row = {
            "nodes": Listed(shown, True), "edges": shown, "total": len(expected.items), "more": places.stop < len(expected.items),
            "previous": places.start > 0, "totals": expected.totals,
        }  # fmt: skip
        page = Object(type_name, row)
        self._object(page, selections, actual, path)

    def _connection(self, coordinate: str) -> str:
        type_name, _, field = coordinate.partition(".")
        owner = self._schema.type_map[type_name]
        assert isinstance(owner, GraphQLObjectType)
        return get_named_type(owner.fields[field].type).name


def _path(path: Any) -> str:
    return ".".join(map(str, path))


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, default=str)


def _is_equal(expected: Any, actual: Any, leaf: Any) -> bool:
    if expected is None or actual is None:
        return expected is actual
    if isinstance(expected, datetime):
        return isinstance(actual, str) and datetime.fromisoformat(actual.replace("Z", "+00:00")) == expected
    if isinstance(expected, date):
        return bool(actual == expected.isoformat())
    if isinstance(expected, Decimal):
        return not isinstance(actual, bool) and isinstance(actual, (str, int, float)) and Decimal(str(actual)) == expected
    if is_enum_type(leaf) and isinstance(expected, str):
        return bool(actual == expected.upper())
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    return bool(expected == actual)
