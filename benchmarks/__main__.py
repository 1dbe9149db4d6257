"""`make bench`: the demo in a pseudo-terminal, its keys timed, its bytes and its processor time counted."""

from __future__ import annotations

import argparse
import math
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.meter import Held, Idle, KeyTime, Meter

ROOT = Path(__file__).resolve().parent.parent
SIZE = (160, 45)
QUEUE = "Lamp arrived cracked"
LONG_CODE = "HLD-7QM-2K4"
"""The demo's conversation of 2,000 messages."""


@contextmanager
def console(home: Path, *options: str) -> Iterator[Meter]:
    """The demo with a home of its own."""
    with Meter(
        [sys.executable, "-m", "console", "demo", *options], size=SIZE, env=environment(home), cwd=ROOT
    ) as meter:
        yield meter


@contextmanager
def blank(home: Path) -> Iterator[Meter]:
    """The least Textual program, to compare with."""
    with Meter([sys.executable, "-m", "benchmarks.blank"], size=SIZE, env=environment(home), cwd=ROOT) as meter:
        yield meter


def environment(home: Path) -> dict[str, str]:
    """Nothing of the person's who measures; each start begins at the top of the queue."""
    return {
        "LAC_UI_RESTORE": "false",
        "HOME": str(home),
        "PATH": os.defpath,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
    }


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest rank."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


@dataclass(frozen=True, slots=True)
class Pressed:
    """Some keys, timed."""

    times: Sequence[KeyTime]
    busy: float
    """Milliseconds of processor time for each."""


def press_all(meter: Meter, keys: Sequence[str], *, above: int = 0) -> Pressed:
    """Time keys one by one; of those that wrote more than `above` bytes when that is given."""
    busy = meter.processor_seconds()
    times = [meter.time_key(key) for key in keys]
    busy = (meter.processor_seconds() - busy) * 1000 / len(times)
    return Pressed([one for one in times if one.written > above], busy)


class Table:
    """Rows of what was measured beside what is aimed at."""

    def __init__(self) -> None:
        print("| what | measured | aim | blank Textual app |\n| --- | --- | --- | --- |")

    def row(self, what: str, measured: str, aim: str = "-", other: str = "-") -> None:
        """Print one."""
        print(f"| {what} | {measured} | {aim} | {other} |", flush=True)

    def keys(self, what: str, pressed: Pressed, aim: str, other: Sequence[KeyTime] = ()) -> None:
        """Median and 95th percentile of the first frame, bytes, and processor time."""
        times = pressed.times
        firsts = [one.first for one in times]
        beside = f"{statistics.median(one.first for one in other):.1f} ms" if other else "-"
        written = statistics.median(one.written for one in times)
        shown = f"{statistics.median(firsts):.1f} / {percentile(firsts, 0.95):.1f} ms, {written:.0f} bytes"
        shown += f", {pressed.busy:.1f} ms of processor time" if len(times) > 1 else ""
        self.row(what, shown, aim, beside)


def measure_start(table: Table, home: Path, runs: int) -> None:
    """Starts of ours and of the blank program, in turn."""
    ours: list[float] = []
    theirs: list[float] = []
    used: list[float] = []
    written: list[float] = []
    for _ in range(runs):
        with console(home, "--no-play") as meter:
            ours.append(meter.wait_for(QUEUE))
            used.append(meter.processor_seconds())
            meter.settle(1.0)
            written.append(len(meter.output))
            leave(meter)
        with blank(home) as meter:
            theirs.append(meter.wait_for("blank and ready"))
    middle, beside = statistics.median(ours), statistics.median(theirs)
    shown = f"{middle:.0f} / {percentile(ours, 0.95):.0f} ms, {middle / beside:.1f} x"
    table.row("start to the queue as last seen", shown, "320 / 450 ms", f"{beside:.0f} ms")
    table.row("processor time until then", f"{statistics.median(used):.2f} s", "0.32 s")
    table.row("bytes until all is fresh", f"{statistics.median(written):.0f}", "20,000")


