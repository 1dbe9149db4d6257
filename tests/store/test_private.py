"""Every file is private before SQLite opens it: Python itself tells of each opening, in a process of its own."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.store import confined

WATCH = """
import json, os, sys
from pathlib import Path

opened = {}

def watch(event, arguments):
    if event == "sqlite3.connect":
        path = Path(os.fsdecode(arguments[0]))
        opened[path.name] = [
            oct(place.stat().st_mode & 0o777) if place.exists() else "not there" for place in (path, path.parent)
        ]

os.umask(0)
sys.addaudithook(watch)

from console.contract.enums import SendType
from console.store.records import Draft
from tests.store.support import NOW, open_store

folder = Path(sys.argv[1])
for _ in range(2):
    with open_store(folder) as store:
        store.drafts.put(Draft("cv01", SendType.MESSAGE, "Hello"), NOW)
        store.keep_safe(NOW)
        beside = {path.name: oct(path.stat().st_mode & 0o777) for path in folder.rglob("*-*") if path.is_file()}
print(json.dumps([opened, beside]))
"""


def test_files_are_private_before_they_are_opened(tmp_path: Path) -> None:
    done = confined.run(["-c", WATCH, tmp_path])
    assert done.returncode == 0, done.stderr
    opened, beside = json.loads(done.stdout)
    kinds = {name.rsplit(".", 2)[0] if name.endswith(".new") else name for name in opened}
    assert kinds == {"outbox.db", "cache.db", "2026-03-02.db"}
    assert {tuple(modes) for modes in opened.values()} == {("0o600", "0o700")}
    logs = {name: mode for name, mode in beside.items() if name.endswith(("-wal", "-shm"))}
    assert set(logs) == {"outbox.db-wal", "outbox.db-shm", "cache.db-wal", "cache.db-shm"}
    assert set(beside.values()) == {"0o600"}


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    assert confined.run(["-c", WATCH, tmp_path]).returncode == 0
    path = tmp_path / "state" / "outbox.db"
    os.chmod(path, 0o644)
    assert confined.run(["-c", WATCH, tmp_path]).returncode == 0
    assert path.stat().st_mode & 0o777 == 0o600
