"""The rules of events: business hours, stretches, and what is made of a conversation that was written beforehand."""

from __future__ import annotations

import itertools
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.contract.messages import SYSTEM_USER_ID
from console.desk.events import Act, Desk, EventRows, Level, Levels, Line, OnlineStretch, Rules, Shifts, Thread, derive
from console.desk.events.hours import read_hours
from console.desk.events.stretches import OPEN, REACHES, reach_of

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
OFFICE = read_hours("mon-fri 09:00-17:00, sat 10:00-12:00", LOS_ANGELES)
ANN, BOB, CUE, DAN = "ann", "bob", "customer", "dan"


def local(text: str) -> int:
    """Epoch seconds of a time in Los Angeles."""
    return int(datetime.fromisoformat(text).replace(tzinfo=LOS_ANGELES).timestamp())


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [
        ("2026-03-02 09:00", "2026-03-02 17:00", 8),  # a Monday
        ("2026-03-02 08:00", "2026-03-02 18:00", 8),
        ("2026-03-02 18:00", "2026-03-03 08:00", 0),
        ("2026-03-06 16:00", "2026-03-09 10:00", 4),  # Friday 1, Saturday 2, Monday 1; clocks change on Sunday
        ("2026-03-01 00:00", "2026-03-02 00:00", 0),  # a Sunday
        ("2025-12-31 16:00", "2026-01-01 10:00", 2),  # no holidays are known
        ("2026-03-02 12:00", "2026-03-02 11:00", 0),
    ],
)
def test_business_hours_between(first: str, last: str, hours: int) -> None:
    assert OFFICE.between(local(first), local(last)) == hours * 3600


def test_business_hours_when_clocks_change() -> None:
    nights = read_hours("sun 00:00-04:00", LOS_ANGELES)
    # On 8 March the night of four hours has three, on 1 November five.
    assert nights.between(local("2026-03-08 00:00"), local("2026-03-08 12:00")) == 3 * 3600
    assert nights.between(local("2026-11-01 00:00"), local("2026-11-01 12:00")) == 5 * 3600
    assert nights.after(local("2026-03-07 12:00"), 3 * 3600) == local("2026-03-08 04:00")


@given(st.integers(0, 2**31), st.integers(1, 500 * 3600))
def test_what_is_due_after_so_many_business_seconds_is_so_many_away(start: int, seconds: int) -> None:
    due = OFFICE.after(start, seconds)
    assert OFFICE.between(start, due) == seconds
    assert OFFICE.between(start, due - 1) == seconds - 1


def test_without_hours_every_hour_counts() -> None:
    always = read_hours("", LOS_ANGELES)
    assert always.between(100, 200) == 100
    assert always.after(100, 50) == 150


@pytest.mark.parametrize(
    "text",
    ["mon", "mon 9-17", "mon 17:00-09:00", "fri-mon 09:00-17:00", "day 09:00-17:00", "mon 09:00-25:00",
     "mon 09:00-12:00, mon 11:00-13:00"],
)  # fmt: skip
def test_hours_that_cannot_be_read(text: str) -> None:
    with pytest.raises(ValueError, match="business hours"):
        read_hours(text, LOS_ANGELES)


def test_reach() -> None:
    assert reach_of(100, None) == OPEN
    assert reach_of(100, 100) == REACHES[0]
    for shorter, longer in itertools.pairwise(REACHES):
        assert reach_of(0, shorter) == shorter
        assert reach_of(0, shorter + 1) == longer


def desk(*online: OnlineStretch) -> Desk:
    """A desk with two agents, a tag, and a promise of an hour (tickets), 30 and 45 seconds (chats, calls)."""
    always = read_hours("", LOS_ANGELES)
    levels = [
        Level("tickets", "M", None, 3600, 7200, always),
        Level("chats", "T", None, 30, None, always),
        Level("calls", "P", "sales", 45, None, always),
    ]
    rules = Rules(Levels(levels, LOS_ANGELES), Shifts(online).ringing)
    names = {"Ann Lee": ANN, "Bob May": BOB}
    return Desk(rules, {ANN, BOB, DAN}, names, {"Sales": "sales", "Care": "care"}, {"hot": "tag1", "cold": "tag2"})


def thread(*acts: Act, status: str, agent: str | None = None, tags: tuple[str, ...] = ()) -> Thread:
    """A conversation of Sales from these groups."""
    begun, last = acts[0].at, max(line.at for act in acts for line in act.lines)
    return Thread("c", "E", CUE, "sales", agent, status, begun, last, list(tags), list(acts))


def act(rtype: str, user: str, at: int, *lines: tuple[str, str, int, str]) -> Act:
    """A group; each line has a letter, an author, a time and a text."""
    parts = [Line(*line) for line in lines]
    return Act(rtype, user, at, max(line.at for line in parts), parts)


def said(user: str, at: int, text: str = "Hello", letter: str = "M", rtype: str = "M") -> Act:
    """A group of one message."""
    return act(rtype, user, at, (letter, user, at, text))


