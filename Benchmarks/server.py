"""The gateway under load, and the database beneath it."""

from __future__ import annotations

import json
import re
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CIRCLES = Path(__file__).resolve().parent / "circles"


class Database:
    """A database of the administrator's server, which listens on a Unix socket."""

    def __init__(self, server: str, name: str) -> None:
        self._server, self.name = server, name

    def sockets(self) -> str:
        """The directory of the server's socket."""
        return self._server.split("host=", 1)[1]

    def at(self, sockets: str) -> Database:
        """The same database, by another way."""
        return Database(f"{self._server.split('?', 1)[0]}?host={sockets}", self.name)

    def address(self, role: str = "postgres", name: str | None = None) -> str:
        return f"postgresql://{role}@/{name or self.name}?{self._server.split('?', 1)[1]}"

    def psql(self, *arguments: str, name: str | None = None) -> str:
        command = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"]
        done = subprocess.run(
            [*command, f"--dbname={self.address(name=name)}", *arguments], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        return done.stdout.strip()

    def query(self, sql: str) -> str:
        return self.psql("--command", sql)

    def run(self, *files: Path) -> None:
        for file in files:
            self.psql("--file", str(file))

    def exists(self) -> bool:
        return self.psql("--command", f"select count(*) from pg_database where datname = '{self.name}'", name="postgres") == "1"

    def create(self) -> None:
        self.psql("--command", f"create database {self.name}", name="postgres")

    def drop(self) -> None:
        self.psql("--command", f"drop database if exists {self.name} with (force)", name="postgres")

    def postmaster(self) -> int:
        directory = self.psql("--command", "show data_directory", name="postgres")
        return int((Path(directory) / "postmaster.pid").read_text().splitlines()[0])

    def create_circles(self, say: Any) -> None:
        """The bench's own families, made once and kept."""
        if not self.exists():
            say(f"making the database {self.name} (half a minute)")
            self.create()
            try:
                self.run(ROOT / "database/roles.sql", CIRCLES / "tables.sql", CIRCLES / "data.sql")
            except RuntimeError:
                self.drop()
                raise
        self.query("drop schema if exists floor cascade; drop schema api cascade")
        self.run(ROOT / "database/roles.sql", CIRCLES / "floor.sql", *sorted((CIRCLES / "procedures").glob("*.sql")))

    def create_demo(self, binary: Path) -> None:
        """The demo families, with all rules of access."""
        self.drop()
        self.create()
        subprocess.run([str(binary), "migrate", "--database", self.address(), "--demo"], cwd=ROOT, capture_output=True, check=True)


class Gateway:
    """A running gateway as released, with an ordinary configuration and signed tokens."""

    def __init__(self, binary: Path, database: Database, state: Path, *flags: str, log: str = "gateway.log") -> None:
        state.mkdir(parents=True, exist_ok=True)
        self._binary, self._state = binary, state
        address = database.address("heirloom_gateway")
        command = [str(binary), "serve", "--database", address, "--port", "0", "--state-directory", str(state), *flags]
        self._log = state / log
        with self._log.open("wb") as output:
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=output)
        self.pid = self._process.pid
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if match := re.search(rb":(\d+)", line):
                self.port = int(match[1])
                return
        raise RuntimeError(self._log.read_text()[-2_000:])

    def token(self, subject: str, tenant: int) -> str:
        command = [str(self._binary), "token", "--subject", subject, "--tenant", str(tenant), "--state-directory", str(self._state)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    def ask(self, token: str, query: str, variables: str) -> dict[str, Any]:
        body = b'{"query":%s,"variables":%s}' % (json.dumps(query).encode(), variables.encode())
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/graphql", body, headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            found: dict[str, Any] = json.load(answer)
            return found

    def last_record(self, after: dict[str, Any] | None = None) -> dict[str, Any]:
        """The newest line that the log has of a request, another one than `after`."""
        for _ in range(50):
            for line in reversed(self._log.read_text().splitlines()):
                if '"request"' in line:
                    record: dict[str, Any] = json.loads(line)
                    if record != after:
                        return record
                    break
            if after is None:
                return {}
            time.sleep(0.05)
        raise RuntimeError("the log does not tell of the request")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)
