"""The terminal as the thread that writes sees it: one that does not read holds up that thread alone."""

from __future__ import annotations

import os
import select
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO


class TerminalFile:
    """Writes to the terminal through a descriptor of its own, which can be given up in the middle of a text.

    The one that was inherited belongs to the shell too, so it is left as it is. When the terminal is gone, what is
    written goes nowhere.
    """

    def __init__(self, inherited: TextIO, drained: Callable[[], None]) -> None:
        self.given_up = False
        """Whether what is written, and what is being written, goes nowhere."""
        self._inherited = inherited
        self._encoding = inherited.encoding
        self._drained = drained
        self._descriptor = _own(inherited.fileno())

    def write(self, text: str) -> None:
        """Write it, waiting for the terminal as long as it takes."""
        data = self._encoded(text)
        try:
            while data and not self.given_up:
                try:
                    data = data[os.write(self._descriptor, data) :]
                except BlockingIOError:
                    select.select([], [self._descriptor], [])
        except OSError:
            self.given_up = True

    def flush(self) -> None:
        """Everything is out."""
        self._drained()

    def write_if_it_fits(self, text: str) -> None:
        """Write it, if the terminal takes it at once."""
        with suppress(OSError):
            os.write(self._descriptor, self._encoded(text))

    def fileno(self) -> int:
        """The number that was inherited, by which the terminal is set up."""
        return self._inherited.fileno()

    def isatty(self) -> bool:
        """It was one when it was opened."""
        return True

    def _encoded(self, text: str) -> bytes:
        return text.encode(self._encoding, "backslashreplace")


def _own(inherited: int) -> int:
    """The same terminal, opened anew so that writing never blocks; or the same opening where it has no name."""
    try:
        return os.open(os.ttyname(inherited), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        return os.dup(inherited)
