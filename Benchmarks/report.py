"""What was measured, as a table, as JSON and in docs/performance.md."""

from __future__ import annotations

import datetime
import json
import os
import platform
import re
import subprocess
from pathlib import Path

from measure import Result, median
from server import ROOT

COLUMNS = ["workload", "gateway us", "goal", "PostgreSQL us", "floor us", "ratio", "generator us", "capacity", "of floor's",
           "p50 ms", "p99 ms", "MiB", "calls", "flushes"]


def row(result: Result) -> list[str]:
    ours = median(result.rounds)
    floor = median(result.floor) if result.floor else None
    return [
        f"{result.name}: {result.about}",
        f"{ours.gateway:.0f}",
        str(result.goal or ""),
        f"{ours.postgres:.0f}",
        f"{floor.postgres:.0f}" if floor else "",
        f"{ours.postgres / floor.postgres:.2f}" if floor else "",
        f"{ours.generator:.0f}",
        f"{ours.capacity:.0f}",
        f"{ours.capacity / floor.capacity:.2f}" if floor else "",
        f"{ours.p50:.2f}",
        f"{ours.p99:.2f}",
        f"{ours.memory:.0f}",
        str(result.calls),
        str(result.flushes),
    ]


def table(results: list[Result]) -> list[list[str]]:
    return [COLUMNS, *map(row, results)]


def grid(rows: list[list[str]]) -> str:
    """The first row is the head."""
    widths = [max(len(each[column]) for each in rows) for column in range(len(rows[0]))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(each, widths)) + " |" for each in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def write_json(path: Path, results: list[Result]) -> None:
    workloads = []
    for result in results:
        ours = median(result.rounds)
        floor = median(result.floor) if result.floor else None
        workloads.append(
            {
                "workload": result.name,
                "gatewayMicroseconds": round(ours.gateway, 1),
                "postgresMicroseconds": round(ours.postgres, 1),
                "generatorMicroseconds": round(ours.generator, 1),
                "capacity": round(ours.capacity),
                "floorPostgresMicroseconds": round(floor.postgres, 1) if floor else None,
                "floorCapacity": round(floor.capacity) if floor else None,
                "p50Milliseconds": round(ours.p50, 3),
                "p99Milliseconds": round(ours.p99, 3),
                "residentMebibytes": round(ours.memory, 1),
                "calls": result.calls,
                "flushes": result.flushes,
            }
        )
    path.write_text(json.dumps({"workloads": workloads}, indent=2) + "\n")


def machine() -> str:
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return f"{platform.machine()}, two cores of {model[1].strip() if model else 'an unnamed processor'}"


def revision() -> str:
    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()

    is_changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs")
    return (git("describe", "--always") or "unknown") + ("-dirty" if is_changed else "")


def update_page(mark: str, said: str) -> None:
    """Puts a text between two marks of docs/performance.md."""
    page = ROOT / "docs/performance.md"
    start, end = f"<!-- {mark} -->\n", f"<!-- end of {mark} -->"
    head, rest = page.read_text().split(start)
    page.write_text(head + start + said + "\n" + end + rest.split(end)[1])


def circumstances() -> str:
    load = os.getloadavg()[0]
    return f"Measured on {datetime.date.today()}, {machine()}, revision {revision()}, load of the machine {load:.1f}"


def update_table(mark: str, rows: list[list[str]], rounds: int) -> None:
    update_page(mark, f"{circumstances()}; medians of {rounds} rounds.\n\n{grid(rows)}")
