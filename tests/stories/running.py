"""The command in a real terminal, and what it left on disk."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from console.config.paths import Paths
from tests.pty_terminal import PtyTerminal

QUEUE = "Lamp arrived cracked"
"""A line of the demo's queue."""


@contextmanager
def running(
    home: Path, *arguments: str, size: tuple[int, int] = (160, 45), env: Mapping[str, str] | None = None
) -> Iterator[PtyTerminal]:
    """`lac` with these arguments, just started."""
    environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", **(env or {})}
    for name in ("COLUMNS", "LINES"):  # the terminal's size counts, not that of whoever runs the tests
        environment.pop(name, None)
    command = [sys.executable, "-m", "console", *arguments]
    with PtyTerminal(command, columns=size[0], rows=size[1], env=environment, cwd=home) as terminal:
        yield terminal


@contextmanager
def demo(home: Path, *, env: Mapping[str, str] | None = None) -> Iterator[PtyTerminal]:
    """A still demo with its queue on the screen, synced."""
    with running(home, "demo", "--no-play", env=env) as terminal:
        terminal.wait_for(QUEUE)
        terminal.wait_for("synced")
        yield terminal


def write_in_lamp(terminal: PtyTerminal, text: str) -> None:
    """Open the lamp's conversation by searching for it, and write into it; returns once the text is on the screen."""
    terminal.press("f")
    terminal.wait_for("Show only")
    terminal.press("lamp arrived", "enter")
    terminal.wait_for("filter: lamp arrived")
    terminal.press("enter")
    terminal.wait_for("Third cracked Loft")
    terminal.press("r")
    terminal.wait_for("Reply to jana@example.com as Ana")
    terminal.press(text)
    terminal.wait_for(text)


def quit_console(terminal: PtyTerminal) -> int:
    """Leave from the queue as agents do; returns the exit code."""
    terminal.press("q")
    terminal.wait_for("Quit the console?")
    terminal.press("y")
    return terminal.wait_exit()


def drafts_on_disk() -> list[str]:
    """The texts of all drafts under this home, whatever file they are in, but for those in copies."""
    texts: list[str] = []
    for path in Paths.find().state.rglob("*"):
        if path.name == "desk.db" or path.parent.suffix == ".copies":
            continue
        if path.is_file() and path.read_bytes()[:15] == b"SQLite format 3":
            with closing(sqlite3.connect(path)) as connection:
                if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'draft'").fetchone():
                    texts += [row[0] for row in connection.execute("SELECT text FROM draft ORDER BY updated_at DESC")]
    return texts


def at_the_desk(sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query on the demo's help desk."""
    with closing(sqlite3.connect(Paths.find().state / "demo" / "desk.db")) as connection:
        return connection.execute(sql).fetchall()


def customer_writes(code: str, text: str) -> None:
    """At the demo's help desk, the customer of a conversation writes once more."""
    with closing(sqlite3.connect(Paths.find().state / "demo" / "desk.db")) as connection, connection:
        connection.row_factory = sqlite3.Row
        ((conversation,),) = connection.execute("SELECT id FROM conversation WHERE code = ?", [code])
        of_it = "WHERE conversation_id = ? ORDER BY position"
        first, *_, last = map(dict, connection.execute(f"SELECT * FROM message_group {of_it}", [conversation]))  # noqa: S608
        message = dict(connection.execute("SELECT * FROM message WHERE group_id = ?", [first["id"]]).fetchone())
        at = int(time.time())
        group = first | {"id": "newgroup0001", "position": last["position"] + 1, "created": at, "finished": at}
        message |= {"id": "newmessage01", "group_id": group["id"], "created": at, "body": text}
        for table, row in (("message_group", group), ("message", message)):
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", [*row.values()])  # noqa: S608
        connection.execute("UPDATE conversation SET status = 'C', changed = ? WHERE id = ?", [at, conversation])
