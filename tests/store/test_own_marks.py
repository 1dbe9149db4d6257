"""Marks by hand: they last, they are found by filters, and they survive a cache that is begun anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from importlib import resources
from pathlib import Path

import pytest

from console.contract.enums import ConversationStatus, SendType
from console.store.outbox_rows import RowState, Seen
from console.store.own_marks import HandMark
from console.store.queue_records import QueueFilter, Snooze, SortOrder, Unread
from console.store.records import Draft
from console.store.store import OUTBOX, Store
from console.store.views import SavedView
from console.store.wishes import WriteMessage
from tests.store.support import NOW, facts, open_store

SNOOZE = Snooze(NOW + timedelta(hours=2), True, NOW, "C", "2026-03-02 08:00:00", NOW - timedelta(hours=1))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        opened.conversations.put([facts("cv01"), facts("cv02"), facts("cv03", ConversationStatus.RESOLVED)])
        yield opened


def shown(store: Store, filter: QueueFilter) -> list[str]:
    """The conversations of a view, in their order."""
    own = store.own()
    order = store.conversations.order(filter, SortOrder.NEWEST, own)
    assert store.conversations.count(filter, own) == len(order)
    return sorted(row.id for row in store.conversations.rows(order, own))


def test_stars_last_and_are_found(store: Store, tmp_path: Path) -> None:
    store.own_marks.put(HandMark.STAR, ["cv01", "cv03"], NOW)
    store.own_marks.take_away(HandMark.STAR, ["cv03"])
    assert shown(store, QueueFilter(starred=True)) == ["cv01"]
    with open_store(tmp_path) as again:
        row = again.conversations.row("cv01", again.own())
        assert row is not None
        assert row.is_starred
    with open_store(tmp_path, "another account") as other:
        assert other.own().starred == frozenset()


def test_what_another_console_marks_is_seen(store: Store, tmp_path: Path) -> None:
    assert store.own().starred == frozenset()
    with open_store(tmp_path) as other:
        other.own_marks.put(HandMark.STAR, ["cv02"], NOW)
    assert store.own().starred == {"cv02"}


def test_unread_by_hand_and_read_by_hand(store: Store) -> None:
    store.own_marks.put(HandMark.UNREAD, ["cv03"], NOW)
    row = store.conversations.row("cv03", store.own())
    assert row is not None
    assert row.unread is Unread.BY_HAND
    assert shown(store, QueueFilter(unread=True)) == ["cv01", "cv02", "cv03"]
    read = {one: store.conversations.changed_raw(one) for one in ("cv01", "cv03")}
    store.own_marks.put_read(read, NOW)
    store.marks.mark_read(read)
    assert shown(store, QueueFilter(unread=True)) == ["cv02"]
    store.conversations.put([facts("cv01", hours=0.1)])
    assert shown(store, QueueFilter(unread=True)) == ["cv01", "cv02"], "the customer wrote again"


def test_read_by_hand_survives_a_cache_that_is_begun_anew(store: Store, tmp_path: Path) -> None:
    read = {"cv01": store.conversations.changed_raw("cv01")}
    store.own_marks.put_read(read, NOW)
    store.close()
    for file in (tmp_path / "cache").iterdir():
        file.unlink()
    with open_store(tmp_path) as anew:
        anew.conversations.put([facts("cv01"), facts("cv02")])
        assert shown(anew, QueueFilter(unread=True)) == ["cv02"]


def test_what_is_put_off_leaves_other_views_until_it_comes_back(store: Store) -> None:
    store.own_marks.put_off({"cv01": SNOOZE})
    assert store.own().snoozes == {"cv01": SNOOZE}
    assert shown(store, QueueFilter(later=False)) == ["cv02", "cv03"]
    assert shown(store, QueueFilter(later=True)) == ["cv01"]
    assert shown(store, QueueFilter()) == ["cv01", "cv02", "cv03"]
    store.own_marks.put_off({"cv01": Snooze(None, True, NOW, woke_at=NOW, woke_by_reply=True)})
    assert shown(store, QueueFilter(later=False)) == ["cv01", "cv02", "cv03"]
    store.own_marks.end_snooze(["cv01"])
    assert store.own().snoozes == {}


def test_a_filter_within_a_filter_narrows_it(store: Store) -> None:
    store.own_marks.put(HandMark.STAR, ["cv01", "cv03"], NOW)
    inner = QueueFilter(statuses=frozenset({ConversationStatus.OPEN}))
    assert shown(store, QueueFilter(starred=True, also=inner)) == ["cv01"]
    other = QueueFilter(statuses=frozenset({ConversationStatus.RESOLVED}))
    assert shown(store, QueueFilter(statuses=inner.statuses, also=other)) == []


def test_how_long_customers_wait(store: Store) -> None:
    store.conversations.put([facts("cv04", hours=5)])
    before = NOW - timedelta(hours=2)
    assert shown(store, QueueFilter(waiting_since=before)) == ["cv04"]
    assert shown(store, QueueFilter(waiting_after=before)) == ["cv01", "cv02"]


def test_what_was_not_sent_is_found(store: Store) -> None:
    store.drafts.put(Draft("cv01", SendType.NOTE, "Hello", trouble="offline"), NOW)
    store.outbox.accept("row1", "cv02", WriteMessage(SendType.MESSAGE, "Hi"), Seen(), now=NOW, due_at=NOW)
    assert shown(store, QueueFilter(failed=True)) == ["cv01"]
    store.outbox.withdraw("row1", NOW, among=[RowState.HELD])
    assert shown(store, QueueFilter(failed=True)) == ["cv01"]


def test_saved_views_last(store: Store, tmp_path: Path) -> None:
    view = SavedView("saved-1", "VIP", "tag:vip", "5", "newest")
    store.views.put(view, SavedView("all", "", "", "1", "oldest"))
    store.views.put(SavedView("saved-1", "Very important", "tag:vip", "6", "newest"))
    with open_store(tmp_path) as again:
        assert [one.name for one in again.views.all()] == ["", "Very important"]
        again.views.remove("saved-1")
    assert [one.id for one in store.views.all()] == ["all"]


def test_a_file_of_version_3_gets_the_marks_and_keeps_the_drafts(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    schema = resources.files("console.store").joinpath("outbox.sql").read_text("utf-8")
    with closing(sqlite3.connect(state / "outbox.db")) as connection:
        of_version_3 = schema.split("-- What the agent marked by hand")[0]
        connection.executescript(f"BEGIN;{of_version_3}PRAGMA user_version = 3;COMMIT;")
        row = ("desk.example mira", "cv01", "M", "Written before", 0, 0.0, "", "", "")
        connection.execute("INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        connection.commit()
    with open_store(tmp_path) as store:
        assert [draft.text for draft in store.drafts.all()] == ["Written before"]
        store.own_marks.put_off({"cv01": SNOOZE})
        assert store.own().later == {"cv01"}
    with closing(sqlite3.connect(state / "outbox.db")) as upgraded:
        assert upgraded.execute("PRAGMA user_version").fetchone() == (OUTBOX.version,)
        made = set(upgraded.execute("SELECT name, sql FROM sqlite_master"))
    with closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript(schema)
        assert made == set(fresh.execute("SELECT name, sql FROM sqlite_master")), "it is laid out as a new one"
