"""The two generators of load: wrk over HTTP, pgbench over the database's own protocol."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from workloads import TENANTS, Workload

CONNECTIONS = 32
FLOOR_CLIENTS = 8


@dataclass(frozen=True)
class Load:
    """What a generator did in its time."""

    requests: int
    seconds: float
    generator_cpu_seconds: float
    p50_milliseconds: float
    p99_milliseconds: float
    failures: int
    refused: int = 0


SCRIPT = """
local tokens = {%(tokens)s}
local query = [==[%(query)s]==]
function init(args) math.randomseed(%(seed)d) end
function request()
  local number = math.random(1, %(highest)d)
  local tenant = number %% %(tenants)d + 1
  local body = '{"query":"' .. query .. '","variables":' .. string.format('%(variables)s', number) .. '}'
  return wrk.format("POST", "/graphql", {["Content-Type"] = "application/json", ["Authorization"] = tokens[tenant]}, body)
end
function done(summary, latency, requests)
  io.write(string.format("RESULT %%d %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
"""


def children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def script(workload: Workload, tokens: list[str], seed: int) -> str:
    variables = workload.variables.replace("%d", "%.0f") if "%d" in workload.variables else workload.variables
    return SCRIPT % {
        "tokens": ",".join(f'"Bearer {token}"' for token in tokens),
        "query": json.dumps(workload.query)[1:-1],
        "seed": seed,
        "highest": workload.highest,
        "tenants": TENANTS if len(tokens) > 1 else 1,
        "variables": variables,
    }


def drive(port: int, workload: Workload, tokens: list[str], seconds: int, seed: int, connections: int = CONNECTIONS) -> Load:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script(workload, tokens, seed))
        file.flush()
        before = children_seconds()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", file.name, f"http://127.0.0.1:{port}"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        used = children_seconds() - before
    found = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)", done.stdout)
    if found is None:
        raise RuntimeError(f"wrk printed no result: {done.stdout} {done.stderr}")
    requests, duration, p50, p99, refused, broken = map(int, found.groups())
    return Load(requests, duration / 1e6, used, p50 / 1e3, p99 / 1e3, broken, refused)


def drive_floor(address: str, workload: Workload, seconds: int, seed: int) -> Load:
    """The same work by pgbench, in prepared statements."""
    assert workload.floor is not None
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "script.sql"
        file.write_text(workload.floor)
        before = children_seconds()
        command = ["pgbench", "-n", "-M", "prepared", f"-c{FLOOR_CLIENTS}", "-j2", f"-T{seconds}", f"--random-seed={seed}"]
        done = subprocess.run(
            [*command, "-f", str(file), "-l", "--sampling-rate=0.1", address], capture_output=True, text=True, check=False,
            cwd=directory, env={**os.environ, "PGOPTIONS": "-c plan_cache_mode=force_generic_plan"},
        )
        used = children_seconds() - before
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        latencies = sorted(
            int(line.split()[2]) for log in Path(directory).glob("pgbench_log.*") for line in log.read_text().splitlines()
        )
    count = int(re.search(r"transactions actually processed: (\d+)", done.stdout)[1])  # type: ignore[index]
    tps = float(re.search(r"tps = ([\d.]+)", done.stdout)[1])  # type: ignore[index]
    at = lambda share: latencies[int(share * (len(latencies) - 1))] / 1e3 if latencies else 0.0  # noqa: E731
    return Load(count, count / tps, used, at(0.5), at(0.99), 0)
