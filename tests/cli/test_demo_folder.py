"""Each running demo has a folder of its own; data are kept, moved aside, and never shared."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from console.cli import demo_folder
from console.cli.demo_folder import take_demo_folder
from console.cli.failure import CommandError
from tests.hygiene.source import ROOT

HOLD = (
    "import sys; from pathlib import Path\n"
    "from console.cli.demo_folder import take_demo_folder\n"
    "folder = take_demo_folder(Path(sys.argv[1]))\n"
    "if len(sys.argv) > 2:\n"
    "    import subprocess\n"
    "    subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(float(input()))'], pass_fds=(folder.lock,))\n"
    "print(folder.number, flush=True); input()"
)


@contextmanager
def another_demo(root: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has taken a demo's folder."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "1\n"
        yield process
        process.kill()


def test_data_are_kept_and_private(tmp_path: Path) -> None:
    root = tmp_path / "new" / "state"
    first = take_demo_folder(root)
    first.database.write_text("data")
    first.release()
    again = take_demo_folder(root)
    assert (again.number, again.database.read_text()) == (1, "data")
    assert stat.S_IMODE(root.stat().st_mode) == stat.S_IMODE(again.path.stat().st_mode) == 0o700
    again.release()


def test_fresh_moves_the_data_aside(tmp_path: Path) -> None:
    for content in ("old", "new"):
        folder = take_demo_folder(tmp_path, fresh=True)
        assert not folder.database.exists()
        folder.database.write_text(content)
        folder.release()
    assert (tmp_path / "demo" / "desk.db").read_text() == "new"
    assert (tmp_path / "demo.previous" / "desk.db").read_text() == "old"


def test_a_second_demo_gets_a_folder_of_its_own(tmp_path: Path) -> None:
    with another_demo(tmp_path):
        second = take_demo_folder(tmp_path, fresh=True)
        assert (second.number, second.path.name) == (2, "demo-2")
        second.release()
    first = take_demo_folder(tmp_path)
    assert first.number == 1
    first.release()


def test_a_help_desk_that_is_just_ending_is_waited_for(tmp_path: Path) -> None:
    """The console is gone; its help desk has the lock for a moment longer."""
    with another_demo(tmp_path, "with a child") as console:
        console.kill()
        console.wait()
        assert console.stdin is not None
        console.stdin.write("0.3\n")
        console.stdin.flush()
        folder = take_demo_folder(tmp_path)
    assert folder.number == 1
    folder.release()


def test_there_is_an_end_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_folder, "MOST_DEMOS", 1)
    with another_demo(tmp_path), pytest.raises(CommandError, match="1 demos are running already"):
        take_demo_folder(tmp_path)


def test_a_lock_without_an_owner_is_taken(tmp_path: Path) -> None:
    (tmp_path / "demo.lock").write_text("not a number")
    folder = take_demo_folder(tmp_path)
    assert folder.number == 1
    assert (tmp_path / "demo.lock").read_text() == str(os.getpid())
    folder.release()
