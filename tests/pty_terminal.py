"""A command in a real pseudo-terminal: press keys, wait for text on the screen, look at the bytes it wrote."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyte

KEYS: Final = {
    "enter": b"\r",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "escape": b"\x1b",
    "space": b" ",
    "backspace": b"\x7f",
    "delete": b"\x1b[3~",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    **{f"ctrl+{chr(letter)}": bytes([letter - 0x60]) for letter in range(ord("a"), ord("z") + 1)},
}
"""Names of keys that are not the character they type."""

_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<=>][0-?]*[ -/]*[@-~]|\x1b\[[0-?]*[ -/]+[@-~]|\x1b[PX^_].*?\x1b\\", re.DOTALL)
"""Sequences that draw nothing on a terminal but would leave letters on pyte's screen."""
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[PX^_](?:[^\x1b]|\x1b(?!\\))*\x1b?)?\Z")
_ALTERNATE = re.compile(rb"\x1b\[\?1049[hl]")


class TerminalTimeoutError(AssertionError):
    """What was waited for did not come; the message holds the screen."""


class _Screen(pyte.Screen):
    """pyte's screen with scrolling by count and repetition, which full-screen programs use."""

    _last = " "

    def draw(self, data: str) -> None:
        if data:
            self._last = data[-1]
        super().draw(data)

    def repeat_character(self, count: int | None = None) -> None:
        """REP: the last character again."""
        self.draw(self._last * (count or 1))

    def scroll_up(self, count: int | None = None) -> None:
        """SU: the lines between the margins move up."""
        self._at_top_margin(self.delete_lines, count)

    def scroll_down(self, count: int | None = None) -> None:
        """SD: the lines between the margins move down."""
        self._at_top_margin(self.insert_lines, count)

    def _at_top_margin(self, move: Callable[[int], None], count: int | None) -> None:
        x, y = self.cursor.x, self.cursor.y
        self.cursor.y = self.margins.top if self.margins else 0
        move(count or 1)
        self.cursor.x, self.cursor.y = x, y


class _Stream(pyte.ByteStream):
    csi = {**pyte.ByteStream.csi, "S": "scroll_up", "T": "scroll_down", "b": "repeat_character"}  # noqa: RUF012
    events = pyte.ByteStream.events | {"scroll_up", "scroll_down", "repeat_character"}


