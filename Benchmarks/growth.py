"""How costs grow with the work: `./dev bench --growth`, described in docs/performance.md.

Each series asks for more of one thing and takes the processor time of gateway and PostgreSQL a request. Slopes are fitted to the three
largest sizes, both by logarithm: 0 is flat, 1 grows as the work does."""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

from offer import Options, offer, request
from plot import plot
from processes import resident_mebibytes
from report import circumstances, update_page
from server import CIRCLES, ROOT, Database, Gateway
from workloads import TENANTS, W3

PLOTS = ROOT / "docs/performance"
PERSON = """type Person%s @entity(procedure: "sp_batch_people_%s") { id: ID! name: String! next: Person%s @reference(column: "next_id") }
"""
KIND = """type Kind%d @entity(procedure: "sp_batch_personas") { id: ID! firstName: String! lastName: String! }
"""
# Of the largest schema, more would be refused as too large.
NAMES = "{__schema{types{kind name fields{name}}}}"
LIMITS = [
    "--limits-cost", "1000000000", "--limits-aliases", "2000", "--limits-tokens", "20000", "--limits-depth", "40",
    "--request-timeout-milliseconds", "60000", "--database-queue", "4096", "--database-wait-milliseconds", "60000",
]


@dataclass
class Series:
    name: str
    about: str
    sizes: list[int]
    slope_most: float
    costs: dict[str, list[float]] = field(default_factory=dict)
    """By their names, units last."""

    def add(self, costs: dict[str, float]) -> None:
        for name, cost in costs.items():
            self.costs.setdefault(name, []).append(cost)

    def slope(self, cost: str) -> float:
        """By least squares; costs below what a tick of the clock tells are not fitted."""
        points = [(math.log(size), math.log(value)) for size, value in zip(self.sizes, self.costs[cost]) if value > 1][-3:]
        if len(points) < 2:
            return 0.0
        middle = [sum(values) / len(points) for values in zip(*points)]
        across = sum((x - middle[0]) ** 2 for x, _ in points)
        return sum((x - middle[0]) * (y - middle[1]) for x, y in points) / across

    def table(self) -> str:
        rows = [f"| {self.name} | " + " | ".join(f"{size:,}" for size in self.sizes) + " | slope |", "|---" * (len(self.sizes) + 2) + "|"]
        for name, values in self.costs.items():
            told = self.slope(name)
            mark = "" if told <= self.slope_most else f" (more than {self.slope_most})"
            rows.append(f"| {name} | " + " | ".join(f"{value:,.0f}" for value in values) + f" | {told:.2f}{mark} |")
        return "\n".join(rows)


class Bench:
    def __init__(self, binary: Path, database: Database, state: Path, seconds: float) -> None:
        self.binary, self.database, self.state, self.seconds = binary, database, state, seconds
        self.postmaster = database.postmaster()

    def schema(self, types: int = 0) -> Path:
        """The circles', people of every number, and as many types more as wanted."""
        text = (CIRCLES / "schema.graphql").read_text()
        fields = "".join(f"  person{power}(id: ID!): Person{power} @reference(argument: \"id\")\n" for power in range(3, 7))
        fields += '  people(count: Int!): [Person6!]! @procedure(name: "sp_get_people")\n'
        fields += "".join(f"  kind{n}(id: ID!): Kind{n} @reference(argument: \"id\")\n" for n in range(types))
        text = text.replace("type Query {\n", "type Query {\n" + fields)
        text += "".join(PERSON % (power, power, power) for power in range(3, 7))
        text += "".join(KIND % n for n in range(types))
        path = self.state / f"growth-{types}.graphql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def serve(self, types: int = 0) -> Gateway:
        return Gateway(self.binary, self.database, self.state, "--schema-path", str(self.schema(types)), "--development", *LIMITS)

    def cost(self, gateway: Gateway, requests: list[str], connections: int = 8) -> dict[str, float]:
        """Microseconds a request."""
        options = Options(
            gateway.port, requests, self.seconds, connections, watched=gateway.pid,
            roots={"gateway": gateway.pid, "PostgreSQL": self.postmaster},
        )
        offered = offer(options)
        if offered.other or offered.refused or offered.broken or not offered.answered:
            raise RuntimeError(f"not answered: {offered.other}, {len(offered.refused)} refused, {offered.broken} broken")
        return {f"{name} us": 1e6 * offered.used[name] / len(offered.answered) for name in options.roots}


def persona(number: int) -> str:
    return W3.variables % number


