"""The terminal's input: wakes only when something comes, takes bytes that are no UTF-8, and notices a lost terminal."""

from __future__ import annotations

import os
import selectors
from codecs import IncrementalDecoder, getincrementaldecoder
from contextlib import suppress
from time import monotonic

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

READ_SIZE = 4096


class ConsoleDriver(LinuxDriver):
    """Textual's driver with another input thread.

    Textual's looks ten times a second whether something came, which costs wake-ups while idle and makes a lone Esc
    wait; it ends the application at the first byte that is not UTF-8, and spins when the terminal is gone. This one
    sleeps until there is input, until a lone Esc is due, or until it is woken to end.
    """

    def run_input_thread(self) -> None:
        """Read, decode, parse, post."""
        self._wake_read, self._wake_write = os.pipe()
        decoder = getincrementaldecoder("utf-8")("replace")
        parser = XTermParser(self._debug)
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                selector.register(self._wake_read, selectors.EVENT_READ)
                while not self.exit_event.is_set():
                    ready = {key.fd for key, _ in selector.select(_seconds_left(parser))}
                    if self.fileno in ready and not self._read(decoder, parser):
                        return
                    for message in parser.tick():
                        self.process_message(message)
        finally:
            os.close(self._wake_read)
            os.close(self._wake_write)
            self._end(parser)

    def _read(self, decoder: IncrementalDecoder, parser: XTermParser) -> bool:
        """Take what came; False when the terminal is gone."""
        try:
            data = os.read(self.fileno, READ_SIZE)
        except OSError:
            data = b""
        if not data:
            self._app.call_later(self._app.exit)
            return False
        text = decoder.decode(data)
        for message in parser.feed(text) if text else ():
            self.process_message(message)
        return True

    def _end(self, parser: XTermParser) -> None:
        try:
            for _ in parser.feed(""):
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


def _seconds_left(parser: XTermParser) -> float | None:
    """Until a sequence that has begun is taken for what it is so far; None when nothing is pending."""
    due = parser._timeout_time
    return None if due is None else max(0.0, due - monotonic())
