"""The plans of every procedure at size: `./dev bench --plans`, described in docs/performance.md.

Each procedure is called with the keys of one family, as the gateway's role and one of the family's members, in a database of ten
thousand personas; auto_explain tells the plan of every statement within. The plans go to docs/plans, a file a procedure, and a table of
them to docs/performance.md. Fails where a table of many rows is read from end to end, or where generic plans (which the gateway's role
has) read more than twice what plans for the values at hand do.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from families import families
from keys import calls
from report import update_page
from server import ROOT, Database

ROWS_MANY = 1_000
SETTINGS = """
load 'auto_explain';
set auto_explain.log_min_duration = 0;
set auto_explain.log_analyze = on;
set auto_explain.log_buffers = on;
set auto_explain.log_timing = off;
set auto_explain.log_nested_statements = on;
set auto_explain.log_level = notice;
set client_min_messages = warning;
set plan_cache_mode = {mode};
set session authorization heirloom_gateway;
begin isolation level repeatable read read only;
select api.begin_request(1, 'user0', null, null, null, null, null);
select count(*) from {call};
\\set SHOW_CONTEXT always
set client_min_messages = notice;
select count(*) from {call};
"""


@dataclass
class Statement:
    function: str
    plan: str

    @property
    def buffers(self) -> int:
        """Pages read or found in memory, by the topmost node."""
        match = re.search(r"Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?", self.plan)
        return sum(int(number or 0) for number in match.groups()) if match else 0

    def scanned(self) -> list[str]:
        return re.findall(r"Seq Scan on (\w+)", self.plan)


def explain(database: Database, call: str, mode: str) -> tuple[int, list[Statement]]:
    """How many rows a call gives, and the statements it runs within, in the order they end."""
    done = subprocess.run(
        ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", f"--dbname={database.address()}"],
        input=SETTINGS.format(mode=mode, call=call), capture_output=True, text=True, check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{call}: {done.stderr[-2_000:]}")
    found = []
    for notice in done.stderr.split("NOTICE:  ")[1:]:
        plan, _, context = notice.partition("CONTEXT:  ")
        function = re.search(r"^PL/pgSQL function (?:\w+\.)?(\w+)\(", context, re.M)
        if function and (text := plan.partition("plan:\n")[2].strip()):
            found.append(Statement(function[1], text))
    return int(done.stdout.split()[-1]), found


def many(database: Database) -> set[str]:
    """The tables of so many rows that nobody should read all of them."""
    rows = database.query(f"select relname from pg_class where relnamespace = 'fwd'::regnamespace and reltuples > {ROWS_MANY}")
    return set(rows.split())


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench --plans", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--heirloom", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--server", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--only", help="a regular expression of procedures' names")
    parser.add_argument("--write", action="store_true", help="write docs/plans and the table of docs/performance.md")
    options = parser.parse_args()

    database = families(options.server, options.heirloom)
    large = many(database)
    folder = ROOT / "docs/plans"
    lines = ["| procedure | keys | rows | statements | pages, generic plans | pages, plans for the values |", "|---|---|---|---|---|---|"]
    faults = []
    for name, call, keys in calls(database):
        if options.only and not re.search(options.only, name):
            continue
        rows, generic = explain(database, call, "force_generic_plan")
        _, custom = explain(database, call, "force_custom_plan")
        pages = [sum(each.buffers for each in plans if each.function == name) for plans in (generic, custom)]
        lines.append(f"| `{name}` | {keys or ''} | {rows} | {len(generic)} | {pages[0]} | {pages[1]} |")
        for statement in generic:
            for table in sorted(set(statement.scanned()) & large):
                faults.append(f"{name}: {statement.function} reads all of {table}")
        if pages[0] > 2 * pages[1] + 50:
            faults.append(f"{name}: generic plans read {pages[0]} pages, others {pages[1]}")
        if options.write:
            folder.mkdir(exist_ok=True)
            texts = [f"{each.function}\n{each.plan}\n" for each in generic]
            (folder / f"{name}.txt").write_text(f"{rows} rows for {keys} keys\n\n" + "\n".join(texts))
    print("\n".join(lines))
    if options.write:
        update_page("plans", "\n".join(lines))
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


main()
