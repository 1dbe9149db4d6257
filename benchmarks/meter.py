"""A program in a pseudo-terminal, measured from outside: what it writes, when, and what it costs."""

from __future__ import annotations

import fcntl
import os
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import psutil

KEYS: Final = {"enter": b"\r", "escape": b"\x1b", "space": b" ", "pageup": b"\x1b[5~", "ctrl+u": b"\x15"}
"""Names of keys that are not the character they type."""
QUIET: Final = 0.12
"""Seconds without output after which a key's effect is taken to be complete; not counted."""
FRAME_END: Final = b"\x1b[?2026l"
_ANSWERS: Final = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[c": b"\x1b[?62;22c"}
"""What a terminal says that can show frames at once."""
_CELLS_ONLY: Final = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")


class GoneError(Exception):
    """The program ended, or what was waited for did not come."""


@dataclass(frozen=True, slots=True)
class KeyTime:
    """What one key press caused."""

    first: float
    """Milliseconds from the key to the end of the first frame that answers it."""
    last: float
    """Milliseconds to the end of the last one."""
    written: int
    """Bytes."""
    frames: int


@dataclass(frozen=True, slots=True)
class Held:
    """What came of a key held down."""

    rest: float
    """Milliseconds from the last press to the last output."""
    gap: float
    """The longest time between two frames, in milliseconds."""
    frames: int
    written: int


@dataclass(frozen=True, slots=True)
class Idle:
    """What a program does while nobody touches it."""

    share: float
    """Percent of one core."""
    written: float
    """Bytes a second."""


class Meter:
    """One program, started at once. Nothing is drawn or parsed while it is measured, save two queries."""

    def __init__(
        self, command: Sequence[str], *, size: tuple[int, int], env: Mapping[str, str], cwd: Path | None = None
    ) -> None:
        self.began = time.perf_counter()
        self.output = bytearray()
        """Every byte the program wrote so far."""
        self.read_at = self.began
        self._leader, follower = os.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        try:
            self.process = subprocess.Popen(
                command,
                env=dict(env),
                cwd=cwd,
                pass_fds=(follower,),
                preexec_fn=lambda: os.login_tty(follower),
            )
        finally:
            os.close(follower)
        self._own = psutil.Process(self.process.pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._leader)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def press(self, *keys: str) -> None:
        """Press keys one after the other: a name of `KEYS`, or else the character itself."""
        for key in keys:
            os.write(self._leader, KEYS.get(key) or key.encode())

    def read(self, timeout: float) -> bool:
        """Take what was written, waiting up to so many seconds for it; False when nothing came."""
        if not select.select([self._leader], [], [], max(0.0, timeout))[0]:
            return False
        try:
            data = os.read(self._leader, 1 << 16)
        except OSError:  # EIO: nobody holds the other end any more
            data = b""
        if not data:
            message = f"the program ended; its last words: {_CELLS_ONLY.sub(b'', bytes(self.output[-600:]))!r}"
            raise GoneError(message)
        self.read_at = time.perf_counter()
        self.output += data
        for question, answer in _ANSWERS.items():
            if question in data:
                os.write(self._leader, answer)
        return True

    def wait_for(self, text: str, timeout: float = 60.0, *, since: int = 0) -> float:
        """Milliseconds from the start until the frame with this text was there; `since` leaves earlier output out."""
        deadline = time.perf_counter() + timeout
        while True:
            place = self.output.find(text.encode(), since)
            if place >= 0 and (FRAME_END not in self.output or self.output.find(FRAME_END, place) >= 0):
                return (self.read_at - self.began) * 1000
            left = deadline - time.perf_counter()
            if left <= 0 or not self.read(left):
                message = f"{text!r} did not come within {timeout:g} s"
                raise GoneError(message)

    def settle(self, quiet: float = 0.4) -> None:
        """Read until nothing was written for so many seconds."""
        while self.read(quiet):
            pass

    def time_key(self, *keys: str, patience: float = 3.0) -> KeyTime:
        """Press keys as one, and read until nothing more comes; a key that changes nothing is an error."""
        while self.read(0.02):
            pass
        before, pressed = len(self.output), time.perf_counter()
        self.press(*keys)
        first = last = 0.0
        while self.read(QUIET if last else patience):
            last = (self.read_at - pressed) * 1000
            if not first and (FRAME_END in self.output[before:] or FRAME_END not in self.output):
                first = last
        if not last:
            message = f"{' '.join(keys)} changed nothing on the screen"
            raise GoneError(message)
        return KeyTime(first or last, last, len(self.output) - before, self.output.count(FRAME_END, before))

    def hold(self, keys: Sequence[str], rate: float = 30.0) -> Held:
        """Press these keys at so many a second, then wait for the rest."""
        self.settle()
        before, began = len(self.output), time.perf_counter()
        frames: list[float] = []
        pressed = began
        for number, key in enumerate(keys):
            while (left := began + number / rate - time.perf_counter()) > 0:
                self._note_frames(left, frames)
            pressed = time.perf_counter()
            self.press(key)
        while self._note_frames(0.4, frames):
            pass
        gaps = [after - earlier for earlier, after in pairwise(frames) if after <= pressed]
        return Held(
            rest=max(0.0, (self.read_at - pressed) * 1000),
            gap=max(gaps, default=0.0) * 1000,
            frames=len(frames),
            written=len(self.output) - before,
        )

    def _note_frames(self, timeout: float, frames: list[float]) -> bool:
        before = len(self.output)
        came = self.read(timeout)
        frames += [self.read_at] * self.output.count(FRAME_END, max(0, before - len(FRAME_END) + 1))
        return came

    def idle(self, seconds: float) -> Idle:
        """Leave the program alone."""
        before, began, busy = len(self.output), time.perf_counter(), self.processor_seconds()
        while (left := seconds - (time.perf_counter() - began)) > 0:
            self.read(left)
        took = time.perf_counter() - began
        return Idle(100 * (self.processor_seconds() - busy) / took, (len(self.output) - before) / took)

    def processor_seconds(self) -> float:
        """Seconds of processor time that the program itself has used, without its children."""
        times = self._own.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """MiB of the program itself."""
        return float(self._own.memory_info().rss / 2**20)
