"""U4: what one tenant's attack does to another tenant's requests."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable, Sequence
from multiprocessing.synchronize import Event

from http_client import Client, graphql
from scoreboard import Attack

ATTACKERS = 16
PROCESSES = 2
RATE_PER_SECOND = 20
FLOOR_MILLISECONDS = 50.0


def ask_steadily(port: int, token: str, seconds: float) -> tuple[list[float], int]:
    """Sorted milliseconds of a small query asked at a fixed rate, and how often it failed. Time counts from when it was due."""
    client = Client(port)
    data = graphql("{viewer{capacity familyCircles(first:2){nodes{name}}}}", None, token).bytes()
    times, failures = [], 0
    start = time.perf_counter()
    for index in range(int(seconds * RATE_PER_SECOND)):
        due = start + index / RATE_PER_SECOND
        time.sleep(max(0.0, due - time.perf_counter()))
        answer = client.send_bytes(data)
        times.append((time.perf_counter() - due) * 1e3)
        failures += answer.status != 200 or bool(answer.codes)
    client.close()
    return sorted(times), failures


def attack_until(port: int, requests: Sequence[bytes], stop: Event, threads: int) -> None:
    """Sends requests as fast as answers come."""

    def loop(offset: int) -> None:
        client = Client(port)
        index = offset
        while not stop.is_set():
            client.send_bytes(requests[index % len(requests)])
            index += 1
        client.close()

    running = [threading.Thread(target=loop, args=(each,)) for each in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


def percentile(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))]


def u4_neighbours(attack: Attack, attacker: str, canary: str, seconds: float) -> None:
    """Each kind of attack for some seconds, by sixteen at once."""
    port = attack.gateway.port
    ask_steadily(port, canary, 1)
    idle, failures = ask_steadily(port, canary, seconds)
    bound = max(FLOOR_MILLISECONDS, 2 * percentile(idle, 0.99))
    attack.expect(failures == 0, f"{failures} failures without an attack")
    attack.score.notes.append(f"idle: p50 {percentile(idle, 0.5):.1f} ms, p99 {percentile(idle, 0.99):.1f} ms")
    kinds: dict[str, Callable[[int], str]] = {
        "overlapping fields": lambda index: "{" + "tenant{name}" * 480 + "} #%d" % index,
        "invalid fields": lambda index: "{" + " ".join(f"a{i}" for i in range(1_990)) + "} #%d" % index,
        "64 KiB of spaces": lambda index: "{__typename}" + " " * 65_000 + "#%d" % index,
        "wide pages": lambda index: "{viewer{familyCircles(first:100){nodes{members(first:100){nodes{persona{ownedAssets(first:100)"
        "{nodes{name value{amount} owners{displayName}}}}}}}}}} #%d" % (index % 4),
    }
    context = multiprocessing.get_context("fork")
    for label, build in kinds.items():
        requests = [graphql(build(index), None, attacker).bytes() for index in range(200)]
        stop = context.Event()
        attackers = [
            context.Process(target=attack_until, args=(port, requests, stop, ATTACKERS // PROCESSES)) for _ in range(PROCESSES)
        ]
        for process in attackers:
            process.start()
        times, failures = ask_steadily(port, canary, seconds)
        stop.set()
        for process in attackers:
            process.join(timeout=30)
        slow = percentile(times, 0.99)
        attack.expect(failures == 0, f"{label}: {failures} failures")
        attack.expect(slow <= bound, f"{label}: p99 {slow:.0f} ms, more than {bound:.0f}")
        attack.score.notes.append(f"{label}: p50 {percentile(times, 0.5):.1f} ms, p99 {slow:.1f} ms, {failures} failures")
