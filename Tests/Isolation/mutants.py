"""B06: breaks the protection in one way after the other, and looks whether the checks find it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from callers import World
from checks import Check, all_checks, second_line
from gateway import REPOSITORY, RefusedToStart
from mutants_sql import SQL_MUTANTS
from mutants_swift import SWIFT_MUTANTS
from mutation import SourceCopy, SQLMutant, SwiftMutant, edited

SOURCES = REPOSITORY / ".build-mutants"
SURVIVED = "**survived**"


@dataclass
class Killed:
    """What found each mutant."""

    killers: list[str] = field(default_factory=list)

    def add(self, kind: str, mutant: SQLMutant | SwiftMutant, killer: str) -> None:
        self.killers.append(killer)
        print(f"| {mutant.name} | {kind} | {mutant.breaks} | {killer} |", flush=True)

    @property
    def is_good(self) -> bool:
        return bool(self.killers) and not any(each.startswith(SURVIVED) for each in self.killers)

    def __str__(self) -> str:
        found = sum(not each.startswith(SURVIVED) for each in self.killers)
        return f"{found} of {len(self.killers)} mutants killed"


def chosen(only: str) -> list[SQLMutant | SwiftMutant]:
    """All mutants, those of one kind, or those with this in their names."""
    mutants: list[SQLMutant | SwiftMutant] = [*SQL_MUTANTS, *SWIFT_MUTANTS]
    kinds = {"sql": SQLMutant, "swift": SwiftMutant}
    return [each for each in mutants if (isinstance(each, kinds[only]) if only in kinds else only in each.name)]


SOME = [each for each in SQL_MUTANTS if each.name in (
    "open wall", "identity of the session", "expired grants", "private assets", "valuations in the summary", "hidden unlike absent",
)]  # fmt: skip
"""One of each kind, for short runs."""


def hunt(world: World, queries: int, mutants: Sequence[SQLMutant | SwiftMutant]) -> Killed:
    check_fit()
    killed = Killed()
    print("| mutant | in | what it breaks | found by |\n|---|---|---|---|", flush=True)
    for mutant in mutants:
        if isinstance(mutant, SQLMutant):
            killed.add("SQL", mutant, find_within_a_day(world, queries, world.heirloom, mutant))
    swift = [each for each in mutants if isinstance(each, SwiftMutant)]
    if swift:
        copy = SourceCopy(SOURCES)
        for each in swift:
            with copy.broken(each) as heirloom:
                killed.add("Swift", each, find_within_a_day(world, queries, heirloom, each.beside))
    return killed


def check_fit() -> None:
    """Every mutant still fits what it breaks, before any time is spent."""
    for each in SQL_MUTANTS:
        each.text()
    for each in SWIFT_MUTANTS:
        edited((REPOSITORY / each.file).read_text(), each.edits, each.name, each.file)


def find_within_a_day(world: World, queries: int, heirloom: Path, fault: SQLMutant | None) -> str:
    """What finds the fault; asked again when the day ended meanwhile, since then anything differs from what was expected."""
    found = find(world, queries, heirloom, fault)
    return found if world.is_of_today() else find(world, queries, heirloom, fault)


def find(world: World, queries: int, heirloom: Path, fault: SQLMutant | None) -> str:
    """The check that finds the fault. The gateway starts over a whole database, and another one over the broken one."""
    with mutated(world, heirloom) as broken:
        with broken.gateway() as gateway:
            if fault:
                fault.apply(broken.databases, broken.name)
            found = next((name for check in all_checks(broken, gateway, world.seed, queries) if (name := finds(broken, check))), SURVIVED)
        return f"{found}; refused at start" if fault and is_refused(broken) else found


def finds(world: World, check: Check) -> str | None:
    """What finds the fault while this check asks: itself, or an alarm."""
    try:
        if check.failures():
            return check.name
    except RefusedToStart:
        return "refused at start"
    alarms = second_line(world)
    return f"second line of defence, in {check.name}: {alarms[0].args[0]}" if alarms else None


@contextmanager
def mutated(world: World, heirloom: Path) -> Iterator[World]:
    name = f"{world.name}_mutant"
    world.renew()
    try:
        yield world.copied(name, heirloom)
    finally:
        world.databases.drop(name)


def is_refused(world: World) -> bool:
    try:
        with world.gateway():
            return False
    except RefusedToStart:
        return True
