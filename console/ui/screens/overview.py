"""Chats and calls: what goes on, who waits for whom, by department; followed while it is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from console.services.overview import LiveNumbers, Talk
from console.services.records import DepartmentPresence
from console.ui import format as formats
from console.ui.glyphs import glyphs_of
from console.ui.layouts import letter_of
from console.ui.text import clean, pad
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.list_keys import moves_over_headings
from console.ui.widgets.part_view import Parts, PartView
from console.ui.widgets.plots import spark

if TYPE_CHECKING:
    from console.ui.work.overlooking import Overlooking

HINTS = (("Enter", "open"), ("j k", "move"), ("S", "ask now"), ("q Esc", "back"))
NAME_CELLS, FEW_NAME_CELLS = 26, 16
TREND_CELLS = 32
WIDE, NARROW = 120, 60
"""Columns from which the trend has room, and below which only the most needed has."""


class OverviewScreen(Screen[str | None]):
    """Numbers, talks, departments. Its answer is a conversation to open."""

    def __init__(self, work: Overlooking) -> None:
        super().__init__()
        self._work = work

    def compose(self) -> ComposeResult:
        """Title, lines, keys."""
        yield PaneTitle(id="overview-title")
        yield PartView(id="overview-view")
        yield FooterLine(id="overview-keys")

    def on_mount(self) -> None:
        """Draw what is known."""
        self.query_one("#overview-title", PaneTitle).title = "Chats and calls"
        self.query_one("#overview-keys", FooterLine).show_hints(HINTS)
        self._view.focus()
        self.reload()

    @property
    def _view(self) -> PartView:
        return self.query_one("#overview-view", PartView)

    def reload(self) -> None:
        """Draw what is known now; the cursor stays with its conversation."""
        known = self._work.known
        at = f"as of {formats.clock(known.asked_at, self._work.zone)}" if known is not None else "asking the server"
        self.query_one("#overview-title", PaneTitle).note = at
        self.query_one("#overview-keys", FooterLine).say(self._work.trouble, warning=True)
        under = self._view.value
        rows = [*self._rows(known, self._work.talks())]
        places = {value: index for index, (_, value) in enumerate(rows) if value is not None}
        self._view.cursor = places.get(under, min(places.values(), default=0))
        self._view.show(rows)

    def on_resize(self) -> None:
        """Other columns fit."""
        self.reload()

    # Lines

    def _rows(self, known: LiveNumbers | None, talks: list[Talk]) -> Iterator[tuple[Parts, object]]:
        for parts in _numbers(known):
            yield parts, None
        yield [("", "text")], None
        yield [("Going on and waiting now" if talks else "No chat and no call goes on.", "dim")], None
        for talk in talks:
            yield self._talk(talk), talk.row.id
        yield [("", "text")], None
        yield [(self._heading(), "dim")], None
        for department in self._work.departments():
            yield self._department(department, [one for one in talks if one.row.department_id == department.id]), None

    def _talk(self, talk: Talk) -> Parts:
        row, narrow = talk.row, self.size.width < NARROW
        age = formats.age(row.created, self._work.now()) if row.created is not None else "-"
        state = "waits" if talk.waits else "goes on" if row.assigned_to else "open"
        who = self._work.agent_name(row.assigned_to) if row.assigned_to else "nobody" if talk.waits else "not known yet"
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

    # Keys

    def on_row_view_chosen(self) -> None:
        """A click on the talk under the cursor."""
        self._open()

    def on_key(self, event: events.Key) -> None:
        """Move, open, ask, leave."""
        letter = letter_of(event)
        match letter if letter.isalpha() else event.key:
            case "enter":
                self._open()
            case "S":
                self._work.ask()
            case "q" | "escape":
                self.dismiss(None)
            case _:
                if not moves_over_headings(self._view, event):
                    return
        event.stop()

    def _open(self) -> None:
        if isinstance(self._view.value, str):
            self.dismiss(self._view.value)


def _numbers(known: LiveNumbers | None) -> list[Parts]:
    """The server's numbers in two lines."""
    if known is None:
        return [[("The server is asked how much goes on.", "dim")], [("", "text")]]
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


def _in_line(waiting: int, cells: int) -> tuple[str, str]:
    return f"{waiting:>{cells}}", "warning" if waiting else "text"
