"""The files: private, damage told or healed, several writers, nothing lost by a killed process."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from console.contract.enums import SendType
from console.store.errors import StoreError
from console.store.queue_records import QueueFilter, SortOrder
from console.store.records import Draft
from tests.store.support import ACCOUNT, NOW, facts, open_store

EVERYTHING = QueueFilter()

WRITER = """
import sys
from pathlib import Path
from console.contract.enums import SendType
from console.store.records import Draft
from tests.store.support import NOW, open_store

with open_store(Path(sys.argv[1])) as store:
    for number in range(int(sys.argv[3])):
        store.drafts.put(Draft(sys.argv[2] + str(number % 50), SendType.MESSAGE, "x" * number), NOW)
        print(number, flush=True)
"""


def write_drafts(directory: Path, prefix: str, count: int) -> subprocess.Popen[str]:
    """Another console that saves drafts and says each one when it is on disk."""
    command = [sys.executable, "-c", WRITER, str(directory), prefix, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_files_and_directories_are_private_from_the_first_byte(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with open_store(tmp_path / "deep" / "below") as store:
            store.conversations.put([facts("cv01")])
            store.drafts.put(Draft("cv01", SendType.MESSAGE, "Hello"), NOW)
            found = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "deep").rglob("*")}
    finally:
        os.umask(before)
    assert {"cache.db", "outbox.db", "cache.db-wal", "outbox.db-wal"} <= found.keys()
    files = {mode for name, mode in found.items() if ".db" in name}
    assert files == {0o600}
    assert (found["state"], found["cache"]) == (0o700, 0o700)


@pytest.mark.parametrize("damage", ["", "no database at all, only words", "header", "middle"])
def test_a_damaged_cache_is_put_aside_and_begun_anew(tmp_path: Path, damage: str) -> None:
    with open_store(tmp_path) as store:
        store.conversations.put([facts(f"cv{number:04}") for number in range(2000)])
        store.drafts.put(Draft("cv01", SendType.MESSAGE, "Hello"), NOW)
    path = tmp_path / "cache" / "cache.db"
    _damage(path, damage)
    with open_store(tmp_path) as store:
        store.conversations.order(EVERYTHING, SortOrder.NEWEST)
        store.conversations.rows(range(1, 2001))
        store.conversations.put([facts("cv99")])
        assert store.conversations.row("cv99") is not None
        assert [draft.text for draft in store.drafts.all()] == ["Hello"]
    assert path.with_name("cache.db.damaged").exists()


@pytest.mark.parametrize("damage", ["", "no database at all, only words", "header"])
def test_a_damaged_file_of_drafts_is_an_error_in_words_and_left_alone(tmp_path: Path, damage: str) -> None:
    with open_store(tmp_path) as store:
        store.drafts.put(Draft("cv01", SendType.MESSAGE, "Hello"), NOW)
    path = tmp_path / "state" / "outbox.db"
    _damage(path, damage)
    content = path.read_bytes()
    with pytest.raises(StoreError, match=r"drafts.*outbox\.db"), open_store(tmp_path):
        pass
    assert path.read_bytes() == content


def test_a_newer_file_of_drafts_is_not_touched_and_a_newer_cache_replaced(tmp_path: Path) -> None:
    with open_store(tmp_path):
        pass
    for name in ("state/outbox.db", "cache/cache.db"):
        with sqlite3.connect(tmp_path / name) as connection:
            connection.execute("PRAGMA user_version = 99")
        connection.close()
    with pytest.raises(StoreError, match="newer"), open_store(tmp_path):
        pass
    (tmp_path / "state" / "outbox.db").unlink()
    with open_store(tmp_path) as store:
        assert len(store.conversations.order(EVERYTHING, SortOrder.NEWEST)) == 0


def test_a_cache_that_cannot_be_written_lives_elsewhere_until_the_end(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the directory should be")
    with open_store(tmp_path) as store:
        store.conversations.put([facts("cv01")])
        assert store.conversations.row("cv01") is not None


def test_drafts_of_another_account_are_not_seen(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.drafts.put(Draft("cv01", SendType.MESSAGE, "Hello"), NOW)
    with open_store(tmp_path, account="other.example mira") as store:
        assert store.drafts.all() == []
    with open_store(tmp_path, account=ACCOUNT) as store:
        assert len(store.drafts.all()) == 1


def test_what_a_killed_console_saved_is_there(tmp_path: Path) -> None:
    writer = write_drafts(tmp_path, "cv", 100_000)
    assert writer.stdout is not None
    for line in writer.stdout:
        if int(line) == 120:
            break
    os.kill(writer.pid, signal.SIGKILL)
    rest = writer.stdout.read().split("\n")
    writer.stdout.close()
    assert writer.wait() == -signal.SIGKILL
    last = max([120, *(int(number) for number in rest[:-1] if number)])
    with open_store(tmp_path) as store:
        longest = max(len(draft.text) for draft in store.drafts.all())
        assert longest >= last
        assert len(store.drafts.all()) == 50


def test_several_consoles_write_into_one_file_without_waiting_in_vain(tmp_path: Path) -> None:
    writers = [write_drafts(tmp_path, name, 150) for name in ("a", "b", "c")]
    for writer in writers:
        output, _ = writer.communicate()
        assert writer.returncode == 0
        assert output.count("\n") == 150
    with open_store(tmp_path) as store:
        assert len(store.drafts.all()) == 150


def test_another_consoles_changes_are_noticed(tmp_path: Path) -> None:
    with open_store(tmp_path) as first, open_store(tmp_path) as second:
        before = first.conversations.version
        assert first.conversations.version == before
        second.conversations.put([facts("cv01")])
        assert first.conversations.version != before
        assert first.conversations.row("cv01") is not None


def _damage(path: Path, damage: str) -> None:
    content = path.read_bytes()
    if damage == "header":
        path.write_bytes(bytes(100) + content[100:])
    elif damage == "middle":
        path.write_bytes(content[:4096] + os.urandom(len(content) - 4096))
    else:
        path.write_text(damage)
