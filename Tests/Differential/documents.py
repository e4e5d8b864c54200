"""Random executable documents for a schema: valid ones, and ones that are wrong in every way the grammar allows."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphql import (
    DirectiveLocation,
    GraphQLArgument,
    GraphQLCompositeType,
    GraphQLDirective,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    introspection_types,
    is_composite_type,
    is_input_type,
    is_required_argument,
)

from chance import Chance
from literals import STRINGS, Literals

ALIASES = ["a", "b", "name", "x", "on", "query", "true", "fragment"]
TYPE_SYSTEM = [
    "type Extra { a: Int }", "extend type Query { extra: Int }", "schema { query: Query }", "scalar Extra",
    '"told" directive @extra(a: Int = 1) repeatable on FIELD | QUERY', "extend schema @extra", "enum Extra { A B }",
    "union Extra = | A | B", "input Extra { a: [Int!]! = [1] }", "interface Extra implements A & B { a(b: Int): C }",
]  # fmt: skip


@dataclass
class Definition:
    """An operation or fragment: its text before and after where variables are declared, and what it uses."""

    head: str
    tail: str = ""
    name: str = ""
    is_fragment: bool = False
    variables: dict[str, str] = field(default_factory=dict)
    spreads: set[str] = field(default_factory=set)


class DocumentGenerator:
    """Makes documents; `wrongness` is about the probability that a part is wrong."""

    def __init__(self, schema: GraphQLSchema, chance: Chance, wrongness: float) -> None:
        self._schema = schema
        self._chance = chance
        self._wrongness = wrongness
        self._literals = Literals(schema, chance, wrongness)
        self._composites = [type_ for type_ in schema.type_map.values() if is_composite_type(type_)]
        self._ordinary = [type_ for type_ in self._composites if type_.name not in introspection_types]
        self._roots = {
            name: type_
            for name, type_ in [
                ("query", schema.query_type),
                ("mutation", schema.mutation_type),
                ("subscription", schema.subscription_type),
            ]
            if type_
        }

    def document(self) -> str:
        """The text of one document."""
        chance = self._chance
        self._declared: dict[str, str] = {}
        self._current = Definition("")
        self._responses = 0
        self._conditions = {f"F{index}": chance.choice(self._ordinary) for index in chance.count(4)}
        fragments = [self._fragment(name, type_) for name, type_ in self._conditions.items()]
        operations = self._operations()
        if not chance.maybe(self._wrongness):
            fragments = [each for each in fragments if each.name in self._reached(operations, fragments)]
        texts = [self._operation_text(each, fragments) for each in operations]
        texts += [each.head + each.tail for each in fragments]
        if chance.maybe(self._wrongness / 2):
            texts.append(chance.choice(texts))
        if chance.maybe(self._wrongness / 2):
            texts.append(chance.choice(TYPE_SYSTEM))
        if chance.maybe(0.3):
            chance.shuffle(texts)
        return "\n".join(texts)

    # Definitions

    def _operations(self) -> list[Definition]:
        chance = self._chance
        if chance.maybe(0.3):
            return [self._operation("")]
        names = ["A", "B", "C", "query"][: chance.randint(1, 4)]
        if chance.maybe(self._wrongness):
            names[0] = chance.one_of("B", "", "F0")
        return [self._operation(name) for name in names]

    def _operation(self, name: str) -> Definition:
        chance = self._chance
        keyword, root = chance.choice(list(self._roots.items()))
        if chance.maybe(self._wrongness / 4):
            keyword = chance.one_of("query", "mutation", "subscription")
        self._current = current = Definition("", name=name)
        if not name and keyword == "query" and chance.maybe(0.5):
            current.tail = self._selection_set(root, 0)
            return current
        current.head = f"{self._description()}{keyword} {name}"
        directives = self._directives(DirectiveLocation[keyword.upper()])
        if keyword == "subscription" and not chance.maybe(self._wrongness * 4):
            current.tail = directives + self._one_root_field(root)
        else:
            current.tail = directives + self._selection_set(root, 0)
        return current

    def _one_root_field(self, root: GraphQLObjectType) -> str:
        name, definition = self._chance.choice(list(root.fields.items()))
        selection = self._field(root, name, definition, 0, is_root=True)
        if self._chance.maybe(0.2):
            selection = f"... on {root.name} {{ {selection} }}"
        return f"{{ {selection} }}"

    def _fragment(self, name: str, type_: GraphQLCompositeType) -> Definition:
        chance = self._chance
        self._current = current = Definition("", name=name, is_fragment=True)
        condition = type_.name
        if chance.maybe(self._wrongness / 2):
            condition = chance.one_of("Int", "Nope", *self._schema.type_map)
        directives = self._directives(DirectiveLocation.FRAGMENT_DEFINITION)
        current.head = f"{self._description()}fragment {name} on {condition}{directives}"
        current.tail = self._selection_set(type_, 1)
        return current

    def _description(self) -> str:
        return self._chance.choice(STRINGS) + " " if self._chance.maybe(0.05) else ""

    # Variables

    def _operation_text(self, operation: Definition, fragments: list[Definition]) -> str:
        variables = self._variables(operation, fragments)
        keyword = "query " if variables and not operation.head else ""
        return operation.head + keyword + variables + operation.tail

    def _reached(self, operations: list[Definition], fragments: list[Definition]) -> set[str]:
        """The names of the fragments that operations spread, directly or not."""
        by_name = {each.name: each for each in fragments}
        reached: set[str] = set()
        pending = [name for operation in operations for name in sorted(operation.spreads)]
        while pending:
            name = pending.pop()
            if name in by_name and name not in reached:
                reached.add(name)
                pending += sorted(by_name[name].spreads)
        return reached

    def _variables(self, operation: Definition, fragments: list[Definition]) -> str:
        """The variable definitions of what the operation and its fragments use."""
        chance = self._chance
        used = dict(operation.variables)
        for name in sorted(self._reached([operation], fragments)):
            used |= next(each.variables for each in fragments if each.name == name)
        definitions = [
            self._variable_definition(name, type_) for name, type_ in used.items() if not chance.maybe(self._wrongness / 2)
        ]
        if chance.maybe(self._wrongness / 2):
            definitions.append(f"$unused: {chance.one_of('Int', 'Nope', '[String!]', *self._schema.type_map)}")
        if definitions and chance.maybe(self._wrongness / 4):
            definitions.append(chance.choice(definitions))
        return "(" + ", ".join(definitions) + ")" if definitions else ""

    def _variable_definition(self, name: str, text: str) -> str:
        chance = self._chance
        default = ""
        if chance.maybe(0.25):
            known = self._schema.get_type(text.strip("[]!"))
            literal = self._literals.literal(known) if is_input_type(known) else "1"
            default = f" = {literal}" if "[" not in text else f" = [{literal}]"
        if chance.maybe(self._wrongness / 2):
            text = chance.one_of(text.rstrip("!"), text + "!" if text[-1] != "!" else text, f"[{text}]", "Int", "Query")
        elif text[-1] != "!" and not default and chance.maybe(0.2):
            text += "!"
        description = self._description()
        return f"{description}${name}: {text}{default}{self._directives(DirectiveLocation.VARIABLE_DEFINITION, True)}"

    def _variable(self, type_: str) -> str:
        """The name of a variable for a position of this type, by and large the same for the same type."""
        chance = self._chance
        if chance.maybe(self._wrongness / 2):
            name = chance.one_of("nope", *self._declared)
        else:
            name = next((each for each, other in self._declared.items() if other == type_), "")
        if not name:
            name = f"v{len(self._declared)}"
        self._declared.setdefault(name, type_)
        self._current.variables[name] = self._declared[name]
        return name

    # Selections

    def _selection_set(self, type_: GraphQLNamedType, depth: int) -> str:
        selections = [self._selection(type_, depth) for _ in range(self._chance.randint(1, 4 if depth < 3 else 2))]
        return " { " + " ".join(selections) + " }"

    def _selection(self, type_: GraphQLNamedType, depth: int) -> str:
        chance = self._chance
        shape = chance.random()
        if shape < 0.12 and depth < 4:
            return self._inline_fragment(type_, depth)
        if shape < 0.24 and self._conditions:
            if spread := self._spread(type_):
                return spread
        if chance.maybe(self._wrongness):
            return self._wrong_field(type_, depth)
        return self._some_field(type_, depth)

    def _some_field(self, type_: GraphQLNamedType, depth: int) -> str:
        chance = self._chance
        fields = getattr(type_, "fields", {})
        if type_ is self._schema.query_type and chance.maybe(0.1):
            if chance.maybe(0.5):
                return f"{self._alias()}__schema" + self._selection_set(self._schema.type_map["__Schema"], depth + 1)
            name = chance.choice(list(self._schema.type_map))
            return f'{self._alias()}__type(name: "{name}")' + self._selection_set(self._schema.type_map["__Type"], depth + 1)
        if not fields or not is_composite_type(type_) or chance.maybe(0.08):
            return f"{self._alias()}__typename{self._directives(DirectiveLocation.FIELD)}"
        candidates = list(fields.items())
        if depth > 3:
            leaves = [(name, each) for name, each in candidates if not is_composite_type(get_named_type(each.type))]
            if not leaves:
                return "__typename"
            candidates = leaves
        name, definition = chance.choice(candidates)
        return self._field(type_, name, definition, depth)

    def _field(
        self, parent: GraphQLNamedType, name: str, definition: GraphQLField, depth: int, is_root: bool = False
    ) -> str:
        chance = self._chance
        arguments = self._arguments(definition.args)
        alias = self._alias()
        if not alias and arguments and not chance.maybe(self._wrongness):
            self._responses += 1
            alias = f"r{self._responses}: "
        is_conditional = not is_root or chance.maybe(self._wrongness)
        directives = self._directives(DirectiveLocation.FIELD) if is_conditional else ""
        inner = get_named_type(definition.type)
        has_selections = is_composite_type(inner) != chance.maybe(self._wrongness / 3)
        return alias + name + arguments + directives + (self._selection_set(inner, depth + 1) if has_selections else "")

    def _wrong_field(self, type_: GraphQLNamedType, depth: int) -> str:
        """A field of another type, or of none."""
        chance = self._chance
        other = chance.choice(self._composites)
        if chance.maybe(0.5) or not isinstance(other, GraphQLObjectType | GraphQLInterfaceType):
            return chance.one_of("nope", "nope(a: 1)", "__typename", "__schema { description }", "nam", "ids", "typ")
        name, definition = chance.choice(list(other.fields.items()))
        return self._field(other, name, definition, depth + 1)

    def _alias(self) -> str:
        if self._chance.maybe(self._wrongness):
            return self._chance.choice(ALIASES) + ": "
        if self._chance.maybe(0.15):
            self._responses += 1
            return f"r{self._responses}: "
        return ""

    def _inline_fragment(self, type_: GraphQLNamedType, depth: int) -> str:
        chance = self._chance
        condition, inner = "", type_
        if chance.maybe(0.75):
            inner = self._overlapping(type_)
            condition = f" on {inner.name}"
            if chance.maybe(self._wrongness):
                condition = f" on {chance.one_of('Nope', *self._schema.type_map)}"
        directives = self._directives(DirectiveLocation.INLINE_FRAGMENT)
        return f"...{condition}{directives}{self._selection_set(inner, depth + 1)}"

    def _spread(self, type_: GraphQLNamedType) -> str | None:
        """A spread of a fragment: of a later one, so that there is no cycle, and of one that can apply."""
        chance = self._chance
        names = list(self._conditions)
        if not chance.maybe(self._wrongness):
            if self._current.is_fragment:
                names = [name for name in names if name > self._current.name]
            names = [name for name in names if self._overlap(type_, self._conditions[name])]
        if not names:
            return None
        name = chance.choice(names) if not chance.maybe(self._wrongness / 4) else "Nope"
        self._current.spreads.add(name)
        return f"...{name}{self._directives(DirectiveLocation.FRAGMENT_SPREAD)}"

    def _overlap(self, left: GraphQLNamedType, right: GraphQLNamedType) -> bool:
        return bool(self._possible(left) & self._possible(right))

    def _possible(self, type_: GraphQLNamedType) -> set[str]:
        if isinstance(type_, GraphQLObjectType):
            return {type_.name}
        if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
            return {each.name for each in self._schema.get_possible_types(type_)}
        return set()

    def _overlapping(self, type_: GraphQLNamedType) -> GraphQLNamedType:
        candidates = [other for other in self._composites if self._overlap(type_, other)]
        return self._chance.choice(candidates or [type_])

    # Arguments and directives

    def _arguments(self, definitions: dict[str, GraphQLArgument], is_constant: bool = False) -> str:
        chance = self._chance
        variable = None if is_constant else self._variable
        arguments = []
        for name in chance.sample(list(definitions), len(definitions)):
            is_wanted = is_required_argument(definitions[name]) and not chance.maybe(self._wrongness / 3)
            if is_wanted or chance.maybe(0.3):
                arguments.append(f"{name}: {self._literals.literal(definitions[name].type, variable)}")
        if arguments and chance.maybe(self._wrongness / 4):
            arguments.append(chance.choice(arguments))
        if chance.maybe(self._wrongness / 4):
            arguments.append(chance.one_of("nope: 1", "firs: 2", "nope: [$nope]" if not is_constant else "a: {b: c}"))
        return "(" + ", ".join(arguments) + ")" if arguments else ""

    def _directives(self, place: DirectiveLocation, is_constant: bool = False) -> str:
        chance = self._chance
        out = ""
        used: set[str] = set()
        for _ in chance.count(2) if chance.maybe(0.15) else ():
            fitting = [each for each in self._schema.directives if place in each.locations]
            if chance.maybe(self._wrongness * 2):
                fitting = list(self._schema.directives)
                if chance.maybe(0.2):
                    out += " @nope(a: 1)"
            fitting = [each for each in fitting if self._may_repeat(each, used)]
            if fitting:
                directive = chance.choice(fitting)
                used.add(directive.name)
                out += f" @{directive.name}{self._arguments(directive.args, is_constant)}"
        return out

    def _may_repeat(self, directive: GraphQLDirective, used: set[str]) -> bool:
        return directive.is_repeatable or directive.name not in used or self._chance.maybe(self._wrongness)
