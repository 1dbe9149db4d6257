"""Where calls are counted: in this program alone, or in a file that all programs of a user with one key share."""

from __future__ import annotations

import errno
import fcntl
import logging
import math
import os
import struct
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from console.contract.secret import Secret

WINDOW = 60.0
"""Seconds."""
LONGEST_PAUSE = 300.0
"""Seconds; what says more was written by another clock."""

_LOG = logging.getLogger(__name__)
_NUMBER = struct.Struct("<d")
_MOST = 4096
"""Calls in the file; no server takes so many in a minute."""
_KEPT = 86_400
"""Seconds."""
_BUSY = 0.01
_PATIENCE = 5.0
"""Seconds to try for the file before counting without it: a program stopped at the wrong moment holds up nobody."""


class Ledger(Protocol):
    """Knows the calls of the last 60 seconds, and how long the server wants none."""

    def take(self, limit: int) -> float:
        """Count a call if fewer than `limit` went out and nothing is paused: 0, else the seconds until asking again."""
        ...

    @property
    def used(self) -> int:
        """Calls of the last 60 seconds."""
        ...

    @property
    def paused_for(self) -> float:
        """Seconds for which nothing may go out."""
        ...

    def pause(self, seconds: float) -> None:
        """Let nothing out for so long, or longer when that was said already."""
        ...


class MemoryLedger:
    """Counts the calls of this program."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.calls: deque[float] = deque()
        """When they went out, the earliest first."""
        self.paused_until = -math.inf

    def take(self, limit: int) -> float:
        """See `Ledger`."""
        self._forget()
        now, over = self._clock(), len(self.calls) - limit
        wait_for_share = self.calls[over] + WINDOW - now if over >= 0 else 0.0
        delay = max(wait_for_share, self.paused_for, 0.0)
        if not delay:
            self.calls.append(now)
        return delay

    @property
    def used(self) -> int:
        """See `Ledger`."""
        self._forget()
        return len(self.calls)

    @property
    def paused_for(self) -> float:
        """See `Ledger`."""
        return max(0.0, self.paused_until - self._clock())

    def pause(self, seconds: float) -> None:
        """See `Ledger`."""
        self.paused_until = max(self.paused_until, self._clock() + seconds)

    def _forget(self) -> None:
        oldest = self._clock() - WINDOW
        while self.calls and self.calls[0] <= oldest:
            self.calls.popleft()


class FileLedger:
    """Counts the calls of all programs that have the same file, by a clock that is the whole system's.

    The file holds numbers alone: until when there is a pause, and when calls went out. A lock makes each look at it one
    act, and is never waited for: who meets it comes back a moment later. Where the file cannot be used the calls of
    this program are counted alone.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._clock = clock
        self._own = MemoryLedger(clock)
        self._usable = True
        self._busy_since: float | None = None

    def take(self, limit: int) -> float:
        """See `Ledger`."""
        with self._shared() as ledger:
            delay = ledger.take(limit) if ledger is not None else _BUSY
            if not delay and ledger is not self._own:
                self._own.take(limit)
        return delay

    @property
    def used(self) -> int:
        """See `Ledger`."""
        with self._shared() as ledger:
            return (ledger or self._own).used

    @property
    def paused_for(self) -> float:
        """See `Ledger`."""
        with self._shared() as ledger:
            return (ledger or self._own).paused_for

    def pause(self, seconds: float) -> None:
        """See `Ledger`."""
        self._own.pause(seconds)
        with self._shared():
            pass  # the file has it now, or at the next look

    @contextmanager
    def _shared(self) -> Iterator[MemoryLedger | None]:
        """What all programs have counted, written back when it has changed; None while another one has the lock."""
        file = self._locked()
        if file is None:
            yield self._own if self._alone() else None
            return
        try:
            ledger = self._read(file)
            before = (len(ledger.calls), ledger.paused_until)
            ledger.paused_until = max(ledger.paused_until, self._own.paused_until)  # said while the lock was away
            yield ledger
            if before != (len(ledger.calls), ledger.paused_until):
                self._write(file, ledger)
        finally:
            os.close(file)

    def _alone(self) -> bool:
        """Whether the file is of no use, or somebody has had it for longer than anybody needs."""
        return not self._usable or (self._busy_since is not None and self._clock() - self._busy_since > _PATIENCE)

    def _locked(self) -> int | None:
        """The file, open and locked; None when it cannot be had now."""
        if not self._usable:
            return None
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        except OSError as error:
            self._give_up(error)
            return None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(file)
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                self._give_up(error)
            elif self._busy_since is None:
                self._busy_since = self._clock()
            return None
        self._busy_since = None
        return file

    def _give_up(self, error: OSError) -> None:
        _LOG.warning("calls of other programs with this key are not counted: %s", error.strerror)
        self._usable = False

    def _read(self, file: int) -> MemoryLedger:
        """What is written, without what this clock cannot have said: a file outlives a start of the machine."""
        data = os.pread(file, _NUMBER.size * _MOST, 0)
        numbers = [number for (number,) in _NUMBER.iter_unpack(data[: len(data) // _NUMBER.size * _NUMBER.size])]
        ledger, now = MemoryLedger(self._clock), self._clock()
        if numbers and numbers[0] <= now + LONGEST_PAUSE:
            ledger.paused_until = numbers[0]
        ledger.calls.extend(sorted(at for at in numbers[1:] if now - WINDOW < at <= now))
        return ledger

    def _write(self, file: int, ledger: MemoryLedger) -> None:
        calls = [*ledger.calls][1 - _MOST :]
        data = b"".join(map(_NUMBER.pack, [ledger.paused_until, *calls]))
        try:
            os.pwrite(file, data, 0)
            os.ftruncate(file, len(data))
        except OSError as error:
            self._give_up(error)


def ledger_of(key: Secret, folder: Path) -> Ledger:
    """The ledger of a key in a folder of this user: its file is named after the key and does not tell it.

    In memory where the folder cannot be made. Files of keys that nobody has used for a day are removed.
    """
    name = sha256(b"calls a minute of " + key.reveal().encode()).hexdigest()[:24]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _remove_old(folder)
    except OSError:
        return MemoryLedger()
    return FileLedger(folder / name)


def _remove_old(folder: Path) -> None:
    oldest = time.time() - _KEPT
    for file in folder.iterdir():
        with suppress(FileNotFoundError):  # another program tidies up as well
            if file.lstat().st_mtime < oldest:
                file.unlink()
