"""The embedded help desk as a child process: started, awaited, and gone when the console is gone."""

from __future__ import annotations

import json
import os
import secrets
import select
import shutil
import site
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from console.cli import crash
from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError

START_LIMIT = 90.0
"""Seconds until the help desk must answer; making the demo data takes a few of them on a slow machine."""
_STOP_LIMIT = 5.0
_NICENESS = 5
_LONGEST_SOCKET_PATH = 100
"""Bytes; systems take between 103 and 107."""


class DeskChild:
    """A help desk that belongs to this process.

    The child reads its standard input and ends when that is closed: by `stop`, or by the system when this process is
    gone for whatever reason. Its key exists in the two processes and nowhere else.
    """

    def __init__(
        self,
        database: Path,
        *,
        log: Path,
        lock: int,
        seed: str = "demo",
        play: bool = True,
        more: Sequence[str] = (),
    ) -> None:
        """`log` takes what the child has to say; `lock` is a locked descriptor that the child shares, `more` are
        further options of its command."""
        self.url = ""
        """Where to reach it, once it is ready; with a Unix socket only the host and path of it count."""
        self.uds: str | None = None
        self._key = secrets.token_urlsafe(32)
        crash.hide(self.reveal_key)
        self._database = database
        self._log = log
        self._lock = lock
        self._seed = seed
        self._play = play
        self._more = more
        self._folder = runtime_folder()
        self._process: subprocess.Popen[str] | None = None
        self._announced = ""
        self._deadline = 0.0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def reveal_key(self) -> str:
        """The key of this run."""
        return self._key

    def start(self) -> None:
        """Start the child. It gets ready while this process goes on; see `is_ready` before the first call."""
        self.uds = str(self._folder / "desk.sock") if self._folder else None
        self._deadline = time.monotonic() + START_LIMIT
        with open_private(self._log) as log:
            self._process = subprocess.Popen(
                self._command(),
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                # A session of its own: Ctrl+C and a closed window reach the console first, which ends it in order.
                start_new_session=True,
                pass_fds=(self._lock,),
            )
        # Both load a good deal when they start: the one with the screen goes first.
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICENESS)

    def wait_ready(self) -> None:
        """Wait until the help desk answers; raises `CommandError` when it does not."""
        while not self.is_ready(patience=max(0.0, self._deadline - time.monotonic())):
            pass

    def is_ready(self, patience: float = 0.0) -> bool:
        """Whether the help desk answers by now, or within `patience` seconds; `url` is known from then on.

        Raises `CommandError` when it has ended or took too long.
        """
        if self.url:
            return True
        self._hear(patience)
        if not self._announced.endswith("\n"):
            return False
        try:
            self.url = str(json.loads(self._announced)["url"])
        except (ValueError, KeyError, TypeError):
            message = f"The demo help desk announced itself with {self._announced.strip()!r}."
            raise CommandError(ExitCode.DESK_FAILED, message) from None
        return True

    def stop(self) -> None:
        """End the child and remove its socket. Does nothing when it is gone already."""
        process = self._process
        if process is not None:
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()
            for more_firmly in (process.terminate, process.kill):
                try:
                    process.wait(_STOP_LIMIT)
                    break
                except subprocess.TimeoutExpired:
                    more_firmly()
            else:
                process.wait()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _command(self) -> list[str]:
        where = ["--uds", self.uds] if self.uds else ["--host", "127.0.0.1", "--port", "0"]
        return [
            *(sys.executable, "-P", "-m", "console", "desk", "serve", *where),
            *("--db", str(self._database), "--seed", self._seed),
            *(["--play"] if self._play else []),
            *self._more,
            *("--watch-stdin", "--announce"),
        ]

    def _environment(self) -> dict[str, str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LIVEAGENT_")}
        environment["LAC_DESK_KEY"] = self._key
        # The child runs the same code as this process, also from a source tree that is not installed; and never what
        # lies about in the current directory, which `-P` keeps out.
        home = str(Path(__file__).resolve().parent.parent.parent)
        if home not in (*site.getsitepackages(), site.getusersitepackages()):
            environment["PYTHONPATH"] = os.pathsep.join(filter(None, (home, environment.get("PYTHONPATH"))))
        return environment

    def _hear(self, patience: float) -> None:
        """Take what the child has said, waiting so many seconds for it."""
        process = self._process
        if process is None or process.stdout is None:
            raise AssertionError
        if not select.select([process.stdout], [], [], patience)[0]:
            if time.monotonic() < self._deadline:
                return
            raise CommandError(
                ExitCode.DESK_FAILED,
                f"The demo help desk did not answer within {START_LIMIT:.0f} seconds; more may be in {self._log}.",
            )
        piece = os.read(process.stdout.fileno(), 4096)
        if not piece:
            raise CommandError(ExitCode.DESK_FAILED, self._why_it_ended())
        self._announced += piece.decode("utf-8", "replace")

    def _why_it_ended(self) -> str:
        said = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return f"The demo help desk did not start. {said[-1] if said else 'It gave no reason.'} More in {self._log}."


def runtime_folder() -> Path | None:
    """A new private folder with room for a socket's name; None where there are no Unix sockets or only long paths."""
    if not hasattr(socket, "AF_UNIX"):
        return None
    for parent in (os.environ.get("XDG_RUNTIME_DIR", ""), tempfile.gettempdir()):
        if not parent or len(os.fsencode(parent)) + len("/lac-12345678/desk.sock") > _LONGEST_SOCKET_PATH:
            continue
        try:
            return Path(tempfile.mkdtemp(prefix="lac-", dir=parent))
        except OSError:
            continue
    return None


def open_private(path: Path) -> IO[str]:
    """Open a file for writing from its start that nobody else can read."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    os.fchmod(descriptor, stat.S_IRUSR | stat.S_IWUSR)
    return os.fdopen(descriptor, "w", encoding="utf-8")
