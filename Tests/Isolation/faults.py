"""B05: connections cut, statements cancelled, clients gone, time run out, while queries run: what is shown is still right."""

from __future__ import annotations

import contextlib
import random
import socket
import threading
import time

from callers import Caller, Failure, World
from comparison import Comparison
from documents import parsed
from gateway import Answer, Gateway
from queries import Texts, random_queries, run_many

PASSING = {"UNAVAILABLE", "TIMEOUT", "OVERLOADED", "INTERNAL"}
"""The codes of answers that came to nothing."""


class Saboteur:
    """Does harm to a gateway's connections and requests until it is stopped."""

    def __init__(self, world: World, gateway: Gateway, seed: int) -> None:
        self._world, self._gateway = world, gateway
        self._chance = random.Random(f"{seed}/faults")
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.done: dict[str, int] = {"terminated": 0, "cancelled": 0, "locked": 0, "dropped": 0}

    def __enter__(self) -> Saboteur:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        with self._world.databases.connect(self._world.name) as connection:
            while not self._stop.wait(self._chance.uniform(0.005, 0.05)):
                kind = self._chance.choice(list(self.done))
                if kind in ("terminated", "cancelled"):
                    act = "terminate" if kind == "terminated" else "cancel"
                    connection.execute(
                        f"select pg_{act}_backend(pid) from pg_stat_activity where usename = 'heirloom_gateway'"
                        " and datname = current_database() order by random() limit 1"
                    )
                elif kind == "locked":
                    with connection.transaction():
                        connection.execute("lock table fwd.assets in access exclusive mode")
                        time.sleep(0.05)
                else:
                    self._drop()
                self.done[kind] += 1

    def _drop(self) -> None:
        """A client that asks and is gone before the answer."""
        caller = self._chance.choice(self._world.callers)
        body = b'{"query": "{ viewer { assets(first: 100) { nodes { id name owners { displayName } } } } }"}'
        headers = "".join(f"{name}: {value}\r\n" for name, value in caller.headers.items())
        head = f"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._gateway.port)) as client:
            client.sendall(head.encode() + body)
            time.sleep(self._chance.uniform(0, 0.01))


def check_what_is_there(world: World, caller: Caller, query: str, answer: Answer) -> None:
    """Parts may be missing, with an error that says so; what is there is what the oracle says."""
    world.check_bytes(caller, query, answer)
    errors = answer.json.get("errors", [])
    codes = {error["extensions"]["code"] for error in errors}
    if codes & PASSING == set():
        world.check(caller, query, answer)
        return
    if answer.status == 200:
        differences = Comparison(world.schema, parsed(query), caller.expectation, {}).run(answer.json)
        wrong = [each for each in differences if each.actual != "null" and each.coordinate != "errors"]
        if wrong:
            raise world.failure(caller, query, answer, *wrong[:5])
    elif "data" in answer.json:
        raise world.failure(caller, query, answer, "data beside a failed request")


def faults(world: World, seed: int, count: int) -> list[Failure]:
    """Queries under sabotage; then some in peace, over the same connections."""
    texts = Texts(world, seed + 1, count // 2)

    def under(gateway: Gateway, share: int) -> list[Failure]:
        def one(number: int) -> None:
            chance = random.Random(f"{seed}/fault/{number}")
            caller = world.some_caller(chance)
            query = texts.some(caller, chance)
            check_what_is_there(world, caller, query, gateway.post(query, caller.headers))

        with Saboteur(world, gateway, seed) as saboteur:
            failures = run_many(share, one)
        print("   ", ", ".join(f"{number} {kind}" for kind, number in saboteur.done.items()))
        return failures

    with world.gateway() as gateway:
        failures = under(gateway, count // 2) or random_queries(world, gateway, seed + 2, count // 5)
    if failures:
        return failures
    with world.gateway(request_timeout_milliseconds=25) as gateway:
        return under(gateway, count // 2)
