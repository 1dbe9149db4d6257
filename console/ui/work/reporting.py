"""The reports' work: asking the server for them beside the keys, and writing them into files."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual.message import Message

from console.services.errors import ServiceError
from console.ui import format as formats
from console.ui.messages import ReportAnswered, ReportFailed, ReportWritten, WorkFailed
from console.ui.text import typed
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.records import Presence
    from console.services.reports import ReportAnswer, ReportKind, ReportQuery
    from console.ui.screens.reports import ReportsScreen
    from console.ui.screens.workspace import Workspace

REPORT = "report"
BROKEN = "Something went wrong inside the console; the log has the details."


class Reporting(Work):
    """Opens the screen of reports, and tells it what came of its questions."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._choice: ReportQuery | None = None
        self.under_way: ReportQuery | None = None
        """What the server is asked for now."""

    def open(self) -> None:
        """Open the screen at what was chosen last."""
        from console.services.report_ranges import DayRange  # all of it is for this screen alone
        from console.services.reports import ReportQuery
        from console.ui.screens.reports import ReportsScreen

        choice = self._choice or ReportQuery(self.kinds()[0].name, DayRange.by_key("w", self.today()))
        self.screen.app.push_screen(ReportsScreen(self, choice), self._left)

    def _left(self, conversation_id: str | None) -> None:
        if conversation_id:
            self.screen.reading.open_id(conversation_id)

    @property
    def _shown(self) -> ReportsScreen | None:
        from console.ui.screens.reports import ReportsScreen

        return next((one for one in self.screen.app.screen_stack if isinstance(one, ReportsScreen)), None)

    def remember(self, choice: ReportQuery) -> None:
        """Begin here the next time."""
        self._choice = choice

    # What the screen asks

    def kinds(self) -> tuple[ReportKind, ...]:
        """The reports there are."""
        return self.services.reports.kinds()

    def known(self, query: ReportQuery) -> ReportAnswer | None:
        """The answer of this session, if there is one."""
        return self.services.reports.known(query)

    def presence(self) -> Presence:
        """Departments and agents."""
        return self.state.presence

    def names(self) -> dict[str, str]:
        """The names of departments and agents by their ids."""
        presence = self.state.presence
        return {one.id: one.name for one in presence.departments} | {one.id: one.name for one in presence.agents}

    def today(self) -> date:
        """The day in the agent's zone."""
        return self.screen.clock().astimezone(self.screen.zone).date()

    def moment_words(self, moment: datetime | None) -> str:
        """Day and time; a dash for no time."""
        return "-" if moment is None else formats.full(moment, self.screen.zone, self.screen.clock())

    def clock_words(self, moment: datetime, *, short: bool) -> str:
        """The time of day, and how long ago that was."""
        if short:
            return formats.clock(moment, self.screen.zone)
        ago = formats.age_words(moment, self.screen.clock())
        return f"{formats.clock(moment, self.screen.zone)}, {ago}"

    def ask(self, query: ReportQuery) -> None:
        """Ask the server; whatever was asked before is not waited for any more."""
        self.under_way = query
        self.start(self._ask(query), REPORT)

    async def _ask(self, query: ReportQuery) -> Message:
        try:
            return ReportAnswered(await self.services.reports.run(query))
        except ServiceError as error:
            return ReportFailed(query, error.message)

    def write(self, answer: ReportAnswer, path: str, *, replace: bool = False) -> None:
        """Write a report into a file."""
        self.start(self._write(answer, path, replace), "report file")

    async def _write(self, answer: ReportAnswer, path: str, replace: bool) -> Message:
        from console.services.report_files import write_report

        try:
            written = await asyncio.to_thread(write_report, answer.table, path, typed, replace=replace)
        except ServiceError as error:
            return ReportWritten(answer, path, error)
        return ReportWritten(answer, str(written))

    # What came of it

    def answered(self, event: ReportAnswered) -> None:
        """Show it, if the screen is still there."""
        self._ended(event.answer.query)
        if self._shown is not None:
            self._shown.answered(event.answer)

    def failed(self, event: ReportFailed) -> None:
        """Say why there is no report."""
        self._ended(event.query)
        if self._shown is not None:
            self._shown.failed(event.query, event.words)

    def broke(self, event: WorkFailed) -> None:
        """What nobody foresaw: the screen must not wait for ever."""
        if event.group == REPORT and (query := self.under_way) is not None:
            self.failed(ReportFailed(query, BROKEN))

    def _ended(self, query: ReportQuery) -> None:
        if query == self.under_way:
            self.under_way = None

    def written(self, event: ReportWritten) -> None:
        """Say where the file is, or ask what to do."""
        shown = self._shown
        if shown is None:
            return
        if event.error is None:
            shown.say(f"Written to {event.path}")
        else:
            shown.not_written(event.answer, event.path, event.error.title, event.error.message)