class PtyTerminal:
    """One command, started at once as the leader of a session of its own, and the screen it draws on.

    Used as a context manager it leaves nothing behind: a command that still runs at the end is killed.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self._output = bytearray()
        self.read_at = 0.0
        """When the last of them came, by `time.perf_counter`."""
        self.columns, self.rows = columns, rows
        self._screen = _Screen(columns, rows)
        self._stream = _Stream(self._screen)
        self._kept = b""
        self._ended = False
        self._leader, follower = os.openpty()
        _set_size(self._leader, columns, rows)
        try:
            self.process = subprocess.Popen(
                [str(part) for part in command],
                env=_without_size(os.environ if env is None else env),
                cwd=cwd,
                pass_fds=(follower,),
                preexec_fn=lambda: _sit_down_at(follower),
            )
        finally:
            os.close(follower)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def output(self) -> bytes:
        """Every byte the command wrote so far."""
        return bytes(self._output)

    # What is on the screen

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, without the spaces at their ends."""
        # Not pyte's own `display`, which fails at the right half of a wide character whose left half was overwritten.
        buffer, columns = self._screen.buffer, range(self._screen.columns)
        return ["".join(buffer[y][x].data for x in columns).rstrip() for y in range(self._screen.lines)]

    @property
    def text(self) -> str:
        """The whole screen as one string."""
        return "\n".join(self.lines)

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the cursor, from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

    def character(self, column: int, row: int) -> Any:
        """pyte's cell with `data`, `fg`, `bg`, `bold`, `reverse` and so on."""
        return self._screen.buffer[row][column]

    # What the person at the keyboard does

    def press(self, *keys: str) -> None:
        """Press keys one after the other: a name of `KEYS`, or else the characters themselves."""
        for key in keys:
            self.send(KEYS.get(key) or key.encode())

    def send(self, data: bytes) -> None:
        """Write bytes to the command's standard input, as a terminal or a line with noise would."""
        while data:
            data = data[os.write(self._leader, data) :]

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window; the command gets SIGWINCH."""
        self.columns, self.rows = columns, rows
        self._screen.resize(rows, columns)
        _set_size(self._leader, columns, rows)

    def hang_up(self) -> None:
        """Take the terminal away, as a dropped SSH connection does."""
        if self._leader >= 0:
            os.close(self._leader)
            self._leader = -1

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal to the command alone, not to its children."""
        self.process.send_signal(number)

    # Waiting: always for something, never for a time

    def wait_for(self, wanted: str | re.Pattern[str], timeout: float = 30) -> str:
        """Read until the text, or a match of the pattern, is on the screen; returns the screen."""
        pattern = re.compile(re.escape(wanted)) if isinstance(wanted, str) else wanted
        return self.wait_until(lambda text: pattern.search(text) is not None, f"{pattern.pattern!r}", timeout)

    def wait_until(self, condition: Callable[[str], bool], what: str, timeout: float = 30) -> str:
        """Read until the condition holds for the screen's text; `what` names it in the error."""
        deadline = time.monotonic() + timeout
        while not condition(self.text):
            left = deadline - time.monotonic()
            if self._ended or left <= 0:
                why = "the command ended" if self._ended else f"{timeout:g} s went by"
                message = f"{why} before {what} was shown. The screen:\n{self.text}"
                raise TerminalTimeoutError(message)
            self.read(left)
        return self.text

    def settle(self, quiet: float = 0.2, timeout: float = 30) -> str:
        """Read until nothing was written for `quiet` seconds; returns the screen."""
        deadline = time.monotonic() + timeout
        while not self._ended and self.read(quiet):
            if time.monotonic() > deadline:
                message = f"the command wrote without a pause for {timeout:g} s. The screen:\n{self.text}"
                raise TerminalTimeoutError(message)
        return self.text

    def wait_exit(self, timeout: float = 30) -> int:
        """Read until the command is gone; returns its exit code, minus the signal's number when one ended it."""
        deadline = time.monotonic() + timeout
        while not self._ended and (left := deadline - time.monotonic()) > 0:
            # A child may keep the terminal open after the command is gone: look at the command now and then.
            if not self.read(min(left, 0.1)) and self.process.poll() is not None:
                break
        try:
            return self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            message = f"the command still runs after {timeout:g} s. The screen:\n{self.text}"
            raise TerminalTimeoutError(message) from None

    def close(self) -> None:
        """Take the terminal away and see to it that the command is gone."""
        self.hang_up()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(0.5)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(10)

    def read(self, timeout: float) -> bool:
        """Take what was written, waiting up to `timeout` seconds for it; False when nothing came."""
        if self._leader < 0 or not select.select([self._leader], [], [], max(0.0, timeout))[0]:
            return False
        try:
            data = os.read(self._leader, 65536)
        except OSError:  # EIO: nobody holds the other end any more
            data = b""
        if not data:
            self._ended = True
            return False
        self.read_at = time.perf_counter()
        self._output += data
        self._draw(data)
        return True

    def _draw(self, data: bytes) -> None:
        data = self._kept + data
        unfinished = _UNFINISHED.search(data)
        self._kept = data[unfinished.start() :] if unfinished else b""
        data = data[: len(data) - len(self._kept)]
        data = _UNKNOWN_TO_PYTE.sub(b"", data)
        self._stream.feed(_ALTERNATE.sub(b"\x1b[2J\x1b[H", data))


def _sit_down_at(follower: int) -> None:
    """In the child: the terminal is its own, and signals are as in a fresh session, whatever this process ignores."""
    os.login_tty(follower)
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def _without_size(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without another terminal's size, which programs take for theirs."""
    return {name: value for name, value in environment.items() if name not in ("COLUMNS", "LINES")}


def _set_size(descriptor: int, columns: int, rows: int) -> None:
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