def measure_keys(table: Table, home: Path) -> None:
    """Keys in the queue and in threads."""
    with blank(home) as meter:
        meter.wait_for("blank and ready")
        meter.settle()
        counted = [meter.time_key("j") for _ in range(40)]
    with console(home, "--no-play") as meter:
        meter.wait_for(QUEUE)
        meter.settle(2.0)
        rows = SIZE[1] - 8
        table.keys("`j` within a page", press_all(meter, "j" * (rows - 8)), "3.5 / 6 ms, 120 bytes", counted)
        table.keys("`k` within a page", press_all(meter, "k" * (rows - 8)), "3.5 / 6 ms, 120 bytes", counted)
        meter.press(*"j" * (rows - 1))
        meter.settle()
        moves = press_all(meter, "j" * (rows * 2), above=1000)
        table.keys("`j` where the view scrolls", moves, "9 / 15 ms, 9,000 bytes")
        meter.press("g", "g")
        meter.settle()
        pages = press_all(meter, ("space", "space", "space", "pageup", "pageup", "pageup") * 3)
        table.keys("page", pages, "12 / 20 ms, 9,000 bytes")
        measure_rest(table, meter)
        leave(meter)


def measure_rest(table: Table, meter: Meter) -> None:
    """A key held down, opening, filtering, and memory."""
    meter.press("g", "g")
    held: Held = meter.hold((["j"] * 25 + ["k"] * 25) * 4)
    table.row(
        "key held, 200 at 30/s",
        f"rest {held.rest:.1f} ms, {held.frames} frames, longest gap {held.gap:.0f} ms",
        "10 ms, 195, 80 ms",
    )
    meter.settle(1.5)
    table.keys("open a cached conversation", press_all(meter, "JJJJJKKKKKJJJJJ"), "20 / 40 ms")
    meter.press("g", "q", "f")
    meter.settle()
    table.keys("a letter in the filter", press_all(meter, "billing"), "25 / 50 ms")
    table.keys("apply the filter", press_all(meter, ["enter"]), "25 / 50 ms")
    table.row("memory with a conversation open", f"{meter.memory():.0f} MiB", "64 MiB")


def measure_long(table: Table, home: Path) -> None:
    """The conversation of 2,000 messages: read for the first time, then from the cache."""
    for known in (False, True):
        with console(home, "--no-play") as meter:
            meter.wait_for(QUEUE)
            meter.settle(1.5)
            meter.press("1", "f", *LONG_CODE)
            meter.settle()
            meter.press("enter")
            meter.settle()
            before, busy = len(meter.output), meter.processor_seconds()
            opened = meter.time_key("enter")
            meter.settle(1.0)
            if known:
                table.row(
                    "open 2,000 messages from the cache",
                    f"{opened.first:.1f} ms to the first frame, {len(meter.output) - before} bytes,"
                    f" {1000 * (meter.processor_seconds() - busy):.0f} ms of processor time until all of it scrolls",
                    "20 / 40 ms",
                )
                table.keys("`k` in it", press_all(meter, "k" * 20), "9 / 15 ms")
                table.keys("page in it", press_all(meter, ["pageup"] * 15), "12 / 20 ms")
                table.row("memory with it open", f"{meter.memory():.0f} MiB", "64 MiB")
            leave(meter)


def measure_idle(table: Table, home: Path, seconds: float) -> None:
    """Nothing but waiting, with a still help desk and with one where customers write."""
    with blank(home) as meter:
        meter.wait_for("blank and ready")
        meter.settle()
        other = meter.idle(seconds / 2)
    for what, options in (("still", ["--no-play"]), ("with play", [])):
        with console(home, *options) as meter:
            meter.wait_for(QUEUE)
            meter.settle(4.0) if options else meter.idle(6.0)
            idle: Idle = meter.idle(seconds)
            aim = "0.3 %, 0 bytes/s" if options else "-"
            table.row(f"idle, {what}", f"{idle.share:.2f} %, {idle.written:.0f} bytes/s", aim, f"{other.share:.2f} %")
            leave(meter)


def leave(meter: Meter) -> None:
    """Back to the queue, and out."""
    meter.press("escape")
    meter.settle(0.3)
    meter.process.terminate()
    meter.process.wait(10)


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="starts to measure (%(default)s)")
    parser.add_argument("--idle", type=float, default=20.0, help="seconds of idling (%(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with console(home, "--no-play") as meter:
            first = meter.wait_for(QUEUE, 90)
            meter.settle(3.0)
            for _ in range(8):
                meter.press("J")  # into the cache; what is learnt of them also moves them to their place in the queue
                meter.settle(1.5)
            leave(meter)
        table = Table()
        table.row("first start, with the data to be made", f"{first / 1000:.1f} s", "10 s")
        measure_start(table, home, options.runs)
        measure_keys(table, home)
        measure_long(table, home)
        measure_idle(table, home, options.idle)


if __name__ == "__main__":
    main()
