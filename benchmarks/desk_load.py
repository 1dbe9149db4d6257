"""`python -m benchmarks.desk_load`: many clients on the desk at once, each call timed, the server's costs counted."""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psutil

from benchmarks.load_client import BrokenAnswerError, LoadClient
from console.cli.desk.seed import SIZES
from tests.desk.postgres import shared_server

ROOT = Path(__file__).resolve().parent.parent
SERVE = "import json, sys; from console.desk.serve import serve; serve(**json.loads(sys.argv[1]))"
KEY = "10ad" * 8
SHARES = {"list": 30, "changed": 20, "info": 20, "messages": 25, "create": 5}
"""How often each call is made, of a hundred: the newest of a department, its changes, one conversation, its messages,
and a message that is written to the disk before it is acknowledged."""
NEWEST, CHANGES = 50, 100
"""Rows of the first two, as long as nothing else changes."""


@dataclass(frozen=True, slots=True)
class Server:
    """A desk in a process of its own."""

    host: str
    port: int
    process: psutil.Process

    def processor_seconds(self) -> float:
        """What it has used until now."""
        used = self.process.cpu_times()
        return float(used.user + used.system)

    def memory(self) -> float:
        """MiB of it."""
        return float(self.process.memory_info().rss) / 2**20


@contextmanager
def running(database_url: str) -> Iterator[Server]:
    """The real server on loopback, without the limit of calls a minute; an empty database gets the demo's data."""
    arguments = {"database_url": database_url, "port": 0, "key": KEY, "seed": "demo", "rate_limit": None}
    command = [sys.executable, "-c", SERVE, json.dumps(arguments | {"announce": True, "watch_stdin": True})]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        try:
            ready = json.loads(process.stdout.readline() if process.stdout else b"")
            host, _, port = ready["url"].removeprefix("http://").rpartition(":")
            yield Server(host, int(port), psutil.Process(process.pid))
        finally:
            process.terminate()


@contextmanager
def new_database(postgres: bool) -> Iterator[str]:
    """An empty one, gone at the end. A PostgreSQL has the settings of its makers, so that it keeps what it says."""
    with tempfile.TemporaryDirectory(prefix="lac-load-") as folder:
        if postgres:
            with shared_server(Path(folder), settings=()) as url:
                yield url
        else:
            yield f"sqlite:///{folder}/desk.db"


