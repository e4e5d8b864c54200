"""Asks a real gateway over random families what each persona may see, and compares with an oracle written from the rules.

Run by `./dev test`, with more queries by `./dev test --isolation`. What is not as it should be is printed with the seed, the
persona, the query and the bytes, and fails the run. docs/security.md has the promises behind it.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from callers import World
from checks import Check, all_checks
from gateway import Databases
from mutants import SOME, Killed, chosen, hunt

ASSETS, ASSETS_IN_LONG_RUN, LONG_RUN = 450, 2_000, 5_000
QUERIES, QUERIES_A_MUTANT = 500, 250
DATABASE = f"heirloom_isolation_{os.getpid()}"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--heirloom", type=lambda path: Path(path).resolve(), required=True, help="the command under test")
    parser.add_argument("--administrator", required=True, help="a database of a PostgreSQL server, as its administrator")
    parser.add_argument("--queries", type=int)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--mutants", action="store_true", help="then break the protection in one way after the other: every fault must be found")
    parser.add_argument("--only", default="", help="with --mutants: those whose names have this in them, or sql, or swift")
    parser.add_argument("--some-mutants", action="store_true", help="then break it in a few ways")
    parser.add_argument("--flights", choices=("auto", "levels", "one"), default="auto", help="how the gateways make calls")
    parser.add_argument("--check", default="", help="only the checks whose names have this in them")
    options = parser.parse_args(arguments)
    queries: int = options.queries or (QUERIES_A_MUTANT if options.mutants else QUERIES)
    print(f"isolation: seed {options.seed}, {queries} queries", flush=True)
    # Whoever ends this ends the gateways it has started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    databases = Databases(options.heirloom, options.administrator)
    started = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as directory:
            assets = ASSETS_IN_LONG_RUN if queries >= LONG_RUN else ASSETS
            world = World.make(options.heirloom, databases, DATABASE, Path(directory), options.seed, assets)
            world.flights = options.flights
            made = time.monotonic() - started
            print(f"  {assets} assets and {len(world.callers)} acting personas made in {made:.0f} s", flush=True)
            results: list[Outcome | Killed] = [run(world, queries, options.check)]
            mutants = chosen(options.only) if options.mutants else SOME if options.some_mutants else []
            if mutants:
                results.append(hunt(world, QUERIES_A_MUTANT, mutants))
    finally:
        databases.drop(DATABASE)
    print(f"isolation: {', '.join(map(str, results))} (seed {options.seed}); {time.monotonic() - started:.0f} s")
    return 0 if all(each.is_good for each in results) else 1


@dataclass(frozen=True)
class Outcome:
    """What a run came to."""

    failed: int
    checks: int

    @property
    def is_good(self) -> bool:
        return not self.failed

    def __str__(self) -> str:
        return f"{self.failed} of {self.checks} checks failed"


def run(world: World, queries: int, check: str) -> Outcome:
    with world.gateway() as gateway:
        checks = [each for each in all_checks(world, gateway, world.seed, queries) if check in each.name]
        return Outcome(sum(report(world, each) for each in checks), len(checks))


def report(world: World, check: Check) -> bool:
    """Whether a check failed; prints what it found first."""
    world.renew()
    started = time.monotonic()
    failures = check.failures()
    if failures and not world.is_of_today():
        # The day ended meanwhile.
        world.renew()
        failures = check.failures()
    taken = f"{check.count} in {time.monotonic() - started:.0f} s, an answer in {world.slowest():.1f} s at most"
    print(f"  {check.name}: {taken}{': FAILED' if failures else ''}", flush=True)
    for failure in failures[:2]:
        print(f"\n--- {check.name}\n{failure}\n")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
