"""Where a demo keeps its help desk and what the console knows of it: one folder for each demo that runs at a time."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.config.paths import make_private_directory

MOST_DEMOS = 9
"""Demos of one person at the same time."""
_ENDING_LIMIT = 6.0
"""Seconds a help desk may need to end after its console was killed."""


@dataclass(frozen=True, slots=True)
class DemoFolder:
    """A folder that no other demo uses as long as the lock's descriptor is open in any process."""

    path: Path
    number: int
    lock: int
    temporary: bool = False
    """Whether it goes when it is released."""

    @property
    def database(self) -> Path:
        """The help desk's data."""
        return self.path / "desk.db"

    @property
    def log(self) -> Path:
        """What the help desk had to say in its last run."""
        return self.path / "desk.log"

    def release(self) -> None:
        """Let go of the folder; it stays taken while a help desk still uses it."""
        os.close(self.lock)
        if self.temporary:
            shutil.rmtree(self.path.parent, ignore_errors=True)


def take_demo_folder(root: Path, *, fresh: bool = False) -> DemoFolder:
    """The first folder below `root` that no running demo has; `fresh` moves what is in it aside.

    A demo beside another one gets the next folder and so a help desk of its own. A folder whose console is gone and
    whose help desk is just ending is waited for.
    """
    make_private_directory(root)
    for number in range(1, MOST_DEMOS + 1):
        name = "demo" if number == 1 else f"demo-{number}"
        lock = _lock(root / f"{name}.lock")
        if lock is None:
            continue
        if fresh:
            _move_aside(root / name)
        (root / name).mkdir(exist_ok=True, mode=0o700)
        return DemoFolder(root / name, number, lock)
    raise CommandError(ExitCode.USAGE, f"{MOST_DEMOS} demos are running already; close one of them.")


def temporary_demo_folder() -> DemoFolder:
    """A folder of this run alone, for a home where nothing can be written."""
    from dataclasses import replace
    from tempfile import mkdtemp

    return replace(take_demo_folder(Path(mkdtemp(prefix="lac-demo-"))), temporary=True)


def _lock(path: Path) -> int | None:
    """A descriptor that holds the lock and the number of this process; None when another demo has it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    deadline = time.monotonic() + _ENDING_LIMIT
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if _owner_runs(descriptor) or time.monotonic() > deadline:
                os.close(descriptor)
                return None
            time.sleep(0.05)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)
    return descriptor


def _owner_runs(descriptor: int) -> bool:
    """Whether the console that took the lock still runs."""
    try:
        os.kill(int(os.pread(descriptor, 20, 0)), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _move_aside(folder: Path) -> None:
    """Keep the folder's content under another name until the next time."""
    previous = folder.with_name(f"{folder.name}.previous")
    shutil.rmtree(previous, ignore_errors=True)
    with suppress(FileNotFoundError):
        folder.rename(previous)
