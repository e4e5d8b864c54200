"""Mutations of schemas: mostly into others that are wrong in one way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graphql import (
    DefinitionNode,
    DirectiveDefinitionNode,
    DirectiveNode,
    EnumValueDefinitionNode,
    FieldDefinitionNode,
    GraphQLSyntaxError,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    NameNode,
    Node,
    ObjectTypeDefinitionNode,
    TypeDefinitionNode,
    TypeNode,
    UnionTypeDefinitionNode,
    ValueNode,
    parse,
)

from chance import Chance
from edits import N, nodes_of, one_of_kind, replaced, text_of
from literals import STRANGE, STRINGS

ADDITIONS = [
    "type Added { a: Int }", "type Added implements Nope { a: Int }", "scalar Added", "scalar Int", "type __Added { a: Int }",
    "input Added { a: Added }", "input Added { a: Added! }", "input Added @oneOf { a: Int = 1 }",
    "input Added @oneOf { a: Int! }", "input Added @oneOf { a: Added }", "enum Added { A B A }", "enum Added { A __B }",
    "enum Added", "union Added = Query | Query", "union Added = Int", "union Added", "union Added = Nope", "interface Added",
    "interface Added implements Added { a: Int }", "interface Added { a: Int } type Other implements Added { b: Int }",
    "interface Added { a: Int } type Other implements Added { a: Int! }", "schema { query: Query }",
    "interface Added { a: Int } type Other implements Added { a(b: Int!): Int }", "schema { query: Query mutation: Query }",
    "interface Added { a(b: Int): Int } type Other implements Added { a: Int }", "extend schema { subscription: Query }",
    "interface Added { a(b: Int): Int } type Other implements Added { a(b: Int!): Int }", "extend schema { query: Query }",
    "interface Added { a: Int @deprecated } type Other implements Added { a: Int @deprecated }",
    "interface Added { a: Int } type Other implements Added { a: Int @deprecated }", "extend type Query { added: Int }",
    "interface Added { a: Int } type Other implements Added & Added { a: Int }", "extend type Nope { a: Int }",
    "extend input Query { a: Int }", "extend type Query @deprecated", "extend scalar Int @specifiedBy(url: \"x\")",
    "extend enum Nope { A }", "extend union Nope = Query", "extend interface Nope { a: Int }", "extend scalar Nope @nope",
    "directive @added on FIELD", "directive @__added on FIELD", "directive @added(a: Int, a: Int) on FIELD",
    "directive @added(a: Query) on FIELD", "directive @added(a: Int! @deprecated) on FIELD", "directive @skip on FIELD",
    "directive @added(a: Int @added) on ARGUMENT_DEFINITION",
    "directive @added repeatable on OBJECT type Added @added @added { a: Int }",
    "directive @added on OBJECT type Added @added @added { a: Int }",
    "directive @added on FIELD type Added @added { a: Int }",
    "directive @added(a: Int!) on OBJECT type Added @added { a: Int }", "directive @added(a: Int = \"\") on OBJECT",
    "directive @added(a: Int) on OBJECT type Added @added(a: \"\") { a: Int }", "directive @deprecated on OBJECT",
    "directive @added(a: Int) on OBJECT type Added @added(b: 1) { a: Int }", "{ query }",
    "fragment F on Query { __typename }", "type Added { a(b: Int = \"\"): Int }", "type Added { a(b: Query): Added }",
    "type Added { a: Int a: Int }", "type Added { a(b: Int b: Int): Int }", "input Added { a: Int a: Int }",
    "type Added { __a: Int }", "type Added", "type Added { a(__b: Int): Int }", "input Added { a: Query }", "input Added",
    "input Added { a: Int! @deprecated }", "input Added { a: Other! } input Other { b: Added! }",
    "input Added { a: [Added!]! }", "input Added { a: Added! = {} }", "input Added { a: Added = {} }",
    "input Added { a: Other = {b: {}} } input Other { b: Added }", "type Added @oneOf { a: Int }",
    "input Added { a: Int = null, b: Int! = null, c: [Int] = 1, d: [Int] = [1, \"\"] }", "scalar Added @specifiedBy",
    "scalar Added @specifiedBy(url: \"u\") @specifiedBy(url: \"u\")", "type Added { a: Int @deprecated(reason: 1) }",
    "type Added { a: Int @deprecated @deprecated }", "extend type Query implements Nope", "extend type Query @oneOf",
    "interface A1 { a: Int } interface B1 implements A1 { a: Int } type C1 implements B1 { a: Int }",
    "interface A1 implements B1 { a: Int } interface B1 implements A1 { a: Int }", "type Subscription { added: Int }",
    "interface A1 { a: A1 } type C1 implements A1 { a: C1 }", "interface A1 { a: [A1] } type C1 implements A1 { a: [C1!]! }",
    "interface A1 { a: A1 } type C1 implements A1 { a: Query }",
    "union U1 = Query interface A1 { a: U1 } type C1 implements A1 { a: Query }", "extend enum Added { A }",
    "extend union Added = Query", "extend input Added { z: Int }", "extend interface Added { z: Int }",
    "extend type Added { z: Int }", "\"told\" scalar Told",
    "directive @added(a: Added) on INPUT_FIELD_DEFINITION input Added { a: Int @added }",
    "type Added { a(b: Int! @deprecated): Int }", "type Added { a(b: Int! = 1 @deprecated): Int }", "enum Added { true }",
    "type Mutation",
]  # fmt: skip
KEYWORDS = ["type", "interface", "input", "enum", "union", "scalar"]
DIRECTIVES = [
    "@nope", "@deprecated", "@oneOf", '@specifiedBy(url: "u")', "@deprecated(reason: null)", '@deprecated(reason: "r")',
    "@specifiedBy", "@skip(if: true)", "@deprecated(nope: 1)", "@deprecated(reason: $a)", "@label(text: \"\")", "@oneOf @oneOf",
]  # fmt: skip


def definitions(text: str) -> list[str]:
    """The texts of the definitions of a schema."""
    return [text_of(text, node) for node in parse(text).definitions]


class SchemaMutator:
    """Changes one to three things in a schema; definitions of other schemas may be added."""

    def __init__(self, definitions: Sequence[str], chance: Chance) -> None:
        self._chance = chance
        self._definitions = definitions
        self._edits: list[Callable[[str, list[Node]], str]] = [
            self._rename, self._retype, self._retype, self._remove, self._double, self._add_definition,
            self._add_definition, self._add_directive, self._revalue, self._change_kind, self._add_interface,
            self._split, self._import, self._add_value,
        ]  # fmt: skip

    def mutated(self, text: str) -> str:
        for _ in range(self._chance.randint(1, 3)):
            try:
                nodes = nodes_of(parse(text))
            except GraphQLSyntaxError:
                return text
            text = self._chance.choice(self._edits)(text, nodes)
        return text

    def _one(self, nodes: list[Node], *kinds: type[N]) -> N | None:
        return one_of_kind(nodes, self._chance, *kinds)

    def _rename(self, text: str, nodes: list[Node]) -> str:
        name, other = self._one(nodes, NameNode), self._one(nodes, NameNode)
        if not name:
            return text
        return replaced(text, name, self._chance.one_of(text_of(text, other), "Nope", "__nope", "nope"))

    def _retype(self, text: str, nodes: list[Node]) -> str:
        type_ = self._one(nodes, TypeNode)
        if not type_:
            return text
        name = self._chance.choice(_names(nodes))
        old = text_of(text, type_)
        new = self._chance.one_of(name, f"[{old}]", f"{old}!".replace("!!", "!"), old.rstrip("!"), "Int", "Nope", f"[{name}!]!")
        return replaced(text, type_, new)

    def _part(self, nodes: list[Node]) -> Node | None:
        return self._one(
            nodes, DefinitionNode, FieldDefinitionNode, InputValueDefinitionNode, EnumValueDefinitionNode, DirectiveNode
        )

    def _remove(self, text: str, nodes: list[Node]) -> str:
        node = self._part(nodes)
        return replaced(text, node, "") if node else text

    def _double(self, text: str, nodes: list[Node]) -> str:
        node = self._part(nodes)
        return replaced(text, node, f"{text_of(text, node)} {text_of(text, node)}") if node else text

    def _add_definition(self, text: str, _nodes: list[Node]) -> str:
        return f"{text}\n{self._chance.choice(ADDITIONS)}\n"

    def _import(self, text: str, _nodes: list[Node]) -> str:
        return f"{text}\n{self._chance.choice(self._definitions)}\n"

    def _add_directive(self, text: str, nodes: list[Node]) -> str:
        node = self._one(
            nodes, FieldDefinitionNode, InputValueDefinitionNode, EnumValueDefinitionNode, TypeDefinitionNode
        )
        if not node or not node.loc:
            return text
        directives = [f"@{each.name.value}" for each in nodes if isinstance(each, DirectiveDefinitionNode)]
        at = node.loc.end
        if isinstance(node, TypeDefinitionNode):
            brace = text.find("{", node.name.loc.end if node.name.loc else 0, at)
            at = brace if brace >= 0 else node.name.loc.end if node.name.loc else at
        return f"{text[:at]} {self._chance.choice(DIRECTIVES + directives)} {text[at:]}"

    def _revalue(self, text: str, nodes: list[Node]) -> str:
        value, other = self._one(nodes, ValueNode), self._one(nodes, ValueNode)
        return replaced(text, value, self._chance.choice([*STRANGE, *STRINGS, text_of(text, other)])) if value else text

    def _add_value(self, text: str, nodes: list[Node]) -> str:
        """A default value where there is none."""
        node = self._one([each for each in nodes if not getattr(each, "default_value", None)], InputValueDefinitionNode)
        if not node or not node.type.loc:
            return text
        at = node.type.loc.end
        return f"{text[:at]} = {self._chance.choice([*STRANGE, *STRINGS])}{text[at:]}"

    def _change_kind(self, text: str, nodes: list[Node]) -> str:
        node = self._one(nodes, TypeDefinitionNode)
        if not node or not node.loc:
            return text
        keyword = next((word for word in KEYWORDS if text.startswith(word, node.loc.start)), "")
        if not keyword:
            return text
        start = node.loc.start
        return text[:start] + self._chance.choice(KEYWORDS) + text[start + len(keyword) :]

    def _add_interface(self, text: str, nodes: list[Node]) -> str:
        objects = self._one(nodes, ObjectTypeDefinitionNode)
        node = self._one(nodes, InterfaceTypeDefinitionNode) if not objects or self._chance.maybe(0.5) else objects
        name = self._chance.choice(_names(nodes))
        if not node or not node.name.loc:
            return text
        at = node.name.loc.end
        if node.interfaces and node.interfaces[0].loc:
            at = node.interfaces[0].loc.start
            return f"{text[:at]}{name} & {text[at:]}"
        return f"{text[:at]} implements {name}{text[at:]}"

    def _split(self, text: str, nodes: list[Node]) -> str:
        """Repeats a type's definition as an extension of it, or moves it there."""
        node = self._one(nodes, ObjectTypeDefinitionNode, InputObjectTypeDefinitionNode, UnionTypeDefinitionNode)
        if not node:
            return text
        extension = f"{text}\nextend {text_of(text, node)}\n"
        return extension if self._chance.maybe(0.5) else replaced(extension, node, "")


def _names(nodes: list[Node]) -> list[str]:
    """The names of the types that are defined; an interface twice, and one that is not."""
    kinds = (TypeDefinitionNode, InterfaceTypeDefinitionNode)
    return ["Nope"] + [node.name.value for kind in kinds for node in nodes if isinstance(node, kind)]
