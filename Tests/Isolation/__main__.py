"""Asks a real gateway over random families what each persona may see, and compares with an oracle written from the rules.

Run by `./dev test`, with more queries by `./dev test --isolation`. What is not as it should be is printed with the seed, the
persona, the query and the bytes, and fails the run. docs/security.md has the promises behind it.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from callers import Failure, World
from denials import cursors, hidden_equals_absent, identities
from faults import faults
from gateway import Databases
from interference import non_interference, revocations, same_text
from keys import keys
from queries import complete_pages, random_queries

ASSETS, ASSETS_IN_LONG_RUN, LONG_RUN = 450, 2_000, 5_000
DATABASE = f"heirloom_isolation_{os.getpid()}"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--heirloom", type=lambda path: Path(path).resolve(), required=True, help="the command under test")
    parser.add_argument("--administrator", required=True, help="a database of a PostgreSQL server, as its administrator")
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = parser.parse_args(arguments)
    print(f"isolation: seed {options.seed}, {options.queries} queries", flush=True)
    databases = Databases(options.heirloom, options.administrator)
    try:
        with tempfile.TemporaryDirectory() as directory:
            return run(options.heirloom, databases, Path(directory), options.seed, options.queries)
    finally:
        databases.drop(DATABASE)


def run(heirloom: Path, databases: Databases, directory: Path, seed: int, queries: int) -> int:
    started = time.monotonic()
    assets = ASSETS_IN_LONG_RUN if queries >= LONG_RUN else ASSETS
    world = World.make(heirloom, databases, DATABASE, directory, seed, assets)
    made = time.monotonic() - started
    print(f"  {assets} assets and {len(world.callers)} acting personas made in {made:.0f} s", flush=True)
    with world.gateway() as gateway:
        checks: list[tuple[str, int, Callable[[int], list[Failure]]]] = [
            ("random queries", queries, lambda count: random_queries(world, gateway, seed, count)),
            ("connections paged to the end", queries // 5, lambda count: complete_pages(world, gateway, seed, count)),
            ("hidden equals absent", queries // 2, lambda count: hidden_equals_absent(world, gateway, seed, count)),
            ("identities", queries // 5, lambda count: identities(world, gateway, seed, count)),
            ("cursors", queries // 5, lambda count: cursors(world, gateway, seed, count)),
        ]
        checks += [
            ("one text of many personas", queries, lambda count: same_text(world, gateway, seed, count)),
            ("API keys", queries // 5, lambda count: keys(world, gateway, seed, count)),
            ("writes elsewhere", queries // 5, lambda count: non_interference(world, gateway, seed, count)),
            ("revoked grants", 10, lambda count: revocations(world, gateway, seed, count)),
            ("faults in between", queries, lambda count: faults(world, seed, count)),
        ]
        failures = sum(report(name, count, check) for name, count, check in checks)
    print(f"isolation: {failures} of {len(checks)} checks failed (seed {seed}); {time.monotonic() - started:.0f} s")
    return 1 if failures else 0


def report(name: str, count: int, check: Callable[[int], list[Failure]]) -> bool:
    """Whether a check failed; prints what it found first."""
    started = time.monotonic()
    failures = check(count)
    print(f"  {name}: {count} in {time.monotonic() - started:.0f} s{': FAILED' if failures else ''}", flush=True)
    for failure in failures[:2]:
        print(f"\n--- {name}\n{failure}\n")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
