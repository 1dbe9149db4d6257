"""A disk that fills up: what was said to be kept is kept, and the rest is refused in words until there is room."""

from __future__ import annotations

import json
import resource
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from console.store.db import Database
from console.store.errors import StoreFullError
from console.store.store import CACHE, Store
from tests.store import confined
from tests.store.support import ACCOUNT, facts, open_store

with TemporaryDirectory() as _folder:
    WAYS = ["limit", *(["disk"] if confined.can_have_a_disk(Path(_folder)) else [])]
    """How a disk fills up here: by a limit on the size of files everywhere, really where disks can be mounted."""


def filled(folder: Path, what: str, how: str) -> Any:
    """The report of a console whose disk filled up."""
    on_disk = folder if how == "disk" else None
    done = confined.run(["-m", "tests.store.filling_up", folder, what, how], on_disk=on_disk)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("what", ["typing", "accepting"])
def test_nothing_that_was_kept_is_lost_and_the_rest_is_refused(tmp_path: Path, what: str, how: str) -> None:
    report = filled(tmp_path, what, how)
    assert report["said"] == "The disk is full: drafts and outbox cannot be written. Free some space."
    assert sorted(report["found"]) == sorted(report["told"])
    assert report["readable"] == len(report["told"]) - 1, "what is there can be read while the disk is full"
    assert not report["spare"], "the spare file made room first"
    if how == "disk":
        assert report["kept_while_it_was_full"] > 20, "the spare file's room is for texts"


def test_a_disk_without_any_room_from_the_start(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with pytest.raises(StoreFullError, match="disk is full"):
            Store.open(tmp_path / "state", tmp_path / "cache", ACCOUNT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not list(tmp_path.rglob("*.new")), "nothing half made is left"
    with open_store(tmp_path) as store:
        assert store.lasting


def test_a_full_disk_does_not_cost_the_cache(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.conversations.put([facts("cv01")])
    path = tmp_path / "cache" / "cache.db"
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with pytest.raises(StoreFullError):
            Database(path, CACHE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before
    assert not path.with_name("cache.db.damaged").exists()
