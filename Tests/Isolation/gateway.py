"""A database made for the test, and a real gateway over it."""

from __future__ import annotations

import base64
import http.client
import json
import re
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

REPOSITORY = Path(__file__).resolve().parent.parent.parent
LIMITS = {
    "tokens": 40_000, "aliases": 3_000, "depth": 40, "fragments": 75, "directives": 200, "root-fields": 100, "errors": 5,
    "input-depth": 64, "input-fields": 5_000, "cost": 1_000_000_000,
}  # fmt: skip
"""Random documents are larger than those of clients."""

ALARM = "a value was withheld that the database should have withheld"
"""The message in the log."""


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Signer:
    """An identity provider: a key set in a file, and tokens signed with its key."""

    def __init__(self, directory: Path) -> None:
        self._key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
        numbers = self._key.public_key().public_numbers()
        key = {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "isolation"}
        for name, number in (("n", numbers.n), ("e", numbers.e)):
            key[name] = _base64url(number.to_bytes((number.bit_length() + 7) // 8))
        self.key_set = directory / "keys.json"
        self.key_set.write_text(json.dumps({"keys": [key]}))
        self.private = self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def token(self, subject: str, tenant: int) -> str:
        now = int(time.time())
        claims = {
            "sub": subject, "iss": "https://heirloom.localhost/development", "client_id": "heirloom-development",
            "token_use": "access", "custom:tenant_id": str(tenant), "iat": now - 5, "exp": now + 86_400,
        }  # fmt: skip
        parts = [_base64url(json.dumps(each).encode()) for each in ({"kid": "isolation", "alg": "RS256"}, claims)]
        signed = ".".join(parts)
        return f"{signed}.{_base64url(self._key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


class Databases:
    """Databases of one PostgreSQL server, prepared by `heirloom migrate`."""

    def __init__(self, heirloom: Path, administrator: str) -> None:
        self._heirloom, self._administrator = heirloom, administrator

    def url(self, name: str, role: str | None = None) -> str:
        url = re.sub(r"/[^/?]*\?", f"/{name}?", self._administrator, count=1)
        return url if role is None else re.sub(r"//[^@]*@", f"//{role}@", url, count=1)

    def connect(self, name: str) -> psycopg.Connection[Any]:
        return psycopg.connect(self.url(name), autocommit=True)

    def create(self, name: str, template: str = "template0") -> None:
        with psycopg.connect(self._administrator, autocommit=True) as connection:
            connection.execute(f"drop database if exists {name} with (force)")
            connection.execute(f"create database {name} template {template}")
            connection.execute(f"revoke create, temporary on database {name} from public")

    def drop(self, name: str) -> None:
        with psycopg.connect(self._administrator, autocommit=True) as connection:
            connection.execute(f"drop database if exists {name} with (force)")

    def migrate(self, name: str) -> None:
        command = [self._heirloom, "migrate", "--database", self.url(name)]
        subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)


@dataclass
class Answer:
    """An answer, as bytes."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def request_id(self) -> str:
        return next((value for name, value in self.headers if name.lower() == "x-request-id"), "")

    @property
    def json(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.body)
        return answer

    def comparable(self) -> tuple[int, list[tuple[str, str]], bytes]:
        """Everything but the request's id and the date."""
        headers = [(name, value) for name, value in self.headers if name.lower() not in ("x-request-id", "date")]
        return self.status, headers, self.body.replace(self.request_id.encode() or b"\0", b"REQUEST")


class RefusedToStart(Exception):
    """The gateway's own checks refuse the database; the text says why."""


class Gateway:
    """A running `heirloom serve`; its log is kept in a file."""

    def __init__(self, heirloom: Path, database: str, directory: Path, key_set: Path, **flags: object) -> None:
        self.log = directory / f"gateway-{time.monotonic_ns()}.log"
        settings: dict[str, object] = {
            "database-url": database, "server-port": 0, "state-directory": directory, "identity-jwks": key_set,
            "database-workers": 2, "database-wait-milliseconds": 600_000, "request-timeout-milliseconds": 600_000,
            "request-arrival-milliseconds": 600_000,
            **{f"limits-{name}": most for name, most in LIMITS.items()},
            **{name.replace("_", "-"): value for name, value in flags.items()},
        }  # fmt: skip
        command: list[str] = [str(heirloom), "serve"]
        for name, value in settings.items():
            command += [f"--{name}", str(value)]
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True
            )
        line = self._process.stdout.readline() if self._process.stdout else ""
        found = re.search(r":(\d+)/graphql", line)
        if not found:
            self._process.wait()
            raise RefusedToStart(self.log.read_text())
        self.port = int(found[1])
        self._local = threading.local()
        self.slowest = 0.0
        """Seconds that the slowest answer took: the limits of waiting are long, and a stall would not be seen otherwise."""

    def __enter__(self) -> Gateway:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()

    @property
    def alarms(self) -> set[str]:
        """The coordinates of values that the gateway withheld because the database had not."""
        lines = [line for line in self.log.read_text().splitlines() if ALARM in line]
        return {json.loads(line)["coordinate"] for line in lines}

    def post(self, query: str, headers: dict[str, str], variables: dict[str, Any] | None = None) -> Answer:
        """Asks; connections are kept for each thread."""
        body = json.dumps({"query": query, **({"variables": variables} if variables else {})})
        sent = {"Content-Type": "application/json", "Accept": "application/graphql-response+json", **headers}
        return self.send("POST", "/graphql", body.encode(), sent)

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        for attempt in range(3):
            connection = getattr(self._local, "connection", None)
            if connection is None:
                connection = self._local.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=660)
            started = time.monotonic()
            try:
                connection.request(method, path, body, headers)
                response = connection.getresponse()
                answer = Answer(response.status, response.getheaders(), response.read())
                self.slowest = max(self.slowest, time.monotonic() - started)
                return answer
            except (http.client.HTTPException, ConnectionError):
                connection.close()
                self._local.connection = None
                if attempt == 2:
                    raise
        raise AssertionError("unreachable")
