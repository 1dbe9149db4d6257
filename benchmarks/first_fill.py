"""The first fill of 100,000 conversations, as an agent meets it: `python -m benchmarks.first_fill [--db FILE]`."""

from __future__ import annotations

import argparse
import contextlib
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.__main__ import ROOT, SIZE, environment, percentile
from benchmarks.desk_load import KEY, fill, running
from benchmarks.meter import GoneError, KeyTime, Meter

ROWS = "synced just now"
"""What stands at the top once the queue is there."""
MARK = "●"
"""What stands in rows alone: somebody wrote."""
PATIENCE = 400.0
LOOK_EVERY = 1.0
"""Seconds between two looks at the memory and the cache."""


@dataclass(slots=True)
class Found:
    """What was measured while the archive came in."""

    keys: list[KeyTime] = field(default_factory=list)
    memory: list[tuple[int, float]] = field(default_factory=list)
    """Conversations in the cache, and MiB, at some moments."""
    seconds: float = 0.0
    """From the start to the end of the fill."""


@contextlib.contextmanager
def console(home: Path, port: int, agent: str) -> Iterator[Meter]:
    """The console on the desk, with a home of its own."""
    env = environment(home) | {"LIVEAGENT_API_KEY": KEY, "LIVEAGENT_AGENT": agent}
    command = [sys.executable, "-m", "console", "--url", f"http://127.0.0.1:{port}"]
    with Meter(command, size=SIZE, env=env, cwd=ROOT) as meter:
        yield meter
        meter.process.terminate()
        meter.process.wait(10)


class Cache:
    """The console's cache, looked at from outside."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def known(self) -> int:
        """How many conversations are in it."""
        return self._number("SELECT count(*) FROM conversation")

    def filled(self) -> bool:
        """Whether the archive of every department was read."""
        return self._number("SELECT count(*) FROM department WHERE NOT deleted AND filled_to IS NOT 0") == 0

    def _number(self, query: str) -> int:
        (path,) = self._home.rglob("cache.db")
        return int(ask(path, query))


def ask(path: Path, query: str) -> Any:
    """The one value of a query."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)) as connection:
        return connection.execute(query).fetchone()[0]


def measure(meter: Meter, cache: Cache, keys: Sequence[str]) -> Found:
    """Press keys until all is read, and look at the memory now and then."""
    found, looked, number = Found(), 0.0, 0
    while time.perf_counter() - meter.began < PATIENCE:
        number += 1
        with contextlib.suppress(GoneError):  # at the end of the rows a key changes nothing
            found.keys.append(meter.time_key(keys[number % len(keys)]))
        if time.perf_counter() - looked < LOOK_EVERY:
            continue
        looked = time.perf_counter()
        found.memory.append((cache.known(), meter.memory()))
        if cache.filled():
            found.seconds = looked - meter.began
            return found
    message = f"not filled after {PATIENCE:g} s: {cache.known()} conversations"
    raise SystemExit(message)


def row(what: str, measured: str, aim: str = "-") -> None:
    """Print a row of the table."""
    print(f"| {what} | {measured} | {aim} |", flush=True)


def row_of_keys(what: str, keys: Sequence[KeyTime]) -> None:
    """Print the time of some keys."""
    firsts = [one.first for one in keys]
    shown = f"{statistics.median(firsts):.1f} / {percentile(firsts, 0.95):.1f} ms, worst {max(firsts):.0f} ms"
    row(what, f"{shown}, {len(firsts)} keys", "3.5 / 6 ms")


def report(found: Found, cache: Cache, meter: Meter) -> None:
    """What came of it."""
    row_of_keys("`j` and `k` while it runs", found.keys)
    row("until all is read", f"{found.seconds:.0f} s, {cache.known()} conversations")
    for wanted in (10_000, 30_000, 60_000):
        count, mebibytes = next(one for one in [*found.memory, found.memory[-1]] if one[0] >= wanted)
        row(f"memory with {count} conversations", f"{mebibytes:.0f} MiB", "64 MiB, flat")
    row("memory when it ends", f"{meter.memory():.0f} MiB", "64 MiB, flat")
    row("memory at most", f"{max(mebibytes for _, mebibytes in found.memory):.0f} MiB", "64 MiB, flat")


def main() -> None:
    """Make the archive unless it is there, fill a console from it, and start that again."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.first_fill", description=__doc__)
    parser.add_argument("--db", type=Path, help="a desk's database; made anew when not given")
    parser.add_argument("--size", default="100k", help="of the one that is made (%(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lac-fill-") as folder:
        desk: Path = options.db.resolve() if options.db else Path(folder) / "desk.db"
        if options.db is None:
            fill(f"sqlite:///{desk}", options.size)
        home = Path(folder) / "home"
        home.mkdir()
        cache = Cache(home)
        print("| what | measured | aim |\n| --- | --- | --- |")
        agent = ask(desk, "SELECT email FROM agent ORDER BY email")
        with running(f"sqlite:///{desk}") as server:
            with console(home, server.port, agent) as meter:
                first = meter.wait_for(MARK, 60)
                row("first start to the first rows", f"{first / 1000:.1f} s, {cache.known()} conversations", "2 s")
                ready = meter.wait_for(ROWS, 60)
                row("to all that waits", f"{ready / 1000:.1f} s, {cache.known()} conversations", "-")
                row("memory then", f"{meter.memory():.0f} MiB", "64 MiB, flat")
                report(measure(meter, cache, "jjjjjjjjkkkkkkkk"), cache, meter)
            with console(home, server.port, agent) as meter:
                row("start with all of it", f"{meter.wait_for('longest wait') / 1000:.2f} s", "0.32 s")
                meter.settle(3.0)
                keys = [meter.time_key(key).first for key in "jjjjjjjjkkkkkkkk" * 2]
                row(
                    "`j` and `k` then", f"{statistics.median(keys):.1f} / {percentile(keys, 0.95):.1f} ms", "3.5 / 6 ms"
                )
                row("memory then", f"{meter.memory():.0f} MiB", "64 MiB, flat")


if __name__ == "__main__":
    main()
