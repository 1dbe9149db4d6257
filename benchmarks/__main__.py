"""`make bench`: the demo in a pseudo-terminal, its keys timed, its bytes and its processor time counted."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.pty_terminal import PtyTerminal

ROOT = Path(__file__).resolve().parent.parent
SIZE = (160, 45)
QUEUE = "Lamp arrived cracked"
QUIET = 0.15
"""Seconds without output after which a key's effect is taken to be complete; not counted."""
IDLE = 10.0
"""Seconds for which the console is left alone."""


@dataclass(frozen=True, slots=True)
class KeyTime:
    """What one key press caused."""

    first: float
    """Milliseconds from the key to the first byte of its effect."""
    last: float
    """Milliseconds to the last byte."""
    written: int
    """Bytes."""


@contextmanager
def demo(home: Path) -> Iterator[PtyTerminal]:
    """The demo without its play, so that nothing but our keys changes the screen."""
    environment = {"HOME": str(home), "PATH": os.defpath, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    environment["COLORTERM"] = "truecolor"
    command = [sys.executable, "-m", "console", "demo", "--no-play"]
    columns, rows = SIZE
    with PtyTerminal(command, columns=columns, rows=rows, env=environment, cwd=ROOT) as terminal:
        yield terminal


def time_start(home: Path) -> float:
    """Milliseconds from the start of the command to a queue that can be used."""
    began = time.perf_counter()
    with demo(home) as terminal:
        terminal.wait_for(QUEUE, timeout=90)
        took = (terminal.read_at - began) * 1000
        terminal.settle()
        terminal.press("q", "y")
        terminal.wait_exit()
    return took


def time_key(terminal: PtyTerminal, key: str) -> KeyTime:
    """Press one key and read until nothing more comes."""
    before = len(terminal.output)
    pressed = time.perf_counter()
    terminal.press(key)
    first = 0.0
    while terminal.read(QUIET if first else 2.0):
        first = first or terminal.read_at
    if not first:
        raise SystemExit(f"{key!r} changed nothing on the screen")
    return KeyTime((first - pressed) * 1000, (terminal.read_at - pressed) * 1000, len(terminal.output) - before)


def processor_share(terminal: PtyTerminal) -> float:
    """Percent of one core that the console uses while nobody does anything."""
    process = psutil.Process(terminal.process.pid)
    before, began = sum(process.cpu_times()[:2]), time.perf_counter()
    while (left := IDLE - (time.perf_counter() - began)) > 0:
        terminal.read(left)
    return 100.0 * float(sum(process.cpu_times()[:2]) - before) / (time.perf_counter() - began)


def show(what: str, times: Sequence[KeyTime]) -> None:
    """One row of the table."""
    last = sorted(one.last for one in times)
    percentile = last[max(0, round(0.95 * len(last)) - 1)]
    middle = statistics.median(one.first for one in times)
    written = statistics.median(one.written for one in times)
    print(f"| {what} | {middle:.1f} | {statistics.median(last):.1f} | {percentile:.1f} | {written:.0f} |")


def main() -> None:
    """Measure everything and print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        first, *again = [time_start(home) for _ in range(4)]
        print(f"start to usable queue, first time: {first:.0f} ms; after that: {statistics.median(again):.0f} ms\n")
        print(
            "| key | first byte, ms | painted p50, ms | painted p95, ms | bytes p50 |\n| --- | --- | --- | --- | --- |"
        )
        with demo(home) as terminal:
            terminal.wait_for(QUEUE, timeout=90)
            terminal.settle(quiet=1.0)
            for name, keys in (("`j`", "j" * 60), ("`k`", "k" * 60)):
                show(name, [time_key(terminal, key) for key in keys])
            show("`J`, open the next conversation", [time_key(terminal, "J") for _ in range(20)])
            terminal.settle(quiet=1.0)
            memory = psutil.Process(terminal.process.pid).memory_info().rss / 2**20
            print(f"\nidle: {processor_share(terminal):.2f} % of one core; memory: {memory:.0f} MiB")
            terminal.press("q", "q", "y")


if __name__ == "__main__":
    main()
