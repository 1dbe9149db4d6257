"""How the reports look: which there are at the left, whom and which days above, plot and table at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from console.services.report_ranges import DayRange
from console.services.reports import ReportAnswer, ReportKind, ReportQuery
from console.ui.panes.report import ReportPane
from console.ui.text import clean
from console.ui.widgets.bars import BarLine, FooterLine
from console.ui.widgets.chrome import PaneTitle, VerticalRule
from console.ui.widgets.part_view import PartView

if TYPE_CHECKING:
    from console.ui.work.reporting import Reporting

SIDE_BY_SIDE = 100
"""Columns from which list and report stand side by side."""
WITH_DATES = 70
"""Columns from which the dates of a range with a name show."""
RANGES = (("t", "today"), ("y", "yesterday"), ("w", "7 days"), ("m", "30 days"))
DAYS_HINT = ("t y w m d", "days")
LIST_HINTS = (("Enter", "ask"), DAYS_HINT, ("f", "for whom"), ("?", "keys"), ("q Esc", "back"))
TABLE_HINTS = (
    ("h l", "column"),
    ("s", "sort"),
    DAYS_HINT,
    ("f", "whom"),
    ("E", "export"),
    ("c", "columns"),
    ("S", "again"),
    ("?", "keys"),
    ("q Esc", "list"),
)
OPENS = ("Enter", "conversation")
UNKNOWN = "Enter asks the server for this report."


class ReportsView(Screen[str | None]):
    """Shows what is chosen and what came."""

    def __init__(self, work: Reporting, choice: ReportQuery) -> None:
        super().__init__()
        self.work = work
        self.kinds = work.kinds()
        self.choice = choice
        self.asked = work.under_way
        """What the server is asked for now."""
        self.in_table = False

    def compose(self) -> ComposeResult:
        """The range, the list beside the report, keys."""
        yield BarLine(id="report-bar")
        with Horizontal(id="report-panes"):
            with Vertical(id="report-side"):
                yield PaneTitle(id="report-list-title")
                yield PartView(id="report-list")
            yield VerticalRule(id="report-rule")
            yield ReportPane(self.work.moment_words, id="report-pane")
        yield FooterLine(id="report-keys")

    def on_mount(self) -> None:
        """The list, with the cursor on the report of last time."""
        self.query_one("#report-list-title", PaneTitle).title = "Reports"
        self.list.marks_always = True
        rows = [([(clean(kind.title, limit=80), "text")], kind) for kind in self.kinds]
        self.list.show(rows)
        self.list.move_to(next((i for i, kind in enumerate(self.kinds) if kind.name == self.choice.name), 0))
        self.screen_layout_refresh_signal.subscribe(self, self._join_rules)
        self.show_pane(table=False)
        self.refresh_report()

    @property
    def list(self) -> PartView:
        """The reports there are."""
        return self.query_one("#report-list", PartView)

    @property
    def pane(self) -> ReportPane:
        """Plot and table."""
        return self.query_one("#report-pane", ReportPane)

    @property
    def kind(self) -> ReportKind:
        """The report under the cursor."""
        return self.kinds[self.list.cursor]

    @property
    def query_now(self) -> ReportQuery:
        """What is chosen, as far as this report can be about it."""
        kind, chosen = self.kind, self.choice
        return ReportQuery(
            name=kind.name,
            days=chosen.days,
            department=chosen.department if kind.by_department else "",
            agent=chosen.agent if kind.by_agent else "",
            every_column=chosen.every_column and kind.by_columns,
        )

    # What shows

    def show_pane(self, *, table: bool) -> None:
        """Give list or table the focus; on a narrow screen the other one goes."""
        self.in_table = table
        single = self.size.width < SIDE_BY_SIDE
        self.query_one("#report-side").display = not single or not table
        self.query_one("#report-rule").display = not single
        self.query_one("#report-side").styles.width = "1fr" if single else 36
        self.pane.display = not single or table
        (self.pane.rows if table else self.list).focus()
        self._draw_keys()

    def _join_rules(self, _: Screen[Any]) -> None:
        """Something has moved: let the rule between the panes meet the title's where that stands now."""
        if not self.is_attached:
            return
        rule, title = self.query_one("#report-rule", VerticalRule), self.query_one("#report-table-title", PaneTitle)
        row = title.region.y - rule.region.y
        rule.joints = ((0, "┬"), (row, "├")) if row > 0 else ((0, "┬"),)

    def _draw_keys(self) -> None:
        opens = (OPENS,) if self.in_table and self.pane.rows.conversation_id else ()
        keys = (*opens, *TABLE_HINTS) if self.in_table else LIST_HINTS
        self.query_one("#report-keys", FooterLine).show_hints(keys)

    def on_resize(self, event: events.Resize) -> None:
        """Another width shows other panes."""
        self.show_pane(table=self.in_table)
        self._draw_bar()

    def refresh_report(self) -> None:
        """Draw what is known of the report under the cursor."""
        query = self.query_now
        answer = self.work.known(query)
        if query == self.asked:
            self.pane.say(f"Asking the server for {self.kind.title}: {self._days_words()}.")
        elif answer is not None:
            self.pane.show(answer, self.work.names())
        else:
            self.pane.say(UNKNOWN)
        self._draw_bar()
        self._draw_keys()

    def _draw_bar(self) -> None:
        query, answer = self.query_now, self.pane.answer
        if query == self.asked:
            state = "asking the server"
        elif answer is not None:
            state = f"as of {self.work.clock_words(answer.asked_at, short=self.size.width < SIDE_BY_SIDE)}"
        else:
            state = "not asked yet"
        left = [(f" {clean(self.kind.title, limit=80)}   ", "heading"), (f"{self._days_words()}   ", "strong")]
        left.append((clean(self._whom_words(), limit=80), "text"))
        self.query_one("#report-bar", BarLine).show(left, [(f"{state} ", "dim")])

    def _days_words(self) -> str:
        days, today = self.choice.days, self.work.today()
        named = {DayRange.by_key(key, today): words for key, words in RANGES}
        if days in named and self.size.width < WITH_DATES:
            return named[days]
        ends = days.first.isoformat() if days.first == days.last else f"{days.first} to {days.last}"
        return f"{named[days]}, {ends}" if days in named else ends

    def _whom_words(self) -> str:
        query, names = self.query_now, self.work.names()
        chosen = [names.get(one, one) for one in (query.department, query.agent) if one]
        words = ", ".join(chosen) or "everybody"
        left_out = (self.choice.department and not query.department) or (self.choice.agent and not query.agent)
        return f"{words} (this report cannot be narrowed so)" if left_out else words

    # What came

    def answered(self, answer: ReportAnswer) -> None:
        """The server has answered."""
        if answer.query == self.asked:
            self.asked = None
        if answer.query == self.query_now:
            self.refresh_report()
            self.say("")

    def failed(self, query: ReportQuery, words: str) -> None:
        """It has not, and why."""
        if query == self.asked:
            self.asked = None
        if query == self.query_now:
            self.refresh_report()
            self.say(f"{words} S asks again", warning=True)
            if self.pane.answer is None:
                self.pane.say(f"{words} S asks again.")

    def say(self, words: str, *, warning: bool = False) -> None:
        """Words in the keys' place until the next key."""
        self.query_one("#report-keys", FooterLine).say(words, warning=warning)
