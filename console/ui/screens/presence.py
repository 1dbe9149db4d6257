"""The presence board: every department with its counters and agents, every agent with channels."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import tzinfo

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from console.services.records import AgentPresence, DepartmentPresence, Presence
from console.ui import format as formats
from console.ui.glyphs import glyphs_of
from console.ui.text import clean, pad
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.part_view import Parts, PartView

BLOCKS = " ▁▂▃▄▅▆▇█"
TREND = 32
"""Samples of the trend that are kept."""


def service_letters(services: str) -> str:
    """Mail, chat, phone in that order; a dash where off."""
    return "".join(letter if code in services else "-" for letter, code in (("M", "M"), ("C", "T"), ("P", "P")))


def trend_plot(samples: deque[int]) -> str:
    """A small plot of how many were waiting, oldest first; empty with fewer than two samples."""
    if len(samples) < 2:
        return ""
    top = max(*samples, 1)
    return "".join(BLOCKS[round(value / top * (len(BLOCKS) - 1))] for value in samples)


class PresenceBoard(Screen[None]):
    """Departments, then agents. It follows the polls of the workspace."""

    def __init__(self, presence: Presence, trends: dict[str, deque[int]], zone: tzinfo) -> None:
        super().__init__()
        self._presence = presence
        self._trends = trends
        self._zone = zone

    def compose(self) -> ComposeResult:
        """Title, lines, keys."""
        yield PaneTitle(id="presence-title")
        yield PartView(id="presence-view")
        yield FooterLine(id="presence-keys")

    def on_mount(self) -> None:
        """Draw what is known."""
        self.query_one("#presence-title", PaneTitle).title = "Who is online"
        self.query_one("#presence-keys", FooterLine).show_hints((("j k", "move"), ("q Esc", "back")))
        self.query_one("#presence-view", PartView).focus()
        self.show(self._presence)

    def show(self, presence: Presence) -> None:
        """Draw who is online now."""
        self._presence = presence
        title = self.query_one("#presence-title", PaneTitle)
        title.note = (
            f"as of {formats.clock(presence.fetched_at, self._zone)}" if presence.fetched_at else "not known yet"
        )
        self.query_one("#presence-view", PartView).show(list(self._rows()))

    def on_resize(self) -> None:
        """Other columns fit."""
        self.show(self._presence)

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
            head += f" {'replies':>7} {'chats':>6}"
        yield [(f"{head}  {pad('trend', TREND)}  agents" if wide else head, "dim")], None
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
            numbers += f" {department.replies:>7} {chats:>6}"
        parts: list[tuple[str, str]] = [
            (f"{name} ", "strong"),
            (pad(state, 8), "good" if department.online else "warning"),
            (numbers, "text"),
        ]
        if wide:
            trend = glyphs_of(self.app).drawn(trend_plot(self._trends.get(department.id, deque())))
            parts.append((f"  {pad(trend, TREND)}  ", "marker"))
            parts += self._members(department)
        return parts

    def _members(self, department: DepartmentPresence) -> list[tuple[str, str]]:
        members = [agent for agent in self._presence.agents if department.id in agent.departments and agent.online]
        if members and department.online:
            names = "  ".join(f"{clean(agent.name, limit=60)} {service_letters(agent.services)}" for agent in members)
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
            (f" {service_letters(agent.services)}  ", "text"),
            (where, "dim"),
        ]

    def on_key(self, event: events.Key) -> None:
        """Move, or back."""
        view = self.query_one("#presence-view", PartView)
        match event.character if event.character in ("j", "k", "q", "G") else event.key:
            case "j" | "down":
                view.move_by(1)
            case "k" | "up":
                view.move_by(-1)
            case "pagedown" | "space":
                view.move_page(1)
            case "pageup":
                view.move_page(-1)
            case "home":
                view.move_to(0)
            case "end" | "G":
                view.move_to(view.row_count - 1)
            case "q" | "escape":
                self.dismiss(None)
            case _:
                return
        event.stop()
