"""Chats and calls: what goes on, who waits for whom, by department; followed while it is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from console.services.overview import LiveNumbers, Talk
from console.services.records import DepartmentPresence
from console.ui import format as formats
from console.ui.glyphs import glyphs_of
from console.ui.screens.board import Board
from console.ui.text import clean, pad
from console.ui.widgets.part_view import Parts
from console.ui.widgets.plots import spark

if TYPE_CHECKING:
    from console.ui.work.overlooking import Overlooking

NAME_CELLS, FEW_NAME_CELLS = 26, 16
TREND_CELLS = 32
ASKED = "The server is asked how much goes on."
GOING_ON, NOTHING_GOES_ON = "Going on and waiting now", "No chat and no call goes on."
WIDE, NARROW = 120, 60
"""Columns from which the trend has room, and below which only the most needed has."""


class OverviewScreen(Board[str]):
    """Numbers, talks, departments. Its answer is a conversation to open."""

    heading = "Chats and calls"
    hints = (("Enter", "open"), ("j k", "move"), ("S", "ask now"), ("q Esc", "back"))

    def __init__(self, work: Overlooking) -> None:
        super().__init__()
        self._work = work

    def reload(self) -> None:
        """Draw what is known now; the cursor stays with its conversation."""
        known = self._work.known
        at = f"as of {formats.clock(known.asked_at, self._work.zone)}" if known is not None else "asking the server"
        self.title_line.note = at
        self.say(self._work.trouble, warning=True)
        under = self.view.value
        talks = self._work.talks()
        rows = [*(self._sentences(known, talks) if self.words_alone else self._rows(known, talks))]
        places = {value: index for index, (_, value) in enumerate(rows) if value is not None}
        self.view.cursor = places.get(under, min(places.values(), default=0))
        self.view.show(rows)

    def act(self, key: str) -> bool:
        """Open, or ask."""
        match key:
            case "enter" if isinstance(self.view.value, str):
                self.dismiss(self.view.value)
            case "S":
                self._work.ask()
            case _:
                return False
        return True

    # Lines

    def _rows(self, known: LiveNumbers | None, talks: list[Talk]) -> Iterator[tuple[Parts, object]]:
        for parts in _numbers(known):
            yield parts, None
        yield [("", "text")], None
        yield [(GOING_ON if talks else NOTHING_GOES_ON, "dim")], None
        for talk in talks:
            yield self._talk(talk), talk.row.id
        yield [("", "text")], None
        yield [(self._heading(), "dim")], None
        for department in self._work.departments():
            yield self._department(department, [one for one in talks if one.row.department_id == department.id]), None

    def _sentences(self, known: LiveNumbers | None, talks: list[Talk]) -> Iterator[tuple[Parts, object]]:
        """The same without columns."""
        for words in _number_words(known):
            yield from self.sentence(words)
        yield [(GOING_ON if talks else NOTHING_GOES_ON, "dim")], None
        for talk in talks:
            row, (age, state, who) = talk.row, self._state(talk)
            customer = clean(row.customer_name or row.customer_email, limit=200)
            words = f"{'call' if talk.is_call else 'chat'} {state} for {age}: {customer} with {clean(who, limit=200)}"
            words += f", {clean(row.department_name, limit=200)}: {clean(row.subject, limit=300)}"
            yield from self.sentence(words, row.id)
        yield [("Departments", "dim")], None
        for one in self._work.departments():
            here = [talk for talk in talks if talk.row.department_id == one.id]
            waiting, calls = sum(talk.waits for talk in here), sum(talk.is_call and not talk.waits for talk in here)
            state = "online" if one.online else "offline"
            chats = f"chats {one.chats} of {one.max_chats}" if one.max_chats else formats.plural(one.chats, "chat")
            words = f"{clean(one.name, limit=200)}: {state}, {chats}, {formats.plural(calls, 'call')}, "
            words += f"{waiting} in line, {one.new} new, {formats.plural(one.replies, 'reply', 'replies')}"
            yield from self.sentence(words)

    def _state(self, talk: Talk) -> tuple[str, str, str]:
        """Since when it goes on, how, and with whom."""
        row = talk.row
        age = formats.age(row.created, self._work.now()) if row.created is not None else "-"
        state = "waits" if talk.waits else "goes on" if row.assigned_to else "open"
        who = self._work.agent_name(row.assigned_to) if row.assigned_to else "nobody" if talk.waits else "not known yet"
        return age, state, who

    def _talk(self, talk: Talk) -> Parts:
        row, narrow = talk.row, self.size.width < NARROW
        age, state, who = self._state(talk)
        name = FEW_NAME_CELLS if narrow else NAME_CELLS
        parts = [
            (f"{'call' if talk.is_call else 'chat'}  ", "strong"),
            (pad(state, 8), "warning" if talk.waits else "good"),
            (f"{age:>5}  ", "text"),
            (pad(clean(row.customer_name or row.customer_email, limit=200), name) + "  ", "text"),
        ]
        if narrow:
            return parts
        parts.append((f"{pad(clean(who, limit=200), 18)}  ", "dim" if talk.waits else "text"))
        if self.size.width >= WIDE:
            parts.append((f"{pad(clean(row.department_name, limit=200), 20)}  ", "text"))
        return [*parts, (clean(row.subject, limit=300), "dim")]

    def _heading(self) -> str:
        if self.size.width < NARROW:
            return f"{pad('Departments', FEW_NAME_CELLS)} {'chats':>6} {'calls':>5} {'wait':>4}"
        head = f"{pad('Departments', NAME_CELLS)} {pad('state', 8)} {'chats':>6} {'calls':>5} {'in line':>7}"
        head += f" {'new':>4} {'replies':>7}"
        return f"{head}  waiting, last 8 h" if self.size.width >= WIDE else head

    def _department(self, one: DepartmentPresence, talks: list[Talk]) -> Parts:
        narrow = self.size.width < NARROW
        waiting = sum(talk.waits for talk in talks)
        calls = sum(talk.is_call and not talk.waits for talk in talks)
        chats = f"{one.chats}/{one.max_chats}"
        name = pad(clean(one.name, limit=200), FEW_NAME_CELLS if narrow else NAME_CELLS)
        if narrow:
            return [(f"{name} ", "strong"), (f"{chats:>6} {calls:>5} ", "text"), _in_line(waiting, 4)]
        parts = [
            (f"{name} ", "strong"),
            (pad("online" if one.online else "offline", 8), "good" if one.online else "warning"),
            (f" {chats:>6} {calls:>5} ", "text"),
            _in_line(waiting, 7),
            (f" {one.new:>4} {one.replies:>7}", "text"),
        ]
        if self.size.width >= WIDE:
            trend = glyphs_of(self.app).drawn(spark(self._work.trend(one.id)))
            parts.append((f"  {pad(trend, TREND_CELLS)}", "marker"))
        return parts


def _numbers(known: LiveNumbers | None) -> list[Parts]:
    """The server's numbers in two lines."""
    if known is None:
        return [[(ASKED, "dim")], [("", "text")]]
    chats: Parts = [
        (pad("Chats", 8), "strong"),
        (f"{known.chats:>3} going on   ", "text"),
        (f"{known.chats_waiting:>3} waiting   ", "warning" if known.chats_waiting else "text"),
        (f"{formats.plural(known.visitors, 'visitor')}, {formats.plural(known.chat_agents, 'agent')} there", "dim"),
    ]
    calls: Parts = [
        (pad("Calls", 8), "strong"),
        (f"{known.calls:>3} going on   ", "text"),
        (f"{known.calls_waiting:>3} waiting   ", "warning" if known.calls_waiting else "text"),
        (f"{known.calls_ringing} ringing", "dim"),
    ]
    return [chats, calls]


def _number_words(known: LiveNumbers | None) -> list[str]:
    """The same as sentences."""
    if known is None:
        return [ASKED]
    visitors, agents = formats.plural(known.visitors, "visitor"), formats.plural(known.chat_agents, "agent")
    return [
        f"Chats: {known.chats} going on, {known.chats_waiting} waiting; {visitors}, {agents} there",
        f"Calls: {known.calls} going on, {known.calls_waiting} waiting, {known.calls_ringing} ringing",
    ]


def _in_line(waiting: int, cells: int) -> tuple[str, str]:
    return f"{waiting:>{cells}}", "warning" if waiting else "text"
