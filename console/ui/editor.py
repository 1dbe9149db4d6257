"""The agent's own editor: the draft on top, the conversation below a scissors line for reading."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from console.services.reading import to_plain
from console.services.records import Thread
from console.ui.text import clean, typed

if TYPE_CHECKING:
    from textual.app import App

SCISSORS = "# ------------------------ >8 ------------------------"
SHOWN_MESSAGES = 8


def edit_in_editor(app: App[None], text: str, thread: Thread | None, *, say: Callable[..., None]) -> str | None:
    """Let the agent edit a text in `$VISUAL` or `$EDITOR`; None when that was not possible, which is said.

    The file is private and goes away afterwards. Only what is above the scissors line comes back.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    descriptor, name = tempfile.mkstemp(prefix="lac-", suffix=".txt")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(f"{text}\n{SCISSORS}\n{_context(thread) if thread else ''}")
        with app.suspend():
            trouble = _run([*shlex.split(command), name])
        if trouble:
            say(trouble, warning=True)
            return None
        edited = path.read_text(encoding="utf-8", errors="replace")
    except SuspendNotSupported:
        say("An external editor cannot be opened in this terminal", warning=True)
        return None
    except (OSError, ValueError) as error:
        say(f"The text could not be handed to the editor {command!r}: {error}", warning=True)
        return None
    finally:
        path.unlink(missing_ok=True)
    kept = edited.split(SCISSORS, 1)[0].rstrip("\n")
    return typed(kept)


def _run(command: list[str]) -> str:
    """Run the editor; what went wrong, in words. Nothing is raised: the terminal could not be taken back after it."""
    try:
        status = subprocess.run(command, check=False).returncode  # noqa: S603
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        return f"The editor {command[0]!r} could not be started: {reason}; set EDITOR"
    return f"The editor ended with code {status}; the text is as it was" if status else ""


def _context(thread: Thread) -> str:
    lines = [
        "# Everything from the line above on is left out.",
        f"# {clean(thread.row.code)} {clean(thread.row.subject)}",
    ]
    messages = [message for group in thread.groups for message in group.messages][-SHOWN_MESSAGES:]
    for message in messages:
        lines += ["#", f"# {clean(message.author.name)}, {clean(message.at_raw)}"]
        lines += [f"# {clean(line)}" for line in to_plain(message.body)[:8000].splitlines()]
    return "\n".join(lines) + "\n"
