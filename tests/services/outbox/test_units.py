"""Units in words: how they are called, and what became of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from console.contract.enums import ConversationStatus, SendType
from console.services.outbox.units import unit_done_words, unit_late_words, unit_name
from console.store.outbox_rows import OutboxRow, RowState, Seen
from console.store.wishes import HandOver, SetField, SetStatus, SetTag, Wish, WriteMessage

NOW = datetime(2026, 11, 30, 8, 40, tzinfo=UTC)
RESOLVED = SetStatus(ConversationStatus.RESOLVED)
C, R, W, U, X = (
    RowState.CONFIRMED,
    RowState.REFUSED,
    RowState.WITHDRAWN,
    RowState.UNKNOWN,
    RowState.CHANGED,
)


def unit(*rows: tuple[Wish, RowState], one_conversation: bool = False) -> list[OutboxRow]:
    """Rows that were accepted together, of a conversation each unless it is one."""
    return [
        OutboxRow(number, f"r{number}", "cv0" if one_conversation else f"cv{number}", wish, state, NOW, None, Seen())
        for number, (wish, state) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("wish", "name", "done"),
    [
        (RESOLVED, "resolve of 2", "resolved 2 of 2"),
        (SetStatus(ConversationStatus.OPEN), "reopen of 2", "reopened 2 of 2"),
        (HandOver(department="d1", name="Billing"), "transfer to Billing of 2", "transferred to Billing: 2 of 2"),
        (HandOver(agent="a1", name="you"), "take of 2", "taken 2 of 2"),
        (SetTag("refund", on=True), "tag refund of 2", "tagged refund: 2 of 2"),
        (WriteMessage(SendType.NOTE, "x"), "note of 2", "notes written: 2 of 2"),
        (SetField("order_no", "1"), "order_no is 1 of 2", "order_no is 1: done 2 of 2"),
    ],
)
def test_acts_that_are_alike(wish: Wish, name: str, done: str) -> None:
    rows = unit((wish, C), (wish, C))
    assert unit_name(rows) == name
    assert unit_done_words(rows) == (done, False)


def test_what_was_not_done_is_counted_by_what_became_of_it() -> None:
    rows = unit((RESOLVED, C), (RESOLVED, R), (RESOLVED, R), (RESOLVED, X), (RESOLVED, U), (RESOLVED, W))
    assert unit_done_words(rows) == (
        "resolved 1 of 5; 1 not confirmed, 1 conversation changed, 2 not done, d shows why",
        True,
    )
    assert unit_late_words(rows, str.upper) == "5 went out already"
    assert unit_late_words(rows[:2], str.upper) == "CV0, CV1 went out already"
    assert unit_done_words(unit((RESOLVED, W), (RESOLVED, W))) == ("", False)
    assert unit_late_words(unit((RESOLVED, W)), str.upper) == ""


def test_different_acts_on_one_conversation() -> None:
    rows = unit((SetTag("refund", on=True), C), (SetTag("vip", on=False), C), one_conversation=True)
    assert unit_name(rows) == "tag refund, tag vip away"
    assert unit_done_words(rows) == ("tag refund, tag vip away: done 2 of 2", False)
    many = unit(*((SetTag(f"t{number}", on=True), C) for number in range(4)), one_conversation=True)
    assert unit_name(many) == "4 acts"


def test_a_unit_that_has_a_name() -> None:
    rows = unit((RESOLVED, C), (SetTag("refund", on=True), R))
    assert unit_name(rows, "macro refund") == "macro refund"
    assert unit_done_words(rows, "macro refund") == ("macro refund: done 1 of 2; 1 not done, d shows why", True)
