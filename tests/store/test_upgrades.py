"""Files of older versions: what they hold is there after they were brought forward."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from console.contract.enums import ConversationStatus, SendType
from console.store.outbox_rows import COLUMNS, RowState, Seen, fixed_part
from console.store.store import OUTBOX, Store
from console.store.wishes import SetStatus, WriteMessage

NOW = datetime(2026, 11, 30, 8, 40, tzinfo=UTC)
ACCOUNT = "https://acme.example ana"


def outbox_of_version_2(folder: Path) -> None:
    """An outbox whose rows know of no units, with a reply in it."""
    folder.mkdir()
    schema = resources.files("console.store").joinpath("outbox.sql").read_text("utf-8")
    schema = schema.split("-- What the agent marked by hand")[0]
    without_units = schema.replace(",\n  unit TEXT NOT NULL DEFAULT ''", "")
    assert without_units != schema
    wish = WriteMessage(SendType.MESSAGE, "Hello")
    fixed = fixed_part("row1", ACCOUNT, "cv01", wish, Seen(), "", "", NOW.timestamp())
    columns = ", ".join(COLUMNS.split(", ")[1:11])
    with closing(sqlite3.connect(folder / "outbox.db", isolation_level=None)) as connection:
        connection.executescript(f"BEGIN;{without_units}PRAGMA user_version = 2;COMMIT;")
        connection.execute(
            f"INSERT INTO outbox ({columns}, subject, place, state, due_at) VALUES "  # noqa: S608 - of constants alone
            "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'waiting', ?)",
            [*fixed, NOW.timestamp()],
        )


def test_rows_of_version_2_belong_to_no_unit(tmp_path: Path) -> None:
    outbox_of_version_2(tmp_path / "state")
    store = Store.open(tmp_path / "state", tmp_path / "cache", ACCOUNT)
    try:
        (row,) = store.outbox.rows()
        assert (row.id, row.state, row.text, row.unit) == ("row1", RowState.WAITING, "Hello", "")
        wish = SetStatus(ConversationStatus.RESOLVED)
        store.outbox.accept("row2", "cv02", wish, Seen(), now=NOW, due_at=NOW, unit="one")
        assert [one.id for one in store.outbox.of_unit("one")] == ["row2"]
    finally:
        store.close()
    with closing(sqlite3.connect(tmp_path / "state" / "outbox.db")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (OUTBOX.version,)
    assert (tmp_path / "state" / "outbox.copies" / "version-2.db").exists()


def test_what_is_accepted_together_is_on_disk_together(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "state", tmp_path / "cache", ACCOUNT)
    wish = SetStatus(ConversationStatus.RESOLVED)

    def work() -> None:
        for number in (1, 2):
            store.outbox.accept(f"row{number}", f"cv{number}", wish, Seen(), now=NOW, due_at=NOW, unit="one")
            assert len(store.outbox.rows()) == number
        message = "not the third"
        raise ValueError(message)

    try:
        with suppress(ValueError):
            store.outbox.together(work)
        assert store.outbox.rows() == []
        store.outbox.accept("row3", "cv3", wish, Seen(), now=NOW, due_at=NOW)
        assert [row.id for row in store.outbox.rows()] == ["row3"]
    finally:
        store.close()
