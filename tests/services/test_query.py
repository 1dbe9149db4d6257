"""The filter language: what each condition means, what cannot be understood, and what completes a word."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.contract.enums import ConversationStatus
from console.services.completion import completions, last_part, offers
from console.services.query import Names, joined, parse
from console.services.records import QueueFilter
from tests.desk.small_desk import NOW

NAMES = Names(
    departments={"Billing": "dp71bill", "Orders & Returns": "dpord", "Orders Abroad": "dpabr"},
    agents={"Mira Novak": "mira", "Olaf Berg": "ag1", "Olaf Lind": "ag2"},
    tags=("refund", "damaged goods"),
    me="mira",
)
NEW, OPEN = ConversationStatus.NEW, ConversationStatus.OPEN


@pytest.mark.parametrize(
    ("line", "filter"),
    [
        ("", QueueFilter()),
        ("dept:billing", QueueFilter(departments=frozenset({"dp71bill"}))),
        ("dept:orders", QueueFilter(departments=frozenset({"dpord", "dpabr"}))),
        ('dept:"orders & returns" dept:bill', QueueFilter(departments=frozenset({"dpord", "dp71bill"}))),
        ("status:new,open", QueueFilter(statuses=frozenset({NEW, OPEN}))),
        ("status:N status:op", QueueFilter(statuses=frozenset({NEW, OPEN}))),
        ("tag:refund", QueueFilter(tags=frozenset({"refund"}))),
        ("is:mine", QueueFilter(assigned_to="mira")),
        ("agent:none is:unread", QueueFilter(assigned_to="", unread=True)),
        ("agent:mira", QueueFilter(assigned_to="mira")),
        ("is:draft from:ida@holm.example", QueueFilter(has_draft=True, customer_email="ida@holm.example")),
        ("older:2d", QueueFilter(changed_before=NOW - timedelta(days=2))),
        ("newer:90m", QueueFilter(changed_after=NOW - timedelta(minutes=90))),
        ("waiting:>2h", QueueFilter(waiting_since=NOW - timedelta(hours=2))),
        ("waiting:2h", QueueFilter(waiting_since=NOW - timedelta(hours=2))),
        ("waiting:<30m", QueueFilter(waiting_after=NOW - timedelta(minutes=30))),
        ("is:starred is:later", QueueFilter(starred=True, later=True)),
        ("is:failed", QueueFilter(failed=True)),
        (
            "is:waiting status:new",
            QueueFilter(statuses=frozenset({NEW}), also=QueueFilter(statuses=frozenset({NEW, OPEN}))),
        ),
    ],
)
def test_conditions(line: str, filter: QueueFilter) -> None:
    query = parse(line, NAMES, NOW)
    assert (query.filter, query.words, query.troubles) == (filter, "", ())


def test_words_are_what_no_condition_is() -> None:
    query = parse('lamp tag:refund "arrived cracked" -paid http://x.example 12:30', NAMES, NOW)
    assert query.words == 'lamp "arrived cracked" -paid http://x.example 12:30'
    assert query.filter == QueueFilter(tags=frozenset({"refund"}))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("dept:nowhere", "There is no department nowhere."),
        ("status:?", "There is no status ?."),
        ("older:soon", "soon is no time; times look like 30m, 2h, 3d or 1w."),
        (
            "is:green",
            "is:green is not known; there are waiting, unread, starred, later, draft, failed, mine, unassigned.",
        ),
        ("agent:olaf", "Several agents are called olaf."),
        ("agent:zoe", "No agent is called zoe."),
    ],
)
def test_what_cannot_be_understood_is_said(line: str, words: str) -> None:
    assert parse(line, NAMES, NOW).troubles == (words,)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("de", ["dept:"]),
        ("lamp st", ["status:"]),
        ("dept:or", ['dept:"Orders & Returns"', 'dept:"Orders Abroad"']),
        ("status:new,ope", ["status:new,open"]),
        ("is:un", ["is:unread", "is:unassigned"]),
        ("waiting:<", ["waiting:<1h"]),
        ('dept:"orders a', ['dept:"Orders Abroad"']),
        ("tag:dam", ['tag:"damaged goods"']),
        ("", []),
    ],
)
def test_completions(line: str, offered: list[str]) -> None:
    assert completions(line, NAMES) == offered


def test_what_is_no_filter_is_a_word_and_that_is_said() -> None:
    query = parse("lamp depp:billing Re: STATUS:open", NAMES, NOW)
    assert (query.words, query.filter) == ("lamp depp:billing Re:", QueueFilter(statuses=frozenset({OPEN})))
    (words,) = query.troubles
    assert words.startswith("depp: is no filter, so it is looked for as a word. Filters: dept, status, tag")


def test_a_filter_without_its_value_is_not_there_yet() -> None:
    assert parse("lamp dept: tag:", NAMES, NOW) == parse("lamp", NAMES, NOW)


def test_a_name_with_a_comma_can_be_quoted() -> None:
    names = Names(departments={"Sales, Europe": "dpeu"})
    assert parse('dept:"sales, europe"', names, NOW).filter == QueueFilter(departments=frozenset({"dpeu"}))
    assert completions("dept:s", names) == ['dept:"Sales, Europe"']


@pytest.mark.parametrize(
    ("base", "extra", "together"),
    [
        ("is:waiting is:unassigned", "dept:billing", "is:waiting is:unassigned dept:billing"),
        ("is:waiting is:unassigned", "status:new", "is:unassigned status:new"),
        ("is:waiting is:unassigned", "is:mine", "is:waiting is:mine"),
        ("tag:vip dept:a older:2d", "tag:b dept:c", "tag:vip older:2d tag:b dept:c"),
        ("", "lamp", "lamp"),
        ("is:mine", "", "is:mine"),
    ],
)
def test_a_line_narrowed_by_another(base: str, extra: str, together: str) -> None:
    assert joined(base, extra) == together


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ("", "")),
        ("lamp ", ("lamp ", "")),
        ("lamp de", ("lamp ", "de")),
        ('lamp dept:"Orders & R', ("lamp ", 'dept:"Orders & R')),
        ('lamp dept:"Orders & Returns"', ("lamp ", 'dept:"Orders & Returns"')),
        ('dept:"A b" tag:x', ('dept:"A b" ', "tag:x")),
    ],
)
def test_the_part_that_is_being_typed(text: str, parts: tuple[str, str]) -> None:
    assert last_part(text) == parts


@pytest.mark.parametrize(
    ("begun", "first"),
    [
        ("status:new,op", ["status:new,open"]),
        ("status:new,", ["status:new,init", "status:new,open"]),
        ("tag:refund,dam", ['tag:refund tag:"damaged goods"']),
        ("older:3", ["older:3m", "older:3h", "older:3d", "older:3w"]),
        ("older:2", ["older:2d", "older:2m", "older:2h"]),
        ("waiting:3", ["waiting:>3m", "waiting:>3h"]),
        ("zyx", []),
    ],
)
def test_offers_go_on_behind_a_comma_and_a_number(begun: str, first: list[str]) -> None:
    assert [offer.text for offer in offers(begun, NAMES)][: len(first) or None] == first
