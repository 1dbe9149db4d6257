"""Notifying: bell, desktop and title, when something happens that the agent wants to be told of."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from textual.timer import Timer

from console.config.kinds import Hours
from console.contract.enums import ConversationStatus
from console.services.records import QueueRow, Unread
from console.ui import format as formats
from console.ui.signals import BELL, notification, title, way_to_notify
from console.ui.work.base import Work

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from console.ui.screens.workspace import Workspace

MOST_REMEMBERED: Final = 5_000
"""Conversations of which it is known which message was told last."""


class Notifying(Work):
    """Tells the terminal, never more often than once in the seconds that the settings say."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._told: dict[str, datetime | None] = {}
        """By conversations, until when what changed is told already."""
        self._waiting: dict[str, QueueRow] = {}
        self._timer: Timer | None = None
        self._last: datetime | None = None
        self._title = ""

    def show_title(self) -> None:
        """Say in the terminal's title how many conversations wait."""
        if not self.screen.preferences.notify.title:
            return
        counts = self.services.queue.counts()
        sequence = title(counts.new + counts.open)
        if sequence != self._title:
            self._title = sequence
            self._write(sequence, is_title=True)

    def came(self, changed: Iterable[str], *, first: bool) -> None:
        """These conversations changed; what is there at the first look is no news."""
        for conversation_id in changed:
            row = self.services.queue.row(conversation_id)
            if row is None or row.unread is not Unread.CUSTOMER:
                continue
            known, self._told[row.id] = self._told.get(row.id), row.changed
            if not first and known != row.changed and row.id != self._read_now() and self._is_wanted(row):
                self._waiting[row.id] = row
        for old in list(self._told)[: max(0, len(self._told) - MOST_REMEMBERED)]:
            del self._told[old]
        self._tell_soon()

    def _read_now(self) -> str | None:
        """The conversation that the agent looks at."""
        return self.state.conversation_id if self.screen.app.app_focus else None

    # Which

    def _is_wanted(self, row: QueueRow) -> bool:
        about = self.screen.preferences.notify.about
        agent = self.state.agent
        return (
            "all" in about
            or ("mine" in about and agent is not None and row.assigned_to == agent.id)
            or ("chats" in about and row.status is ConversationStatus.CHATTING)
            or ("departments" in about and self._is_in_my_departments(row))
            or ("vip" in about and self._is_important(row))
        )

    def _is_in_my_departments(self, row: QueueRow) -> bool:
        named, _ = self.services.queue.with_ids_or_names(self.screen.preferences.departments)
        if named:
            return row.department_id in named
        agent = self.state.agent
        mine = next((one for one in self.state.presence.agents if agent and one.id == agent.id), None)
        return mine is not None and row.department_id in mine.departments

    def _is_important(self, row: QueueRow) -> bool:
        names = {name.casefold() for name in self.screen.preferences.notify.vip}
        profile = self.services.customers.cached(row.customer_email) if row.customer_email else None
        groups = {group.name.casefold() for group in profile.groups} if profile is not None else set()
        return bool(names & (groups | {tag.casefold() for tag in row.tags}))

    # When

    def _tell_soon(self) -> None:
        if not self._waiting or self._timer is not None:
            return
        seconds = 0.0
        if self._last is not None:
            due = self._last + timedelta(seconds=self.screen.preferences.notify.every)
            seconds = max(0.0, (due - self.screen.clock()).total_seconds())
        if seconds:
            self._timer = self.screen.set_timer(seconds, self._tell)
        else:
            self._tell()

    def _tell(self) -> None:
        self._timer = None
        rows, self._waiting = list(self._waiting.values()), {}
        notify = self.screen.preferences.notify
        if not rows or (self.screen.app.app_focus and not notify.focused) or self._is_quiet():
            return
        sequence = BELL if notify.bell else ""
        if way := way_to_notify(notify.desktop, os.environ):
            sequence += notification(way, self._words(rows), os.environ)
        if sequence:
            self._last = self.screen.clock()
            self._write(sequence)

    def _is_quiet(self) -> bool:
        hours = self.screen.preferences.notify.quiet
        now = self.screen.clock().astimezone(self.screen.zone)
        return bool(hours) and Hours().holds(hours, now.time())

    def _words(self, rows: list[QueueRow]) -> str:
        """What happened; whose customer wrote what only where the settings allow it."""
        if not self.screen.preferences.notify.names:
            return f"News in {formats.plural(len(rows), 'conversation')}"
        first, *more = rows
        words = f"{first.customer_name or first.customer_email}: {first.subject}"
        return f"{words} (and {len(more)} more)" if more else words

    def _write(self, sequence: str, *, is_title: bool = False) -> None:
        signal = getattr(self.screen.app, "signal", None)
        if signal is not None:
            signal(sequence, is_title=is_title)
