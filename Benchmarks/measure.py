"""One round of one workload: processor time of each part a request."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field, fields
from typing import Callable

from load import Load
from processes import cpu_seconds, resident_mebibytes

CORES = 2


@dataclass
class Round:
    """Microseconds of processor time a request, and what the generator saw."""

    gateway: float
    postgres: float
    generator: float
    requests_a_second: float
    p50: float
    p99: float
    memory: float

    @property
    def capacity(self) -> float:
        """Requests a second that two cores would answer if they did nothing else."""
        return CORES * 1e6 / (self.gateway + self.postgres + self.generator)


def measure(run: Callable[[], Load], gateway: int | None, postmaster: int) -> Round:
    roots = [postmaster] + ([gateway] if gateway else [])
    before = [cpu_seconds(root) for root in roots]
    load = run()
    used = [cpu_seconds(root) - start for root, start in zip(roots, before)]
    if load.failures or load.refused:
        raise RuntimeError(f"{load.failures} requests failed, {load.refused} were refused")
    each = [1e6 * seconds / load.requests for seconds in used]
    return Round(
        gateway=each[1] if gateway else 0.0,
        postgres=each[0],
        generator=1e6 * load.generator_cpu_seconds / load.requests,
        requests_a_second=load.requests / load.seconds,
        p50=load.p50_milliseconds,
        p99=load.p99_milliseconds,
        memory=resident_mebibytes(gateway) if gateway else 0.0,
    )


def median(rounds: list[Round]) -> Round:
    return Round(**{part.name: statistics.median(getattr(each, part.name) for each in rounds) for part in fields(Round)})


@dataclass
class Result:
    """All rounds of one workload, of the gateway and of the floor, and what a request asks of the database."""

    name: str
    about: str
    goal: int
    calls: int
    flushes: int
    rounds: list[Round] = field(default_factory=list)
    floor: list[Round] = field(default_factory=list)
