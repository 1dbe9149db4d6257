"""The cache: queue windows of any length, hostile text, threads, marks, articles."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from console.contract.enums import HIDDEN_STATUSES, ConversationStatus, GroupStatus, GroupType, MessageType, SendType
from console.store.articles import StoredArticle
from console.store.queue_records import QueueFilter, SortOrder, Unread
from console.store.records import (
    ArticleSummary,
    ArticleText,
    Draft,
    FieldValue,
    Person,
    PersonKind,
    Presence,
    Thread,
    ThreadGroup,
    ThreadMessage,
)
from console.store.store import Store
from console.store.values import storable
from tests.hostile import HOSTILE
from tests.store.support import NOW, facts, open_store

ANA = Person("usana000", "Ana Holm", PersonKind.CUSTOMER, "ana@holm.example")
MIRA = Person("ag3x81lm", "Mira Novak", PersonKind.AGENT)
HALF = "half \ud83d pair"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path) as opened:
        yield opened


def order(store: Store, filter: QueueFilter, sort: SortOrder = SortOrder.LONGEST_WAIT) -> list[str]:
    """The conversations of a view."""
    return [row.id for row in store.conversations.rows(store.conversations.order(filter, sort))]


def thread_with(store: Store, identifier: str, *texts: tuple[Person, str]) -> Thread:
    """A thread of a stored conversation with a group for each text."""
    row = store.conversations.row(identifier)
    assert row is not None
    groups = [
        ThreadGroup(
            id=f"gr{number}",
            kind=GroupType.OFFLINE,
            state=GroupStatus.VISIBLE,
            author=author,
            started=NOW - timedelta(hours=10 - number),
            started_raw="2026-03-02 08:00:00",
            finished=None,
            messages=(ThreadMessage(f"ms{number}", MessageType.MESSAGE, author, None, "0000-00-00", text),),
        )
        for number, (author, text) in enumerate(texts)
    ]
    raw = store.conversations.changed_raw(identifier)
    fields = (FieldValue("a", "1"), FieldValue("a", "2"))
    return Thread(row, "public", "note", MIRA, ("urgent",), fields, tuple(groups), NOW, raw)


def test_the_hidden_statuses_are_those_of_the_contract(store: Store) -> None:
    store.conversations.put(facts(f"cv{status.value}", status) for status in ConversationStatus)
    shown = {row[-1] for row in order(store, QueueFilter())}
    assert shown == {status.value for status in ConversationStatus} - {status.value for status in HIDDEN_STATUSES}
    assert order(store, QueueFilter(statuses=frozenset({ConversationStatus.SPAM}))) == ["cvB"]


def test_unknown_letters_are_kept(store: Store) -> None:
    store.conversations.put([facts("cv01", ConversationStatus("ß"))])
    row = store.conversations.row("cv01")
    assert row is not None
    assert (row.status.value, row.status.known) == ("ß", False)


def test_writing_the_same_again_changes_nothing(store: Store) -> None:
    first = store.conversations.put([facts("cv01"), facts("cv02")])
    assert (first.changed, first.new) == (frozenset({"cv01", "cv02"}), 2)
    version = store.conversations.version
    again = store.conversations.put([facts("cv01"), facts("cv02", subject="Other")])
    assert (again.changed, again.new) == (frozenset({"cv02"}), 0)
    assert store.conversations.version != version
    version = store.conversations.version
    store.conversations.put([facts("cv01")])
    assert store.conversations.version == version


def test_what_moves_no_row_counts_apart(store: Store) -> None:
    store.conversations.put([facts("cv01")])
    store.threads.put(thread_with(store, "cv01", (ANA, "Hello")))
    before = store.conversations.version
    assert store.marks.mark_seen("cv01")
    seen = store.conversations.version
    assert (seen.order, seen.owners) == (before.order, before.owners)
    assert seen.looks > before.looks
    assert store.conversations.put_details("cv01", "us01", ["refund"], "raw")
    taken = store.conversations.version
    assert (taken.order, taken.looks) == (seen.order, seen.looks)
    assert taken.owners > seen.owners
    assert not store.conversations.put_details("cv01", "us01", ["refund"], "another raw")
    assert store.conversations.version == taken
    store.conversations.put([facts("cv01", ConversationStatus.RESOLVED)])
    assert store.conversations.version.order > taken.order


def test_a_hundred_thousand_rows_are_ordered_in_one_go(store: Store) -> None:
    letters = "NCARWTL"
    store.conversations.put(
        facts(f"cv{i:06}", ConversationStatus(letters[i % 7]), hours=i / 10, department=f"dp{i % 8}")
        for i in range(100_000)
    )
    for sort in SortOrder:
        begun = time.thread_time()
        numbers = store.conversations.order(QueueFilter(), sort)
        spent = time.thread_time() - begun
        begun = time.thread_time()
        page = store.conversations.rows(numbers[50_000:50_256])
        sys.stdout.write(f"{sort.value}: {spent * 1000:.0f} ms, a page {(time.thread_time() - begun) * 1000:.1f} ms\n")
        assert (len(numbers), len(page)) == (100_000, 256)
        assert spent < 1.0
    some = QueueFilter(departments=frozenset({"dp1"}), statuses=frozenset({ConversationStatus.NEW}))
    rows = store.conversations.rows(store.conversations.order(some, SortOrder.LONGEST_WAIT)[:3])
    assert {(row.department_id, row.status) for row in rows} == {("dp1", ConversationStatus.NEW)}
    waits = [row.waiting_since for row in rows]
    assert waits == sorted(waits, key=lambda at: at or NOW)


def test_half_surrogate_pairs_crash_nothing(store: Store) -> None:
    odd = replace(facts("cv01", subject=HALF), customer_name=HALF, preview=HALF, customer_email=HALF, code=HALF)
    store.conversations.put([odd])
    row = store.conversations.row("cv01")
    assert row is not None
    assert row.subject == "half \ufffd pair"
    store.threads.put(replace(thread_with(store, "cv01", (ANA, HALF)), owner_note=HALF))
    stored = store.threads.get("cv01")
    assert stored is not None
    assert stored.groups[0].messages[0].body == HALF
    store.people.put([replace(ANA, name=HALF)])
    store.drafts.put(Draft("cv01", SendType.MESSAGE, HALF), NOW)
    store.presence.put_fact(HALF, HALF, NOW)
    store.articles.replace_all([StoredArticle(ArticleText(ArticleSummary("1", HALF, HALF), HALF), HALF)])
    assert order(store, QueueFilter(text=HALF)) == ["cv01"]
    assert store.articles.search(HALF, 5)
    assert storable("a\ud83d\ude00b\udc00") == "a😀b\ufffd"


def test_hostile_texts_come_back_as_they_were_and_can_be_searched_for(store: Store) -> None:
    texts = [hostile.text for hostile in HOSTILE]
    store.conversations.put(facts(f"cv{number:03}", subject=text) for number, text in enumerate(texts))
    for number, text in enumerate(texts):
        row = store.conversations.row(f"cv{number:03}")
        assert row is not None
        assert row.subject == storable(text)
        order(store, QueueFilter(text=text[:1000]))
        store.articles.search(text[:1000], 5)


def test_threads_come_back_as_they_were(store: Store) -> None:
    store.conversations.put([facts("cv01")])
    store.conversations.put_details("cv01", MIRA.id, ["urgent"], "2026")
    thread = thread_with(store, "cv01", (ANA, "Hello"), (MIRA, "<b>Hi</b>"), (ANA, "Thanks"))
    store.threads.put(thread)
    stored = store.threads.get("cv01")
    assert stored is not None
    assert stored == replace(thread, row=stored.row)
    assert stored.row.waiting_since == NOW - timedelta(hours=8), "since the first message after the answer"
    assert store.threads.get("cv02") is None


def test_marks_follow_what_was_shown(store: Store) -> None:
    store.conversations.put([facts("cv01")])
    assert not store.marks.mark_seen("cv01")
    store.threads.put(thread_with(store, "cv01", (ANA, "Hello")))
    assert store.marks.mark_seen("cv01")
    assert not store.marks.mark_seen("cv01")
    store.conversations.put([facts("cv01", hours=0.5)])
    row = store.conversations.row("cv01")
    assert row is not None
    assert row.unread is Unread.CUSTOMER
    store.threads.put(thread_with(store, "cv01", (ANA, "Hello"), (MIRA, "Hi")), MIRA.id)
    row = store.conversations.row("cv01")
    assert row is not None
    assert row.unread is Unread.NOTHING, "what the agent did is no news to the agent"
    assert store.marks.mark_seen("cv01")
    assert store.marks.seen("cv01") == (store.conversations.changed_raw("cv01"), frozenset({"ms0", "ms1"}))


def test_rows_say_whether_something_is_written(store: Store) -> None:
    store.conversations.put([facts("cv01"), facts("cv02")])
    store.drafts.put(Draft("cv01", SendType.NOTE, "Ask accounting"), NOW)
    store.drafts.put(Draft("cv02", SendType.NOTE, " \n"), NOW)
    rows = store.conversations.rows(store.conversations.order(QueueFilter(), SortOrder.NEWEST), store.own())
    assert {row.id: row.has_draft for row in rows} == {"cv01": True, "cv02": False}


def test_drafts_come_back_as_they_were(store: Store) -> None:
    draft = Draft("cv01", SendType.MESSAGE, "Hello", 3, NOW, "2026-03-02 08:00:00", frozenset({"a", "b"}), "offline")
    store.drafts.put(draft, NOW)
    store.drafts.put(replace(draft, kind=SendType.NOTE, updated_at=NOW + timedelta(hours=1)), NOW)
    assert store.drafts.get("cv01", SendType.MESSAGE) == draft
    assert [one.kind for one in store.drafts.all()] == [SendType.NOTE, SendType.MESSAGE]
    assert store.presence.get() == Presence()
