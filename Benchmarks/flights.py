"""The two flight plans beside each other, near the database and at a distance: `./dev bench --delay MILLISECONDS`."""

from __future__ import annotations

import json
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable

from load import drive
from measure import Round, measure, median
from server import CIRCLES, Database, Gateway
from workloads import CIRCLE_WORKLOADS, DASHBOARD, DEEP, KIN, TENANTS, Workload

FLIGHTS = ["levels", "one", "auto"]
COLUMNS = ["workload", "delay ms", "setting", "flown", "flushes", "p50 ms", "to levels", "gateway us", "PostgreSQL us", "together"]


BLOCK, UNCOUNTED = 20, 2
"""So many questions in a row go to one gateway, and the first of them find caches that another one filled."""


class Client:
    """One connection that asks one question after the other, and takes next to no time for it."""

    def __init__(self, gateway: Gateway, token: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", gateway.port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._head = f"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer {token}\r\n"

    def ask(self, workload: Workload, number: int) -> tuple[float, bytes]:
        variables = workload.variables % number if "%d" in workload.variables else workload.variables
        body = '{"query":%s,"variables":%s}' % (json.dumps(workload.query), variables)
        request = f"{self._head}Content-Length: {len(body)}\r\n\r\n{body}".encode()
        start = time.perf_counter()
        self._socket.sendall(request)
        answer = self._received()
        return time.perf_counter() - start, answer

    def _received(self) -> bytes:
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: *(\d+)", head)
        if length is None:
            raise RuntimeError(f"an answer without a length: {head!r}")
        while len(body) < int(length[1]):
            body += self._more()
        return body

    def _more(self) -> bytes:
        if data := self._socket.recv(1 << 20):
            return data
        raise RuntimeError("the gateway closed the connection")


@dataclass
class Case:
    """One workload under one setting, at one distance."""

    workload: Workload
    delay: float
    setting: str
    gateway: Gateway
    tokens: list[str]
    flown: str = ""
    flushes: int = 0
    milliseconds: list[float] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)

    def number(self, turn: int) -> int:
        """One that belongs to the first token's tenant."""
        return 1 + len(self.tokens) * (turn % (self.workload.highest // len(self.tokens))) if self.workload.highest > 1 else 1

    def token(self, number: int) -> str:
        return self.tokens[number % len(self.tokens)]


class Proxy:
    def __init__(self, database: Database, directory: Path, delay: float) -> None:
        command = [sys.executable, str(Path(__file__).parent / "proxy.py"), str(directory), database.sockets(), str(delay)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self._process.stdout.readline()

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()


def time_in_turns(cases: list[Case], turns: int) -> None:
    """Asks all cases of a workload the same, a block each in turns; the first two turns find the statements unprepared."""
    clients = [Client(case.gateway, case.token(case.number(0))) for case in cases]
    for turn in range(-2, turns):
        answers = set()
        for case, client in zip(cases, clients):
            asked = [client.ask(case.workload, case.number((turn * BLOCK + each) % 1_000)) for each in range(BLOCK)]
            answers.add(tuple(answer for _, answer in asked))
            if turn >= 0:
                case.milliseconds += [1e3 * seconds for seconds, _ in asked[UNCOUNTED:]]
        if len(answers) != 1 or any(b'"errors"' in answer for answer in answers.pop()):
            raise RuntimeError(f"the flights of {cases[0].workload.name} answer differently, or wrongly")
    for case in cases:
        record = case.gateway.last_record()
        case.flown, case.flushes = str(record["flight"]), int(record["flushes"])


def rows(cases: list[Case]) -> list[list[str]]:
    found = []
    for case in cases:
        base = next(each for each in cases if (each.workload, each.delay) == (case.workload, case.delay))
        middle = statistics.median(case.milliseconds)
        cells = [case.workload.name, f"{case.delay:g}", case.setting, case.flown, str(case.flushes), f"{middle:.2f}"]
        cells.append(f"{middle / statistics.median(base.milliseconds):.2f}")
        ours = median(case.rounds) if case.rounds else None
        used = [ours.gateway, ours.postgres, ours.gateway + ours.postgres] if ours else []
        found.append(cells + [f"{microseconds:.0f}" for microseconds in used] + [""] * (3 - len(used)))
    return found


def compare(
    heirloom: Path, state: Path, circles: Database, demo: Database, delays: list[float], rounds: int, seconds: int, only: set[str] | None,
    say: Callable[[str], Any],
) -> list[list[str]]:
    """Cells of a table with a line for each workload, distance and setting; processor time is measured near the database only."""
    cases: list[Case] = []
    gateways: list[Gateway] = []
    proxies: list[Proxy] = []
    postmaster = circles.postmaster()
    try:
        for distance in [0.0, *delays]:
            places = [circles, demo]
            if distance > 0:
                sockets = Path(tempfile.mkdtemp(prefix="heirloom-far-"))
                proxies.append(Proxy(circles, sockets, distance))
                places = [place.at(str(sockets)) for place in places]
            for setting in FLIGHTS:
                name = f"{setting}-{distance:g}"
                common = ["--database-flights", setting, "--development"]
                near = Gateway(heirloom, places[0], state / "circles", "--schema-path", str(CIRCLES / "schema.graphql"), *common, log=f"{name}.log")
                families = Gateway(heirloom, places[1], state / "demo", *common, log=f"{name}.log")
                gateways += [near, families]
                tokens = [near.token("bench", number) for number in range(1, TENANTS + 1)]
                cases += [Case(each, distance, setting, near, tokens) for each in [DEEP, KIN, *CIRCLE_WORKLOADS[:2]]]
                cases.append(Case(DASHBOARD, distance, setting, families, [families.token("john", 1)]))
        cases = [case for case in cases if only is None or case.workload.name in only]
        groups: dict[tuple[str, float], list[Case]] = {}
        for case in cases:
            groups.setdefault((case.workload.name, case.delay), []).append(case)
        for (name, distance), group in groups.items():
            say(f"{name}, {distance:g} ms further away")
            time_in_turns(group, 20)
            for number in range(rounds if distance == 0 else 0):
                for case in group:
                    drive(case.gateway.port, case.workload, case.tokens, 1, number)
                    run = lambda: drive(case.gateway.port, case.workload, case.tokens, seconds, number + 1)  # noqa: B023, E731
                    case.rounds.append(measure(run, case.gateway.pid, postmaster))
        return [row for group in groups.values() for row in rows(group)]
    finally:
        for gateway in gateways:
            gateway.stop()
        for proxy in proxies:
            proxy.stop()
