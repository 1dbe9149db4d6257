"""What keeps the console quick, counted and not timed: bytes, frames, memory, and what is loaded before painting."""

from __future__ import annotations

import json
import os
import re
import statistics
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.meter import Meter
from tests.hygiene.source import ROOT
from tests.pty_terminal import PtyTerminal

pytestmark = [pytest.mark.pty, pytest.mark.xdist_group("speed")]

QUEUE = "Lamp arrived cracked"
DEMO = [sys.executable, "-m", "console", "demo", "--no-play"]
NOT_YET = {"httpx", "pydantic", "selectolax", "sqlalchemy", "starlette", "markdown_it", "pygments"}
"""What the first frame does without."""
TELL_MODULES = """
import json, sys
from pathlib import Path
from console.cli.main import main
from console.ui.console_app import ConsoleApp

display, told = ConsoleApp._display, Path(sys.argv[1])

def tell(app, screen, update):
    display(app, screen, update)
    if update is not None and app._running and not app._batch_count and not told.exists():
        told.write_text(json.dumps(sorted(sys.modules)))

ConsoleApp._display = tell
main(["demo", "--no-play"])
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """A home in which the demo has run once and some conversations were opened."""
    home = tmp_path_factory.mktemp("home")
    (home / "run").mkdir(mode=0o700)
    known = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"), "PYTHONPATH": str(ROOT), "PATH": os.defpath}
    known |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    known |= {"LAC_UI_RESTORE": "false"}  # each test begins at the top of the queue
    with running(known) as meter:
        meter.wait_for(QUEUE, 90)
        meter.settle(1.5)
        for _ in range(4):
            meter.press("J")
            meter.settle(0.7)
    return known


@contextmanager
def running(environment: Mapping[str, str], *command: str) -> Iterator[Meter]:
    with Meter(command or DEMO, size=(160, 45), env=environment, cwd=ROOT) as meter:
        yield meter
        meter.process.terminate()
        meter.process.wait(20)


def test_bytes_frames_and_memory(environment: Mapping[str, str]) -> None:
    with running(environment) as meter:
        meter.wait_for(QUEUE)
        meter.settle(2.0)
        assert len(meter.output) <= 26_000, "bytes of the first screen and all that is painted until it rests"
        moves = [meter.time_key("j") for _ in range(12)]
        assert statistics.median(move.written for move in moves) <= 120, "bytes of a key"
        pages = [meter.time_key(key) for key in ("space", "space", "pageup", "pageup")]
        assert statistics.median(page.written for page in pages) <= 10_000, "bytes of a page"
        held = meter.hold((["j"] * 15 + ["k"] * 15) * 3)
        assert held.frames >= 50, "frames of 90 presses"
        assert held.written / 90 <= 200, "bytes of a key held down"
        meter.press("J")
        meter.settle(1.0)
        assert meter.memory() <= 90, "MiB"
        written = len(meter.output)
        meter.idle(3.0)
        assert len(meter.output) - written <= 600, "bytes while nobody does anything"


def test_what_is_loaded_before_the_first_frame(environment: Mapping[str, str], tmp_path: Path) -> None:
    told = tmp_path / "modules.json"
    with running(environment, sys.executable, "-c", TELL_MODULES, str(told)) as meter:
        meter.wait_for(QUEUE)
        meter.settle()
        loaded = set(json.loads(told.read_text()))
        assert "console.ui.screens.workspace" in loaded
        assert not NOT_YET & loaded
        ours = {name for name in loaded if name.partition(".")[0] == "console"}
        assert len(loaded - ours) <= 435, "what others wrote, Textual above all, costs most of the start"
        assert len(ours) <= 222, "what the first screen does without belongs into the functions that need it"


def screens_after(environment: Mapping[str, str], *keys: str) -> list[str]:
    """The screen after each key; times, ages and counts that are not complete, which go on, are all the same digit."""
    shown = []
    with PtyTerminal(DEMO, columns=110, rows=35, env=environment, cwd=ROOT) as terminal:
        terminal.wait_for(QUEUE)
        terminal.settle(1.0)
        for key in keys:
            terminal.press(key)
            lines = re.sub(r"\d+\+?", "0", terminal.settle(0.7)).split("\n")
            lines[1] = " ".join(lines[1].split())  # what stands right of the views moves with their counts
            shown.append("\n".join(lines))
        terminal.press("escape")
    return shown


def test_short_frames_show_what_whole_ones_show(environment: Mapping[str, str]) -> None:
    keys = ["j", "space", "pageup", "?", "escape", "enter", "j", "f", "escape", "q", "l", "h"]
    short, whole = (screens_after({**environment, **extra}, *keys) for extra in ({}, {"LAC_WHOLE_FRAMES": "1"}))
    for key, ours, theirs in zip(keys, short, whole, strict=True):
        assert ours == theirs, f"after {key}"
