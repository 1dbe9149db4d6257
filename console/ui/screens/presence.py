"""The presence board: every department with its counters and agents, every agent with channels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import tzinfo
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult

from console.services.records import AgentPresence, DepartmentPresence, Presence
from console.ui import format as formats
from console.ui.glyphs import glyphs_of
from console.ui.screens.board import Board
from console.ui.text import clean, pad
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.line_view import MARKER_CELLS, RowView
from console.ui.widgets.part_view import Parts, PartView
from console.ui.widgets.plots import highest, number_words, spark, squeezed, upright
from console.ui.wrap import wrap_line

LETTERS = "M mail, C chat, P phone"
TREND_CELLS = 32
DETAIL_LINES = 6
"""Lines for what is under the cursor."""
MEMBER_LINES = 2
"""Those of them that say who serves a department."""
ROOM_FOR_DETAIL = 20
"""Lines of the screen from which they have a place."""
WIDE, NARROW = 100, 60
"""Columns from which trend and agents stand in the line of a department, and below which some counters do not."""
NOT_KNOWN = "Not known yet: the console remembers it as it asks."
SHIFT_HOURS = 8

Trend = Callable[[str], tuple[int | None, ...]]
"""How many waited in a department over a shift, oldest first."""


class PresenceBoard(Board[None]):
    """Departments, then agents; below, more about the one under the cursor. It follows the polls of the workspace."""

    heading: ClassVar[str] = "Who is online"
    hints: ClassVar[tuple[tuple[str, str], ...]] = (("j k", "move"), ("q Esc", "back"))

    def __init__(self, presence: Presence, trend: Trend, zone: tzinfo) -> None:
        super().__init__()
        self._presence = presence
        self._trend = trend
        self._zone = zone

    def below(self) -> ComposeResult:
        """More about what is under the cursor."""
        yield PaneTitle(id="presence-detail-title")
        detail = PartView(id="presence-detail")
        detail.can_focus = False
        yield detail

    def show(self, presence: Presence) -> None:
        """Draw who is online now."""
        self._presence = presence
        self.reload()

    def reload(self) -> None:
        """Draw what is known now."""
        at = self._presence.fetched_at
        when = f"as of {formats.clock(at, self._zone)}" if at else "not known yet"
        self.title_line.note = when if self.words_alone or self._is_narrow else f"{LETTERS}   {when}"
        rows = list(self._sentences() if self.words_alone else self._rows())
        self.view.show(rows)
        if self.view.value is None:
            self.view.move_to(next((i for i, (_, value) in enumerate(rows) if value is not None), 0))
        self._show_detail()

    def on_row_view_moved(self, event: RowView.Moved) -> None:
        """Another line is under the cursor."""
        event.stop()
        self._show_detail()

    # What is under the cursor

    def _show_detail(self) -> None:
        title, view = self.query_one("#presence-detail-title", PaneTitle), self.query_one("#presence-detail", PartView)
        above = [one for _, one in self.view.shown[: self.view.cursor + 1] if one is not None]
        value = self.view.value or (above[-1] if above and self.words_alone else None)
        presence = self._presence
        title.display = view.display = value is not None and self.size.height >= ROOM_FOR_DETAIL
        department = next((one for one in presence.departments if one.id == value), None)
        agent = next((one for one in presence.agents if one.id == value), None)
        lines: list[Parts] = []
        if department is not None:
            values = self._trend(department.id)
            title.title = f"Waiting in {department.name}"
            title.note = f"most {number_words(highest(values))}, now {department.waiting}" if values else ""
            lines = self._department_lines(department, values)
        elif agent is not None:
            title.title, title.note = agent.name, "online" if agent.online else "offline"
            words = f"Serves {formats.service_words(agent.services)}." if agent.online else ""
            lines = [*self._wrapped(f"{words} In {', '.join(self._departments_of(agent))}.".strip())]
        view.show([(line, None) for line in lines[:DETAIL_LINES]], from_top=True)

    def _department_lines(self, department: DepartmentPresence, values: tuple[int | None, ...]) -> list[Parts]:
        """What its line has no room for, and what waited there."""
        lines: list[Parts] = []
        if self._is_narrow and not self.words_alone:
            lines.append([(_more(department), "text")])
        if self.size.width < WIDE or self.words_alone:
            most = DETAIL_LINES - 1 if self.words_alone else MEMBER_LINES
            lines += [*self._wrapped(self._members(department))][:most]
        if not values:
            return [*lines, [(NOT_KNOWN, "dim")]]
        if self.words_alone:
            return [*lines, *self._wrapped(_hours(values))]
        drawn = glyphs_of(self.app).drawn
        plot = upright(values, ("8 h ago", "now"), self.size.width - 4, DETAIL_LINES - len(lines))
        return [*lines, *([(drawn(text), style) for text, style in line] for line in plot)]

    def _wrapped(self, words: str) -> Iterator[list[tuple[str, str]]]:
        for start, end in wrap_line(words, max(20, self.size.width - MARKER_CELLS - 1)):
            yield [(words[start:end], "text")]

    # Lines

    @property
    def _is_narrow(self) -> bool:
        return self.size.width < NARROW

    @property
    def _name_cells(self) -> int:
        return 18 if self._is_narrow else 30

    def _rows(self) -> Iterator[tuple[Parts, object]]:
        wide = self.size.width >= WIDE
        name = self._name_cells
        head = f"{pad('Departments', name)} {pad('state', 8)} {'waiting':>7} {'new':>4}"
        if not self._is_narrow:
            head += f" {'replies':>7} {'chats':>6} {'all':>4}"
        yield [(f"{head}  {pad('waiting, last 8 h', TREND_CELLS)}  agents" if wide else head, "dim")], None
        for department in self._presence.departments:
            if not department.deleted:
                yield self._department(department, wide=wide), department.id
        yield [("", "text")], None
        legend = "mail chat phone" if self._is_narrow else "departments"
        yield [(f"{pad('Agents', name)} {pad('state', 8)} MCP  {legend}", "dim")], None
        for agent in self._agents():
            yield self._agent(agent), agent.id

    def _sentences(self) -> Iterator[tuple[Parts, object]]:
        """The same without columns."""
        yield [("Departments", "dim")], None
        for one in self._presence.departments:
            if not one.deleted:
                words = (
                    f"{clean(one.name, limit=200)}: {'online' if one.online else 'offline'}, {one.waiting} waiting, "
                )
                words += (
                    f"{one.new} new, {one.replies} replies, chats {one.chats} of {one.max_chats}, {one.total} in all"
                )
                yield from self.sentence(words, one.id)
        yield [("Agents", "dim")], None
        for agent in self._agents():
            state = f"online for {formats.service_words(agent.services)}" if agent.online else "offline"
            words = f"{clean(agent.name, limit=200)}: {state}; {', '.join(self._departments_of(agent))}"
            yield from self.sentence(words, agent.id)

    def _agents(self) -> list[AgentPresence]:
        return sorted(self._presence.agents, key=lambda agent: (not agent.online, agent.name.casefold()))

    def _department(self, department: DepartmentPresence, *, wide: bool) -> Parts:
        state = "online" if department.online else "offline"
        name = pad(clean(department.name, limit=200), self._name_cells)
        numbers = f" {department.waiting:>7} {department.new:>4}"
        if not self._is_narrow:
            chats = f"{department.chats}/{department.max_chats}"
            numbers += f" {department.replies:>7} {chats:>6} {department.total:>4}"
        parts: list[tuple[str, str]] = [
            (f"{name} ", "strong"),
            (pad(state, 8), "good" if department.online else "warning"),
            (numbers, "text"),
        ]
        if wide:
            trend = glyphs_of(self.app).drawn(spark(self._trend(department.id)))
            members = self._members(department)
            parts.append((f"  {pad(trend, TREND_CELLS)}  ", "marker"))
            parts.append((members, "text" if department.online else "dim"))
        return parts

    def _members(self, department: DepartmentPresence) -> str:
        """Who serves it now, or since when nobody does."""
        members = [agent for agent in self._presence.agents if department.id in agent.departments and agent.online]
        if members and department.online:
            if self.words_alone:
                names = [f"{clean(one.name, limit=60)} for {formats.service_words(one.services)}" for one in members]
                return f"Online there: {'; '.join(names)}"
            return "  ".join(f"{clean(one.name, limit=60)} {formats.service_letters(one.services)}" for one in members)
        if department.offline_since is not None:
            return f"offline since {formats.clock(department.offline_since, self._zone)}"
        return "nobody serves it"

    def _departments_of(self, agent: AgentPresence) -> list[str]:
        names = {department.id: department.name for department in self._presence.departments}
        return [clean(names[one], limit=60) for one in agent.departments if one in names] or ["no department"]

    def _agent(self, agent: AgentPresence) -> Parts:
        return [
            (f"{pad(clean(agent.name, limit=200), self._name_cells)} ", "strong" if agent.online else "dim"),
            (pad("online" if agent.online else "offline", 8), "good" if agent.online else "dim"),
            (f" {formats.service_letters(agent.services)}  ", "text"),
            (", ".join(self._departments_of(agent)), "dim"),
        ]


def _more(one: DepartmentPresence) -> str:
    """The counters that a narrow screen has no columns for."""
    replies = formats.plural(one.replies, "reply", "replies")
    chats = f"chats {one.chats} of {one.max_chats}" if one.max_chats else formats.plural(one.chats, "chat")
    return f"{replies}, {chats}, {one.total} in all"


def _hours(values: tuple[int | None, ...]) -> str:
    """What waited hour by hour, in words."""
    hours, _ = squeezed(values, SHIFT_HOURS)
    words: list[str] = []
    for known, group in groupby(hours, key=lambda value: value is not None):
        found = [*group]
        words += [number_words(value) for value in found] if known else [f"not known for {len(found)} h"]
    return f"Hour by hour until now: {', '.join(words)}."
