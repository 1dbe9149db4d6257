"""Where nothing can be written: what is there can be read, the rest lives until the end, and that is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from console.contract.enums import SendType
from console.store.audit import AuditEntry
from console.store.errors import StoreError
from console.store.record_file import record_of
from console.store.records import Draft
from tests.store import confined
from tests.store.support import ACCOUNT, NOW, facts, open_store

LOOK = """
import json, sys
from pathlib import Path
from console.contract.enums import SendType
from console.store.record_file import record_of
from console.store.records import Draft
from tests.store.support import ACCOUNT, NOW, facts, open_store

folder = Path(sys.argv[1])
with open_store(folder) as store:
    store.conversations.put([facts("cv02")])
    store.drafts.put(Draft("cv02", SendType.MESSAGE, "Typed"), NOW)
    store.keep_safe(NOW)
    said = {
        "trouble": store.trouble,
        "drafts": [draft.text for draft in store.drafts.all()],
        "seen": store.conversations.row("cv02") is not None,
    }
with record_of(folder / "state", ACCOUNT) as record:
    said["written down"] = None if record is None else [entry.call for entry in record.entries()]
print(json.dumps(said))
"""


@contextmanager
def nothing_can_be_written(folder: Path) -> Iterator[None]:
    """Take the permission to write from all below a folder, for the time of the block."""
    found = [folder, *folder.rglob("*")]
    modes = [(path, path.stat().st_mode & 0o777) for path in found]
    for path, mode in reversed(modes):
        path.chmod(mode & ~0o222)
    try:
        yield
    finally:
        for path, mode in modes:
            path.chmod(mode)


def look(folder: Path, temporary: Path) -> Any:
    """What a console sees and says that opens there."""
    temporary.mkdir(exist_ok=True)
    script = f"import tempfile; tempfile.tempdir = {str(temporary)!r}\n{LOOK}"
    done = confined.run(["-c", script, folder], before=confined.without_powers)
    assert done.returncode == 0, done.stderr
    assert not list(temporary.iterdir()), "what was temporary is gone"
    return json.loads(done.stdout)


def test_an_empty_home_that_is_read_only(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with nothing_can_be_written(home):
        said = look(home, tmp_path / "elsewhere")
    file = home / "state" / "outbox.db"
    words = f"The file of drafts and outbox, {file}, cannot be used: Permission denied."
    assert said["trouble"] == f"Nothing can be kept on this machine. {words}"
    assert (said["drafts"], said["seen"], said["written down"]) == (["Typed"], True, None)
    assert not list(home.iterdir())


@pytest.mark.parametrize("place", [".", "state"])
def test_a_home_that_became_read_only(tmp_path: Path, place: str) -> None:
    home = tmp_path / "home"
    with open_store(home) as store:
        store.conversations.put([facts("cv01")])
        store.drafts.put(Draft("cv01", SendType.MESSAGE, "Earlier"), NOW)
        store.audit.add(AuditEntry(NOW, "mira", "lac status", "PUT conversations/cv01/status", "", "HTTP 200"))
    before = (home / "state" / "outbox.db").read_bytes()
    with nothing_can_be_written(home / place):
        said = look(home, tmp_path / "elsewhere")
    assert said["trouble"].startswith("Nothing can be kept on this machine. The file of drafts and outbox, ")
    assert "read-only" in said["trouble"]
    assert said["drafts"] == ["Typed"], "what waits in the file must not be sent from a copy of it"
    assert said["written down"] == ["PUT conversations/cv01/status"], "the record can be read all the same"
    assert (home / "state" / "outbox.db").read_bytes() == before
    with open_store(home) as store:
        assert [draft.text for draft in store.drafts.all()] == ["Earlier"]
        assert not store.trouble


def test_a_record_whose_last_rows_are_in_a_log_that_cannot_be_read_here(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.audit.add(AuditEntry(NOW, "mira", "", "PUT conversations/cv01/status", "", "HTTP 200"))
        with record_of(tmp_path / "state", ACCOUNT) as record:
            assert record is not None
            assert len(list(record.entries())) == 1, "also beside a console that writes"


def test_looking_makes_nothing(tmp_path: Path) -> None:
    with record_of(tmp_path / "state", ACCOUNT) as record:
        assert record is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("harm", "words"), [("", "is empty"), ("no database", "is damaged"), (None, "is gone")])
def test_looking_at_a_file_that_is_not_usable(tmp_path: Path, harm: str | None, words: str) -> None:
    with open_store(tmp_path) as store:
        store.keep_safe(NOW)
    path = tmp_path / "state" / "outbox.db"
    if harm is None:
        path.unlink()
    else:
        path.write_text(harm)
    with pytest.raises(StoreError, match=f"{words}.*newest copy, .*2026-03-02.db"), record_of(path.parent, ACCOUNT):
        pass
