"""Compares `heirloom evaluate` with graphql-core on random documents and schemas.

Run by `./dev test`, which installs what requirements.txt names. Every difference that `deviations.md` does not name is printed
with the smallest text that still shows it, and fails the run. `--seed` repeats a run, `--only` one case of it.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from graphql import (
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    parse,
    validate,
)

import found
from chance import Chance
from comparison import Case, Difference, DocumentCase, SchemaCase
from data import DataGenerator
from deviations import Deviations
from documents import DocumentGenerator
from edits import TreeMutator, mutated_text
from engine import Engine, EngineError, public_schema
from execution import ExecutionCase
from reduction import reduced
from reference import RULES, built, describe_alike
from schema_edits import SchemaMutator, definitions

HERE = Path(__file__).resolve().parent
PUBLIC = "public"
LONG_RUN = 10_000
"""From this many documents on, every named deviation has to occur."""


class Schemas:
    """The schemas under test, with documents that Hypothesis made for them."""

    def __init__(self, texts: dict[str, str], documents: int, seed: int) -> None:
        self.texts = texts
        self.built: dict[str, GraphQLSchema] = {name: built(text).checked for name, text in texts.items()}
        self.definitions = [each for name, text in texts.items() if name != PUBLIC for each in definitions(text)]
        share = -(-documents // len(texts))
        self.found = {name: found.documents(schema, share, seed) for name, schema in self.built.items()}


def document_case(schemas: Schemas, chance: Chance) -> DocumentCase:
    """A document: generated or found, as it is or mutated."""
    name = chance.choice(sorted(schemas.texts))
    schema = schemas.built[name]
    text = DocumentGenerator(schema, chance, chance.one_of(0, 0, 0.03, 0.1, 0.2)).document()
    if chance.maybe(0.25):
        text = chance.choice(schemas.found[name])
    mutation = chance.random()
    if mutation < 0.35:
        text = TreeMutator(schema, chance).mutated(text)
    elif mutation < 0.5:
        text = mutated_text(text, chance)
    return DocumentCase(name, schemas.texts[name], schema, text)


def schema_case(schemas: Schemas, chance: Chance) -> SchemaCase:
    """A schema with a few mutations."""
    name = chance.choice(sorted(set(schemas.texts) - {PUBLIC}))
    text = schemas.texts[name]
    if chance.maybe(0.9):
        text = SchemaMutator(schemas.definitions, chance).mutated(text)
    if chance.maybe(0.1):
        text = mutated_text(text, chance)
    return SchemaCase(text)


def execution_case(schemas: Schemas, chance: Chance) -> Case:
    """A valid operation with data for it, or any other document if none was made."""
    name = chance.choice(sorted(schemas.texts))
    schema = schemas.built[name]
    for _ in range(20):
        text = DocumentGenerator(schema, chance, 0).document()
        document = parse(text)
        operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
        operation = chance.choice(operations)
        is_runnable = operation.operation is not OperationType.SUBSCRIPTION and "__schema" not in text
        if is_runnable and not validate(schema, document, RULES):
            fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
            data = DataGenerator(schema, chance, chance.one_of(0, 0.02, 0.1))
            operation_name = operation.name.value if operation.name else None
            variables, root = data.variables(operation), data.root(operation, fragments)
            return ExecutionCase(schemas.texts[name], schema, text, operation_name, variables, root)
    return document_case(schemas, chance)


class Run:
    """Runs cases, and prints what differs."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.deviations = Deviations()
        self.failures = 0
        self._shown: Counter[tuple[str, str]] = Counter()

    def check(self, name: str, case: Case) -> None:
        try:
            differences = self.deviations.unnamed(case, case.differences(self._engine))
        except EngineError as error:
            differences = [Difference("engine", "heirloom", str(error))]
        if not differences:
            return
        self.failures += 1
        first = differences[0]
        self._shown[first.subject, first.side] += 1
        if self._shown[first.subject, first.side] <= 3:
            self._show(name, case, first)

    def _show(self, name: str, case: Case, difference: Difference) -> None:
        text = reduced(case.text, lambda text: any(each.is_like(difference) for each in self._again(case.with_text(text))))
        print(f"\n--- {name}, made smaller:\n{text}")
        for each in self._again(case.with_text(text)) or [difference]:
            print(f"  {each}")

    def _again(self, case: Case) -> list[Difference]:
        try:
            return Deviations().unnamed(case, case.differences(self._engine))
        except EngineError:
            return []


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--heirloom", type=lambda path: Path(path).resolve(), required=True, help="the command under test")
    parser.add_argument("--documents", type=int, default=300, help="how many documents")
    parser.add_argument("--schemas", type=int, help="how many schemas; a third of the documents when not given")
    parser.add_argument("--executions", type=int, help="how many operations to run; a third of the documents when not given")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--only", help="one case, such as document-17 or schema-3")
    options = parser.parse_args(arguments)
    print(f"differential: seed {options.seed}, {options.documents} documents", flush=True)
    started = time.monotonic()
    texts = {path.stem: path.read_text("utf-8") for path in sorted((HERE / "schemas").glob("*.graphql"))}
    texts[PUBLIC] = public_schema(options.heirloom, HERE.parent.parent)
    schemas = Schemas(texts, options.documents // 4, options.seed)
    makers: dict[str, tuple[Callable[[Schemas, Chance], Case], int]] = {
        "document": (document_case, options.documents),
        "schema": (schema_case, options.documents // 3 if options.schemas is None else options.schemas),
        "execution": (execution_case, options.documents // 3 if options.executions is None else options.executions),
    }
    with Engine(options.heirloom) as engine:
        describe_alike(engine.ask("schema", sdl="type Query { a: Int b: Float c: ID }")["introspection"])
        run = Run(engine)
        for kind, (make, count) in makers.items():
            for name in (f"{kind}-{index}" for index in range(count)):
                if options.only in (None, name):
                    run.check(name, make(schemas, Chance(f"{options.seed}/{name}")))
    return report(run, options.documents, time.monotonic() - started)


def report(run: Run, documents: int, seconds: float) -> int:
    named = ", ".join(f"{name} {count}" for name, count in sorted(run.deviations.occurrences.items()))
    print(f"differential: {run.failures} cases differ; named deviations: {named or 'none'}; {seconds:.0f} s")
    if documents >= LONG_RUN and run.deviations.unused:
        print(f"these deviations did not occur this time: {', '.join(run.deviations.unused)}")
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
