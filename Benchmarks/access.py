"""What the rules of access cost: `./dev bench --access`, described in docs/performance.md.

The dashboard is asked of three copies of a database of ten thousand personas: as it is; with functions of access that let everything of
the tenant through; and without the walls between tenants, too. They take turns. What opens up is more to compute and to tell, so the copies
without rules list other assets for the same person; the figures are per request all the same.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from families import FILES, families
from load import drive
from measure import Result, measure, median
from report import circumstances, update_page
from server import ROOT, Database, Gateway
from workloads import TENANTS, Workload

QUERY = " ".join((ROOT / "Tests/ScenarioTests/Scenarios/dashboard/query.graphql").read_text().split())
COPIES = {
    "with all rules": [],
    "without functions of access": ["open.sql"],
    "without walls, too": ["open.sql", "unwalled.sql"],
}


def copy(server: str, number: int) -> Database:
    database = Database(server, f"bench_access_{number}")
    database.drop()
    database.psql("--command", f"create database {database.name} template bench_families", name="postgres")
    return database


def table(results: list[Result]) -> str:
    lines = ["| dashboard | gateway us | PostgreSQL us | p50 ms | calls |", "|---|---|---|---|---|"]
    for result in results:
        ours = median(result.rounds)
        lines.append(f"| {result.about} | {ours.gateway:.0f} | {ours.postgres:.0f} | {ours.p50:.1f} | {result.calls} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench --access", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--heirloom", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--server", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--state", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=8, help="length of one measurement")
    parser.add_argument("--page", action="store_true", help="rewrite the figures of docs/performance.md")
    options = parser.parse_args()

    postmaster = families(options.server, options.heirloom).postmaster()
    gateways: list[Gateway] = []
    results: list[Result] = []
    tokens: list[list[str]] = []
    try:
        for number, (about, files) in enumerate(COPIES.items()):
            database = copy(options.server, number)
            gateway = Gateway(options.heirloom, database, options.state / f"access{number}", "--development")
            gateways.append(gateway)
            # Only now: a gateway does not start over a database without walls.
            database.run(*(FILES / file for file in files))
            tokens.append([gateway.token(f"user{8 * family}", family % 8 + 1) for family in range(TENANTS)])
            before = gateway.last_record()
            answer = gateway.ask(tokens[-1][0], QUERY, "{}")
            if "errors" in answer:
                raise RuntimeError(str(answer)[:500])
            record = gateway.last_record(after=before)
            results.append(Result("dashboard", about, 0, int(record["calls"]), int(record["flushes"])))
        workload = Workload("dashboard", "the dashboard of a family", QUERY, highest=TENANTS)
        for turn in range(options.rounds):
            for gateway, result, signed in zip(gateways, results, tokens):
                drive(gateway.port, workload, signed, 1, turn)
                load = lambda: drive(gateway.port, workload, signed, options.seconds, turn + 1)  # noqa: E731
                result.rounds.append(measure(load, gateway.pid, postmaster))
    finally:
        for gateway in gateways:
            gateway.stop()
    print(table(results))
    if options.page:
        update_page("access", f"{circumstances()}; medians of {options.rounds} rounds.\n\n{table(results)}")


main()
