"""The terminal's input: waits without waking, takes any bytes, drops stray answers, and notices a lost terminal."""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Iterable
from contextlib import suppress
from time import monotonic

from textual import constants, events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from console.ui.input_sieve import ESC, InputSieve, Keys, Pasted

READ_SIZE = 65536


class ConsoleDriver(LinuxDriver):
    """Textual's driver with another input thread.

    Textual's looks ten times a second whether something came, which costs wake-ups while idle and makes a lone Esc
    wait; it ends the application at the first byte that is not UTF-8 and at a sequence with numbers that are none,
    takes answers it does not know for keys, waits for ever for the end of a paste, and spins when the terminal is gone.
    This one sleeps until there is input, until something that has begun is due, or until it is woken to end.
    """

    def run_input_thread(self) -> None:
        """Read, decode, parse, post."""
        self._wake_read, self._wake_write = os.pipe()
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._sieve = InputSieve(constants.ESCAPE_DELAY)
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