def story(rows: EventRows) -> list[tuple[int, str, str | None, int | None]]:
    """When what happened, of which agent, and how long it took."""
    return [(row["at"], row["kind"], row["agent_id"], row["seconds"]) for row in rows.events]


def test_a_ticket_is_answered_opened_and_resolved() -> None:
    acts = (
        said(CUE, 1000), said(ANN, 1600, "A note", "N", "I"), said(ANN, 5000), said(CUE, 6000), said(CUE, 6500),
        said(BOB, 7000), act("R", BOB, 7100, ("J", BOB, 7100, "Status changed to resolved")),
    )  # fmt: skip
    (rows,) = derive([thread(*acts, status="R", agent=ANN)], desk())
    assert story(rows) == [
        (1000, "created", None, None),
        (1000, "incoming", None, None),
        (1600, "note", ANN, None),
        (5000, "assigned", ANN, 4000),
        (5000, "answer", ANN, None),
        (5000, "new_answered", ANN, 4000),
        (6000, "incoming", ANN, None),
        (6000, "opened", None, None),
        (6500, "incoming", ANN, None),
        (7000, "answer", BOB, None),
        (7000, "open_answered", BOB, 1000),
        (7100, "resolved", BOB, 6100),
    ]
    # An hour was promised for the first answer, two for the next.
    assert [(one["opened"], one["due"], one["closed"], one["agent_id"]) for one in rows.clocks] == [
        (1000, 4600, 5000, ANN), (6000, 13200, 7000, ANN),
    ]  # fmt: skip
    assert [(one["load"], one["agent_id"], one["from_at"], one["to_at"]) for one in rows.loads] == [
        ("ticket", None, 1000, 5000), ("ticket", ANN, 5000, 5000), ("ticket", ANN, 6000, 7000),
    ]  # fmt: skip


def test_what_still_waits_stays_open() -> None:
    (rows,) = derive([thread(said(CUE, 1000), said(SYSTEM_USER_ID, 1010, "We answer soon"), status="N")], desk())
    assert story(rows) == [(1000, "created", None, None), (1000, "incoming", None, None)]
    assert [(one["to_at"], one["reach"]) for one in rows.loads] == [(None, OPEN)]
    assert [one["closed"] for one in rows.clocks] == [None]


def test_a_chat_rings_is_missed_taken_and_rated() -> None:
    chat = act(
        "C", CUE, 1000, ("M", CUE, 1000, "Hi"), ("S", SYSTEM_USER_ID, 1040, "Ann joined"), ("M", ANN, 1045, "Hello"),
        ("M", CUE, 1060, "Thanks"), ("E", SYSTEM_USER_ID, 1100, "left"), ("W", CUE, 1120, "5"), ("C", CUE, 1120, "!"),
    )  # fmt: skip
    there = [OnlineStretch(one, "sales", "T", 0, 5000) for one in (DAN, BOB, ANN)]
    (rows,) = derive([thread(chat, status="A", agent=ANN)], desk(*there))
    assert story(rows) == [
        (1000, "created", None, None),
        (1000, "chat_rang", None, None),
        (1045, "assigned", ANN, 45),
        (1020, "chat_missed", BOB, None),  # 20 seconds each, in the order of their ids, but for who took it
        (1040, "chat_missed", DAN, None),
        (1045, "chat_taken", ANN, 45),
        (1045, "chat_answer", ANN, None),
        (1100, "chat_ended", ANN, 55),
        (1120, "reward", ANN, None),
    ]
    assert [(one["kind"], one["comment"], one["customer_id"]) for one in rows.ratings] == [("W", "!", CUE)]
    assert [(one["load"], one["from_at"], one["to_at"]) for one in rows.loads] == [
        ("chat_queue", 1000, 1045), ("chat", 1045, 1100),
    ]  # fmt: skip
    assert [(one["due"], one["closed"]) for one in rows.clocks] == [(1030, 1045)]


def test_a_chat_without_a_rating_is_counted_as_such() -> None:
    chat = act("C", CUE, 1000, ("M", CUE, 1000, "Hi"), ("M", ANN, 1010, "Hello"), ("E", SYSTEM_USER_ID, 1100, "left"))
    (rows,) = derive([thread(chat, status="A", agent=ANN)], desk())
    assert (1100, "chat_unrated", ANN, None) in story(rows)


@pytest.mark.parametrize(("patience", "late"), [(25, False), (65, True)])
def test_a_visitor_who_finds_nobody_leaves_a_new_ticket(patience: int, late: bool) -> None:
    left = 1000 + patience
    chat = act("C", CUE, 1000, ("M", CUE, 1000, "Anybody?"), ("E", SYSTEM_USER_ID, left, "left"))
    (rows,) = derive([thread(chat, status="N")], desk(OnlineStretch(ANN, "sales", "T", 0, None)))
    assert story(rows)[2:] == [(1020, "chat_missed", ANN, None), (left, "chat_unanswered", None, None)]
    # What was promised within 30 s is owed only after them; then the ticket's own clock runs.
    clocks = [(one["service"], one["due"], one["closed"]) for one in rows.clocks]
    assert clocks == [*([("T", 1030, left)] if late else []), ("M", left + 3600, None)]


