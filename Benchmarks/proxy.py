"""A way to PostgreSQL that is longer than it is: passes everything on, half of the delay later in each direction.

    python3 Benchmarks/proxy.py DIRECTORY SERVER MILLISECONDS

listens on DIRECTORY/.s.PGSQL.5432 for the server whose socket is in the directory SERVER, and says `ready`.
"""

from __future__ import annotations

import os
import queue
import socket
import sys
import threading
import time
from pathlib import Path

Chunk = tuple[float, bytes]
"""When it is due, and what it is: nothing at the end."""


def read(source: socket.socket, line: queue.SimpleQueue[Chunk], delay: float) -> None:
    data = b"open"
    while data:
        try:
            data = source.recv(1 << 18)
        except OSError:
            data = b""
        line.put((time.monotonic() + delay, data))


def write(target: socket.socket, line: queue.SimpleQueue[Chunk]) -> None:
    while True:
        due, data = line.get()
        wait = due - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        try:
            if not data:
                target.shutdown(socket.SHUT_WR)
                return
            target.sendall(data)
        except OSError:
            return


def join(left: socket.socket, right: socket.socket, delay: float) -> None:
    for source, target in ((left, right), (right, left)):
        line: queue.SimpleQueue[Chunk] = queue.SimpleQueue()
        threading.Thread(target=read, args=(source, line, delay), daemon=True).start()
        threading.Thread(target=write, args=(target, line), daemon=True).start()


def main() -> None:
    directory, server, milliseconds = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / ".s.PGSQL.5432"
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen(64)
    sys.setswitchinterval(0.0001)
    print("ready", flush=True)
    while os.getppid() > 1:
        client, _ = listener.accept()
        upstream = socket.socket(socket.AF_UNIX)
        upstream.connect(f"{server}/.s.PGSQL.5432")
        join(client, upstream, milliseconds / 2_000)


main()
