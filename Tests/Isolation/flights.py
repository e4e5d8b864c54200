"""The two flight plans: calls by levels and all in one statement give the same bytes, whoever asks whatever."""

from __future__ import annotations

import json
import random
import re

from callers import Failure, World
from gateway import Answer, Gateway
from queries import Texts, run_many

CURSOR = re.compile(rb'ursor":"[^"]+"')
"""Cursors are sealed anew each time."""
LEAST = 0.4
"""Of the answers, the share that must have come in one statement: larger documents and those of one level have other plans."""


def comparable(answer: Answer) -> tuple[object, ...]:
    status, headers, body = answer.comparable()
    return status, [each for each in headers if each[0].lower() != "content-length"], CURSOR.sub(b'ursor":"sealed"', body)


def flown(gateway: Gateway) -> dict[str, int]:
    """How many requests came by each flight, by the log."""
    counts = {"levels": 0, "one": 0}
    for line in gateway.log.read_text().splitlines():
        if '"flight"' in line:
            counts[json.loads(line)["flight"]] += 1
    return counts


def both_flights(world: World, seed: int, count: int) -> list[Failure]:
    """Random queries of every size to two gateways over the same rows."""
    texts = Texts(world, seed + 5, count)
    with world.gateway(database_flights="levels") as levels, world.gateway(database_flights="one", log_level="debug") as one:

        def ask(number: int) -> None:
            chance = random.Random(f"{seed}/flight/{number}")
            caller = world.some_caller(chance)
            query = texts.some(caller, chance)
            expected, found = levels.post(query, caller.headers), one.post(query, caller.headers)
            if comparable(expected) != comparable(found):
                raise Failure(f"{caller} asks {query}\nby levels: {expected.body!r}\nin one statement: {found.body!r}")

        failures = run_many(count, ask)
        counts = flown(one)
        fallen = one.log.read_text().count("one statement failed")
    print(f"    {counts['one']} in one statement, {counts['levels']} by levels, {fallen} of them after a failure")
    if not failures and counts["one"] < LEAST * count:
        failures.append(Failure(f"only {counts['one']} of {count} answers came in one statement"))
    return failures
