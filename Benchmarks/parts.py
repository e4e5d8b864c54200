"""Holds the parts of the engine to their instructions and allocations: `./dev bench --parts`.

Instructions are counted by callgrind, as the difference between many runs and few, so that starting costs nothing; they do not
depend on what else the machine does. Allowed is a tenth more than what Benchmarks/parts.json says."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

THRESHOLDS = Path(__file__).resolve().parent / "parts.json"
TOLERANCE = 1.1
RUNS = 20


def output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def executed(binary: Path, part: str, runs: int) -> int:
    """Instructions of the whole process."""
    with tempfile.NamedTemporaryFile() as file:
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={file.name}", str(binary), "run", part, str(runs)]
        # Hashing by chance would make each run of a dictionary another one.
        environment = {**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    found = re.search(r"Collected\s*:\s*(\d+)", done.stderr)
    if found is None:
        raise RuntimeError(done.stderr)
    return int(found[1])


def instructions(binary: Path, part: str) -> int:
    few, many = executed(binary, part, RUNS), executed(binary, part, 3 * RUNS)
    return (many - few) // (2 * RUNS)


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev bench --parts", description=__doc__)
    parser.add_argument("--binary", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--only", help="names of parts, with commas between them")
    parser.add_argument("--update", action="store_true", help="write what is found as what is allowed")
    options = parser.parse_args()
    allowed: dict[str, dict[str, int]] = json.loads(THRESHOLDS.read_text()) if THRESHOLDS.exists() else {}
    names = options.only.split(",") if options.only else output(str(options.binary), "list").split()
    exceeded = 0
    with tempfile.TemporaryDirectory() as directory:
        # callgrind cannot read this compiler's debugging information.
        stripped = Path(directory) / "parts"
        shutil.copy(options.binary, stripped)
        output("strip", "-g", str(stripped))
        print(f"{'part':<20} {'instructions':>13} {'allowed':>12} {'allocations':>12} {'allowed':>8}")
        for name in names:
            found = {
                "instructions": instructions(stripped, name),
                "allocations": int(output(str(options.binary), "allocations", name)),
            }
            limit = allowed.get(name, {"instructions": 0, "allocations": 0})
            is_over = any(found[what] > limit[what] * TOLERANCE for what in found)
            exceeded += is_over
            print(
                f"{name:<20} {found['instructions']:>13} {limit['instructions']:>12} {found['allocations']:>12}"
                f" {limit['allocations']:>8}{'  too much' if is_over else ''}",
                flush=True,
            )
            if options.update:
                allowed[name] = found
    if options.update:
        THRESHOLDS.write_text(json.dumps(allowed, indent=2) + "\n")
        return 0
    print(f"{exceeded} of {len(names)} parts take more than is allowed")
    return 1 if exceeded else 0


sys.exit(main())
