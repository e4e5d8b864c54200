"""All checks, in their order, and how often each asks for a run of so many queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from callers import Failure, World
from denials import cursors, hidden_equals_absent, identities, refusals
from everything import everything, questions
from faults import faults
from flights import both_flights
from gateway import Gateway
from interference import non_interference, revocations, same_text
from keys import keys
from queries import complete_pages, costs, filtered_lists, random_queries, searches
from turning import turned_pages
from withheld import withheld_values


@dataclass(frozen=True)
class Check:
    name: str
    count: int
    run: Callable[[int], list[Failure]]

    def failures(self) -> list[Failure]:
        return self.run(self.count)


DEAR = 2_000
"""Checks that start gateways, do harm or write between any two queries take long, and ask no more than this in the longest runs."""


def all_checks(world: World, gateway: Gateway, seed: int, queries: int) -> list[Check]:
    some = min(queries, DEAR)
    # What costs least comes first: mutants are found soonest.
    return [
        Check("everything of everyone", len(questions(world, seed)), lambda _: everything(world, gateway, seed)),
        Check("random queries", queries, lambda count: random_queries(world, gateway, seed, count)),
        Check("connections paged to the end", queries // 5, lambda count: complete_pages(world, gateway, seed, count)),
        Check("filters and orders", queries, lambda count: filtered_lists(world, gateway, seed, count)),
        Check("searches", queries, lambda count: searches(world, gateway, seed, count)),
        Check("hidden equals absent", queries // 2, lambda count: hidden_equals_absent(world, gateway, seed, count)),
        Check("identities", queries // 5, lambda count: identities(world, gateway, seed, count)),
        Check("refusals", len(world.facts["users"]), lambda _: refusals(world, gateway)),
        Check("cursors", queries // 5, lambda count: cursors(world, gateway, seed, count)),
        Check("one text of many personas", queries, lambda count: same_text(world, gateway, seed, count)),
        Check("API keys", some // 5, lambda count: keys(world, gateway, seed, count)),
        Check("revoked grants", 10, lambda count: revocations(world, gateway, seed, count)),
        Check("withheld values", some // 2, lambda count: withheld_values(world, gateway, seed, count)),
        Check("pages turned while rows come and go", some // 50, lambda count: turned_pages(world, gateway, seed, count)),
        Check("writes elsewhere", some // 5, lambda count: non_interference(world, gateway, seed, count)),
        Check("costs", min(queries, 10_000), lambda count: costs(world, gateway, seed, count)),
        Check("both flights", some, lambda count: both_flights(world, seed, count)),
        Check("faults in between", some, lambda count: faults(world, seed, count)),
        Check("second line of defence", 1, lambda _: second_line(world)),
    ]


def second_line(world: World) -> list[Failure]:
    """The gateway never had to withhold what the database should have withheld."""
    return [Failure(f"the gateway withheld {each}") for each in sorted(world.alarms())]
