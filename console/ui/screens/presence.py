"""The presence board: every department with its counters and agents, every agent with channels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import tzinfo

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from console.services.records import AgentPresence, DepartmentPresence, Presence
from console.ui import format as formats
from console.ui.glyphs import glyphs_of
from console.ui.layouts import letter_of
from console.ui.text import clean, pad
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.line_view import RowView
from console.ui.widgets.list_keys import moves_over_headings
from console.ui.widgets.part_view import Parts, PartView
from console.ui.widgets.plots import highest, number_words, spark, upright

HINTS = (("j k", "move"), ("M C P", "mail, chat, phone"), ("q Esc", "back"))
TREND_CELLS = 32
TREND_LINES = 6
"""Lines of the plot for the department under the cursor, with its axis."""
ROOM_FOR_TREND = 20
"""Lines of the screen from which that plot has a place."""

Trend = Callable[[str], tuple[int | None, ...]]
"""How many waited in a department over a shift, oldest first."""


class PresenceBoard(Screen[None]):
    """Departments, then agents. It follows the polls of the workspace."""

    def __init__(self, presence: Presence, trend: Trend, zone: tzinfo) -> None:
        super().__init__()
        self._presence = presence
        self._trend = trend
        self._zone = zone

    def compose(self) -> ComposeResult:
        """Title, lines, keys."""
        yield PaneTitle(id="presence-title")
        yield PartView(id="presence-view")
        yield PaneTitle(id="presence-trend-title")
        yield PartView(id="presence-trend")
        yield FooterLine(id="presence-keys")

    def on_mount(self) -> None:
        """Draw what is known."""
        self.query_one("#presence-title", PaneTitle).title = "Who is online"
        self.query_one("#presence-keys", FooterLine).show_hints(HINTS)
        self.query_one("#presence-trend", PartView).can_focus = False
        self._view.focus()
        self.show(self._presence)

    def show(self, presence: Presence) -> None:
        """Draw who is online now."""
        self._presence = presence
        title = self.query_one("#presence-title", PaneTitle)
        title.note = (
            f"as of {formats.clock(presence.fetched_at, self._zone)}" if presence.fetched_at else "not known yet"
        )
        rows = list(self._rows())
        self._view.show(rows)
        if self._view.value is None:
            self._view.move_to(next((i for i, (_, value) in enumerate(rows) if value is not None), 0))
        self._show_trend()

    def on_resize(self) -> None:
        """Other columns fit."""
        self.show(self._presence)

    def on_row_view_moved(self, event: RowView.Moved) -> None:
        """Another department is under the cursor."""
        event.stop()
        self._show_trend()

    def _show_trend(self) -> None:
        """The department under the cursor, larger; where there is room."""
        title, view = self.query_one("#presence-trend-title", PaneTitle), self.query_one("#presence-trend", PartView)
        department = next((one for one in self._presence.departments if one.id == self._view.value), None)
        title.display = view.display = department is not None and self.size.height >= ROOM_FOR_TREND
        if department is None:
            return
        values = self._trend(department.id)
        title.title = f"Waiting in {department.name}"
        title.note = f"most {number_words(highest(values))}, now {department.waiting}" if values else ""
        drawn = glyphs_of(self.app).drawn
        lines = upright(values, ("8 h ago", "now"), self.size.width - 4, TREND_LINES)
        plot = [([(drawn(text), style) for text, style in line], None) for line in lines]
        view.show(plot if values else [([("Not known yet: the console remembers it as it asks.", "dim")], None)])

    @property
    def _view(self) -> PartView:
        return self.query_one("#presence-view", PartView)

    @property
    def _is_narrow(self) -> bool:
        return self.size.width < 60

    @property
    def _name_cells(self) -> int:
        return 18 if self._is_narrow else 30

    def _rows(self) -> Iterator[tuple[Parts, object]]:
        wide = self.size.width >= 100
        name = self._name_cells
        head = f"{pad('Departments', name)} {pad('state', 8)} {'waiting':>7} {'new':>4}"
        if not self._is_narrow:
            head += f" {'replies':>7} {'chats':>6} {'all':>4}"
        yield [(f"{head}  {pad('waiting, last 8 h', TREND_CELLS)}  agents" if wide else head, "dim")], None
        for department in self._presence.departments:
            if not department.deleted:
                yield self._department(department, wide=wide), department.id
        yield [("", "text")], None
        yield [(f"{pad('Agents', name)} {pad('state', 8)} MCP  departments", "dim")], None
        ordered = sorted(self._presence.agents, key=lambda agent: (not agent.online, agent.name.casefold()))
        for agent in ordered:
            yield self._agent(agent), agent.id

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
            parts.append((f"  {pad(trend, TREND_CELLS)}  ", "marker"))
            parts += self._members(department)
        return parts

    def _members(self, department: DepartmentPresence) -> list[tuple[str, str]]:
        members = [agent for agent in self._presence.agents if department.id in agent.departments and agent.online]
        if members and department.online:
            letters = formats.service_letters
            names = "  ".join(f"{clean(agent.name, limit=60)} {letters(agent.services)}" for agent in members)
            return [(names, "text")]
        if department.offline_since is not None:
            return [(f"offline since {formats.clock(department.offline_since, self._zone)}", "dim")]
        return [("nobody", "dim")]

    def _agent(self, agent: AgentPresence) -> Parts:
        names = {department.id: department.name for department in self._presence.departments}
        where = ", ".join(clean(names[one], limit=60) for one in agent.departments if one in names)
        return [
            (f"{pad(clean(agent.name, limit=200), self._name_cells)} ", "strong" if agent.online else "dim"),
            (pad("online" if agent.online else "offline", 8), "good" if agent.online else "dim"),
            (f" {formats.service_letters(agent.services)}  ", "text"),
            (where, "dim"),
        ]

    def on_key(self, event: events.Key) -> None:
        """Move, or back."""
        if letter_of(event) == "q" or event.key == "escape":
            self.dismiss(None)
        elif not moves_over_headings(self._view, event):
            return
        event.stop()
