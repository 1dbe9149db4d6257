"""Rows of the outbox that changed on disk: none of them is sent, none holds up the others, and no text is lost."""

from __future__ import annotations

import sqlite3
from typing import Final

from console.contract.enums import SendType
from console.store.db import Database
from console.store.outbox_rows import COLUMNS, digest_of
from console.store.values import Row
from console.store.wishes import WriteMessage, form_of, text_of, unpack

TROUBLE: Final = (
    "This text was changed on disk after it was accepted, so it was not sent from there. Read it, and look at the "
    "conversation, before you send it."
)


def set_damaged_aside(database: Database, account: str) -> int:
    """Take rows out that are not as they were written, and make texts that were not settled drafts again."""
    rows = database.fetch(f"SELECT {COLUMNS} FROM outbox WHERE account = ?", [account])  # noqa: S608 - of a constant
    damaged = [row for row in rows if digest_of(row[1:10]) != row[10]]
    if damaged:
        with database.write() as connection:
            for row in damaged:
                said = _said(row) if row[18] is None else None
                if said is not None:
                    _to_draft(connection, row, account, said)
                connection.execute("DELETE FROM outbox WHERE number = ?", [row[0]])
    return len(damaged)


def _to_draft(connection: sqlite3.Connection, row: Row, account: str, said: WriteMessage) -> None:
    """Put the text before what is being written there already."""
    text, key = said.text, [account, row[3], said.kind.value]
    query = "SELECT text FROM draft WHERE account = ? AND conversation_id = ? AND kind = ?"
    found = connection.execute(query, key).fetchone()
    if found and found[0].strip():
        text = f"{text}\n\n{found[0]}"
    connection.execute(
        "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?, '', '', ?)", [*key, text, len(text), row[9], TROUBLE]
    )


def _said(row: Row) -> WriteMessage | None:
    """The text of the row, or all that can still be read of it: then as a note, which no customer sees."""
    try:
        wish = unpack(row[4], row[5])
        form = form_of(wish)
        return WriteMessage(SendType.MESSAGE, form) if form else text_of(wish)
    except (ValueError, KeyError, TypeError):
        return WriteMessage(SendType.NOTE, str(row[5]))
