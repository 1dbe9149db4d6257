"""A console whose disk fills up while somebody types, or while replies are accepted; a process of its own.

Called with a folder, what is done, and how the disk fills: by a file that takes it all, or by a limit on files. Says in
a document what it was told was kept, and what was there when everything was opened again.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from console.contract.enums import SendType
from console.store.errors import StoreFullError
from console.store.outbox_rows import Seen
from console.store.records import Draft
from console.store.store import Store
from console.store.wishes import WriteMessage
from tests.store.support import NOW, open_store

TEXT = "w" * 3000
MOST = 5000
LIMIT = 500_000
"""Bytes of a file."""


def typing(store: Store, number: int) -> str:
    """Save a text that somebody types; returns how it can be found."""
    store.drafts.put(Draft(f"cv{number:04}", SendType.MESSAGE, TEXT), NOW)
    return f"cv{number:04}"


def accepting(store: Store, number: int) -> str:
    """Accept a reply."""
    store.outbox.accept(f"row{number:04}", "cv01", WriteMessage(SendType.MESSAGE, TEXT), Seen(), now=NOW, due_at=NOW)
    return f"row{number:04}"


def kept(store: Store, what: str) -> list[str]:
    """What is in the file and whole."""
    if what == "typing":
        return [draft.conversation_id for draft in store.drafts.all() if draft.text == TEXT]
    return [row.id for row in store.outbox.rows() if row.wish == WriteMessage(SendType.MESSAGE, TEXT)]


def fill(folder: Path) -> None:
    """Take all that is left of a disk."""
    filler = os.open(folder / "filler", os.O_WRONLY | os.O_CREAT)
    with suppress(OSError):
        while os.write(filler, b"\0" * 4096):
            pass
    os.close(filler)


def until_full(store: Store, act: Callable[[Store, int], str], told: list[str], first: int) -> str:
    """Act until it is said that the disk is full; returns what was said."""
    for number in range(first, MOST):
        try:
            told.append(act(store, number))
        except StoreFullError as error:
            return str(error)
    return ""


def main(folder: Path, what: str, how: str) -> None:
    """Fill up, and tell."""
    act = typing if what == "typing" else accepting
    told: list[str] = []
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_store(folder) as store:
        store.keep_safe(NOW)
        told.append(act(store, 0))
        if how == "disk":
            fill(folder)
        else:
            resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, hard))
        said = until_full(store, act, told, 1)
        without_room = len(told) - 1
        readable = kept(store, what)
        if how == "disk":
            (folder / "filler").unlink()
        else:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        told.append(act(store, MOST))
    with open_store(folder) as store:
        found = kept(store, what)
    spare = (folder / "state" / "outbox.db.spare").exists()
    report = {"said": said, "told": told, "found": found, "readable": len(readable), "spare": spare}
    sys.stdout.write(json.dumps({**report, "kept_while_it_was_full": without_room}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
