"""Random data for an operation: what its fields resolve to, and the values of its variables."""

from __future__ import annotations

from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_nullable_type,
    is_abstract_type,
    is_input_type,
    is_required_input_field,
    type_from_ast,
)
from graphql.type import GraphQLAbstractType

from chance import Chance

STRANGE: list[Any] = [
    None, 0, -1, 7, 2147483648, 1.5, 3.0, 1e300, "", "7", "text", "UP", True, False, [], [1], {}, {"a": 1},
    {"__typename": "Nope"}, {"__typename": "Query"}, [None], [[]], "größer 😀\n\u0001\"",
]  # fmt: skip


class DataGenerator:
    """Makes JSON values; `wrongness` is the probability that one does not fit its type."""

    def __init__(self, schema: GraphQLSchema, chance: Chance, wrongness: float) -> None:
        self._schema = schema
        self._chance = chance
        self._wrongness = wrongness

    def root(self, operation: OperationDefinitionNode, fragments: dict[str, FragmentDefinitionNode]) -> Any:
        """The object the operation starts from."""
        self._fragments = fragments
        type_ = self._schema.get_root_type(operation.operation)
        assert type_
        return self._object(type_, [operation.selection_set])

    def variables(self, operation: OperationDefinitionNode) -> dict[str, Any]:
        """Values for the operation's variables; some are missing."""
        values: dict[str, Any] = {}
        for definition in operation.variable_definitions or ():
            type_ = type_from_ast(self._schema, definition.type)
            is_needed = isinstance(type_, GraphQLNonNull) and not definition.default_value
            if is_input_type(type_) and (is_needed and not self._is_wrong() or self._chance.maybe(0.6)):
                values[definition.variable.name.value] = self._input(type_, 0)
        return values

    def _is_wrong(self) -> bool:
        return self._chance.maybe(self._wrongness)

    # Results

    def _output(self, type_: GraphQLOutputType, selections: list[SelectionSetNode]) -> Any:
        chance = self._chance
        if self._is_wrong():
            return {"$error": chance.one_of("told", "größer")} if chance.maybe(0.4) else chance.choice(STRANGE)
        if not isinstance(type_, GraphQLNonNull) and chance.maybe(0.08):
            return None
        nullable = get_nullable_type(type_)
        if isinstance(nullable, GraphQLList):
            return [self._output(nullable.of_type, selections) for _ in chance.count(3)]
        if is_abstract_type(nullable):
            return self._object(self._possible(nullable), selections)
        if isinstance(nullable, GraphQLObjectType):
            return self._object(nullable, selections)
        if isinstance(nullable, GraphQLEnumType):
            return chance.choice(list(nullable.values))
        return self._leaf(str(nullable))

    def _possible(self, type_: GraphQLAbstractType) -> GraphQLObjectType:
        return self._chance.choice(list(self._schema.get_possible_types(type_)))

    def _object(self, type_: GraphQLObjectType, selections: list[SelectionSetNode]) -> dict[str, Any]:
        """An object with a property for every field that may be selected on it."""
        made: dict[str, Any] = {"__typename": type_.name}
        for name, inner in self._fields(selections).items():
            if name in type_.fields and not self._is_wrong():
                made[name] = self._output(type_.fields[name].type, inner)
        return made

    def _fields(self, selections: list[SelectionSetNode]) -> dict[str, list[SelectionSetNode]]:
        """The names of all fields selected, in whatever fragment, with what they select."""
        fields: dict[str, list[SelectionSetNode]] = {}
        pending, seen = list(selections), set()
        while pending:
            for selection in pending.pop().selections:
                if isinstance(selection, FieldNode):
                    inner = fields.setdefault(selection.name.value, [])
                    if selection.selection_set:
                        inner.append(selection.selection_set)
                elif isinstance(selection, FragmentSpreadNode):
                    name = selection.name.value
                    if name not in seen:
                        seen.add(name)
                        pending.append(self._fragments[name].selection_set)
                elif isinstance(selection, InlineFragmentNode):
                    pending.append(selection.selection_set)
        return fields

    def _leaf(self, name: str) -> Any:
        chance = self._chance
        match name:
            case "Int":
                return chance.one_of(0, 7, -2147483648, 2147483647, 3.0)
            case "Float":
                return chance.one_of(0, 1.5, -2.5e-3, 1e21, 12)
            case "Boolean":
                return chance.one_of(True, False)
            case "ID":
                return chance.one_of("id", "7", 7, "")
            case "String":
                return chance.one_of("", "text", "größer 😀", "\"\\\n\u0001\u2028", "null")
        return chance.one_of(1, "text", [1, {"a": None}], {"b": "c"}, True)

    # Variables

    def _input(self, type_: GraphQLInputType, depth: int) -> Any:
        chance = self._chance
        if self._is_wrong():
            return chance.choice(STRANGE)
        if not isinstance(type_, GraphQLNonNull) and chance.maybe(0.1 + depth * 0.1):
            return None
        nullable = get_nullable_type(type_)
        if isinstance(nullable, GraphQLList):
            if chance.maybe(0.2):
                return self._input(nullable.of_type, depth + 1)
            return [self._input(nullable.of_type, depth + 1) for _ in chance.count(2)]
        if isinstance(nullable, GraphQLEnumType):
            return chance.choice(list(nullable.values))
        if isinstance(nullable, GraphQLInputObjectType):
            return self._input_object(nullable, depth)
        return self._leaf(str(nullable))

    def _input_object(self, type_: GraphQLInputObjectType, depth: int) -> dict[str, Any]:
        chance = self._chance
        if type_.is_one_of:
            name = chance.choice(list(type_.fields))
            made = {name: self._input(GraphQLNonNull(type_.fields[name].type), depth + 1)}
        else:
            made = {
                name: self._input(field.type, depth + 1)
                for name, field in type_.fields.items()
                if is_required_input_field(field) and not self._is_wrong() or chance.maybe(0.5 - min(depth, 3) * 0.15)
            }
        if self._is_wrong():
            made[chance.one_of("nope", *type_.fields)] = chance.choice(STRANGE)
        return made
