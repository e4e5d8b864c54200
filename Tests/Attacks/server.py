"""The real parts under attack: a gateway as released, over a database with the demo families."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 30.0
LOG_SECONDS = 0.25
"""The gateway writes its log ten times a second."""
SETTLED_SECONDS = 12.0
"""The gateway gives memory back every ten seconds."""


class Database:
    """One database of the administrator's server, in which every statement of the gateway's role is logged."""

    def __init__(self, server: str, name: str) -> None:
        self._server, self.name = server, name
        log = Path(self.query("show data_directory", "postgres").strip()).parent / "server.log"
        self._log = log

    def address(self, role: str = "postgres", name: str | None = None) -> str:
        return f"postgresql://{role}@/{name or self.name}?{self._server.split('?', 1)[1]}"

    def query(self, sql: str, name: str | None = None) -> str:
        """Runs SQL as the administrator; rows come back as lines."""
        command = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"]
        done = subprocess.run(
            [*command, f"--dbname={self.address(name=name)}"], input=sql, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        return done.stdout

    def create(self, binary: Path) -> None:
        """Makes the database anew, with the demo families."""
        self.drop()
        self.query(f"create database {self.name}", "postgres")
        command = [str(binary), "migrate", "--database", self.address(), "--demo"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr or done.stdout)

    def log_statements(self) -> None:
        self.query(f"alter role heirloom_gateway in database {self.name} set log_statement = 'all'", "postgres")

    def drop(self) -> None:
        self.query(f"drop database if exists {self.name} with (force)", "postgres")

    def connection_mebibytes(self) -> float:
        """The memory of its own of the largest of the processes that serve the gateway's connections."""
        pids = self.query(f"select pid from pg_stat_activity where usename = 'heirloom_gateway' and datname = '{self.name}'").split()
        return max((own_mebibytes(int(pid)) for pid in pids), default=0.0)

    def log_size(self) -> int:
        return self._log.stat().st_size

    def statements(self, since: int) -> list[str]:
        """The texts of what the gateway had executed since the log had that many bytes."""
        with self._log.open("rb") as log:
            log.seek(since)
            text = log.read().decode("utf-8", "replace")
        entries = re.split(r"^\d{4}-\d\d-\d\d [\d:.]+ UTC \[\d+\] ", text, flags=re.MULTILINE)
        found = (re.match(r"LOG:  (?:execute [^:]+|statement): (.*)", entry, re.DOTALL) for entry in entries)
        return [match[1].rstrip() for match in found if match]


def own_mebibytes(pid: int) -> float:
    """What a process shares with no other and has in memory."""
    match = re.search(r"RssAnon:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(match[1]) / 1024 if match else 0.0


class Gateway:
    """A running gateway."""

    def __init__(
        self,
        binary: Path,
        database: Database,
        state: Path,
        name: str,
        *flags: str,
        keys: Path | None = None,
        prefix: Sequence[str] = (),
    ) -> None:
        self._binary, self._state = binary, state
        self._log = state / f"{name}.log"
        state.mkdir(parents=True, exist_ok=True)
        command = [
            str(binary),
            "serve",
            "--database",
            database.address("heirloom_gateway"),
            "--port",
            "0",
            "--state-directory",
            str(state),
            "--identity-jwks",
            str(keys or state / "development-jwks.json"),
            *flags,
        ]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen([*prefix, *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=log)
        self.port = self._announced_port()
        self.pid = self._process.pid
        if prefix:
            self.pid = int(Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text())
        self.idle_mebibytes = self.resident_mebibytes()

    def _announced_port(self) -> int:
        assert self._process.stdout is not None
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            line = self._process.stdout.readline().decode()
            if match := re.search(r":(\d+)", line):
                return int(match[1])
            if not line:
                break
        raise RuntimeError(f"the gateway did not start: {self._log.read_text()[-2000:]}")

    def is_running(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)

    def cpu_milliseconds(self) -> float:
        """Processor time of all threads so far, as the scheduler counts it."""
        total = 0
        for path in Path(f"/proc/{self.pid}/task").iterdir():
            try:
                total += int((path / "schedstat").read_text().split()[0])
            except FileNotFoundError:
                continue
        return total / 1e6

    def resident_mebibytes(self) -> float:
        status = Path(f"/proc/{self.pid}/status").read_text()
        match = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(match[1]) / 1024 if match else 0.0

    def settle(self) -> None:
        """Takes what it holds after some seconds without requests for what it takes when idle."""
        time.sleep(SETTLED_SECONDS)
        self.idle_mebibytes = self.resident_mebibytes()

    def connection_mebibytes(self) -> float:
        """The memory of its own of the largest of the processes that serve the gateway's connections."""
        pids = self.query(f"select pid from pg_stat_activity where usename = 'heirloom_gateway' and datname = '{self.name}'").split()
        return max((own_mebibytes(int(pid)) for pid in pids), default=0.0)

    def log_size(self) -> int:
        return self._log.stat().st_size

    def log_text(self, since: int = 0) -> str:
        time.sleep(LOG_SECONDS)
        with self._log.open("rb") as log:
            log.seek(since)
            return log.read().decode("utf-8", "replace")

    def log_lines(self, since: int = 0) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log_text(since).splitlines() if line.startswith("{")]


def make_token(binary: Path, state: Path, subject: str, tenant: int) -> str:
    """An access token of a demo user."""
    command = [str(binary), "token", "--subject", subject, "--tenant", str(tenant), "--state-directory", str(state)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def write_keys(binary: Path, database: Database, state: Path) -> None:
    """Has the gateway publish the keys of development, which a gateway in production is then told to believe."""
    make_token(binary, state, "john", 1)
    flags = ["--database", database.address("heirloom_gateway"), "--state-directory", str(state), "--port", "0", "--development"]
    process = subprocess.Popen([str(binary), "serve", *flags], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + START_SECONDS
    while not (state / "development-jwks.json").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.terminate()
    process.wait(timeout=20)
