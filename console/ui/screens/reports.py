"""The keys of the reports: what is asked for, in which order, for whom and into which file."""

from __future__ import annotations

from dataclasses import replace

from textual import events

from console.services.report_files import EXISTS, suggested_path
from console.services.report_ranges import DayRange
from console.services.reports import ReportAnswer
from console.ui.layouts import letter_of
from console.ui.screens.dialogs import Question
from console.ui.screens.range_picker import RangePicker
from console.ui.screens.report_dialogs import PathDialog, Whom, WhomPicker
from console.ui.screens.reports_view import ReportsView
from console.ui.widgets.line_view import RowView
from console.ui.widgets.list_keys import moves

KEYS = (
    "t, y, w and m choose today, yesterday, 7 and 30 days; d a calendar. f narrows to a department or an agent. "
    "In the list, Enter asks for the report. In the table, h and l go to another column, which is plotted, and s sorts "
    "by it; c shows all columns; Enter opens the conversation of a row, where there is one. E writes a file. "
    "S asks the server again. q goes back."
)
HOW = "As a table for a spreadsheet, or for programs?"


class ReportsScreen(ReportsView):
    """Asks for what is chosen. Its answer is a conversation to open."""

    def on_row_view_moved(self, event: RowView.Moved) -> None:
        """Another report is under the cursor."""
        event.stop()
        if event.view is self.list:
            self.refresh_report()
        else:
            self.pane.row_moved()

    def on_row_view_chosen(self, event: RowView.Chosen) -> None:
        """A click on the report under the cursor."""
        event.stop()
        self._enter()

    def on_key(self, event: events.Key) -> None:
        """What is chosen, and where to go."""
        view: RowView = self.pane.rows if self.in_table else self.list
        self.say("")
        letter = letter_of(event)
        match letter if letter.isalpha() else event.key:
            case "tab" | "shift+tab":
                self.show_pane(table=not self.in_table)
            case "enter":
                self._enter()
            case "h" | "left" | "l" | "right" as key:
                self._sideways(1 if key in ("l", "right") else -1)
            case "q" | "escape":
                self._back()
            case _ as key:
                if not moves(view, event) and not self._act(key):
                    return
        event.stop()

    def _sideways(self, step: int) -> None:
        if self.in_table:
            self.pane.move_column(step)
        elif step > 0:
            self.show_pane(table=True)

    def _back(self) -> None:
        if self.in_table:
            self.show_pane(table=False)
        else:
            self._leave(None)

    def _enter(self) -> None:
        """In the list, show the report; in the table, open the conversation of the row."""
        if not self.in_table:
            self.show_pane(table=True)
            self._ask()
            return
        conversation_id = self.pane.rows.conversation_id
        if conversation_id:
            self._leave(conversation_id)
        else:
            self.say("There is no conversation behind this row")

    def _act(self, key: str) -> bool:
        match key:
            case "t" | "y" | "w" | "m":
                self._choose_days(DayRange.by_key(key, self.work.today()))
            case "d":
                picker = RangePicker(self.choice.days, self.work.today())
                self.app.push_screen(picker, self._choose_days)
            case "f":
                self._ask_whom()
            case "c":
                self._all_columns()
            case "s":
                self.say(self.pane.sort() or "There is nothing to sort yet")
            case "S":
                self._ask(anew=True)
            case "E":
                self._export()
            case "question_mark":
                self.app.push_screen(Question("Keys of the reports", KEYS, ()))
            case _:
                return False
        return True

    def _leave(self, conversation_id: str | None) -> None:
        self.work.remember(replace(self.choice, name=self.kind.name))
        self.dismiss(conversation_id)

    # What is asked for

    def _ask(self, *, anew: bool = False) -> None:
        """Ask the server, unless it has answered that already; whoever asks anew wants it all the same."""
        query = self.query_now
        if query != self.asked and (anew or self.work.known(query) is None):
            self.asked = query
            self.work.ask(query)
        self.refresh_report()

    def _chosen(self) -> None:
        """Something else is chosen: where a report stands, the other one takes its place."""
        if self.in_table or self.pane.answer is not None or self.asked is not None:
            self._ask()
        else:
            self.refresh_report()

    def _choose_days(self, days: DayRange | None) -> None:
        if days is not None:
            self.choice = replace(self.choice, days=days)
            self._chosen()

    def _ask_whom(self) -> None:
        kind = self.kind
        if not kind.by_department and not kind.by_agent:
            self.say("This report is always about everybody")
            return
        picker = WhomPicker(
            self.work.presence(),
            Whom(self.choice.department, self.choice.agent),
            departments=kind.by_department,
            agents=kind.by_agent,
        )
        self.app.push_screen(picker, self._choose_whom)

    def _choose_whom(self, whom: Whom | None) -> None:
        if whom is not None:
            self.choice = replace(self.choice, department=whom.department, agent=whom.agent)
            self._chosen()

    def _all_columns(self) -> None:
        if not self.kind.by_columns:
            self.say("This report has no other columns")
            return
        self.choice = replace(self.choice, every_column=not self.choice.every_column)
        self._chosen()

    # The file

    def _export(self) -> None:
        answer = self.pane.answer
        if answer is None:
            self.say("There is nothing to export yet: Enter asks for the report")
            return
        question = Question("Export", HOW, [("c", "CSV"), ("j", "JSON")])
        suffixes = {"c": ".csv", "j": ".json"}
        self.app.push_screen(question, lambda key: self._ask_path(answer, suffixes[key]) if key else None)

    def _ask_path(self, answer: ReportAnswer, suffix: str) -> None:
        self._write_to(answer, suggested_path(answer.table, suffix))

    def _write_to(self, answer: ReportAnswer, path: str, words: str = "") -> None:
        """Ask for the name, beginning with this one."""
        self.app.push_screen(PathDialog(path, words), lambda name: self.work.write(answer, name) if name else None)

    def not_written(self, answer: ReportAnswer, path: str, title: str, words: str) -> None:
        """It could not be written: ask what to do about it."""
        if title != EXISTS:
            self._write_to(answer, path, words)
            return

        def decided(key: str | None) -> None:
            if key == "y":
                self.work.write(answer, path, replace=True)
            elif key == "n":
                self._write_to(answer, path)

        self.app.push_screen(Question(EXISTS, words, [("y", "replace it"), ("n", "another name")]), decided)
