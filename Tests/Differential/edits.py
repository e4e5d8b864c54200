"""Mutations: of the text of a document, and of the parts its syntax tree names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from graphql import (
    ArgumentNode,
    DefinitionNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    GraphQLSyntaxError,
    InlineFragmentNode,
    NamedTypeNode,
    NameNode,
    Node,
    ObjectFieldNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    TypeNode,
    ValueNode,
    VariableDefinitionNode,
    Visitor,
    parse,
    visit,
)

import source
from chance import Chance
from literals import STRANGE, STRINGS

N = TypeVar("N", bound=Node)

NOISE = list("{}()[]$!@:=|&#\"\\'%.,-0 \n\r\t\0é😀\ufeff\x7f\u2028") + [
    "...", "..", '"""', "\\u00", "\\u{", '"\\u{110000}"', '"\\uD83D"', '"\\uDE00\\uD83D"', "1.", "01", "1e", ".5",
    "0x1", "1_0", "-", "1.5.5", "null", "true", "on", "fragment", "query", "extend", "type", "input", "{ }", "()",
    '"open', '"""open', '\\"""', "# comment", "$ a", "@ b", "&", "&&", "query (", "[]", '"\\q"', '"\\u{}"', "1a",
    '"\\uD83D\\uDE00"', '"\\u{D83D}"', "𝒳", '"\\u{0000000041}"', "<", "?", "^", "~", "`", "/", "*", "+", ";",
]  # fmt: skip


def mutated_text(text: str, chance: Chance) -> str:
    """The text with a few tokens or characters deleted, doubled, swapped or replaced."""
    for _ in range(chance.randint(1, 3)):
        text = _mutated_characters(text, chance) if chance.maybe(0.4) else _mutated_tokens(text, chance)
    return text


def _mutated_characters(text: str, chance: Chance) -> str:
    at = chance.randint(0, len(text))
    match chance.randrange(4):
        case 0:
            return text[:at] + chance.choice(NOISE) + text[at:]
        case 1:
            return text[:at] + text[at + chance.randint(1, 3) :]
        case 2:
            return text[:at] + chance.choice(NOISE) + text[at + 1 :]
    return text[:at]


def _mutated_tokens(text: str, chance: Chance) -> str:
    parts = source.tokens(text)
    if not parts:
        return chance.choice(NOISE)
    at, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    match chance.randrange(5):
        case 0:
            del parts[at]
        case 1:
            parts.insert(at, parts[at])
        case 2:
            parts[at], parts[other] = parts[other], parts[at]
        case 3:
            parts[at] = chance.choice(NOISE)
        case 4:
            parts.insert(at, parts[other])
    return source.layout(parts, chance)


