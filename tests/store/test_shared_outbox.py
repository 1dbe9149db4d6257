"""Two consoles on one outbox: each row goes to one of them alone; and rows that changed on disk go to nobody."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from console.contract.enums import SendType
from console.store.outbox_rows import RowState, Seen
from console.store.records import Draft
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
    assert sorted(row for both in sent for row in both) == sorted(f"row{number}" for number in range(ROWS))
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


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        (b"refund of 90.00", "Your refund of 90.00 is on its way."),
        (b'refund of 10.0"', None),
    ],
)
def test_a_byte_that_flipped_on_disk_is_never_sent(tmp_path: Path, wrong: bytes, text: str | None) -> None:
    """SQLite's own check does not see it."""
    with open_store(tmp_path) as store:
        for number, words in enumerate(("Your refund of 10.00 is on its way.", "Hello")):
            wish = WriteMessage(SendType.MESSAGE, words)
            store.outbox.accept(f"row{number}", f"cv{number}", wish, Seen(), now=NOW, due_at=NOW)
        store.drafts.put(Draft("cv0", SendType.MESSAGE, "Typed since"), NOW)
    path = tmp_path / "state" / "outbox.db"
    content = path.read_bytes()
    assert content.count(b"refund of 10.00") == 1
    path.write_bytes(content.replace(b"refund of 10.00", wrong))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with open_store(tmp_path) as store:
        claimed = store.claims.claim("one", NOW, NOW)
        assert claimed is not None
        assert claimed.id == "row1", "the others go out"
        assert store.claims.claim("one", NOW, NOW) is None
        assert [row.id for row in store.outbox.rows()] == ["row1"]
        (draft,) = [draft for draft in store.drafts.all() if draft.trouble]
    assert draft.trouble.startswith("This text was changed on disk after it was accepted, so it was not sent")
    if text is not None:
        assert (draft.kind, draft.text) == (SendType.MESSAGE, f"{text}\n\nTyped since")
    else:
        assert draft.kind is SendType.NOTE, "what cannot be read any more is no reply to a customer"
        assert "Your refund of 10.0" in draft.text
