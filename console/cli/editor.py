"""The agent's editor: a text on top, what it answers below a line, in a private file that goes away afterwards."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from console.cli.exit_codes import ExitCode
from console.cli.failure import CommandError

SCISSORS = "# ------------------------ >8 ------------------------"


def edit(text: str, context: Iterable[str]) -> str:
    """The text as it was saved, without the lines of `context` that stood below it; raises `CommandError`."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    descriptor, name = tempfile.mkstemp(prefix="lac-", suffix=".txt")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(f"{text}\n{SCISSORS}\n# Everything from the line above on is left out.\n")
            file.writelines(f"# {line}".rstrip() + "\n" for line in context)
        _run([*_words(command), name])
        return path.read_text(encoding="utf-8", errors="replace").split(SCISSORS, 1)[0]
    except OSError as error:
        message = f"The text cannot be handed to the editor {command!r}: {error.strerror}. Set EDITOR, or give -m."
        raise CommandError(ExitCode.USAGE, message) from None
    finally:
        path.unlink(missing_ok=True)


def _words(command: str) -> list[str]:
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise CommandError(ExitCode.USAGE, f"EDITOR cannot be read: {error}.") from None
    if not words:
        raise CommandError(ExitCode.USAGE, "EDITOR is empty.")
    return words


def _run(command: list[str]) -> None:
    code = subprocess.run(command, check=False).returncode  # noqa: S603 - the agent's own editor
    if code:
        raise CommandError(ExitCode.NOT_DONE, f"The editor ended with code {code}; nothing was sent.")
