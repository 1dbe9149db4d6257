"""Two consoles on one outbox: each row goes to one of them alone; and rows that changed on disk go to nobody."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from console.contract.enums import SendType
from console.store.errors import StoreError
from console.store.outbox_rows import RowState, Seen
from console.store.wishes import WriteMessage
from tests.store.support import NOW, open_store

ROWS = 120

SENDER = """
import sys
from datetime import timedelta
from pathlib import Path
from tests.store.support import NOW, open_store

with open_store(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    for _ in sys.stdin:
        row = store.claims.claim(sys.argv[2], NOW, NOW + timedelta(minutes=1))
        if row is not None and store.claims.begin(row.id, sys.argv[2], frozenset(), NOW):
            store.claims.confirm(row.id, sys.argv[2], "", NOW)
        print(row.id if row is not None else "", flush=True)
"""


def test_each_row_is_sent_by_one_console(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        for number in range(ROWS):
            wish = WriteMessage(SendType.MESSAGE, "Hello")
            store.outbox.accept(f"row{number}", f"cv{number % 50}", wish, Seen(), now=NOW, due_at=NOW)
    command = [sys.executable, "-c", SENDER, str(tmp_path)]
    senders = [
        subprocess.Popen([*command, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for name in ("one", "two")
    ]
    sent = [_lines_of(senders) for _ in range(ROWS // 2 + 1)][1:]
    for sender in senders:
        sender.communicate()
    assert [sender.returncode for sender in senders] == [0, 0]
    assert sorted(id for both in sent for id in both) == sorted(f"row{number}" for number in range(ROWS))
    with open_store(tmp_path) as store:
        assert {row.state for row in store.outbox.rows(settled_since=NOW)} == {RowState.CONFIRMED}


def _lines_of(senders: list[subprocess.Popen[str]]) -> list[str]:
    """What both say next; then both are told to go on in the same moment."""
    said = []
    for sender in senders:
        assert sender.stdout is not None
        said.append(sender.stdout.readline().strip())
    for sender in senders:
        assert sender.stdin is not None
        sender.stdin.write("go\n")
        sender.stdin.flush()
    return said


def test_a_byte_that_flipped_on_disk_is_never_sent(tmp_path: Path) -> None:
    """SQLite's own check does not see it."""
    with open_store(tmp_path) as store:
        wish = WriteMessage(SendType.MESSAGE, "Your refund of 10.00 is on its way.")
        store.outbox.accept("row1", "cv01", wish, Seen(), now=NOW, due_at=NOW)
    path = tmp_path / "state" / "outbox.db"
    content = path.read_bytes()
    assert content.count(b"refund of 10.00") == 1
    path.write_bytes(content.replace(b"refund of 10.00", b"refund of 90.00"))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with open_store(tmp_path) as store, pytest.raises(StoreError, match="Row 1 of the outbox is damaged on disk"):
        store.claims.claim("one", NOW, NOW)
