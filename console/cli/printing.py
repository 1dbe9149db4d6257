"""The only way to standard output and standard error: every line is cleaned first."""

from __future__ import annotations

import sys
from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

LONGEST_LINE = 4000


def say(*lines: str) -> None:
    """Print lines to standard output."""
    _write(sys.stdout, lines)


def complain(*lines: str) -> None:
    """Print lines to standard error."""
    _write(sys.stderr, lines)


def say_json(value: object) -> None:
    """Print one document of JSON, in ASCII alone: controls are escapes in it, and nothing is lost."""
    import json

    sys.stdout.write(json.dumps(value, indent=2) + "\n")
    sys.stdout.flush()


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A line on standard error that is written over again and again; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return

    def show(line: str) -> None:
        sys.stderr.write(f"\r\x1b[K{clean_line(line)}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def say_as_it_is(data: bytes) -> None:
    """Print bytes that hold nothing harmful any more, or that go to a program in a pipe."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def ask(question: str) -> str:
    """What somebody at the terminal answers; the question goes to standard error."""
    return answer_to(question) or ""


def answer_to(question: str) -> str | None:
    """The same; None at the end of all input."""
    sys.stderr.write(f"{clean_line(question)} ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None


def clean_line(line: str) -> str:
    """The line with nothing in it that could act on a terminal.

    Plain text, which is nearly all there is, passes without loading anything; the rest goes through the same door as
    everything the console draws.
    """
    if line.isascii() and line.isprintable():
        return line
    from console.ui.drawable import clean

    return clean(line, limit=LONGEST_LINE)


def clean_text(text: str) -> str:
    """Several lines, each cleaned."""
    return "\n".join(clean_line(line) for line in text.split("\n"))


def _write(stream: TextIO, lines: tuple[str, ...]) -> None:
    for line in lines:
        stream.write(clean_text(line) + "\n")
    stream.flush()
