"""B06: breaks the protection in one way after the other, and looks whether the checks find it."""

from __future__ import annotations

import time
from collections.abc import Iterator
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
    """Mutants, and what found each."""

    rows: list[tuple[str, str, str, str]] = field(default_factory=list)

    def add(self, kind: str, mutant: SQLMutant | SwiftMutant, killer: str, seconds: float) -> None:
        self.rows.append((mutant.name, kind, mutant.breaks, killer))
        print(f"| {mutant.name} | {kind} | {mutant.breaks} | {killer} |", flush=True)
        if killer == SURVIVED:
            print(f"  {mutant.name} survived {seconds:.0f} s")

    @property
    def is_good(self) -> bool:
        return bool(self.rows) and all(killer != SURVIVED for *_, killer in self.rows)

    def __str__(self) -> str:
        found = sum(killer != SURVIVED for *_, killer in self.rows)
        return f"{found} of {len(self.rows)} mutants killed"


def hunt(world: World, queries: int, only: str) -> Killed:
    check_fit()
    killed = Killed()
    print("| mutant | in | what it breaks | found by |\n|---|---|---|---|", flush=True)
    for mutant in SQL_MUTANTS:
        if only in ("", "sql") or only in mutant.name:
            started = time.monotonic()
            killer = find(world, queries, world.heirloom, mutant)
            killed.add("SQL", mutant, killer, time.monotonic() - started)
    swift = [each for each in SWIFT_MUTANTS if only in ("", "swift") or only in each.name]
    if swift:
        copy = SourceCopy(SOURCES)
        copy.build()
        for each in swift:
            with copy.broken(each) as heirloom:
                started = time.monotonic()
                killer = find(world, queries, heirloom, each.beside)
                killed.add("Swift", each, killer, time.monotonic() - started)
    return killed


def check_fit() -> None:
    """Every mutant still fits what it breaks, before any time is spent."""
    for each in SQL_MUTANTS:
        each.text()
    for each in SWIFT_MUTANTS:
        edited((REPOSITORY / each.file).read_text(), each.edits, each.name, each.file)


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
