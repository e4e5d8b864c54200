"""The database of families at size, with all rules of access: made once and kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from server import ROOT, Database

FILES = Path(__file__).resolve().parent / "families"
NAME = "bench_families"


def families(server: str, binary: Path) -> Database:
    database = Database(server, NAME)
    if not database.exists():
        print(f"making the database {NAME} (half a minute)", file=sys.stderr, flush=True)
        database.create()
        try:
            subprocess.run([str(binary), "migrate", "--database", database.address()], cwd=ROOT, capture_output=True, check=True)
            database.run(FILES / "data.sql")
        except (RuntimeError, subprocess.CalledProcessError):
            database.drop()
            raise
    subprocess.run([str(binary), "migrate", "--database", database.address()], cwd=ROOT, capture_output=True, check=True)
    return database
