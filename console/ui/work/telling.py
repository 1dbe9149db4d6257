"""Telling the agent: the lines at the top, the footer's messages, help and palette."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.timer import Timer

from console.ui import format as formats
from console.ui.readable import hard_to_read
from console.ui.text import clean
from console.ui.themes import themes_of
from console.ui.widgets.bars import BarLine, FooterLine, KeyLines
from console.ui.work.base import Work
from console.ui.work.view_bar import bar_parts, selected_parts, short_parts

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace

SHOWN_SECONDS = 6.0
WARNING_SECONDS = 12.0


class Telling(Work):
    """Says things."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._timer: Timer | None = None
        self._rest: Timer | None = None

    @property
    def footer(self) -> FooterLine:
        """The line at the bottom."""
        return self.screen.query_one("#footer", FooterLine)

    @property
    def _lines(self) -> KeyLines:
        """What lies over it when a line is too short."""
        return self.screen.query_one("#key-lines", KeyLines)

    def say(self, words: str, *, warning: bool = False) -> None:
        """Put words in the footer for a while."""
        self.footer.say(words, warning=warning)
        if not self.screen.writing.active:  # its own last line has the keys that send, which nothing may hide
            self._lines.say(words, warning=warning)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.screen.set_timer(WARNING_SECONDS if warning else SHOWN_SECONDS, self.clear)

    def announce_pane(self, name: str) -> None:
        """For who hears the screen: which pane it is now, and what it shows."""
        count = self.screen.queue.rows.row_count
        queue = f"Queue, {formats.plural(count, 'conversation')}" if count else "Queue"
        words = {"queue": queue, "knowledge": "Knowledge base"}
        row = self.services.queue.row(self.state.conversation_id) if self.state.conversation_id else None
        words["thread"] = f"Conversation: {row.subject or 'no subject'}" if row else "No conversation is open"
        profile = self.state.profile
        words["customer"] = f"Customer: {profile.name or profile.email}" if profile else "Customer"
        self.say(words[name])

    def announce_news(self, count: int) -> None:
        """For who hears the screen: rows changed somewhere on it."""
        if self.screen.preferences.linear and count and not self.footer.message:
            self.say(f"{formats.plural(count, 'conversation')} changed")

    @property
    def warns(self) -> bool:
        """Whether a warning stands in the footer."""
        return bool(self.footer.message) and self.footer.is_warning

    def clear(self) -> None:
        """Give the footer back to the keys."""
        self.footer.say("")
        if self._lines.display and not self.screen.keys.following:
            self._lines.say("")

    def hint(self, hints: Sequence[tuple[str, str]] | None) -> None:
        """Show these keys in the footer, or those of the place."""
        keys = self.screen.keys
        shown = hints if hints is not None else keys.footer_hints()
        self.footer.show_hints(shown)
        if keys.following or (self._lines.display and not self.footer.message):
            self._lines.show(shown if keys.following else ())

    def minute(self) -> None:
        """Ages have changed."""
        self.screen.noticing.minute()
        self.screen.viewing.minute()
        self.screen.queue.rows.lines_changed()
        self.show_bars()

    def rest_prefetch(self) -> None:
        """The cursor moved: read ahead once it rests."""
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.screen.set_timer(self.services.cadence.until_prefetch(), self.screen.reading.prefetch)

    # The lines at the top

    def show_bars(self) -> None:
        """Instruments, views and hints."""
        if not self.screen.is_attached:
            return
        narrow = self.screen.panes.single
        right = self._sync_parts(short=narrow)
        left = self._short_parts(right) if narrow else self._desk_parts()
        self.screen.query_one("#instruments", BarLine).show(left, right)
        self.screen.query_one("#views", BarLine).show(*bar_parts(self.screen))
        self.screen.panes.draw_tabs()
        self.hint(None)

    def _desk_parts(self) -> list[tuple[str, str]]:
        agent = self.state.agent
        counts = self.services.queue.counts()
        who = (agent.email or agent.name) if agent else "agent not known"
        parts = [(f" {clean(self.screen.desk_title, limit=40)}   ", "heading"), (f"{clean(who, limit=60)}   ", "dim")]
        parts.append((self.presence_words() + "   ", "text"))
        offline = [d.name for d in self.state.presence.departments if not d.online and not d.deleted]
        if offline:
            names = clean(", ".join(offline), limit=200)
            if len(offline) > 1 and (len(names) > 24 or self.screen.has_class("-medium")):
                names = f"{len(offline)} departments"
            parts.append((f"{names} offline   ", "warning"))
        parts.append((f"queue {counts.new} new {counts.open} open", "text"))
        return parts

    def _short_parts(self, right: list[tuple[str, str]]) -> list[tuple[str, str]]:
        thread = self.state.thread
        if thread is None or self.screen.pane_name == "queue":
            return short_parts(self.screen, right)
        row = thread.row
        parts = [(f" {clean(row.code)} ", "strong"), (f"{clean(row.subject, limit=200)}  ", "text")]
        return [*parts, (f"{clean(row.status.word)} ", "marker")]

    def presence_words(self) -> str:
        """How many agents are online."""
        presence = self.state.presence
        if presence.fetched_at is None:
            return "presence not known yet"
        return f"agents {presence.agents_online} of {len(presence.agents)} online"

    def _sync_parts(self, *, short: bool = False) -> list[tuple[str, str]]:
        parts: list[tuple[str, str]] = []
        if self.services.trouble:
            parts.append(("not kept   " if short else "nothing is kept   ", "warning"))
        parts += selected_parts(self.screen) if short else []
        parts += self._outbox_parts()
        if self.state.known_back_to is not None and not short:
            back_to = formats.month(self.state.known_back_to, self.screen.zone)
            parts.append((f"reading back to {back_to}   ", "dim"))
        now, synced = self.screen.clock(), self.state.synced_at
        age = formats.age(synced, now) if synced else "never"
        words = "just now" if age == "now" else f"{age} ago" if synced else "never"
        if self.state.trouble_since is not None:
            trouble = f"{self.state.trouble} since {formats.clock(self.state.trouble_since, self.screen.zone)}"
            return [*parts, (f"{trouble} " if short else f"{trouble}, synced {words} ", "warning")]
        if synced is None:
            return [*parts, ("not synced yet ", "dim")]
        return [*parts, (f"{words} " if short else f"synced {words} ", "dim")]

    def _outbox_parts(self) -> list[tuple[str, str]]:
        tally = self.state.outbox
        parts: list[tuple[str, str]] = []
        if tally.held and tally.held_until is not None:
            seconds = max(0, round((tally.held_until - self.screen.clock()).total_seconds()))
            parts.append((f"{tally.held} held, {seconds} s   ", "marker"))
        for count, word, style in (
            (tally.sending, "sending", "marker"),
            (tally.waiting, "waiting", "marker"),
            (tally.unknown, "not confirmed", "warning"),
            (tally.asking, "for you in d", "warning"),
        ):
            if count:
                parts.append((f"{count} {word}   ", style))
        return parts

    # Help, palette, themes

    def show_help(self) -> None:
        """The keys of this place."""
        from console.ui.screens.help import HelpScreen  # not needed for the first screen

        self.screen.app.push_screen(HelpScreen(self.screen.keys.keymap, self.screen.place))

    def show_palette(self) -> None:
        """Actions by name."""
        from console.ui.screens.palette import MACRO, ActionPalette  # not needed for the first screen

        def chosen(action_id: str | None) -> None:
            if action_id is not None and action_id.startswith(MACRO):
                self.screen.macros.run_named(action_id.removeprefix(MACRO))
            elif action_id is not None:
                self.screen.keys.act(action_id)

        self.screen.app.push_screen(ActionPalette(self.screen), chosen)

    def show_audit(self) -> None:
        """What was changed from here."""
        from console.ui.screens.audit import AuditScreen  # not needed for the first screen

        def chosen(conversation_id: str | None) -> None:
            if conversation_id is not None:
                self.screen.reading.open_id(conversation_id)

        self.screen.app.push_screen(AuditScreen(self.services, self.screen.zone, self.screen.clock()), chosen)

    def show_settings(self) -> None:
        """How the console is set up, in short, and where that is changed."""
        from console.ui.screens.dialogs import Question  # not needed for the first screen

        preferences, keymap = self.screen.preferences, self.screen.keys.keymap
        own = [name for name in preferences.keys if name in keymap.actions]
        keys = f"Keys: {preferences.keymap}" + (f", with {formats.plural(len(own), 'change')} of yours" if own else "")
        troubles = keymap.troubles()
        words = [
            f"Settings: {preferences.file or 'no file is read here'}",
            f"{keys}; lac keys shows them" + (f"; {len(troubles)} without effect" if troubles else ""),
            f"Theme: {self.screen.app.theme}; times in {preferences.zone}",
            "They are read when the console starts. docs/configuration.md has all of them.",
        ]
        self.screen.app.push_screen(Question("Settings", "\n".join(words), []))

    def next_theme(self) -> None:
        """The next one, shipped or of the agent's own."""
        themes, current = themes_of(self.screen.app), self.screen.app.theme
        names = themes.names
        following = names[(names.index(current) + 1) % len(names)] if current in names else names[0]
        self.screen.app.theme = following
        hard = hard_to_read(themes.by_name[following])
        self.say(f"Theme: {following}" + (f"; {hard}" if hard else ""))
