"""C12: API keys are guessed: what the time tells of a prefix, and when guessing ends."""

from __future__ import annotations

import hashlib
import secrets

from disclosure import timed_pairs
from http_client import Client, Request, graphql
from scoreboard import Attack
from server import Database
from tokens import REFUSED, encoded

QUERY = "{viewer{capacity}}"
PREFIXES = 100
GUESSES_MAX = 20
"""Of one prefix in a minute."""


def forged(prefix: str) -> str:
    """A key that looks right: its checksum needs no secret."""
    random = encoded(secrets.token_bytes(24))
    checksum = encoded(hashlib.sha256(f"{prefix}.{random}".encode()).digest())[:6]
    return f"{prefix}.{random}{checksum}"


def asked_with(key: str) -> Request:
    return graphql(QUERY, None, None, ("X-API-Key", key))


def c12_guesses(attack: Attack, database: Database) -> None:
    known = [f"hk1-known{index:07d}" for index in range(PREFIXES)]
    rows = ",".join(f"(1, 'guessed {prefix}', '{prefix}', sha256('{prefix}'))" for prefix in known)
    insert = f"insert into fwd.api_keys (tenant_id, name, prefix, key_hash) values {rows}"
    database.query(f"set heirloom.tenant = '1'; set role heirloom_owner; {insert}", database.name)
    rounds = PREFIXES * GUESSES_MAX

    def guess(prefixes: list[str], index: int) -> bytes:
        return asked_with(forged(prefixes[index // GUESSES_MAX])).bytes()

    unknown = [prefix.replace("known", "other") for prefix in known]
    timed_pairs(
        attack, "a key's prefix", lambda index: (guess(known, index), b""), lambda index: (guess(unknown, index), b""), rounds
    )
    client = Client(attack.gateway.port)
    prefix = "hk1-guessedonly"
    outcomes = [attack.judged(client.send(asked_with(forged(prefix)))) for _ in range(GUESSES_MAX + 1)]
    client.close()
    attack.expect({answer.summary for answer in outcomes[:-1]} == {REFUSED}, "a wrong secret is not refused")
    last = outcomes[-1]
    attack.expect(last.summary == "429 RATE_LIMITED", f"guess {len(outcomes)}: {last.summary}")
    attack.expect(b"retry-after: " in last.headers.lower(), "the refusal does not say when to try again")
