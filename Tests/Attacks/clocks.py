"""C08: the wall clock of the gateway's machine jumps, forwards and backwards."""

from __future__ import annotations

import json
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from http_client import Client, graphql
from scoreboard import Attack
from server import Database, Gateway, make_token, write_keys
from tokens import REFUSED, Signer

HOUR = 3_600
NOTICED_SECONDS = 15.0
"""A key that is not known is looked for at most once in ten seconds."""
QUERY = "{viewer{capacity familyCircles(first:2){nodes{name}}}}"


class Clock:
    """The time that a process is told: libfaketime adds what a file says. Monotonic clocks go on.

    The library moves absolute timers of monotonic clocks all the same, so what a process does at rest is not judged.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.jump(0)

    def jump(self, seconds: int) -> None:
        """Sets the clock that far from the true time."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{seconds:+d}\n")
        fresh.replace(self._file)

    @property
    def prefix(self) -> list[str]:
        """What runs a program by this clock. The library changes the environment of the first process that has it, where the
        Swift runtime then misses its arguments: so the gateway is the child of one."""
        library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
        if library is None:
            raise RuntimeError("libfaketime is not installed (the Debian package faketime)")
        variables = {
            "LD_PRELOAD": library,
            "FAKETIME_TIMESTAMP_FILE": self._file,
            "FAKETIME_NO_CACHE": 1,
            "FAKETIME_DONT_FAKE_MONOTONIC": 1,
        }
        return ["env", *(f"{name}={value}" for name, value in variables.items()), "timeout", "600"]


class Clocked:
    """A gateway with a clock of its own, and keys that can be added to."""

    def __init__(self, attack: Attack, binary: Path, database: Database, state: Path) -> None:
        self.attack, self._binary, self._database, self._state = attack, binary, database, state
        self.clock = Clock(state / "clock")
        self._keys = state / "clocked-jwks.json"
        self._keys.write_bytes((state / "development-jwks.json").read_bytes())
        self.gateway = Gateway(binary, database, state, "clocked", keys=self._keys, prefix=self.clock.prefix)
        self._client = Client(self.gateway.port)

    def expect(self, label: str, token: str, expected: str) -> None:
        """The answer to a request with a token, which must come at once whatever the clock says."""
        started = time.monotonic()
        outcome = self.attack.judged(self._client.send(graphql(QUERY, None, token))).summary
        self.attack.expect(outcome == expected, f"{label}: {outcome}, not {expected}")
        self.attack.expect(time.monotonic() - started < 5, f"{label}: no answer within five seconds")

    def expect_soon(self, label: str, token: str, expected: str) -> None:
        deadline, outcome = time.monotonic() + NOTICED_SECONDS, ""
        while outcome != expected and time.monotonic() < deadline:
            outcome = self.attack.judged(self._client.send(graphql(QUERY, None, token))).summary
            time.sleep(0.2)
        self.attack.expect(outcome == expected, f"{label}: {outcome}, not {expected}")

    def signer_of_new_key(self, name: str) -> Signer:
        """Publishes another key, as its publisher would, beside those that are there."""
        state = self._state / name
        token = make_token(self._binary, state, "john", 1)
        write_keys(self._binary, self._database, state)
        published = [json.loads(path.read_text())["keys"] for path in (self._keys, state / "development-jwks.json")]
        fresh = self._keys.with_suffix(".new")
        fresh.write_text(json.dumps({"keys": published[0] + published[1]}))
        fresh.replace(self._keys)
        return Signer.like(token, state / "development-key.pem")

    def sign_out(self, token_id: str) -> None:
        command = [str(self._binary), "sign-out", "--persona", "john", "--token", token_id]
        subprocess.run([*command, "--admin-database", self._database.address()], capture_output=True, text=True, check=True)

    def stop(self) -> None:
        self._client.close()
        self.gateway.stop()


@contextmanager
def clocked(attack: Attack, binary: Path, database: Database, state: Path) -> Iterator[Clocked]:
    running = Clocked(attack, binary, database, state)
    try:
        yield running
    finally:
        running.stop()


def token_of(signer: Signer, issued: int, lifetime: int, **claims: Any) -> str:
    """A token issued some seconds from the true time, for some seconds."""
    now = int(time.time())
    times = {"iat": now + issued, "auth_time": now + issued, "exp": now + issued + lifetime}
    return signer.with_claims(**times, jti=str(uuid.uuid4()), **claims)


def c08_jumps(attack: Attack, signer: Signer, binary: Path, database: Database, state: Path) -> None:
    with clocked(attack, binary, database, state) as run:
        current, past = token_of(signer, -60, 660), token_of(signer, -3 * HOUR, 600)
        ahead, always = token_of(signer, HOUR - 60, 660), token_of(signer, -3 * HOUR, 6 * HOUR)
        names = {"current": current, "past": past, "ahead": ahead, "always": always}
        for label, seconds, good in (
            ("true time", 0, {"current", "always"}),
            ("an hour ahead", HOUR, {"ahead", "always"}),
            # What was verified stays good until it expires, whenever it says that it was issued.
            ("true again", 0, {"current", "ahead", "always"}),
            ("an hour behind", -HOUR, {"current", "ahead", "always"}),
            ("three hours behind", -3 * HOUR + 60, {"current", "past", "ahead", "always"}),
        ):
            run.clock.jump(seconds)
            for name, token in names.items():
                run.expect(f"{label}, {name}", token, "200" if name in good else REFUSED)
            fresh = token_of(signer, 0, 600)
            run.expect(f"{label}, issued now", fresh, "200" if seconds == 0 else REFUSED)
        for label, seconds in (("behind", -HOUR), ("ahead", HOUR)):
            run.clock.jump(seconds)
            rotated = run.signer_of_new_key(f"keys-{label}")
            run.expect_soon(f"a new key, clock {label}", token_of(rotated, -3 * HOUR, 6 * HOUR), "200")
            denied = token_of(signer, -3 * HOUR, 6 * HOUR)
            run.expect(f"before the sign-out, clock {label}", denied, "200")
            run.sign_out(json_claim(denied, "jti"))
            run.expect(f"after the sign-out, clock {label}", denied, REFUSED)
        attack.expect(run.gateway.is_running(), "U1 the process ended")


def json_claim(token: str, name: str) -> str:
    return str(Signer.like(token, Path()).claims[name])