class TreeMutator:
    """Replaces, removes and doubles parts of valid documents, leaving the rest of their text as it is."""

    def __init__(self, schema: GraphQLSchema, chance: Chance) -> None:
        self._chance = chance
        self._types = list(schema.type_map) + ["Nope"]
        self._names = sorted({name for type_ in schema.type_map.values() for name in getattr(type_, "fields", {})})
        self._directives = [f"@{each.name}" for each in schema.directives] + ["@nope", "@skip(if: true)", "@include"]
        self._edits: list[Callable[[str, list[Node]], str]] = [
            self._rename, self._rename, self._replace_value, self._replace_type, self._remove, self._double, self._exchange,
            self._add_selection, self._add_directive, self._drop_selections, self._change_operation, self._add_argument,
        ]  # fmt: skip

    def mutated(self, text: str) -> str:
        """The text after one to three edits; parts that no longer parse end it early."""
        for _ in range(self._chance.randint(1, 3)):
            try:
                nodes = nodes_of(parse(text))
            except GraphQLSyntaxError:
                return text
            text = self._chance.choice(self._edits)(text, nodes)
        return text

    def _rename(self, text: str, nodes: list[Node]) -> str:
        name = self._one(nodes, NameNode)
        others = [text_of(text, node) for node in nodes if isinstance(node, NameNode)]
        return replaced(text, name, self._chance.choice(others + self._names + ["nope"])) if name else text

    def _replace_value(self, text: str, nodes: list[Node]) -> str:
        value = self._one(nodes, ValueNode)
        others = [text_of(text, node) for node in nodes if isinstance(node, ValueNode)]
        return replaced(text, value, self._chance.choice(others + STRANGE + STRINGS + ["$nope"])) if value else text

    def _replace_type(self, text: str, nodes: list[Node]) -> str:
        type_ = self._one(nodes, TypeNode)
        if not type_:
            return text
        name = self._chance.choice(self._types)
        if isinstance(type_, NamedTypeNode) and not self._chance.maybe(0.3):
            return replaced(text, type_, name)
        return replaced(text, type_, self._chance.one_of(name, f"[{name}]", f"{name}!", f"[{text_of(text, type_)}]"))

    def _remove(self, text: str, nodes: list[Node]) -> str:
        node = self._one(
            nodes, ArgumentNode, DirectiveNode, DefinitionNode, SelectionNode, VariableDefinitionNode, ObjectFieldNode
        )
        return replaced(text, node, "") if node else text

    def _double(self, text: str, nodes: list[Node]) -> str:
        node = self._one(
            nodes, ArgumentNode, DirectiveNode, DefinitionNode, SelectionNode, VariableDefinitionNode, ObjectFieldNode
        )
        return replaced(text, node, f"{text_of(text, node)} {text_of(text, node)}") if node else text

    def _exchange(self, text: str, nodes: list[Node]) -> str:
        """Writes one part in the place of another of its kind."""
        kind: type[Node] = self._chance.one_of(
            FieldNode, SelectionSetNode, DirectiveNode, FragmentSpreadNode, ArgumentNode, SelectionNode
        )
        node, other = self._one(nodes, kind), self._one(nodes, kind)
        return replaced(text, node, text_of(text, other)) if node and other else text

    def _add_selection(self, text: str, nodes: list[Node]) -> str:
        place, other = self._one(nodes, SelectionSetNode), self._one(nodes, SelectionNode)
        if not place or not place.loc:
            return text
        fragments = [node.name.value for node in nodes if isinstance(node, FragmentDefinitionNode)]
        name = self._chance.choice(self._names)
        selection = self._chance.one_of(
            name, f"x: {name}", f"{name} {{ __typename }}", f"...{self._chance.choice(fragments or ['Nope'])}",
            f"... on {self._chance.choice(self._types)} {{ {name} }}", text_of(text, other), f"a: {text_of(text, other)}",
        )  # fmt: skip
        at = place.loc.start + 1
        return f"{text[:at]} {selection} {text[at:]}"

    def _add_directive(self, text: str, nodes: list[Node]) -> str:
        node: Node | None = self._one(nodes, FieldNode, FragmentSpreadNode, InlineFragmentNode, VariableDefinitionNode)
        if not node or not node.loc:
            return text
        selections = getattr(node, "selection_set", None)
        at = selections.loc.start if selections else node.loc.end
        return f"{text[:at]} {self._chance.choice(self._directives)} {text[at:]}"

    def _drop_selections(self, text: str, nodes: list[Node]) -> str:
        node = self._one(nodes, SelectionSetNode)
        return replaced(text, node, self._chance.one_of("", "{ __typename }", "{ }")) if node else text

    def _change_operation(self, text: str, nodes: list[Node]) -> str:
        node = self._one(nodes, OperationDefinitionNode)
        if not node or not node.loc:
            return text
        keyword = self._chance.one_of("query", "mutation", "subscription")
        words = ("query", "mutation", "subscription")
        old = next((word for word in words if text.startswith(word, node.loc.start)), "")
        return text[: node.loc.start] + keyword + " " + text[node.loc.start + len(old) :]

    def _add_argument(self, text: str, nodes: list[Node]) -> str:
        node = self._one(nodes, FieldNode)
        if not node or not node.name.loc:
            return text
        at = node.name.loc.end
        arguments = f"{self._chance.choice(self._names)}: {self._chance.choice(STRANGE + STRINGS)}"
        if text[at : at + 1] == "(":
            return f"{text[: at + 1]}{arguments} {text[at + 1 :]}"
        return f"{text[:at]}({arguments}){text[at:]}" if not node.arguments else text

    def _one(self, nodes: list[Node], *kinds: type[N]) -> N | None:
        return one_of_kind(nodes, self._chance, *kinds)


class _Collector(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.nodes: list[Node] = []

    def enter(self, node: Node, *_: object) -> None:
        self.nodes.append(node)


def nodes_of(document: DocumentNode) -> list[Node]:
    """All nodes of a document that have a place in its text."""
    collector = _Collector()
    visit(document, collector)
    return [node for node in collector.nodes if node.loc]


def one_of_kind(nodes: list[Node], chance: Chance, *kinds: type[N]) -> N | None:
    """One of the nodes that are of these kinds, if there are any."""
    fitting = [node for node in nodes if isinstance(node, kinds)]
    return chance.choice(fitting) if fitting else None


def text_of(text: str, node: Node | None) -> str:
    """The text of a node."""
    return text[node.loc.start : node.loc.end] if node and node.loc else "nope"


def replaced(text: str, node: Node, replacement: str) -> str:
    """The text with another in the place of a node."""
    assert node.loc
    return f"{text[: node.loc.start]}{replacement}{text[node.loc.end :]}"
