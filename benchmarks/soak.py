"""An agent's half hour, in short: keys pressed all the time on the demo's live desk, and memory looked at each minute.

`python -m benchmarks.soak [--minutes N]` prints the figures, and ends with 1 when memory grew by more than 10 MiB after
the first five minutes, or when something stands in the log.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

from benchmarks.__main__ import QUEUE, console, leave
from benchmarks.meter import KEYS, Meter

WARM_UP: float = 5.0
"""Minutes after which memory must not grow much any more …"""
GROWTH = 10.0
"""… than by so many MiB."""
PAUSE = 0.5
"""Seconds between two keys, at least: whoever reads does not press faster all day."""
TURNS: tuple[tuple[str, ...], ...] = (
    ("j", "j", "k", "space", "pageup"),
    ("enter", "j", "j", "Z", "Z", "J", "K", "h"),
    ("enter", "r", *"Thank you, we look into it.", "escape", "y", "u", "escape", "q", "g", "q"),
    ("enter", "n", *"Waits for the warehouse.", "escape", "y", "g", "q"),
    ("e", "u"),
    ("x", "x", "x", "O", "u", "escape"),
    ("t", *"ref", "escape"),
    ("F", "escape"),
    ("/", *"cracked lamp", "enter", "j", "escape"),
    ("f", *"dept:billing", "enter", "f", "ctrl+u", "enter"),
    ("2", "3", "4", "1"),
    ("g", "p", "escape"),
    ("g", "r", "enter", "escape", "escape"),
    ("g", "o", "escape"),
    ("d", "escape"),
    ("b", "h", "u"),
    ("*", "*"),
    ("?", "escape"),
    (":", *"theme", "escape"),
    ("p", "g", "q"),
)
"""What an agent does; each begins and ends in the queue."""


def work(meter: Meter, minutes: float) -> tuple[list[float], int]:
    """Press keys for so long; MiB at the beginning and after each minute, and how many keys there were."""
    begun = time.monotonic()
    memory, pressed, turns = [meter.memory()], 0, cycle(TURNS)
    while (passed := time.monotonic() - begun) < minutes * 60:
        if passed >= len(memory) * 60:
            memory.append(meter.memory())
            print(f"{len(memory) - 1:>3} min  {memory[-1]:.1f} MiB  {pressed} keys", flush=True)
            meter.output.clear()
        for key in next(turns):
            meter.press(key)
            pressed += 1
            meter.settle(0.02 if len(key) == 1 and key not in KEYS else 0.1)
        meter.idle(PAUSE)
        meter.press("escape", "g", "q", "1")
        meter.settle(0.1)
    memory.append(meter.memory())
    return memory, pressed


def main() -> int:
    """Work, then look at memory and log."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--minutes", type=float, default=30.0)
    minutes = parser.parse_args().minutes
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with console(home) as meter:
            meter.wait_for(QUEUE)
            meter.settle(3.0)
            memory, pressed = work(meter, minutes)
            leave(meter)
        logs = {path.name: path.read_text(encoding="utf-8") for path in home.rglob("*.log")}
    warm = memory[min(int(WARM_UP), len(memory) - 1)]
    growth = max(memory[int(WARM_UP) :], default=warm) - warm
    print(f"{minutes:g} minutes, {pressed} keys: {memory[0]:.1f} MiB at first, {warm:.1f} after five minutes,")
    print(f"{memory[-1]:.1f} at the end; at most {growth:.1f} MiB more than after five minutes")
    wrong = [f"{name}: {text[-2000:]}" for name, text in logs.items() if "ERROR" in text or "Traceback" in text]
    print("\n".join(wrong) or f"no error in {', '.join(logs) or 'any log'}")
    return int(growth > GROWTH or bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
