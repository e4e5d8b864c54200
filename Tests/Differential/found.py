"""Hypothesis' own generator of documents, valid and invalid, as a second source."""

from __future__ import annotations

import warnings

from graphql import GraphQLScalarType, GraphQLSchema, specified_scalar_types
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis_graphql import Mode, from_schema, nodes


def documents(schema: GraphQLSchema, count: int, seed: int) -> list[str]:
    """About `count` documents for the schema: three valid ones for one that is not."""
    values = st.one_of(st.text().map(nodes.String), st.integers().map(nodes.Int), st.just(nodes.Null))
    scalars = {
        name: values
        for name, type_ in schema.type_map.items()
        if isinstance(type_, GraphQLScalarType) and name not in specified_scalar_types
    }
    made: list[str] = []
    for mode, share in ((Mode.POSITIVE, count - count // 4), (Mode.NEGATIVE, count // 4)):
        if share:
            strategy = from_schema(schema, custom_scalars=scalars, mode=mode)
            made += _examples(strategy, share, seed)
    return made


def _examples(strategy: st.SearchStrategy[str], count: int, seed: int) -> list[str]:
    made: list[str] = []

    @seeded(seed)
    @settings(
        max_examples=count, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(strategy)
    def collect(text: str) -> None:
        made.append(text)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        collect()
    return made
