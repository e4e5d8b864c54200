"""What the stages of a request take, with everything cached: `./dev bench --stages`, described in docs/performance.md.

perf looks at the gateway under load a thousand times a second, and stops at each of its calls of malloc; what it sees is that of the first
of our functions, or of the server's, on the way there. Needs the right to set probes."""

from __future__ import annotations

import argparse
import platform
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from flights import Client
from load import drive
from measure import measure
from report import circumstances, grid, update_page
from server import CIRCLES, ROOT, Database, Gateway
from workloads import CIRCLE_WORKLOADS, TENANTS, Workload

REQUESTS, SECONDS = 300, 6
LIBRARY = f"/lib/{platform.machine()}-linux-gnu/libc.so.6"
# What does it, by the names of its functions; the first that fits counts.
STAGES = [
    ("HTTP in", r"KnownHeads|HTTPDecoder|HTTPHeaders\.subscript|HTTPRequest|splitCookie|HTTP1ToHTTPServerCodec\.channelRead",
     "where the head ends, its hash, and what was made of it before; of a new one the decoder's texts, then the same as HTTPTypes"),
    ("body", r"GraphQLChannelHandler\.(start|accept)", "the bytes of the body, until they are complete"),
    ("who asks", r"Authenticator|sha256|bearer", "the token out of its field, and its digest, by which it is known"),
    ("hand-over", r"RequestPipeline\.(respond|submit)|CancellationHandle|RequestID|TurnQueue|PoolState|WorkerPool|GraphQLChannelHandler\.answer",
     "the exchange, what cancels it, its name, the closures that run, refuse and answer it, its place in a line"),
    ("parameters", r"JSON|GraphQLParameters|coerce|RequestPipeline\.(operation|select)",
     "the tape of the body, the text of the query, the values of the variables"),
    ("keys and places", r"Executor|KeyIndex|KeyGatherer|KeyColumn|KeyText|CallResult|ExecutionRequest",
     "a place for each call, link and scope; keys, each once; rows by their parents"),
    ("parameters of calls", r"SnapshotPort|Statement|ParameterBlock|Connection\.queue",
     "who asks and for how long, and the keys as arrays, in PostgreSQL's format"),
    ("results", r"Connection|ResultHandle|TableBuilder", "libpq's results, and the cells copied out of them, a table a statement"),
    ("response", r"ResponseWriter|ResponseBuffer|Plan\.execute|HTTPReply\.(init|refusal)", "the buffer, the path, and the bytes as they leave"),
    ("log and figures", r"Exchange\.finish|JSONLog|LogSink|RequestRecord|Logger", "the record of the request and its metadata"),
    ("HTTP out", r"HTTPReply|HTTPResponse|HTTPFields|ByteBuffer|HTTP1ToHTTPServerCodec|GraphQLChannelHandler|PendingWrites",
     "the head as HTTPTypes, as HTTP/1.1 and as bytes; the body in a buffer of the channel's"),
    ("pipeline", r"RequestPipeline", "what the stages of a request share"),
    ("sockets", r"SocketChannel|Selector|EventLoop|ChannelPipeline|ChannelHandler", "of NIO: what comes in, goes out, and is to be done next"),
]


def stacks(data: Path) -> list[str]:
    """Calls, the innermost first, a line each."""
    printed = subprocess.run(["perf", "script", "-i", str(data), "-F", "ip,sym,dso"], capture_output=True, text=True, check=True).stdout
    data.unlink()
    named = subprocess.run(["swift", "demangle", "--simplified"], input=printed, capture_output=True, text=True, check=True).stdout
    return [stack for stack in named.split("\n\n") if stack.strip()]


def record(gateway: Gateway, *arguments: str) -> tuple[subprocess.Popen[bytes], Path]:
    data = Path(tempfile.gettempdir()) / f"heirloom-stages-{gateway.pid}.data"
    command = ["perf", "record", "--quiet", *arguments, "-g", "-p", str(gateway.pid), "-o", str(data)]
    perf = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    time.sleep(2)
    return perf, data


def allocations(gateway: Gateway, workload: Workload, token: str) -> Counter[str]:
    """By stage, a request."""
    client = Client(gateway, token)
    numbers = [1 + TENANTS * (turn % (workload.highest // TENANTS)) for turn in range(REQUESTS)]
    for number in numbers:
        client.ask(workload, number)
    perf, data = record(gateway, "-e", "probe_libc:malloc")
    for number in numbers:
        client.ask(workload, number)
    perf.send_signal(signal.SIGINT)
    perf.wait()
    found: Counter[str] = Counter()
    for stack in stacks(data):
        found[stage(stack)] += 1 / REQUESTS
    return found


def times(gateway: Gateway, workload: Workload, tokens: list[str], postmaster: int) -> tuple[Counter[str], Counter[str]]:
    """Microseconds by stage, a request: in our code and the libraries', and in the system."""
    drive(gateway.port, workload, tokens, 1, 1)
    perf, data = record(gateway, "-e", "cpu-clock", "-F", "999")
    gone = measure(lambda: drive(gateway.port, workload, tokens, SECONDS, 2), gateway.pid, postmaster)
    perf.send_signal(signal.SIGINT)
    perf.wait()
    code: Counter[str] = Counter()
    system: Counter[str] = Counter()
    seen = stacks(data)
    for stack in seen:
        (system if "[kernel" in stack.strip().splitlines()[0] else code)[stage(stack)] += gone.gateway / len(seen)
    return code, system


def stage(stack: str) -> str:
    for line in stack.splitlines():
        for name, pattern, _ in STAGES:
            if re.search(pattern, line):
                return name
    return "others"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev bench --stages", description=__doc__)
    parser.add_argument("--heirloom", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--server", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--state", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--page", action="store_true", help="rewrite the figures of docs/performance.md")
    options = parser.parse_args()
    database = Database(options.server, "bench_circles")
    database.create_circles(lambda text: print(text, file=sys.stderr))
    subprocess.run(["perf", "probe", "--quiet", "-x", LIBRARY, "malloc"], check=False, stderr=subprocess.DEVNULL)
    gateway = Gateway(options.heirloom, database, options.state / "circles", "--schema-path", str(CIRCLES / "schema.graphql"), "--development")
    try:
        tokens = [gateway.token("bench", number) for number in range(1, TENANTS + 1)]
        columns: list[tuple[str, Counter[str]]] = []
        for workload in CIRCLE_WORKLOADS:
            code, system = times(gateway, workload, tokens, database.postmaster())
            columns += [(f"{workload.name} us", code), ("system", system)]
        for workload in [each for each in CIRCLE_WORKLOADS if each.name in ("W1", "W3")]:
            columns.append((f"{workload.name} allocations", allocations(gateway, workload, tokens[1])))
    finally:
        gateway.stop()
        subprocess.run(["perf", "probe", "--quiet", "--del", "probe_libc:malloc*"], check=False, stderr=subprocess.DEVNULL)
    rows = [["stage", *(name for name, _ in columns), "what for"]]
    for name, _, reason in [*STAGES, ("others", "", "")]:
        rows.append([name, *(f"{found[name]:.1f}" for _, found in columns), reason])
    rows.append(["together", *(f"{sum(found.values()):.1f}" for _, found in columns), ""])
    said = f"{circumstances()}.\n\n{grid(rows)}"
    print(said)
    if options.page:
        update_page("stages", said)
    return 0


if __name__ == "__main__":
    sys.exit(main())
