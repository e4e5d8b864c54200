"""Measures the gateway beside the floor, which is PostgreSQL alone: `./dev bench`, described in docs/performance.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from flights import COLUMNS as FLIGHT_COLUMNS
from flights import compare
from load import drive, drive_floor
from measure import Result, measure
from report import grid, table, update_table, write_json
from server import CIRCLES, Database, Gateway
from workloads import CIRCLE_WORKLOADS, DASHBOARD, TENANTS, Workload

ROUNDS, SECONDS = 3, 8


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class Side:
    """A gateway, the workloads that it answers, and the tokens that these are asked with."""

    def __init__(self, gateway: Gateway, database: Database, workloads: list[Workload], tokens: list[str]) -> None:
        self.gateway, self.database, self.workloads, self.tokens = gateway, database, workloads, tokens
        self.results = {each.name: self._probe(each) for each in workloads}

    def _probe(self, workload: Workload) -> Result:
        """Asks until the flight is chosen, so that a wrong answer is not measured, and counts what the last answer took."""
        number = 100 if workload.highest > 1 else 1
        token = self.tokens[number % len(self.tokens)]
        variables = workload.variables % number if "%d" in workload.variables else workload.variables
        for _ in range(4):
            before = self.gateway.last_record()
            answer = self.gateway.ask(token, workload.query, variables)
            if "errors" in answer or not any(answer["data"].values()):
                raise RuntimeError(f"{workload.name} is not answered: {str(answer)[:500]}")
            record = self.gateway.last_record(after=before)
        return Result(workload.name, workload.about, workload.goal, int(record["calls"]), int(record["flushes"]))

    def run(self, workload: Workload, seconds: int, seed: int, postmaster: int) -> None:
        result = self.results[workload.name]
        port = self.gateway.port
        drive(port, workload, self.tokens, 1, seed)
        result.rounds.append(
            measure(lambda: drive(port, workload, self.tokens, seconds, seed + 1), self.gateway.pid, postmaster)
        )
        if workload.floor is not None:
            address = self.database.address()
            drive_floor(address, workload, 1, seed)
            result.floor.append(measure(lambda: drive_floor(address, workload, seconds, seed + 1), None, postmaster))


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--heirloom", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--server", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--state", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="length of one measurement")
    parser.add_argument("--only", help="names of workloads, with commas between them")
    parser.add_argument(
        "--delay", type=float, nargs="+", help="compare the two flight plans, so many milliseconds of a round trip further away"
    )
    parser.add_argument("--json", type=Path, help="write the medians there")
    parser.add_argument("--page", action="store_true", help="rewrite the figures of docs/performance.md, as a complete run does anyway")
    options = parser.parse_args()
    updates_page = options.page or (options.only is None and options.rounds >= ROUNDS and options.seconds >= SECONDS)

    circles, demo = Database(options.server, "bench_circles"), Database(options.server, "bench_demo")
    circles.create_circles(say)
    demo.create_demo(options.heirloom)
    if options.delay is not None:
        only = set(options.only.split(",")) if options.only else None
        rows = compare(options.heirloom, options.state, circles, demo, options.delay, options.rounds, options.seconds, only, say)
        print(grid([FLIGHT_COLUMNS, *rows]))
        if updates_page:
            update_table("flights", [FLIGHT_COLUMNS, *rows], options.rounds)
        return
    postmaster = circles.postmaster()
    gateways = [
        Gateway(options.heirloom, circles, options.state / "circles", "--schema-path", str(CIRCLES / "schema.graphql"), "--development"),
        Gateway(options.heirloom, demo, options.state / "demo", "--development"),
    ]
    try:
        sides = [
            Side(gateways[0], circles, CIRCLE_WORKLOADS, [gateways[0].token("bench", n) for n in range(1, TENANTS + 1)]),
            Side(gateways[1], demo, [DASHBOARD], [gateways[1].token("john", 1)]),
        ]
        wanted = set(options.only.split(",")) if options.only else None
        for number in range(options.rounds):
            for side in sides:
                for workload in side.workloads:
                    if wanted is None or workload.name in wanted:
                        say(f"round {number + 1}: {workload.name}")
                        side.run(workload, options.seconds, 1_000 * number, postmaster)
        results = [result for side in sides for result in side.results.values() if result.rounds]
    finally:
        for gateway in gateways:
            gateway.stop()
    print(grid(table(results)))
    if options.json:
        write_json(options.json, results)
    if updates_page:
        update_table("figures", table(results), options.rounds)


main()
