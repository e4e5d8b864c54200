"""What the gateway does when ten times more is asked than it can answer: `./dev bench --overload`, described in docs/performance.md.

First the load at which it answers most, then ten times that, at a rate that does not wait for answers, and both again in turns: machines
that others use, too, are now faster and now slower. Two cores serve gateway, PostgreSQL and generator alike, so goodput is also given by the
processor time that the generator left."""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from offer import Offered, Options, offer, request
from processes import resident_mebibytes
from report import circumstances, update_page
from server import CIRCLES, Database, Gateway
from workloads import TENANTS, W2, Workload

CORES, ROUNDS = 2, 3
GOODPUT_LEAST, REFUSAL_MOST_MILLISECONDS, MEMORY_MOST_MEBIBYTES = 0.9, 100, 150


@dataclass
class Phase:
    """One load and what became of it."""

    name: str
    offered: Offered
    gateway: float
    """Cores in use, each on average."""
    postgres: float
    generator: float

    @property
    def goodput(self) -> float:
        return len(self.offered.answered) / self.offered.seconds

    @property
    def goodput_a_core(self) -> float:
        return self.goodput / (CORES - self.generator)


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[int(share * (len(times) - 1))] if times else 0.0


def requests(workload: Workload, tokens: list[str], count: int = 2_000) -> list[str]:
    numbers = [random.randint(1, workload.highest) for _ in range(count)]
    return [
        request(tokens[number % len(tokens)], workload.query, workload.variables.replace("%d", str(number))) for number in numbers
    ]


def run(name: str, options: Options) -> Phase:
    offered = offer(options)
    return Phase(name, offered, *(offered.used[part] / offered.seconds for part in ("gateway", "postgres", "generator")))


def line(phase: Phase) -> str:
    offered = phase.offered
    return (
        f"| {phase.name} | {(offered.sent + offered.unsent) / offered.seconds:.0f} | {phase.goodput:.0f} | {phase.goodput_a_core:.0f} |"
        f" {len(offered.refused) / offered.seconds:.0f} | {percentile(offered.answered, 0.5):.0f} / {percentile(offered.answered, 0.99):.0f} |"
        f" {percentile(offered.refused, 0.5):.1f} / {percentile(offered.refused, 0.99):.1f} / {max(offered.refused, default=0):.1f} |"
        f" {phase.gateway:.2f} | {phase.postgres:.2f} | {phase.generator:.2f} | {max(offered.memory):.0f} |"
    )


HEAD = """| load | offered a second | goodput | by the cores left | 503 a second | 200: p50 / p99 ms | 503: p50 / p99 / max ms | gateway cores | \
PostgreSQL | generator | MiB |
|---|---|---|---|---|---|---|---|---|---|---|"""


def verdicts(turns: list[Phase], idle_memory: float) -> list[tuple[str, bool]]:
    """Of best loads and overloads in turns, a best load first and last."""
    overs = turns[1::2]

    def share(goodput: Callable[[Phase], float]) -> float:
        beside = zip(turns[::2], overs, turns[2::2])
        return median([2 * goodput(over) / (goodput(before) + goodput(after)) for before, over, after in beside])

    by_cores = share(lambda phase: phase.goodput_a_core)
    slowest = percentile([time for over in overs for time in over.offered.refused], 0.99)
    growth = max(max(over.offered.memory) for over in overs) - idle_memory
    other = [over.offered.other for over in overs if over.offered.other]
    faults = sum(over.offered.broken + over.offered.unexplained + sum(over.offered.other.values()) for over in overs)
    unsent, sent = (sum(getattr(over.offered, each) for over in overs) for each in ("unsent", "sent"))
    return [
        (f"goodput is {by_cores:.2f} of the best by the cores left ({share(lambda phase: phase.goodput):.2f} as it is)",
         by_cores >= GOODPUT_LEAST),
        (f"99 of 100 refusals take {slowest:.1f} ms at most", slowest <= REFUSAL_MOST_MILLISECONDS),
        (f"memory grows by {growth:.0f} MiB: {[max(over.offered.memory) for over in overs]}", growth <= MEMORY_MOST_MEBIBYTES),
        (f"{faults} requests ended otherwise than by 200 or 503 with Retry-After: {other}", faults == 0),
        (f"{unsent} of {sent + unsent} requests found no connection", True),
    ]


def measure(base: Options, most: int, factor: float) -> tuple[list[Phase], list[Phase]]:
    """Loads of more and more connections; then the best of them and an overload in turns."""
    loads = {number: run(f"{number} connections", replace(base, connections=number)) for number in (4, 8, 16, 32, 64)}
    number, best = max(loads.items(), key=lambda load: load[1].goodput)
    again = replace(base, connections=number)
    over = replace(base, connections=most, rate=factor * best.goodput)
    turns = [run(f"{best.name} again", again)]
    for _ in range(ROUNDS):
        turns += [run(f"{factor:.0f} times {best.goodput:.0f} a second", over), run(f"{best.name} again", again)]
    return list(loads.values()), turns


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev bench --overload", description=__doc__)
    parser.add_argument("--heirloom", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--server", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--state", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=10, help="length of one load")
    parser.add_argument("--connections", type=int, default=2_000, help="connections of the overload at most")
    parser.add_argument("--factor", type=float, default=10)
    parser.add_argument("--page", action="store_true", help="rewrite the figures of docs/performance.md")
    parser.add_argument("--json", type=Path, help="write the figures there")
    options = parser.parse_args()
    database = Database(options.server, "bench_circles")
    database.create_circles(lambda text: print(text, file=sys.stderr))
    flags = ["--schema-path", str(CIRCLES / "schema.graphql"), "--development"]
    gateway = Gateway(options.heirloom, database, options.state / "circles", *flags)
    measured = circumstances() + ".\n"
    try:
        asked = requests(W2, [gateway.token("bench", number) for number in range(1, TENANTS + 1)])
        base = Options(
            gateway.port, asked, options.seconds, 8, watched=gateway.pid,
            roots={"gateway": gateway.pid, "postgres": database.postmaster()},
        )
        run("warm", base)
        idle_memory = resident_mebibytes(gateway.pid)
        loads, turns = measure(base, options.connections, options.factor)
    finally:
        gateway.stop()
    found = verdicts(turns, idle_memory)
    said = [measured, HEAD, *(line(phase) for phase in loads + turns), ""]
    said += [f"- {'' if holds else 'NOT MET: '}{text}" for text, holds in found]
    print("\n".join(said))
    if options.page:
        update_page("overload", "\n".join(said))
    if options.json:
        shown = [
            {"load": each.name, "goodput": each.goodput, "refusals": len(each.offered.refused), "gatewayCores": each.gateway,
             "postgresCores": each.postgres, "generatorCores": each.generator, "memory": each.offered.memory}
            for each in loads + turns
        ]
        options.json.write_text(json.dumps({"loads": shown, "met": [holds for _, holds in found]}, indent=2) + "\n")
    return 0 if all(holds for _, holds in found) else 1


if __name__ == "__main__":
    sys.exit(main())
