"""What a request asks of the heap, with everything cached: `./dev bench --allocations`, described in docs/performance.md.

perf stops at each call of malloc in the running gateway and notes how it came there; each allocation is that of the first of our
functions, or of the server's, on the way. Needs the right to set probes."""

from __future__ import annotations

import argparse
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from flights import Client
from report import circumstances, grid, replace
from server import CIRCLES, ROOT, Database, Gateway
from workloads import CIRCLE_WORKLOADS, TENANTS, Workload

REQUESTS = 300
LIBRARY = "/lib/x86_64-linux-gnu/libc.so.6"
# What does it, by the names of its functions; the first that fits counts.
STAGES = [
    ("HTTP in", r"HTTPDecoder|HTTPHeaders\.subscript|HTTPRequest|splitCookie|HTTP1ToHTTPServerCodec\.channelRead",
     "the decoder's texts of target and fields, then the same as HTTPTypes, with storage of its own"),
    ("body", r"GraphQLChannelHandler\.start", "the bytes of the body, until they are complete"),
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
]


def count(gateway: Gateway, workload: Workload, token: str) -> tuple[float, Counter[str]]:
    """Allocations a request, and by stage."""
    client = Client(gateway, token)
    numbers = [1 + TENANTS * (turn % 700) for turn in range(REQUESTS)]
    for number in numbers:
        client.ask(workload, number)
    data = Path(f"/tmp/heirloom-allocations-{gateway.pid}.data")
    command = ["perf", "record", "--quiet", "-e", "probe_libc:malloc", "-g", "-p", str(gateway.pid), "-o", str(data)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as perf:
        time.sleep(2)
        for number in numbers:
            client.ask(workload, number)
        perf.send_signal(signal.SIGINT)
    printed = subprocess.run(["perf", "script", "-i", str(data), "-F", "ip,sym"], capture_output=True, text=True, check=True).stdout
    data.unlink()
    stacks = subprocess.run(["swift", "demangle", "--simplified"], input=printed, capture_output=True, text=True, check=True).stdout
    found: Counter[str] = Counter()
    for stack in stacks.split("\n\n"):
        if stack.strip():
            found[stage(stack)] += 1
    return sum(found.values()) / REQUESTS, found


def stage(stack: str) -> str:
    for line in stack.splitlines():
        for name, pattern, _ in STAGES:
            if re.search(pattern, line):
                return name
    return "others"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev bench --allocations", description=__doc__)
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
        token = gateway.token("bench", 2)
        workloads = [workload for workload in CIRCLE_WORKLOADS if workload.name in ("W1", "W3")]
        totals, stages = zip(*(count(gateway, workload, token) for workload in workloads))
    finally:
        gateway.stop()
        subprocess.run(["perf", "probe", "--quiet", "--del", "probe_libc:malloc*"], check=False, stderr=subprocess.DEVNULL)
    rows = [["stage", *(f"{workload.name}" for workload in workloads), "what for"]]
    for name, _, reason in [*STAGES, ("others", "", "of NIO: tasks, timers")]:
        rows.append([name, *(f"{found[name] / REQUESTS:.1f}" for found in stages), reason])
    rows.append(["together", *(f"{total:.1f}" for total in totals), ""])
    said = f"{circumstances()}.\n\n{grid(rows)}"
    print(said)
    if options.page:
        replace(ROOT / "docs/performance.md", "allocations", said)
    return 0


if __name__ == "__main__":
    sys.exit(main())
