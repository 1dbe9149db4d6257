"""The right side of the reports: a plot, and the table that it is made of."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from console.services.reports import ReportAnswer, ReportQuery
from console.ui.format import plural
from console.ui.glyphs import glyphs_of
from console.ui.report_grid import Grid, Sorting
from console.ui.text import clean
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.line_view import MARKER_CELLS
from console.ui.widgets.part_view import Parts, PartView
from console.ui.widgets.plots import lying, squeezed, upright
from console.ui.widgets.report_view import LINES_IN_WORDS, ReportView
from console.ui.wrap import wrap_line

PLOT_LINES, FEW_PLOT_LINES = 12, 6
ROOM_FOR_PLOT = 36
"""Lines from which the plot is the large one."""
WITH_ORDER = 60
"""Columns from which an order that nobody chose is told."""
TITLE_LINES = 3
"""Titles and headings."""
KEPT_GRIDS = 12
NO_NUMBERS = "There are no numbers in this report, so there is no plot."


class ReportPane(Vertical):
    """Shows one answer at a time, in the order that was chosen for it."""

    def __init__(self, moment_words: Callable[[datetime | None], str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._moment_words = moment_words
        self._names: Mapping[str, str] = {}
        self._sortings: dict[str, Sorting] = {}
        """How each report is sorted, by its name."""
        self._grids: OrderedDict[tuple[ReportQuery, datetime, Sorting | None], Grid] = OrderedDict()
        self._in_time: Grid | None = None
        """The rows as they came, which is in the order of time."""
        self.answer: ReportAnswer | None = None
        self.rows = ReportView(id="report-rows")

    def compose(self) -> ComposeResult:
        """Title, plot, headings, rows."""
        yield PaneTitle(id="report-plot-title")
        yield PartView(id="report-plot")
        yield PaneTitle(id="report-table-title")
        yield self.rows.head
        yield self.rows

    def on_mount(self) -> None:
        """The plot is looked at alone."""
        self._plot.can_focus = False
        self._plot.marker = " "

    def on_resize(self, event: events.Resize) -> None:
        """More or less of the plot has room."""
        self._draw_plot()

    @property
    def _plot(self) -> PartView:
        return self.query_one("#report-plot", PartView)

    def show(self, answer: ReportAnswer, names: Mapping[str, str]) -> None:
        """Draw an answer."""
        self.answer, self._names = answer, names
        self.rows.empty_text = "Nothing to report: the server has no rows for this."
        self._draw_table(None)

    def say(self, words: str) -> None:
        """Words in the place of a report."""
        self.answer = None
        self.rows.empty_text = clean(words, limit=1000)
        self.rows.show(None)
        self._titles("", "")
        self._draw_plot()

    def move_column(self, step: int) -> None:
        """To another column, which is plotted."""
        self.rows.move_column(step)
        self._draw_plot()

    def sort(self) -> str:
        """Sort by the column under the cursor; once more turns it round. In words."""
        column = self.rows.column
        if self.answer is None or column is None:
            return ""
        before = self._sortings.get(self.answer.query.name)
        descending = not before.descending if before and before.column == column.name else column.unit.is_number
        self._sortings[self.answer.query.name] = Sorting(column.name, descending)
        self._draw_table(column.name)
        return f"Sorted by {column.heading}, {self._sortings[self.answer.query.name].words(column.unit)}"

    def _draw_table(self, at: str | None) -> None:
        if self.answer is None:
            return
        sorting = self._sortings.get(self.answer.query.name)
        self._in_time = self._grid(self.answer, None)
        grid = self._grid(self.answer, sorting)
        plotted = grid.plotted(None)
        self.rows.show(grid, at=at or (plotted.name if plotted is not None else None))
        self._draw_plot()

    def _grid(self, answer: ReportAnswer, sorting: Sorting | None) -> Grid:
        """The rows in an order; laying out some thousand takes a moment, so the last ones are kept."""
        key = (answer.query, answer.asked_at, sorting)
        grid = self._grids.get(key)
        if grid is None:
            grid = self._grids[key] = Grid(answer.table, self._names, self._moment_words, sorting)
            if len(self._grids) > KEPT_GRIDS:
                self._grids.popitem(last=False)
        return grid

    def _draw_plot(self) -> None:
        grid, plot = self.rows.grid, self._plot
        column = grid.plotted(self.rows.column) if grid is not None else None
        height = self._plot_lines(grid)
        plot.styles.height = height
        plot.display = self.query_one("#report-plot-title").display = grid is not None and bool(grid.rows)
        if grid is None or not grid.rows:
            return
        if column is None:
            plot.show([([(NO_NUMBERS, "dim")], None)])
            self._titles("", self._sorted_words())
            return
        if glyphs_of(self.app).words:
            words, most = grid.extremes(column), max(20, self.size.width - MARKER_CELLS)
            plot.show([([(words[start:end], "text")], None) for start, end in wrap_line(words, most)])
            self.query_one("#report-plot-title").display = False
            self._titles("", self._sorted_words())
            return
        width, values = max(20, self.size.width - 4), grid.numbers(column)
        lines: list[Parts]
        if grid.over_time:
            in_time = self._in_time or grid
            values = in_time.numbers(column)
            lines = upright(values, (in_time.label(0), in_time.label(len(values) - 1)), width, height)
            _, each = squeezed(values, width - 8)
            more = f", the highest of every {each} rows" if each > 1 else ""
        else:
            lines = lying([(grid.label(index), values[index]) for index in range(min(height, len(values)))], width)
            more = f", the first {height} of {len(values)}" if len(values) > height else ""
        drawn = glyphs_of(self.app).drawn
        plot.show([([(drawn(text), style) for text, style in line], None) for line in lines], from_top=True)
        self._titles(f"{column.heading}{more}", self._sorted_words())

    def _plot_lines(self, grid: Grid | None) -> int:
        """How many lines the plot has; bars with names take what the rows leave empty."""
        if glyphs_of(self.app).words:
            return LINES_IN_WORDS
        height = PLOT_LINES if self.app.size.height >= ROOM_FOR_PLOT else FEW_PLOT_LINES
        if grid is None or grid.over_time:
            return height
        spare = self.size.height - len(grid.rows) - TITLE_LINES
        return max(height, min(len(grid.rows), spare))

    def row_moved(self) -> None:
        """Another row is under the cursor: name it where its columns do not."""
        table, rows = self.query_one("#report-table-title", PaneTitle), self.rows
        table.title = self._row_words() if rows.grid is not None and self.answer is not None else ""

    def _row_words(self) -> str:
        """How many rows there are, and which one is under the cursor where the columns that show do not say it."""
        answer, grid = self.answer, self.rows.grid
        words = plural(self.rows.row_count, "row") + (" and more" if answer is not None and answer.is_cut else "")
        named = glyphs_of(self.app).words or (grid is not None and set(grid.naming) <= set(self.rows.shown))
        if grid is None or not grid.rows or named:
            return words
        return f"{grid.label(self.rows.cursor)}, of {words}"

    def _sorted_words(self) -> str:
        sorting = self._sortings.get(self.answer.query.name) if self.answer is not None else None
        grid = self.rows.grid
        column = next((one for one in grid.columns if sorting and one.name == sorting.column), None) if grid else None
        if sorting is None or column is None:
            return "as the server has it" if self.size.width >= WITH_ORDER else ""
        return f"by {column.heading}, {sorting.words(column.unit)}"

    def _titles(self, plotted: str, order: str) -> None:
        plot, table = self.query_one("#report-plot-title", PaneTitle), self.query_one("#report-table-title", PaneTitle)
        plot.title = plotted
        table.note = order
        self.row_moved()
