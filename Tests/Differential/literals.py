"""Random literals: mostly of the type asked for."""

from __future__ import annotations

from collections.abc import Callable

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLString,
    is_input_type,
    is_required_input_field,
)

from chance import Chance

STRINGS = [
    '""', '"s"', '"two words"', r'"\u00e9\n\t\"\\\/\b\f\r"', r'"\u{1F600}"', r'"\uD83D\uDE00"', '"größer 😀"',
    r'"\u{61}"', '"""block"""', '"""\n    indented\n      more\n\n  """', '""" with \\""" and "quotes" """',
    '"""\n\n  a\n\tb\n"""', '""""""', '"2026-11-21T10:00:00Z"', '"7"', '"""a\r\n  b\r  c"""', '"# no comment"',
]  # fmt: skip
INTEGERS = ["0", "1", "-1", "7", "2147483647", "-2147483648"]
FLOATS = ["1.5", "-0.0", "1e3", "2.50E-3", "0.1e+2"]
STRANGE = [
    "2147483648", "-2147483649", "99999999999999999999", "1e308", "1e400", "null", "true", "off", "NOPE", "{}", "[]",
    "[[1]]", "{a: 1}", '{a: {b: [{c: "d"}]}}', "[null]", "[1, two]", '"UP"', "1.0", "-0",
]  # fmt: skip

Variable = Callable[[str], str]
"""Makes a variable usable where a type, given as text, is expected, and returns its name."""


class Literals:
    """Makes literals for positions of a schema; `wrongness` is the probability that one does not fit."""

    def __init__(self, schema: GraphQLSchema, chance: Chance, wrongness: float) -> None:
        self._schema = schema
        self._chance = chance
        self._wrongness = wrongness

    def input_types(self) -> list[GraphQLInputType]:
        return [type_ for name, type_ in self._schema.type_map.items() if is_input_type(type_) and name[:2] != "__"]

    def literal(self, type_: GraphQLInputType, variable: Variable | None = None, depth: int = 0) -> str:
        """A literal of this type; with `variable` it may be or contain variables."""
        chance = self._chance
        if chance.maybe(self._wrongness):
            return chance.choice(STRANGE) if chance.maybe(0.6) else self._of_another_type(variable, depth)
        if variable and chance.maybe(0.25):
            return f"${variable(str(type_))}"
        if isinstance(type_, GraphQLNonNull):
            return self._value(type_.of_type, variable, depth)
        if chance.maybe(0.06 + depth * 0.1):
            return "null"
        return self._value(type_, variable, depth)

    def _of_another_type(self, variable: Variable | None, depth: int) -> str:
        if depth > 3:
            return self._chance.choice(STRANGE)
        return self._value(self._chance.choice(self.input_types()), variable, depth + 1)

    def _value(self, type_: GraphQLInputType, variable: Variable | None, depth: int) -> str:
        chance = self._chance
        if isinstance(type_, GraphQLList):
            if chance.maybe(0.2):
                return self.literal(type_.of_type, variable, depth + 1)
            return "[" + ", ".join(self.literal(type_.of_type, variable, depth + 1) for _ in chance.count(3)) + "]"
        if isinstance(type_, GraphQLEnumType):
            return chance.choice([str(name) for name in type_.values])
        if isinstance(type_, GraphQLInputObjectType):
            return self._object(type_, variable, depth)
        return self._scalar(str(type_), variable, depth)

    def _object(self, type_: GraphQLInputObjectType, variable: Variable | None, depth: int) -> str:
        chance = self._chance
        names = list(type_.fields)
        if type_.is_one_of:
            wanted = [chance.choice(names)] if not chance.maybe(self._wrongness) else chance.some(names, 3)
            value = {name: self._one_of_member(type_, name, variable, depth) for name in wanted}
        else:
            value = {}
            for name in chance.sample(names, len(names)):
                field = type_.fields[name]
                is_wanted = is_required_input_field(field) and not chance.maybe(self._wrongness)
                if is_wanted or chance.maybe(0.5 - min(depth, 3) * 0.15):
                    value[name] = self.literal(field.type, variable, depth + 1)
        fields = [f"{name}: {literal}" for name, literal in value.items()]
        if fields and chance.maybe(self._wrongness / 3):
            fields.append(chance.choice(fields))
        if chance.maybe(self._wrongness / 3):
            fields.append("nope: 1")
        return "{" + ", ".join(fields) + "}"

    def _one_of_member(self, type_: GraphQLInputObjectType, name: str, variable: Variable | None, depth: int) -> str:
        if self._chance.maybe(self._wrongness):
            return self.literal(type_.fields[name].type, variable, depth + 1)
        return self.literal(GraphQLNonNull(type_.fields[name].type), variable, depth + 1)

    def _scalar(self, name: str, variable: Variable | None, depth: int) -> str:
        chance = self._chance
        match name:
            case "Int":
                return chance.choice(INTEGERS)
            case "Float":
                return chance.choice(INTEGERS + FLOATS)
            case "String":
                return chance.choice(STRINGS)
            case "Boolean":
                return chance.one_of("true", "false")
            case "ID":
                return chance.choice(INTEGERS + STRINGS)
        if depth < 3 and chance.maybe(0.3):
            inner = self.literal(GraphQLString, variable, depth + 1)
            return chance.one_of(f"[{inner}]", f"{{a: {inner}, b: 1}}")
        return chance.choice(INTEGERS + FLOATS + STRINGS + ["true", "ANY"])
