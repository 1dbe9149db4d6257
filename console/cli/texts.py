"""The text of a reply or a note: an argument, a file, standard input, or the agent's editor."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError
from console.cli.printing import ask

LONGEST = 1_000_000
"""Characters of a text; a longer one is a mistake, such as the wrong file."""


def given_text(options: argparse.Namespace) -> str | None:
    """The text that was given; None when it is to be written in the editor. Raises `CommandError`.

    Controls, half characters and direction overrides are left out of it: nobody means to send them.
    """
    if options.message is not None:
        return checked(options.message)
    if options.file not in (None, "-"):
        try:
            return checked(_decoded(Path(options.file).read_bytes(), options.file))
        except OSError as error:
            raise CommandError(ExitCode.USAGE, f"{options.file} cannot be read: {error.strerror}.") from None
    if options.file == "-" or not sys.stdin.isatty():
        return checked(_decoded(sys.stdin.buffer.read(), "Standard input"))
    return None


def checked(text: str) -> str:
    """A text as it is sent; raises `CommandError` when there is none."""
    from console.ui.drawable import typed

    text = typed(text).strip("\n").rstrip()
    if not text.strip():
        raise CommandError(ExitCode.USAGE, "There is no text to send.")
    if len(text) > LONGEST:
        raise CommandError(ExitCode.USAGE, f"The text has more than {LONGEST:,} characters.")
    return text


def confirmed(question: str) -> bool:
    """Whether somebody at the terminal says yes."""
    return ask(f"{question} [y/N]").lower() in ("y", "yes")


def _decoded(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(ExitCode.USAGE, f"{where} is not UTF-8: see byte {error.start}.") from None
