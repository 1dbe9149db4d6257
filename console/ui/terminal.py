"""The terminal: input that takes any bytes and notices a lost terminal, output that holds nobody up."""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
import sys
import termios
from codecs import getincrementaldecoder
from collections.abc import Iterable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, cast

from textual import constants, events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers._writer_thread import MAX_QUEUED_WRITES
from textual.drivers.linux_driver import LinuxDriver

from console.ui.input_sieve import ESC, InputSieve, Keys, Pasted
from console.ui.signals import POP_TITLE, PUSH_TITLE
from console.ui.terminal_file import TerminalFile

if TYPE_CHECKING:
    from io import TextIOWrapper

    from textual.app import App

READ_SIZE = 65536
LAST_PATIENCE = 0.5
"""Seconds that a terminal gets to read what was written when the console ends."""
SHOW_CURSOR = "\x1b[?25h"
LAST_WORDS = (
    "\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2048l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""What makes a terminal as it was."""


class ConsoleDriver(LinuxDriver):
    """Textual's driver with another input thread, and with output that never makes the interface wait.

    Textual's input looks ten times a second whether something came, which costs wake-ups while idle and makes a lone
    Esc wait; it ends the application at the first byte that is not UTF-8 and at a sequence with numbers that are none,
    takes answers it does not know for keys, waits for ever for the end of a paste, and spins when the terminal is gone.
    This one sleeps until there is input, until something that has begun is due, or until it is woken to end.

    Textual's output stops the whole interface, saving and ending too, while a terminal does not read, and for ever when
    the terminal is gone. Here such a terminal gets no frames, and a whole one when it reads again.
    """

    def __init__(
        self, app: App[None], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._terminal = TerminalFile(sys.__stderr__ or sys.stderr, self._drained)
        self._file = cast("TextIOWrapper", self._terminal)  # of which Textual uses what this has
        self._behind = False
        """Whether the terminal misses frames."""
        self._titled = False
        """Whether the title is the console's."""

    def start_application_mode(self) -> None:
        """Take the terminal; from now on nobody waits for it."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual does not say
        if getattr(self._app, "linear", False):
            self.write(SHOW_CURSOR)
        if self._writer_thread is not None:
            self._writer_thread._queue.maxsize = 0  # `keeps_up` bounds what counts, the frames
        loop = asyncio.get_running_loop()
        # Not as Textual does it, in the middle of whatever runs: that may hold a lock which writing needs.
        loop.add_signal_handler(signal.SIGTSTP, self._sigtstp_application)
        loop.add_signal_handler(signal.SIGCONT, self._continued)

    def _continued(self) -> None:
        """Take the terminal again after a stop; one that is hung up says "continue" to programs that never stopped."""
        if self._must_signal_resume:
            self._sigcont_application()
        if self._auto_restart:  # otherwise another program has the terminal
            self._app.refresh(layout=True)

    @property
    def keeps_up(self) -> bool:
        """Whether the terminal can take a frame; once it cannot, it shall be painted anew when it has read the rest."""
        if self._writer_thread is None:
            return True
        waiting = self._writer_thread._queue.qsize
        if self._behind or waiting() >= MAX_QUEUED_WRITES:
            self._behind = True
            if waiting() == 0:  # read just now: nobody else will notice
                self._behind = False
        return not self._behind

    def signal(self, sequence: str, *, is_title: bool) -> None:
        """Write what is not drawn; the first title keeps the terminal's own for the end. One that is behind gets none.

        The console of Linux has no title and draws what it does not know.
        """
        if not self.keeps_up or (is_title and os.environ.get("TERM", "").startswith("linux")):
            return
        if is_title and not self._titled:
            self._titled = True
            self.write(PUSH_TITLE)
        self.write(sequence)
        self.flush()

    def stop_application_mode(self) -> None:
        """Give the terminal back, with its title."""
        if self._titled:
            self._titled = False
            self.write(POP_TITLE)
        super().stop_application_mode()

    def _drained(self) -> None:
        """In the thread that writes: the terminal has taken everything."""
        if self._behind:
            self._behind = False
            self._app.call_later(self._app.refresh, layout=True)

    def close(self) -> None:
        """Wait until the last words are out; what a terminal does not read by then is thrown away before them."""
        writer = self._writer_thread
        if writer is None:
            return
        writer._queue.put(None)
        writer.join(LAST_PATIENCE)
        if not writer.is_alive():
            return
        self._terminal.given_up = True
        deadline = monotonic() + LAST_PATIENCE
        while writer.is_alive() and monotonic() < deadline:
            with suppress(termios.error):
                termios.tcflush(self.fileno, termios.TCOFLUSH)
            writer.join(0.02)
        self._terminal.write_if_it_fits(LAST_WORDS)

    def run_input_thread(self) -> None:
        """Read, decode, parse, post."""
        self._wake_read, self._wake_write = os.pipe()
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._sieve = InputSieve(constants.ESCAPE_DELAY, alt=getattr(self._app, "has_alt_keys", False))
        self._parser = XTermParser(self._debug)
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                selector.register(self._wake_read, selectors.EVENT_READ)
                while not self.exit_event.is_set():
                    ready = {key.fd for key, _ in selector.select(self._seconds_left())}
                    if self.fileno in ready and not self._read():
                        return
                    self._take(self._sieve.expire(monotonic()))
                    for message in self._parser.tick():
                        self.process_message(message)
        finally:
            os.close(self._wake_read)
            os.close(self._wake_write)
            self._end()

    def _read(self) -> bool:
        """Take what came; False when the terminal is gone."""
        try:
            data = os.read(self.fileno, READ_SIZE)
        except OSError:
            data = b""
        if not data:
            self._app.call_later(self._app.exit)
            return False
        if text := self._decoder.decode(data):
            self._take(self._sieve.feed(text, monotonic()))
        return True

    def _take(self, pieces: Iterable[Keys | Pasted]) -> None:
        for piece in pieces:
            if isinstance(piece, Pasted):
                self.process_message(events.Paste(piece.text))
            elif piece.text == ESC:
                self.process_message(events.Key("escape", ESC))
            else:
                self._parse(piece.text)

    def _seconds_left(self) -> float | None:
        """Until something that has begun is taken for what it is so far; None when nothing is pending."""
        due = [time for time in (self._sieve.due, self._parser._timeout_time) if time is not None]
        return max(0.0, min(due) - monotonic()) if due else None

    def _parse(self, text: str) -> None:
        """Post what a text with at most one sequence in it means; a sequence that cannot be read is left out."""
        try:
            messages = list(self._parser.feed(text))
        except (ValueError, OverflowError):
            spoilt, self._parser = self._parser, XTermParser(self._debug)
            self._parser.mouse_pixels = spoilt.mouse_pixels
            self._parser.terminal_size = spoilt.terminal_size
            self._parser.terminal_pixel_size = spoilt.terminal_pixel_size
            return
        for message in messages:
            self.process_message(message)

    def _end(self) -> None:
        try:
            for _ in self._parser.feed(""):
                pass
        except (EOFError, ParseError):
            return

    def disable_input(self) -> None:
        """Wake the input thread, so that it sees that it shall end."""
        wake = getattr(self, "_wake_write", None)
        if wake is not None and not self.exit_event.is_set():
            self.exit_event.set()
            with suppress(OSError):  # the thread has ended by itself
                os.write(wake, b"\0")
            if self._key_thread is not None:
                self._key_thread.join()
            self.exit_event.clear()
            self._key_thread = None
        super().disable_input()
