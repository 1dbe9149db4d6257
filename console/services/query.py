"""The filter language: `dept:billing status:new,open tag:refund older:2d "broken lamp"`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from console.contract.enums import ConversationStatus
from console.services.records import QueueFilter

KEYS: Final[Mapping[str, str]] = {
    "dept": "a department: its id or the beginning of its name",
    "status": "new, open, answered, resolved, postponed, chatting, calling, deleted, spam",
    "tag": "a tag",
    "is": "waiting, unread, starred, later, draft, failed, mine, unassigned",
    "agent": "the agent who has it: me, none, or the beginning of a name",
    "from": "the customer's e-mail",
    "older": "not changed for 30m, 2h, 3d, 1w",
    "newer": "changed within 30m, 2h, 3d, 1w",
    "waiting": "the customer waits for >2h, or <30m",
}
"""What can stand before a colon, and what behind it."""
STATES: Final[Mapping[str, str]] = {
    "waiting": "new or open",
    "unread": "something came that you have not seen",
    "starred": "with your star",
    "later": "put off by you",
    "draft": "with a text of yours that is not sent",
    "failed": "something was not sent, or waits for your word",
    "mine": "assigned to you",
    "unassigned": "assigned to nobody",
}
"""What can stand behind `is:`, and what it means."""
WAITING: Final = frozenset({ConversationStatus.NEW, ConversationStatus.OPEN})

_PART: Final = re.compile(r'([A-Za-z]+):("[^"]*"?|[^\s/"]\S*)?(?=\s|$)|("[^"]*"?|\S+)')
_SPAN: Final = re.compile(r"(\d{1,4})(m|h|d|w)")
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True, slots=True)
class Names:
    """Who and what can be named: ids by the names people know."""

    departments: Mapping[str, str] = field(default_factory=dict)
    agents: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    me: str = ""
    """The own userid."""


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked for."""

    filter: QueueFilter
    words: str = ""
    """For the full-text index."""
    troubles: tuple[str, ...] = ()
    """What could not be understood, a sentence each; it was left out."""


def parse(text: str, names: Names, now: datetime) -> Query:
    """Read a line of the filter language. Conditions of one key are alternatives, different keys must all hold."""
    reader = _Reader(names, now)
    words: list[str] = []
    for match in _PART.finditer(text):
        key, value, word = match.groups()
        if key and key.lower() in KEYS:
            reader.take(key.lower(), value or "")
            continue
        words.append(word or match[0])
        if key and value:
            reader.troubles.append(f"{key}: is no filter, so it is looked for as a word. Filters: {', '.join(KEYS)}.")
    return Query(reader.filter, " ".join(words), tuple(reader.troubles))


def joined(base: str, extra: str) -> str:
    """A line narrowed by another, as one line: what both speak of is as the second one says."""
    spoken_of = {_topic(match) for match in _PART.finditer(extra)} - {""}
    kept = [match[0] for match in _PART.finditer(base) if _topic(match) not in spoken_of]
    return " ".join((*kept, extra.strip())).strip()


def _topic(match: re.Match[str]) -> str:
    """What a part of a line decides; empty for what narrows beside others of its kind."""
    key, value = (match[1] or "").lower(), (match[2] or "").lower()
    if key == "agent" or value in ("mine", "unassigned"):
        return "agent"
    if key == "status" or value == "waiting":
        return "status"
    return key if key in KEYS and key not in ("tag", "is") else ""


def quoted(value: str) -> str:
    """A name as it stands in a line."""
    plain = value.replace('"', " ")
    return f'"{plain}"' if " " in plain or "," in plain else plain


class _Reader:
    """Collects conditions."""

    def __init__(self, names: Names, now: datetime) -> None:
        self.filter = QueueFilter()
        self.troubles: list[str] = []
        self._names = names
        self._now = now
        self._takers: Mapping[str, Callable[[str], None]] = {
            "dept": self._dept,
            "status": self._status,
            "tag": self._tag,
            "is": self._is,
            "agent": self._agent,
            "from": self._from,
            "older": self._older,
            "newer": self._newer,
            "waiting": self._waiting,
        }

    def take(self, key: str, value: str) -> None:
        """Take a condition; several values are separated by commas, unless they are quoted."""
        for one in filter(None, [value.strip('"')] if value.startswith('"') else value.split(",")):
            self._takers[key](one)

    def _dept(self, value: str) -> None:
        found = _named(value, self._names.departments)
        if not found:
            self.troubles.append(f"There is no department {value}.")
        self.filter = replace(self.filter, departments=self.filter.departments | found)

    def _status(self, value: str) -> None:
        wanted = value.casefold()
        found = {one for one in ConversationStatus if one.word.startswith(wanted) or one.value.casefold() == wanted}
        if not found:
            self.troubles.append(f"There is no status {value}.")
        self.filter = replace(self.filter, statuses=self.filter.statuses | found)

    def _tag(self, value: str) -> None:
        self.filter = replace(self.filter, tags=self.filter.tags | {value})

    def _is(self, value: str) -> None:
        match value.casefold():
            case "unread":
                self.filter = replace(self.filter, unread=True)
            case "draft":
                self.filter = replace(self.filter, has_draft=True)
            case "starred":
                self.filter = replace(self.filter, starred=True)
            case "failed":
                self.filter = replace(self.filter, failed=True)
            case "later":
                self.filter = replace(self.filter, later=True)
            case "waiting":
                self.filter = self.filter.narrowed(QueueFilter(statuses=WAITING))
            case "mine":
                self.filter = replace(self.filter, assigned_to=self._names.me or "-")
            case "unassigned":
                self.filter = replace(self.filter, assigned_to="")
            case _:
                self.troubles.append(f"is:{value} is not known; there are {', '.join(STATES)}.")

    def _agent(self, value: str) -> None:
        if value.casefold() in ("me", "none"):
            self._is("mine" if value.casefold() == "me" else "unassigned")
            return
        found = sorted(_named(value, self._names.agents))
        if len(found) != 1:
            self.troubles.append(f"{'No agent is' if not found else 'Several agents are'} called {value}.")
            return
        self.filter = replace(self.filter, assigned_to=found[0])

    def _from(self, value: str) -> None:
        self.filter = replace(self.filter, customer_email=value)

    def _older(self, value: str) -> None:
        if (span := self._span(value)) is not None:
            self.filter = replace(self.filter, changed_before=self._now - span)

    def _newer(self, value: str) -> None:
        if (span := self._span(value)) is not None:
            self.filter = replace(self.filter, changed_after=self._now - span)

    def _waiting(self, value: str) -> None:
        if (span := self._span(value.lstrip("<>"))) is None:
            return
        if value.startswith("<"):
            self.filter = replace(self.filter, waiting_after=self._now - span)
        else:
            self.filter = replace(self.filter, waiting_since=self._now - span)

    def _span(self, value: str) -> timedelta | None:
        match = _SPAN.fullmatch(value.casefold())
        if match is None:
            self.troubles.append(f"{value} is no time; times look like 30m, 2h, 3d or 1w.")
            return None
        return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _named(value: str, known: Mapping[str, str]) -> frozenset[str]:
    """The ids of what is called so: exactly, or else beginning so."""
    wanted = value.casefold()
    exact = {one for name, one in known.items() if wanted in (name.casefold(), one.casefold())}
    return frozenset(exact or {one for name, one in known.items() if name.casefold().startswith(wanted)})
