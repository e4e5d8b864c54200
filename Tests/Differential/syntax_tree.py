"""The nodes of a document by where they start."""

from __future__ import annotations

from graphql import (
    DirectiveNode,
    DocumentNode,
    ExecutableDefinitionNode,
    GraphQLInputObjectType,
    GraphQLNonNull,
    GraphQLSchema,
    Node,
    ObjectFieldNode,
    TypeInfo,
    TypeInfoVisitor,
    TypeSystemDefinitionNode,
    TypeSystemExtensionNode,
    VariableNode,
    Visitor,
    visit,
)

import source
from source import Location


class NodeIndex:
    """Finds nodes by the location that errors give."""

    def __init__(self, document: DocumentNode, text: str) -> None:
        self._document, self._text = document, text
        collector = _Collector()
        visit(document, collector)
        self._all = [node for node in collector.nodes if node.loc]
        self._nodes: dict[Location, list[Node]] = {}
        for node in self._all:
            self._nodes.setdefault(self.start(node), []).append(node)

    def start(self, node: Node) -> Location:
        return source.location(self._text, node.loc.start if node.loc else 0)

    def at(self, place: Location) -> list[Node]:
        return self._nodes.get(place, [])

    def text_at(self, place: Location) -> str:
        """The text of the smallest node that starts there."""
        nodes = [node.loc for node in self.at(place) if node.loc]
        smallest = min(nodes, key=lambda loc: loc.end, default=None)
        return self._text[smallest.start : smallest.end] if smallest else ""

    def is_in_type_system(self, place: Location) -> bool:
        """Whether the place is inside a type system definition or extension."""
        kinds = (TypeSystemDefinitionNode, TypeSystemExtensionNode)
        return any(isinstance(node, kinds) for node in self._around(place))

    def is_in_executable(self, place: Location) -> bool:
        """Whether the place is inside an operation or a fragment."""
        return any(isinstance(node, ExecutableDefinitionNode) for node in self._around(place))

    def is_in_directive(self, place: Location) -> bool:
        """Whether the place is inside a directive."""
        return any(isinstance(node, DirectiveNode) for node in self._around(place))

    def is_in_unknown_directive(self, place: Location, schema: GraphQLSchema) -> bool:
        """Whether the place is inside a directive that the schema does not define."""
        directives = (node for node in self._around(place) if isinstance(node, DirectiveNode))
        return any(not schema.get_directive(directive.name.value) for directive in directives)

    def _around(self, place: Location) -> list[Node]:
        return [
            node
            for node in self._all
            if node.loc and self.start(node) <= place <= source.location(self._text, node.loc.end)
        ]

    def variables_in_required_one_of(self, schema: GraphQLSchema) -> set[Location]:
        """Where variables are members of OneOf Input Objects in non-null positions."""
        collector = _OneOfVariables(schema)
        visit(self._document, TypeInfoVisitor(collector.types, collector))
        return {self.start(node) for node in collector.found}


class _Collector(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.nodes: list[Node] = []

    def enter(self, node: Node, *_: object) -> None:
        self.nodes.append(node)


class _OneOfVariables(Visitor):
    def __init__(self, schema: GraphQLSchema) -> None:
        super().__init__()
        self.types = TypeInfo(schema)
        self.found: list[VariableNode] = []

    def enter_variable(self, node: VariableNode, _key: object, parent: object, *_: object) -> None:
        type_ = self.types.get_parent_input_type()
        if isinstance(parent, ObjectFieldNode) and isinstance(type_, GraphQLNonNull):
            if isinstance(type_.of_type, GraphQLInputObjectType) and type_.of_type.is_one_of:
                self.found.append(node)
