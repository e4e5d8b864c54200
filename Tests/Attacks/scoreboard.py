"""What an attack measured, and the criteria that it is judged by."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from http_client import Answer, Client, Request
from server import Database, Gateway

CPU_MILLISECONDS_MAX, ACCEPTED_CPU_MILLISECONDS_MAX = 10.0, 20.0
GROWTH_MEBIBYTES_MAX = 32.0
IDLE_SHARE_MAX, IDLE_SECONDS = 1.1, 30.0
"""How much of what the gateway takes when idle it may take again after a row, and how soon."""
SLOPE_MAX = 1.2
"""Of series that come near the bound on processor time; what stays far below it may grow as it likes."""
ECHO_BYTES_MAX = 16_384
LEAK = re.compile(
    rb"\.swift:\d+|Fatal error|SQLSTATE|relation \"|column \"|DETAIL|HINT|CONTEXT|pg_|/home/|0x[0-9a-f]{8}|Did you mean"
)
CODE_ROW = re.compile(r"^\| `(\w+)` \| (\d+) \|", re.MULTILINE)


def closed_codes(root: Path) -> dict[str, int]:
    """Every error code with its status, from its documentation."""
    return {code: int(status) for code, status in CODE_ROW.findall((root / "docs/errors.md").read_text())}


@dataclass
class Sample:
    """One size of one attack, repeated."""

    label: str
    size: int
    repeats: int
    outcome: str
    cpu_milliseconds: float
    statements: int


@dataclass
class Score:
    """One row of the scoreboard."""

    name: str
    title: str
    samples: list[Sample] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    growth_mebibytes: float = 0.0
    left_mebibytes: float = 0.0
    seconds: float = 0.0
    slopes: dict[str, float] = field(default_factory=dict)

    @property
    def worst_cpu(self) -> float:
        return max((each.cpu_milliseconds for each in self.samples), default=0.0)

    def line(self) -> str:
        slope = f"{max(self.slopes.values()):5.2f}" if self.slopes else "    -"
        verdict = "pass" if not self.faults else "FAIL " + "; ".join(self.faults[:3])
        return (
            f"{self.name:<4} {self.title:<46} {len(self.samples):>4} {self.worst_cpu:>8.2f} {self.growth_mebibytes:>7.1f} {self.left_mebibytes:>5.1f} {slope} "
            f"{sum(each.statements for each in self.samples):>6}  {verdict}"
        )


HEADING = f"{'':<4} {'attack':<46} {'kind':>4} {'CPU ms':>8} {'RSS MiB':>7} {'left':>5} {'slope':>5} {'SQL':>6}  verdict"


class Attack:
    """Sends what a row is about, and notes what breaks the criteria of all rows.

    - judges_cost: Whether time and memory count; they mean little in a build that is not optimised.
    """

    judges_cost = True

    def __init__(self, score: Score, gateway: Gateway, database: Database, codes: dict[str, int], repeats: int) -> None:
        self.score, self.gateway, self.database, self.codes, self.repeats = score, gateway, database, codes, repeats
        self._client = Client(gateway.port)
        self._nonce = 0
        self._resident = gateway.resident_mebibytes()

    def fault(self, text: str) -> None:
        if text not in self.score.faults:
            self.score.faults.append(text)

    def expect(self, holds: bool, text: str) -> None:
        if not holds:
            self.fault(text)

    def expect_cost(self, holds: bool, text: str) -> None:
        self.expect(holds or not self.judges_cost, text)

    def once(self, request: Request) -> Answer:
        """Sends one request and judges the answer by what holds for all."""
        return self.judged(self._client.send(request))

    def once_bytes(self, data: bytes) -> Answer:
        client = Client(self.gateway.port)
        try:
            return self.judged(client.send_bytes(data))
        finally:
            client.close()

    def judged(self, answer: Answer) -> Answer:
        """U1, U6 and U7."""
        self.expect(self.gateway.is_running(), "U1 the process ended")
        for part in (answer.headers, answer.body):
            if leak := LEAK.search(part):
                self.fault(f"U7 {leak[0]!r} leaks")
        for code in answer.codes:
            if code not in self.codes:
                self.fault(f"U6 code {code} is not documented")
        self.expect(answer.status != 500, "U6 status 500")
        refusal = answer.codes[0] if len(answer.codes) == 1 and not answer.has_data else None
        if refusal in self.codes and answer.status != self.codes[refusal]:
            self.fault(f"U6 {refusal} came with status {answer.status}")
        if answer.status >= 400 and answer.body and not answer.codes:
            self.fault(f"U6 status {answer.status} with a body that is no error")
        return answer

    def sized(
        self, label: str, sizes: Sequence[int], build: Callable[[int, int], Request], expected: Callable[[int], set[str]]
    ) -> None:
        """One generator at many sizes.

        - build: Makes the request of a size; its second argument differs from call to call, so that nothing is found in a cache.
        - expected: The outcomes allowed at a size, as `status CODE,CODE`.
        """
        points: list[tuple[int, float]] = []
        for size in sizes:
            sample = self._measure(f"{label} {size}", lambda nonce, size=size: build(size, nonce))
            self.score.samples.append(sample)
            allowed = expected(size)
            self.expect(sample.outcome in allowed, f"{label} {size}: {sample.outcome}, not {' or '.join(sorted(allowed))}")
            cpu_max = ACCEPTED_CPU_MILLISECONDS_MAX if sample.outcome.startswith("200") else CPU_MILLISECONDS_MAX
            self.expect_cost(sample.cpu_milliseconds <= cpu_max, f"U3 {label} {size}: {sample.cpu_milliseconds:.1f} ms")
            if not sample.outcome.startswith("200"):
                self.expect(sample.statements == 0, f"U5 {label} {size}: {sample.statements} statements")
            points.append((sample.size, sample.cpu_milliseconds))
        if (slope := fitted_slope(points[-3:])) is not None:
            self.score.slopes[label] = slope
            is_dear = max(cpu for _, cpu in points) > CPU_MILLISECONDS_MAX / 2
            self.expect_cost(slope <= SLOPE_MAX or not is_dear, f"U3 {label}: slope {slope:.2f}")

    def single(self, label: str, request: Request, *expected: str) -> Answer:
        """One request with one outcome."""
        before = self.database.log_size()
        answer = self.once(request)
        statements = len(self.database.statements(before))
        self.score.samples.append(Sample(label, len(request.body), 1, answer.summary, 0.0, statements))
        self.expect(answer.summary in expected, f"{label}: {answer.summary}, not {' or '.join(expected)}")
        if not answer.has_data:
            self.expect(statements == 0, f"U5 {label}: {statements} statements")
        return answer

    def _measure(self, label: str, build: Callable[[int], Request]) -> Sample:
        self._nonce += 1
        outcomes = {self.once(build(self._nonce)).summary}
        requests = [build(self._nonce + each) for each in range(1, self.repeats + 1)]
        self._nonce += self.repeats
        log, cpu, end, count = self.database.log_size(), self.gateway.cpu_milliseconds(), time.monotonic() + 1.5, 0
        for request in requests:
            outcomes.add(self.once(request).summary)
            count += 1
            if time.monotonic() > end:
                break
        cpu = (self.gateway.cpu_milliseconds() - cpu) / count
        statements = len(self.database.statements(log))
        outcome = outcomes.pop() if len(outcomes) == 1 else " / ".join(sorted(outcomes))
        return Sample(label, len(requests[0].bytes()), count, outcome, cpu, statements)

    def close(self) -> None:
        self._client.close()

    def finish(self, growth_mebibytes_max: float) -> None:
        """U2, once the row is over: what it added at most, and what is left of that when nothing is asked for a while."""
        self.close()
        self.score.growth_mebibytes = self.gateway.resident_mebibytes() - self._resident
        self.expect_cost(self.score.growth_mebibytes <= growth_mebibytes_max, f"U2 {self.score.growth_mebibytes:.0f} MiB more memory")
        idle = self.gateway.idle_mebibytes
        end = time.monotonic() + IDLE_SECONDS
        while (resident := self.gateway.resident_mebibytes()) > IDLE_SHARE_MAX * idle and time.monotonic() < end and self.judges_cost:
            time.sleep(0.5)
        self.score.left_mebibytes = resident - idle
        self.expect_cost(resident <= IDLE_SHARE_MAX * idle, f"U2 {self.score.left_mebibytes:.0f} MiB more than idle after {IDLE_SECONDS:.0f} s")


def fitted_slope(points: Sequence[tuple[int, float]]) -> float | None:
    """The slope of the logarithm of time over the logarithm of size; nothing for fewer than three sizes."""
    logs = [(math.log(size), math.log(max(cpu, 0.01))) for size, cpu in points]
    if len({x for x, _ in logs}) < 3:
        return None
    middle_x, middle_y = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    spread = sum((x - middle_x) ** 2 for x, _ in logs)
    return sum((x - middle_x) * (y - middle_y) for x, y in logs) / spread if spread > 0.1 else None
