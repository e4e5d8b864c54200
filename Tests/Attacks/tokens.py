"""C01 to C04 and C10: access tokens that are almost right."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import random
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from http_client import Request, graphql
from scoreboard import Attack

QUERY = "{viewer{capacity}}"
REFUSED, AMBIGUOUS = "401 UNAUTHENTICATED", "400 BAD_REQUEST"


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@dataclass(frozen=True)
class Signer:
    """Signs with the key that the gateway believes, whatever is to be signed."""

    key: Path
    header: dict[str, Any]
    claims: dict[str, Any]

    @staticmethod
    def like(token: str, key: Path) -> Signer:
        """Takes header and claims from a good token."""
        header, claims = (json.loads(base64.urlsafe_b64decode(part + "===")) for part in token.split(".")[:2])
        return Signer(key, header, claims)

    def sign(self, signed: bytes, digest: str = "sha256", *options: str) -> bytes:
        command = ["openssl", "dgst", f"-{digest}", *options, "-sign", str(self.key)]
        return subprocess.run(command, input=signed, capture_output=True, check=True).stdout

    def token(self, header: object = None, claims: object = None) -> str:
        """A token with these headers and claims instead, signed rightly; raw text is taken as it is."""
        parts = [
            part if isinstance(part, bytes) else json.dumps(part).encode()
            for part in (self.header if header is None else header, self.claims if claims is None else claims)
        ]
        signed = ".".join(encoded(part) for part in parts)
        return f"{signed}.{encoded(self.sign(signed.encode()))}"

    def with_claims(self, **changes: Any) -> str:
        changed = {**self.claims, **changes}
        return self.token(claims={name: value for name, value in changed.items() if value is not ...})

    def with_header(self, **changes: Any) -> str:
        changed = {**self.header, **changes}
        return self.token(header={name: value for name, value in changed.items() if value is not ...})


def refused(attack: Attack, label: str, token: str) -> bytes:
    answer = attack.once(graphql(QUERY, None, token))
    attack.expect(answer.summary == REFUSED, f"{label}: {answer.summary}")
    return answer.without_request_id


def c01_claims(attack: Attack, signer: Signer) -> None:
    now = int(time.time())
    issuer = signer.claims["iss"]
    good = attack.once(graphql(QUERY, None, signer.token()))
    attack.expect(good.summary == "200" and good.has_data, f"a good token: {good.summary}")
    wrong: dict[str, list[Any]] = {
        "iss": [
            ...,
            "",
            issuer + "/",
            issuer.replace("https", "http"),
            issuer.upper(),
            issuer + "x",
            [issuer],
            None,
            1,
            {"a": issuer},
        ],
        "client_id": [..., "", "other", [signer.claims["client_id"]], None, 1, signer.claims["client_id"] + " "],
        "token_use": [..., "id", "refresh", "", "ACCESS", ["access"], None, True],
        "exp": [
            ...,
            now,
            now - 1,
            now - 3_600,
            0,
            -1,
            str(now + 600),
            now + 600.5,
            None,
            True,
            [now + 600],
            2**63,
            2**64,
            -(2**63),
        ],
        "nbf": [now + 60, str(now - 60), None, now + 0.5, True, 2**63],
        "iat": [now + 60, str(now - 60), None, True, [now]],
        "sub": [..., "", 1, None, ["john"], {"a": 1}, "a" * 129, True],
        "custom:tenant_id": [
            ...,
            "",
            "0",
            0,
            -1,
            "-1",
            "1.0",
            1.0,
            "x",
            None,
            ["1"],
            2**31,
            str(2**31),
            " 1",
            "1 ",
            "0x1",
            "\u0661",
        ],
    }
    bodies = {
        refused(attack, f"{name} = {value!r:.40}", signer.with_claims(**{name: value}))
        for name, values in wrong.items()
        for value in values
    }
    for text in (b"", b"[]", b"null", b"1", b'"a"', b"{", b'{"sub":"john","sub":"mary"}', b"\xff", b"[" * 1_000):
        bodies.add(refused(attack, f"claims {text[:20]!r}", signer.token(claims=text)))
    attack.expect(len(bodies) == 1, f"{len(bodies)} different refusals")
    attack.score.notes.append(f"{sum(map(len, wrong.values())) + 9} tokens refused with one body")


def c02_algorithms(attack: Attack, signer: Signer, directory: Path) -> None:
    public = subprocess.run(["openssl", "rsa", "-in", str(signer.key), "-pubout"], capture_output=True, check=True).stdout
    der = subprocess.run(
        ["openssl", "rsa", "-in", str(signer.key), "-pubout", "-outform", "DER"], capture_output=True, check=True
    ).stdout
    claims = encoded(json.dumps(signer.claims).encode())
    keys = json.loads((directory / "development-jwks.json").read_text())["keys"]

    def head(**changes: Any) -> str:
        return encoded(json.dumps({**signer.header, **changes}).encode()) + "." + claims

    for name in ("none", "None", "NONE", "nOnE", "", None, ["RS256"], 1, "RS256 ", "rs256"):
        refused(attack, f"alg {name!r} unsigned", head(alg=name) + ".")
        refused(attack, f"alg {name!r}", f"{head(alg=name)}.{encoded(signer.sign(head(alg=name).encode()))}")
    for label, secret in (
        ("PEM", public),
        ("trimmed PEM", public.strip()),
        ("DER", der),
        ("JWK", json.dumps(keys[0]).encode()),
        ("nothing", b""),
    ):
        for name, digest in (("HS256", "sha256"), ("HS384", "sha384"), ("HS512", "sha512")):
            signed = head(alg=name)
            refused(attack, f"{name} with the {label}", f"{signed}.{encoded(hmac.new(secret, signed.encode(), digest).digest())}")
            refused(attack, f"{name} as RS256", f"{head()}.{encoded(hmac.new(secret, head().encode(), digest).digest())}")
    for name, digest, options in (
        ("RS384", "sha384", ()),
        ("RS512", "sha512", ()),
        ("RS1", "sha1", ()),
        ("PS256", "sha256", ("-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32")),
    ):
        for claimed in (name, "RS256"):
            signed = head(alg=claimed)
            refused(attack, f"{name} as {claimed}", f"{signed}.{encoded(signer.sign(signed.encode(), digest, *options))}")
    other = directory / "other-key.pem"
    subprocess.run(["openssl", "genrsa", "-out", str(other), "2048"], capture_output=True, check=True)
    stranger = Signer(other, signer.header, signer.claims)
    refused(attack, "another key", stranger.token())
    for name, value in (
        ("jwk", keys[0]),
        ("jku", "http://127.0.0.1:1/keys"),
        ("x5u", "http://127.0.0.1:1/chain"),
        ("x5c", ["AAAA"]),
    ):
        refused(attack, f"another key by {name}", stranger.with_header(**{name: value}))
    for changes in ({"crit": ["exp"]}, {"crit": []}, {"b64": False, "crit": ["b64"]}, {"b64": True}):
        refused(attack, f"header {changes}", signer.with_header(**changes))
    summary = hashlib.sha256(head().encode()).digest()
    refused(attack, "a bare digest", f"{head()}.{encoded(summary.rjust(256, bytes(1)))}")


def c03_key_names(attack: Attack, signer: Signer) -> None:
    name = signer.header["kid"]
    for value in (
        ...,
        "",
        "unknown",
        name + "x",
        name.upper(),
        None,
        1,
        [name],
        {"a": name},
        "a" * 4_000,
        "../../development-key.pem",
        "/dev/null",
        "' or 1=1 --",
        "\u0000",
        "development",
        "default",
        name + "\u0000",
    ):
        refused(attack, f"kid {value!r:.30}", signer.with_header(kid=value))
    refused(attack, "two kids", signer.token(header=b'{"alg":"RS256","kid":"x","kid":"%s"}' % name.encode()))
    refused(attack, "two algs", signer.token(header=b'{"alg":"none","alg":"RS256","kid":"%s"}' % name.encode()))


def c04_structure(attack: Attack, signer: Signer, chance: random.Random, mutants: int) -> None:
    good = signer.token()
    header, claims, signature = good.split(".")
    forms = {
        "two parts": f"{header}.{claims}",
        "four parts": f"{good}.a",
        "five parts": f"{good}.a.a",
        "no signature": f"{header}.{claims}.",
        "dots": "..",
        "nothing": "",
        "one dot": ".",
        "padded": f"{header}.{claims}.{signature}==",
        "padded header": f"{header}=.{claims}.{signature}",
        "space within": f"{header}. {claims}.{signature}",
        "line feed": f"{header}.{claims}.{signature}%0a",
        "swapped": f"{claims}.{header}.{signature}",
        "standard base64": f"{header}.{claims}.{signature.replace('-', '+').replace('_', '/')}+/",
        "twice": good + good,
        "long": good + "A" * 7_000,
        "not canonical": good[:-1] + chr(ord(good[-1]) + 1),
        "quoted": f'"{good}"',
        "short signature": f"{header}.{claims}.{signature[:-4]}",
        "other claims": f"{header}.{encoded(json.dumps({**signer.claims, 'sub': 'mary'}).encode())}.{signature}",
    }
    for label, token in forms.items():
        refused(attack, label, token)
    raw = base64.urlsafe_b64decode(signature + "===")
    for bit in chance.sample(range(len(raw) * 8), min(mutants, len(raw) * 8)):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        refused(attack, "a flipped bit of the signature", f"{header}.{claims}.{encoded(bytes(flipped))}")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.="
    cpu = attack.gateway.cpu_milliseconds()
    for _ in range(mutants):
        place = chance.randrange(len(header) + len(claims) + 1)
        mutant = good[:place] + chance.choice(letters) + good[place + 1 :]
        if mutant != good:
            refused(attack, "a changed letter", mutant)
    each = (attack.gateway.cpu_milliseconds() - cpu) / mutants
    attack.expect(each <= 1, f"{each:.2f} ms for a wrong token")
    attack.score.notes.append(f"{2 * mutants} mutants, {each:.2f} ms of processor time each")


def c10_places(attack: Attack, token: str) -> None:
    """A token counts in the header Authorization, once, and nowhere else."""
    anonymous = attack.once(graphql(QUERY)).without_request_id
    body = b'{"query":"%s"}' % QUERY.encode()
    for label, request in {
        "cookie": Request(body).with_headers(("Cookie", f"Authorization=Bearer {token}; token={token}; access_token={token}")),
        "query": Request(body, target=f"/graphql?access_token={token}&Authorization=Bearer%20{token}"),
        "X-Authorization": Request(body).with_headers(("X-Authorization", f"Bearer {token}")),
        "Proxy-Authorization": Request(body).with_headers(("Proxy-Authorization", f"Bearer {token}")),
        "body": Request(
            b'{"query":"%s","access_token":"%s","extensions":{"token":"%s"}}' % (QUERY.encode(), token.encode(), token.encode())
        ),
    }.items():
        answer = attack.once(request)
        attack.expect(answer.without_request_id == anonymous, f"a token in the {label}: {answer.summary}")
    for value in (
        token,
        f"Basic {token}",
        f"JWT {token}",
        "Bearer",
        "Bearer ",
        f"Bearer {token} x",
        f"Bearer {token},Bearer {token}",
        f"Bearer,{token}",
        f"Bearer={token}",
        f"Token {token}",
        f"BearerX {token}",
        "",
    ):
        answer = attack.once(Request(body).with_headers(("Authorization", value)))
        attack.expect(answer.summary == REFUSED, f"Authorization: {value:.12}: {answer.summary}")
    for value in (f"bearer {token}", f"BEARER {token}", f"Bearer  {token}"):
        answer = attack.once(Request(body).with_headers(("Authorization", value)))
        attack.expect(answer.summary in ("200", REFUSED), f"Authorization: {value:.8}: {answer.summary}")
    both = Request(body).with_headers(("Authorization", f"Bearer {token}"), ("X-API-Key", "a.b"))
    attack.expect(attack.once(both).summary == AMBIGUOUS, "a key and a token are taken together")
    for value in ("", ".", "a.b", "a", "a.b.c", "a" * 5_000, "../a.b", "' or 1=1.x"):
        answer = attack.once(Request(body).with_headers(("X-API-Key", value)))
        attack.expect(answer.summary in (REFUSED, "429 RATE_LIMITED"), f"X-API-Key {value:.12}: {answer.summary}")