def test_a_running_chat_stays_open() -> None:
    chat = act("C", CUE, 1000, ("M", CUE, 1000, "Hi"), ("M", ANN, 1010, "Hello"))
    (rows,) = derive([thread(chat, status="T", agent=ANN)], desk())
    assert [(one["load"], one["to_at"]) for one in rows.loads] == [("chat_queue", 1010), ("chat", None)]
    assert "chat_ended" not in [kind for _, kind, _, _ in story(rows)]


def test_calls_in_and_out() -> None:
    statistics = '{"duration": 58, "waiting": 3}'
    acts = (
        act(
            "P", CUE, 1000, ("D", CUE, 1000, "Incoming"), ("D", BOB, 1012, "Answered"), ("V", SYSTEM_USER_ID, 1300, "")
        ),
        act("V", BOB, 2000, ("D", BOB, 2000, "Outgoing"), ("J", SYSTEM_USER_ID, 2061, statistics)),
        act("V", BOB, 3000, ("D", BOB, 3000, "Outgoing"), ("J", SYSTEM_USER_ID, 3020, '{"duration": 0}')),
        act("1", BOB, 4000, ("D", BOB, 4000, "Internal"), ("J", SYSTEM_USER_ID, 4061, statistics)),
    )
    (rows,) = derive([thread(*acts, status="A", agent=BOB)], desk())
    assert story(rows) == [
        (1000, "created", None, None),
        (1000, "call_rang", None, None),
        (1012, "assigned", BOB, 12),
        (1012, "call_taken", BOB, 12),
        (1300, "call_ended", BOB, 288),
        (2000, "call_placed", BOB, 58),
        (3000, "call_placed", BOB, None),
        (4000, "call_internal", BOB, 58),
    ]
    assert [(one["load"], one["from_at"], one["to_at"]) for one in rows.loads] == [
        ("call_queue", 1000, 1012), ("call", 1012, 1300), ("call", 2000, 2058), ("call", 4000, 4058),
    ]  # fmt: skip


def test_transfers_name_whom_they_are_to() -> None:
    acts = (
        said(CUE, 1000), said(BOB, 2000, "Transferred to Bob May, Care", "R", "T"),
        said(SYSTEM_USER_ID, 3000, "assigned to Sales by rule", "R", "T"), said(ANN, 4000),
    )  # fmt: skip
    (rows,) = derive([thread(*acts, status="A", agent=ANN)], desk())
    places = [(one["from_at"], one["agent_id"], one["department_id"]) for one in rows.loads]
    assert places == [(1000, None, "sales"), (2000, BOB, "care"), (3000, None, "sales"), (4000, ANN, "sales")]
    assert [one for one in story(rows) if one[1] == "assigned"] == [
        (2000, "assigned", BOB, 1000),
        (4000, "assigned", ANN, None),
    ]


def test_tags_are_on_from_the_beginning_unless_it_says_when() -> None:
    acts = (
        said(CUE, 1000), said(ANN, 2000, "Tag added: cold", "G", "G"), said(ANN, 3000, "Tag removed: cold", "G", "G"),
        said(ANN, 4000, "Tag added: unheard of", "G", "G"),
    )  # fmt: skip
    (rows,) = derive([thread(*acts, status="N", tags=("tag1",))], desk())
    assert [(one["tag_id"], one["from_at"], one["to_at"]) for one in rows.tags] == [
        ("tag2", 2000, 3000), ("tag1", 1000, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rtype", "status", "kind"), [("B", "B", "spam"), ("X", "X", "deleted"), ("J", "W", "postponed")]
)
def test_put_away(rtype: str, status: str, kind: str) -> None:
    acts = (said(CUE, 1000), act(rtype, ANN, 1300, ("J", ANN, 1300, "Put away")))
    (rows,) = derive([thread(*acts, status=status)], desk())
    assert story(rows)[-1] == (1300, kind, ANN, None)
    # What was thrown away is not owed an answer; what was postponed was seen in time.
    assert [one["closed"] for one in rows.clocks] == ([1300] if kind == "postponed" else [])


def test_an_end_that_the_thread_does_not_tell() -> None:
    (rows,) = derive([thread(said(CUE, 1000), said(CUE, 1500), status="R", agent=BOB)], desk())
    assert story(rows)[-2:] == [(1500, "assigned", BOB, 500), (1500, "resolved", None, 500)]


def test_times_that_go_backwards_stand_still() -> None:
    (rows,) = derive([thread(said(CUE, 1000), said(ANN, 900), status="A")], desk())
    assert [at for at, *_ in story(rows)] == sorted(at for at, *_ in story(rows))
    assert (1000, "new_answered", ANN, 0) in story(rows)


def test_a_talk_among_colleagues_waits_for_nobody() -> None:
    (rows,) = derive([thread(said(ANN, 1000, "Lunch?", "N", "I"), status="A")], desk())
    assert story(rows) == [(1000, "created", ANN, None), (1000, "note", ANN, None)]
    assert rows.clocks == []
    assert rows.loads == []