def measured(bench: Bench, gateway: Gateway, tokens: list[str]) -> list[Series]:
    """The series that one gateway answers."""
    token = tokens[0]
    ask: list[tuple[Series, Callable[[int], list[str]]]] = [
        (Series("rows", "objects of one list", [1, 10, 100, 1_000, 10_000], 1.1),
         lambda size: [request(token, "{people(count:%d){id name}}" % size)]),
        (Series("fields", "fields of one object", [1, 10, 50, 100, 250, 500], 1.1),
         lambda size: [request(token, "{person3(id:1){%s}}" % " ".join(f"f{n}:name" for n in range(size)))]),
        (Series("depth", "objects inside each other, a call each", [1, 2, 4, 8, 12], 1.1),
         lambda size: [request(token, "{person3(id:1){%s}}" % ("next{" * (size - 1) + "name" + "}" * (size - 1)))]),
        (Series("documents", "distinct documents asked in turn", [1, 10, 100, 1_000, 10_000], 0.3),
         lambda size: [request(token, W3.query.replace("query", f"query Q{n}", 1), persona(50)) for n in range(size)]),
        (Series("tenants", "tenants asking in turn", [1, 5, 10, 25, 50], 0.15),
         lambda size: [request(tokens[n % size], W3.query, persona(n % size + 50)) for n in range(1_000)]),
        (Series("personas", "rows of the table that one is looked up in", [1_000, 10_000, 100_000, 1_000_000], 0.1),
         lambda size: [
             request(token, "query($id:ID!){person%d(id:$id){id name}}" % round(math.log10(size)), persona(1 + n * 7919 % size))
             for n in range(1_000)]),
    ]
    for series, requests in ask:
        for size in series.sizes:
            bench.cost(gateway, requests(size)[:1])
            series.add(bench.cost(gateway, requests(size)))
        print(series.table() + "\n", flush=True)
    connections = Series("connections", "connections asking at once", [1, 10, 100, 500, 1_000, 2_000], 0.3)
    for size in connections.sizes:
        connections.add(bench.cost(gateway, [request(token, W3.query, persona(50))], size))
    print(connections.table() + "\n", flush=True)
    return [*(series for series, _ in ask), connections]


def schemas(bench: Bench, tokens: Callable[[Gateway], list[str]]) -> Series:
    series = Series("types", "types of the schema", [100, 500, 1_000, 2_000, 5_000], 1.1)
    for size in series.sizes:
        start = time.perf_counter()
        gateway = bench.serve(size)
        start_up = time.perf_counter() - start
        try:
            memory = resident_mebibytes(gateway.pid)
            asked = bench.cost(gateway, [request(tokens(gateway)[0], NAMES)], 2)
        finally:
            gateway.stop()
        series.add({"start-up ms": 1e3 * start_up, "memory MiB": memory, "introspection us": asked["gateway us"]})
    print(series.table() + "\n", flush=True)
    return series


def write_page(found: list[Series]) -> None:
    said = [circumstances() + "."]
    PLOTS.mkdir(exist_ok=True)
    for series in found:
        drawn = plot(f"{series.name}: {series.about}", series.sizes, series.costs)
        (PLOTS / f"{series.name}.svg").write_text(drawn)
        said.append(f"{series.about.capitalize()}:\n\n{series.table()}\n\n![{series.about}](performance/{series.name}.svg)")
    update_page("growth", "\n\n".join(said))


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev bench --growth", description=__doc__)
    parser.add_argument("--heirloom", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--server", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--state", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=3, help="length of one measurement")
    parser.add_argument("--json", type=Path, help="write the figures there")
    parser.add_argument("--page", action="store_true", help="rewrite the figures and plots of docs/performance.md")
    options = parser.parse_args()
    database = Database(options.server, "bench_circles")
    database.create_circles(lambda text: print(text, file=sys.stderr))
    database.run(Path(__file__).parent / "growth.sql")
    bench = Bench(options.heirloom, database, options.state / "growth", options.seconds)
    sign = lambda gateway: [gateway.token("bench", number) for number in range(1, TENANTS + 1)]  # noqa: E731
    gateway = bench.serve()
    try:
        found = measured(bench, gateway, sign(gateway))
    finally:
        gateway.stop()
    found.append(schemas(bench, sign))
    if options.page:
        write_page(found)
    if options.json:
        shown = [
            {"series": each.name, "sizes": each.sizes, "costs": each.costs, "slopes": {cost: each.slope(cost) for cost in each.costs}}
            for each in found
        ]
        options.json.write_text(json.dumps(shown, indent=2) + "\n")
    steep = [f"{each.name}: {cost}" for each in found for cost in each.costs if each.slope(cost) > each.slope_most]
    print(f"steeper than allowed: {', '.join(steep) or 'nothing'}")
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main())
