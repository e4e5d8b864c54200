"""Attacks a released gateway over a real database, and prints a scoreboard.

Run by `./dev test --attacks`; what each row does and must show is in docs/attacks.md. `--only A12` runs one row, `--seed` repeats a
run's random choices, `--quick` leaves out what takes long.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import api_keys
import bodies
import clocks
import disclosure
import documents
import neighbours
import procedures
import tokens
from scoreboard import GROWTH_MEBIBYTES_MAX, HEADING, Attack, Score, closed_codes
from server import ROOT, Database, Gateway, make_token, write_keys

REPEATS, QUICK_REPEATS = 40, 4


@dataclass
class Target:
    """All that a row may need."""

    production: Gateway
    development: Gateway
    database: Database
    server: str
    binary: Path
    state: Path
    tokens: dict[str, str]
    random: random.Random


Body = Callable[[Attack, Target], None]


def simple(body: Callable[[Attack, str], None]) -> Body:
    """A row that asks as one person."""
    return lambda attack, target: body(attack, target.tokens["john"])


@dataclass(frozen=True)
class Row:
    name: str
    title: str
    body: Body
    is_quick: bool = True
    growth_mebibytes_max: float = GROWTH_MEBIBYTES_MAX
    in_development: bool = False


def signer(target: Target) -> tokens.Signer:
    return tokens.Signer.like(target.tokens["john"], target.state / "development-key.pem")


def recovery(attack: Attack, target: Target) -> None:
    helper = Attack(Score("", ""), target.development, target.database, attack.codes, attack.repeats)
    names = disclosure.schema_names(helper, target.tokens["john"])
    disclosure.a27_recovery(attack, target.tokens["john"], names, target.random)


def database_errors(attack: Attack, target: Target) -> None:
    """On a gateway over a database of its own."""
    copy = Database(target.server, target.database.name + "_copy")
    copy.create(target.binary)
    gateway = Gateway(target.binary, copy, target.state, "failing")
    try:
        procedures.a23_database_errors(Attack(attack.score, gateway, copy, attack.codes, attack.repeats), target.tokens["john"])
    finally:
        gateway.stop()
        copy.drop()


def timing(attack: Attack, target: Target) -> None:
    disclosure.a29_timing(attack, target.tokens, rounds=2_000)


def plans(attack: Attack, target: Target) -> None:
    procedures.a31_plans(attack, target.tokens["john"], count=100_000)


def clock_jumps(attack: Attack, target: Target) -> None:
    clocks.c08_jumps(attack, signer(target), target.binary, target.database, target.state)


def guesses(attack: Attack, target: Target) -> None:
    api_keys.c12_guesses(attack, target.database)


def canary(attack: Attack, target: Target) -> None:
    neighbours.u4_neighbours(attack, target.tokens["john"], target.tokens["other"], seconds=10)


ROWS = (
    Row("A01", "selection sets inside each other", simple(documents.a01_selection_sets)),
    Row("A02", "lists, objects and types inside each other", simple(documents.a02_values_and_types)),
    Row("A03", "deep and wide JSON", simple(bodies.a03_json)),
    Row("A04", "aliases", simple(documents.a04_aliases)),
    Row("A05", "one field again and again", simple(documents.a05_repetition)),
    Row("A06", "overlapping inline fragments", simple(documents.a06_overlap_grid)),
    Row("A07", "pairs of fields to compare", simple(documents.a07_overlap_pairs)),
    Row("A08", "fragments that double", simple(documents.a08_doubling)),
    Row("A09", "cycles of fragments", simple(documents.a09_cycles)),
    Row("A10", "directives", simple(documents.a10_directives)),
    Row("A11", "introspection in circles", simple(documents.a11_introspection), in_development=True),
    Row("A13", "tokens, comments, spaces", simple(documents.a13_tokens)),
    Row("A14", "one enormous token", simple(documents.a14_single_tokens)),
    Row("A15", "too many definitions", simple(documents.a15_counts)),
    Row("A16", "page sizes", simple(documents.a16_page_sizes)),
    Row("A17", "long lists", simple(documents.a17_lists)),
    Row("A18", "many requests in one", simple(bodies.a18_batches)),
    Row("A19", "requests forged by other sites", simple(bodies.a19_forgery)),
    Row("A21", "ambiguous and broken JSON", simple(bodies.a21_bodies)),
    Row("A22", "compressed and mismeasured bodies", simple(bodies.a22_compression)),
    Row("A24", "debugging paths and headers", simple(bodies.a24_debugging)),
    Row("A12", "ways around the limits", simple(disclosure.a12_bypasses)),
    Row("A23", "errors of the database", database_errors, is_quick=False),
    Row(
        "A25",
        "injection",
        lambda attack, target: procedures.a25_injection(attack, target.tokens["john"], target.random),
        is_quick=False,
    ),
    Row("A26", "introspection is off", simple(disclosure.a26_introspection)),
    Row("A27", "recovery of the schema by guessing", recovery),
    Row("A28", "fields that only some may see", lambda attack, target: disclosure.a28_hidden_fields(attack, target.tokens)),
    Row("A29", "forbidden or missing, by answer and time", timing, is_quick=False),
    Row("A31", "different documents without end", plans, is_quick=False, growth_mebibytes_max=128),
    Row("A32", "one object on many paths", lambda attack, target: disclosure.a32_paths(attack, target.tokens)),
    Row("A34", "headers and framing", simple(bodies.a34_headers)),
    Row("C01", "claims", lambda attack, target: tokens.c01_claims(attack, signer(target))),
    Row("C02", "algorithms and foreign keys", lambda attack, target: tokens.c02_algorithms(attack, signer(target), target.state)),
    Row("C03", "names of keys", lambda attack, target: tokens.c03_key_names(attack, signer(target))),
    Row(
        "C04",
        "changed tokens",
        lambda attack, target: tokens.c04_structure(attack, signer(target), target.random, 500),
        is_quick=False,
    ),
    Row("C08", "a clock that jumps", clock_jumps, is_quick=False),
    Row("C10", "tokens in other places", simple(tokens.c10_places)),
    Row("C12", "guessed API keys", guesses, is_quick=False),
    Row("U4", "another tenant meanwhile", canary, is_quick=False, growth_mebibytes_max=128),
)


def prepared(binary: Path, server: str, state: Path, seed: int) -> Target:
    """Starts what is attacked."""
    database = Database(server, "heirloom_attacks")
    database.create(binary)
    write_keys(binary, database, state)
    database.log_statements()
    signed = {
        subject: make_token(binary, state, subject, tenant)
        for subject, tenant in (("john", 1), ("mary", 1), ("nell", 1), ("adv", 1), ("other", 2))
    }
    return Target(
        Gateway(binary, database, state, "production"),
        Gateway(binary, database, state, "development", "--development"),
        database,
        server,
        binary,
        state,
        signed,
        random.Random(seed),
    )


def run(row: Row, target: Target, codes: dict[str, int], repeats: int) -> Score:
    score = Score(row.name, row.title)
    attack = Attack(score, target.development if row.in_development else target.production, target.database, codes, repeats)
    started = time.monotonic()
    try:
        row.body(attack, target)
    except (OSError, RuntimeError) as error:
        attack.fault(f"the row stopped: {error!r}")
    attack.finish(row.growth_mebibytes_max)
    score.seconds = time.monotonic() - started
    return score


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--heirloom", type=Path, required=True, help="the command; as released, for what it costs")
    parser.add_argument("--server", required=True, help="address of a PostgreSQL server, as its administrator")
    parser.add_argument("--state", type=Path, required=True, help="a directory for keys and logs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", help="the name of a row")
    parser.add_argument("--quick", action="store_true", help="leave out the rows that take long, and judge neither time nor memory")
    parser.add_argument("--verbose", action="store_true", help="a line for each size")
    options = parser.parse_args()
    rows = [row for row in ROWS if (not options.only or row.name in options.only) and (row.is_quick or not options.quick)]
    Attack.judges_cost = not options.quick
    if not rows:
        parser.error(f"there is no row {', '.join(options.only)}")
    target = prepared(options.heirloom.resolve(), options.server, options.state.resolve(), options.seed)
    codes = closed_codes(ROOT)
    repeats = QUICK_REPEATS if options.quick else REPEATS
    warm_up(target, codes, repeats)
    print(HEADING)
    scores = []
    try:
        for row in rows:
            scores.append(run(row, target, codes, repeats))
            report(scores[-1], options.verbose)
    finally:
        target.production.stop()
        target.development.stop()
        target.database.drop()
    passed = sum(not score.faults for score in scores)
    print(
        f"\n{passed} of {len(scores)} attacks withstood; seed {options.seed}; the dearest request took "
        f"{max(score.worst_cpu for score in scores):.1f} ms of processor time"
    )
    return 0 if passed == len(scores) else 1


def warm_up(target: Target, codes: dict[str, int], repeats: int) -> None:
    """Fills caches and allocators, so that what grows later is the attack's doing."""
    for gateway in (target.production, target.development):
        attack = Attack(Score("", ""), gateway, target.database, codes, repeats)
        for body in (documents.a05_repetition, documents.a15_counts):
            body(attack, target.tokens["john"])
        attack.close()
        if Attack.judges_cost:
            gateway.settle()


def report(score: Score, is_verbose: bool) -> None:
    print(score.line(), flush=True)
    for fault in score.faults[3:]:
        print(f"     {fault}")
    if is_verbose:
        for sample in score.samples:
            print(
                f"       {sample.label:<44} {sample.size:>9} B x{sample.repeats:<3} {sample.cpu_milliseconds:>8.2f} ms "
                f"{sample.statements:>5} SQL  {sample.outcome}"
            )
        for label, slope in score.slopes.items():
            print(f"       slope of {label}: {slope:.2f}")
    for note in score.notes:
        print(f"       {note}")


if __name__ == "__main__":
    sys.exit(main())
