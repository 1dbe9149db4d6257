"""The filter language: what each condition means, what cannot be understood, and what completes a word."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.contract.enums import ConversationStatus
from console.services.query import Names, completions, parse
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
        ("is:green", "is: knows unread, draft, mine, unassigned; not green."),
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
