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
"""Of the answers that take several flushes by levels, the share that must have come in one statement: very large ones do not."""


def comparable(answer: Answer) -> tuple[object, ...]:
    status, headers, body = answer.comparable()
    return status, [each for each in headers if each[0].lower() != "content-length"], CURSOR.sub(b'ursor":"sealed"', body)


def flown(gateway: Gateway) -> tuple[int, int, int]:
    """How many requests came in one statement, in several flushes and in several after a failure, by the log."""
    lines = gateway.log.read_text().splitlines()
    records = [json.loads(line) for line in lines if '"flight"' in line]
    fallen = sum("one statement failed" in line for line in lines)
    at_once = sum(each["flight"] == "one" for each in records)
    return at_once, sum(each["flight"] == "levels" and each["flushes"] > 1 for each in records), fallen


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
        at_once, by_levels, fallen = flown(one)
    print(f"    {at_once} in one statement, {by_levels} in several flushes, {fallen} of them after a failure")
    if not failures and at_once < LEAST * (at_once + by_levels):
        failures.append(Failure(f"only {at_once} answers came in one statement, {by_levels} by levels"))
    return failures
