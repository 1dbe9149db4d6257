"""What is counted of each kind of event, and the columns that are computed from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from console.desk.events import Kind
from console.desk.reports import figures


class Sums(NamedTuple):
    """Events of one kind: how many, how many of them were timed, and the seconds of those."""

    number: int = 0
    timed: int = 0
    seconds: int = 0
    business: int = 0


class Tally:
    """The sums of one agent, channel, department, tag or day."""

    def __init__(self, worktime: int = 0) -> None:
        self._sums: dict[str, Sums] = {}
        self.worktime = worktime
        """Seconds online."""

    def add(self, kind: str, sums: Sums) -> None:
        """Add sums of a kind."""
        known = self._sums.get(kind)
        self._sums[kind] = sums if known is None else Sums(*map(int.__add__, known, sums))

    def of(self, kind: Kind) -> Sums:
        """The sums of a kind."""
        return self._sums.get(kind.value, _NOTHING)


Measure = Callable[[Tally], float | None]

_NOTHING = Sums()
NO_TALLY = Tally()
"""Of whom nothing is known to have happened."""


def _count(kind: Kind) -> Measure:
    return lambda tally: tally.of(kind).number


def _timed(kind: Kind) -> Measure:
    return lambda tally: tally.of(kind).timed


def _seconds(kind: Kind) -> Measure:
    return lambda tally: tally.of(kind).seconds


def _average(kind: Kind) -> Measure:
    return lambda tally: figures.share(tally.of(kind).seconds, tally.of(kind).timed)


def _business_average(kind: Kind) -> Measure:
    return lambda tally: figures.share(tally.of(kind).business, tally.of(kind).timed)


def _rated_share(kind: Kind) -> Measure:
    """In per cent of everything that was rated and every chat that was not."""

    def measure(tally: Tally) -> float | None:
        part = tally.of(kind).number
        whole = sum(tally.of(one).number for one in (Kind.REWARD, Kind.PUNISHMENT, Kind.CHAT_UNRATED))
        return figures.share(100 * part, whole)

    return measure


def _an_hour(measure: Measure) -> Measure:
    return lambda tally: figures.share(3600 * (measure(tally) or 0), tally.worktime)


_COUNTED: Mapping[str, Measure] = {
    "answers": _count(Kind.ANSWER),
    "chat_answers": _count(Kind.CHAT_ANSWER),
    "chats": _count(Kind.CHAT_TAKEN),
    "calls": _count(Kind.CALL_TAKEN),
    "rewards": _count(Kind.REWARD),
    "punishments": _count(Kind.PUNISHMENT),
    "newAnswerAvgTime": _average(Kind.NEW_ANSWERED),
    "newAnswerAvgTimeSla": _business_average(Kind.NEW_ANSWERED),
    "nextAnswerAvgTime": _average(Kind.OPEN_ANSWERED),
    "nextAnswerAvgTimeSla": _business_average(Kind.OPEN_ANSWERED),
    "firstAssignAvgTime": _average(Kind.ASSIGNED),
    "firstAssignAvgTimeSla": _business_average(Kind.ASSIGNED),
    "firstResolveAvgTime": _average(Kind.RESOLVED),
    "firstResolveAvgTimeSla": _business_average(Kind.RESOLVED),
    "created_tickets": _count(Kind.CREATED),
    "resolved_tickets": _count(Kind.RESOLVED),
    "notes": _count(Kind.NOTE),
    "missed_chats": _count(Kind.CHAT_MISSED),
    "chat_pickup": _timed(Kind.CHAT_TAKEN),
    "chatPickupAvgTime": _average(Kind.CHAT_TAKEN),
    "chatAvgTime": _average(Kind.CHAT_ENDED),
    "u_chats": _count(Kind.CHAT_UNANSWERED),
    "missed_calls": _count(Kind.CALL_MISSED),
    "call_seconds": _seconds(Kind.CALL_ENDED),
    "call_pickup_avg_time": _average(Kind.CALL_TAKEN),
    "call_avg_time": _average(Kind.CALL_ENDED),
    "u_calls": _count(Kind.CALL_UNANSWERED),
    "o_calls": _count(Kind.CALL_PLACED),
    "calls_outgoing": _timed(Kind.CALL_PLACED),
    "call_outgoing_seconds": _seconds(Kind.CALL_PLACED),
    "call_outgoing_avg_time": _average(Kind.CALL_PLACED),
    "calls_internal": _count(Kind.CALL_INTERNAL),
    "call_internal_seconds": _seconds(Kind.CALL_INTERNAL),
    "call_internal_avg_time": _average(Kind.CALL_INTERNAL),
    "not_ranked": _count(Kind.CHAT_UNRATED),
    "not_ranked_p": _rated_share(Kind.CHAT_UNRATED),
    "rewards_p": _rated_share(Kind.REWARD),
    "punishments_p": _rated_share(Kind.PUNISHMENT),
    "i_messages": _count(Kind.INCOMING),
    "i_chats": _count(Kind.CHAT_RANG),
    "f_chats": _count(Kind.CHAT_ENDED),
    "i_calls": _count(Kind.CALL_RANG),
    "f_calls": _count(Kind.CALL_ENDED),
    "worktime": lambda tally: tally.worktime,
}
PER_HOUR = (
    "answers", "calls", "missed_calls", "call_seconds", "chats", "chat_answers", "missed_chats", "not_ranked",
    "rewards", "punishments",
)  # fmt: skip
MEASURES: Mapping[str, Measure] = {**_COUNTED, **{f"{name}_ph": _an_hour(_COUNTED[name]) for name in PER_HOUR}}
"""How each column is computed, by its name."""
NEEDS_WORKTIME = frozenset({"worktime", *(f"{name}_ph" for name in PER_HOUR)})