def fill(url: str, size: str) -> None:
    """With the load set, as a user would, and say how long that took."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "console", "desk", "seed", "--load", "--size", size, "--db", url]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    print(f"filled with {size} conversations in {time.perf_counter() - began:.0f} s")


@dataclass(slots=True)
class Plan:
    """The requests to choose from, by call."""

    departments: dict[str, tuple[str, str]]
    """For each, the times since which the newest conversations have been created, and the latest changed."""
    conversations: Sequence[str]
    rng: random.Random

    def next(self) -> tuple[str, bytes]:
        """A call and its request."""
        (call,) = self.rng.choices(list(SHARES), list(SHARES.values()))
        department, (created, changed) = self.rng.choice(list(self.departments.items()))
        conversation = self.rng.choice(self.conversations)
        match call:
            case "list":
                return call, get("conversations", department=department, datefrom=created)
            case "changed":
                return call, get("conversations", department=department, datechanged=f"gte:{changed}")
            case "info":
                return call, get(f"conversations/{conversation}")
            case "messages":
                return call, get(f"conversations/{conversation}/messages")
            case _:
                return call, post(f"conversations/{conversation}/messages", message="Written under load. " * 10)


def get(path: str, **parameters: str) -> bytes:
    """A whole request that reads."""
    query = urlencode({"apikey": KEY, **parameters})
    return f"GET /api/{quote(path)}?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def post(path: str, **parameters: str) -> bytes:
    """A whole request that writes."""
    body = urlencode(parameters).encode()
    head = f"POST /api/{quote(path)}?apikey={KEY} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def make_plan(server: Server, seed: int) -> Plan:
    """Ask the desk what there is to ask for."""
    client = await LoadClient.open(server.host, server.port)

    async def rows(envelope: str, path: str, **parameters: str) -> list[dict[str, Any]]:
        status, body = await client.send(get(path, **parameters))
        if status != 200:
            raise BrokenAnswerError(body)
        found: list[dict[str, Any]] = json.loads(body)["response"][envelope]
        return found

    departments: dict[str, tuple[str, str]] = {}
    conversations: list[str] = []
    for department in await rows("departments", "departments"):
        name = department["departmentid"]
        found = await rows("conversations", "conversations", department=name)
        if found:
            times = (("datecreated", NEWEST), ("datechanged", CHANGES))
            created, changed = (sorted(row[key] for row in found)[-min(count, len(found))] for key, count in times)
            departments[name] = (created, changed)
            conversations += [row["conversationid"] for row in found]
    client.close()
    rng = random.Random(seed)  # noqa: S311 - the same calls at each run
    return Plan(departments, rng.sample(sorted(conversations), min(len(conversations), 2000)), rng)


@dataclass(slots=True)
class Outcome:
    """What the clients met: milliseconds of each answered call, and calls that went wrong."""

    times: dict[str, list[float]] = field(default_factory=lambda: {call: [] for call in SHARES})
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0
    processor: float = 0.0
    memory: float = 0.0


async def drive(server: Server, plan: Plan, *, clients: int, seconds: float, pace: float | None) -> Outcome:
    """Let the clients call for so long: each as often as it can, or so many times a second."""
    outcome = Outcome()
    opened = [await LoadClient.open(server.host, server.port) for _ in range(clients)]
    began, used = time.perf_counter(), server.processor_seconds()
    await asyncio.gather(*(_be_client(client, plan, began + seconds, pace, outcome) for client in opened))
    outcome.seconds = time.perf_counter() - began
    outcome.processor = server.processor_seconds() - used
    outcome.memory = server.memory()
    for client in opened:
        client.close()
    return outcome


async def _be_client(client: LoadClient, plan: Plan, end: float, pace: float | None, outcome: Outcome) -> None:
    due = time.perf_counter() + (plan.rng.random() / pace if pace else 0.0)
    while (now := time.perf_counter()) < end:
        if pace:
            await asyncio.sleep(max(0.0, due - now))
            due += 1 / pace
        call, request = plan.next()
        start = time.perf_counter()
        try:
            status, body = await client.send(request)
        except BrokenAnswerError:
            outcome.errors.append(f"{call}: the connection ended")
            return
        if status == 200:
            outcome.times[call].append((time.perf_counter() - start) * 1000)
        else:
            outcome.errors.append(f"{call}: {status} {body.decode(errors='replace')[:200]}")


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest rank; of nothing it is nothing."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)] if values else math.nan


def report(outcome: Outcome) -> None:
    """Print the tables."""
    print("| call | answers | requests/s | p50 | p95 | p99 | worst |\n| --- | --- | --- | --- | --- | --- | --- |")
    every = [time for times in outcome.times.values() for time in times]
    for call, times in [*outcome.times.items(), ("all", every)]:
        figures = " | ".join(f"{percentile(times, share):.1f} ms" for share in (0.5, 0.95, 0.99, 1.0))
        print(f"| {call} | {len(times)} | {len(times) / outcome.seconds:.0f} | {figures} |")
    cost = outcome.processor * 1000 / max(1, len(every))
    print(f"\nserver: {cost:.2f} ms of processor time a call, {outcome.processor / outcome.seconds:.0%} of a core,")
    print(f"{outcome.memory:.0f} MiB; errors: {len(outcome.errors)}")
    for error in sorted(set(outcome.errors))[:10]:
        print(f"  {outcome.errors.count(error)} x {error}")


def main() -> None:
    """Start the desk, drive it, print what came of it; exit code 1 when a call went wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk_load", description=__doc__)
    parser.add_argument("--db", metavar="URL", help="database; one with the demo's data is made when none is named")
    parser.add_argument("--postgres", action="store_true", help="a PostgreSQL of its own instead of SQLite")
    parser.add_argument("--size", choices=SIZES, help="conversations of the load set instead of the demo's data")
    parser.add_argument("--clients", type=int, default=50, help="clients at the same time (%(default)s)")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long they call (%(default)s)")
    parser.add_argument("--pace", type=float, help="calls a second of each client; without it none ever pauses")
    parser.add_argument("--seed", type=int, default=1, help="which calls are made, in which order (%(default)s)")
    options = parser.parse_args()
    with ExitStack() as stack:
        url = options.db or stack.enter_context(new_database(options.postgres))
        if options.size:
            fill(url, options.size)
        server = stack.enter_context(running(url))
        outcome = asyncio.run(_measure(server, options))
    report(outcome)
    sys.exit(1 if outcome.errors else 0)


async def _measure(server: Server, options: argparse.Namespace) -> Outcome:
    plan = await make_plan(server, options.seed)
    await drive(server, plan, clients=options.clients, seconds=1.0, pace=None)  # what is slow only once
    return await drive(server, plan, clients=options.clients, seconds=options.seconds, pace=options.pace)


if __name__ == "__main__":
    main()
