"""Questions in lines at a terminal: asked until the answer can be, with what was said before as the answer of Enter."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from console.cli.printing import answer_to, complain

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.contract.secret import Secret

TRIES: Final = 5
"""Answers that cannot be, after which nothing is asked any more."""


class LeftError(Exception):
    """Whoever was asked wants to leave."""


def told(*lines: str) -> None:
    """Print lines to standard error, broken between words where the terminal ends."""
    for line in lines:
        complain(*_broken(line))


def asked(question: str, read: Callable[[str], str | None], otherwise: str, *, before: str = "") -> str:
    """An answer that can be, asked for until there is one; Enter takes the one from before, q leaves."""
    short = question.removesuffix(":").partition(", such as")[0]
    ending = f"{short} (Enter: {before}):" if before else question
    for _ in range(TRIES):
        text = _line(ending)
        if text == "q":
            break
        found = read(text or before)
        if found is not None:
            return found
        if otherwise:
            told(otherwise)
    raise LeftError


def typed_key(before: Secret | None = None) -> Secret:
    """The key, which no terminal shows while it is typed."""
    from getpass import getpass

    from console.cli import crash
    from console.config.errors import ConfigError
    from console.config.secrets import checked_key

    question = "The key (not shown; Enter: the one from before): " if before else "The key (not shown): "
    for _ in range(TRIES):
        try:
            text = getpass(question, stream=sys.stderr).strip()
        except EOFError:
            complain("")
            break
        if text == "q":
            break
        if not text and before is not None:
            return before
        try:
            key = checked_key(text)
        except ConfigError as error:
            told(str(error) if text else "Nothing was typed. q leaves.")
            continue
        crash.hide(key.reveal)
        return key
    raise LeftError


def _line(question: str) -> str:
    """What is typed behind a question; the end of all input is leaving."""
    *lines, last = _broken(question)
    complain(*lines)
    answer = answer_to(last)
    if answer is None:
        complain("")
        raise LeftError
    return answer


def _broken(line: str) -> list[str]:
    import shutil
    import textwrap

    width = max(shutil.get_terminal_size().columns - 1, 20)
    indent = " " * 5 if line.startswith("  ") else ""
    return textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False) or [""]
