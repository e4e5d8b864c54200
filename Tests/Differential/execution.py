"""Compares what both engines answer when an operation runs over the same data."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    execute_sync,
    validate,
)

import reference
from comparison import OURS, THEIRS, Difference, first_unequal
from engine import Answer, Engine

Told = tuple[tuple[str | int, ...], tuple[tuple[int, int], ...]]
"""The path and places of an error."""


@dataclass(frozen=True)
class ExecutionCase:
    """An operation and what its fields resolve to."""

    sdl: str
    schema: GraphQLSchema
    text: str
    operation: str | None
    variables: dict[str, Any]
    root: Any

    def differences(self, engine: Engine) -> list[Difference]:
        expected = self._expected()
        if expected is None or not engine.ask("validate", schema=self.sdl, document=self.text)["ok"]:
            return []
        request = {"schema": self.sdl, "document": self.text, "variables": self.variables, "root": self.root}
        if self.operation is not None:
            request["operationName"] = self.operation
        answer = engine.ask("execute", **request)
        return self._compare_data(answer, expected) + self._compare_errors(answer, expected)

    def with_text(self, text: str) -> ExecutionCase:
        return replace(self, text=text)

    def _expected(self) -> ExecutionResult | None:
        """What graphql-core answers; nothing for a document that is refused before it could run."""
        document = reference.parsed(self.text).document
        if not document or validate(self.schema, document, reference.RULES):
            return None
        result = execute_sync(
            self.schema,
            document,
            root_value=_with_errors(self.root),
            variable_values=self.variables,
            operation_name=self.operation,
            field_resolver=_resolve,
            type_resolver=_type_name,
        )
        assert isinstance(result, ExecutionResult)
        return result

    def _compare_data(self, answer: Answer, expected: ExecutionResult) -> list[Difference]:
        ours, theirs = answer.get("data"), json.loads(json.dumps(expected.data))
        if _normal(ours) == _normal(theirs):
            return []
        one, other = first_unequal(_normal(ours), _normal(theirs))
        return [Difference("data", OURS, one), Difference("data", THEIRS, other)]

    def _compare_errors(self, answer: Answer, expected: ExecutionResult) -> list[Difference]:
        ours = Counter(_our_error(error) for error in answer.get("errors", []))
        theirs = Counter(self._their_error(error) for error in expected.errors or [])
        messages = [error["message"] for error in answer.get("errors", [])]
        messages += [error.message for error in expected.errors or []]
        return [
            Difference("errors", side, f"an error at {list(path)} ({'; '.join(messages)})", places)
            for side, more in ((OURS, ours - theirs), (THEIRS, theirs - ours))
            for path, places in more.elements()
        ]

    def _their_error(self, error: GraphQLError) -> Told:
        return tuple(error.path or ()), reference.places(error, self.text)


def _our_error(error: Answer) -> Told:
    places = ((place["line"], place["column"]) for place in error.get("locations", []))
    return tuple(error.get("path", ())), tuple(places)


def _normal(value: Any) -> Any:
    """Numbers that are equal in JSON are equal: `3` and `3.0`, but not `true`; the order of members counts."""
    if isinstance(value, dict):
        return [[key, _normal(inner)] for key, inner in value.items()]
    if isinstance(value, list):
        return [_normal(inner) for inner in value]
    return f"number {float(value)}" if isinstance(value, int | float) and not isinstance(value, bool) else value


def _with_errors(value: Any) -> Any:
    """`{"$error": text}` becomes an exception, which graphql-core raises where it stands."""
    if isinstance(value, dict):
        return GraphQLError(value["$error"]) if "$error" in value else {key: _with_errors(each) for key, each in value.items()}
    return [_with_errors(each) for each in value] if isinstance(value, list) else value


def _resolve(source: Any, info: GraphQLResolveInfo[Any], **_arguments: Any) -> Any:
    return source.get(info.field_name) if isinstance(source, dict) else None


def _type_name(value: Any, *_: Any) -> str | None:
    return value.get("__typename") if isinstance(value, dict) else None
