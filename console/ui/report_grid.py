"""A report as columns and rows that can be drawn: their order, their widths, their words; and what of it is plotted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.cells import cell_len

from console.contract.base import Moment, Record
from console.services.report_tables import ReportTable, Unit, heading_of, in_words, is_number
from console.ui.format import countdown
from console.ui.text import clean
from console.ui.widgets.plots import number_words

WIDEST = {Unit.TEXT: 28, Unit.IDENTIFIER: 24}
HEADING_CELLS = 12
"""Cells of a heading for which a column is made wider than its values."""
MEASURED = 200
"""Rows whose texts decide how wide a column is."""
_ORDER = {Unit.IDENTIFIER: 2, Unit.TEXT: 0, Unit.DAY: 0, Unit.MOMENT: 0}


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column as it is drawn."""

    name: str
    heading: str
    unit: Unit
    width: int


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column, and how."""

    column: str
    descending: bool

    def words(self, unit: Unit) -> str:
        """In which direction, in words."""
        pairs = {Unit.MOMENT: ("newest", "oldest"), Unit.DAY: ("newest", "oldest")}
        newest, oldest = pairs.get(unit, ("highest", "lowest") if unit.is_number else ("last letter", "first letter"))
        return f"{newest if self.descending else oldest} first"


class Grid:
    """The rows in an order, names before numbers, numbers before ids."""

    def __init__(
        self,
        table: ReportTable,
        names: Mapping[str, str],
        moment_words: Callable[[datetime | None], str],
        sorting: Sorting | None = None,
    ) -> None:
        """`names` are those of departments and agents by their ids."""
        self._names = names
        self._moment_words = moment_words
        self.rows: list[Record] = list(table.rows)
        units = {column: self._unit(table, column) for column in table.columns}
        ordered = sorted(table.columns, key=lambda column: _ORDER.get(units[column], 1))
        self.columns = tuple(self._measured(table, column, units[column]) for column in ordered)
        if sorting is not None and any(one.name == sorting.column for one in self.columns):
            self._sort(sorting)

    def _unit(self, table: ReportTable, column: str) -> Unit:
        """Ids of those whose names are known are names."""
        unit = table.unit(column)
        known = (
            unit is Unit.IDENTIFIER
            and column != "id"
            and any(value in self._names for value in table.values(column)[:MEASURED])
        )
        return Unit.TEXT if known else unit

    def _measured(self, table: ReportTable, name: str, unit: Unit) -> GridColumn:
        heading = heading_of(name)
        column = GridColumn(name, heading, unit, 0)
        values = table.values(name)
        if unit.is_number:
            numbers = [value for value in values if isinstance(value, int | float)]
            values = [min(numbers), max(numbers), *numbers[:MEASURED]] if numbers else [None]
        widest = max((cell_len(self._words(value, column)) for value in values[:MEASURED]), default=1)
        width = max(min(widest, WIDEST.get(unit, 40)), min(cell_len(heading), HEADING_CELLS))
        return GridColumn(name, heading, unit, width)

    def _sort(self, sorting: Sorting) -> None:
        values = {id(row): getattr(row, sorting.column, None) for row in self.rows}
        known = [row for row in self.rows if _rank(values[id(row)]) is not None]
        column = next(one for one in self.columns if one.name == sorting.column)

        def key(row: Record) -> tuple[float, str]:
            value = values[id(row)]
            if isinstance(value, int | float):
                return float(value), ""
            if isinstance(value, Moment):
                return (value.at.timestamp() if value.at else 0.0), value.raw
            return 0.0, self._words(value, column).casefold()

        known.sort(key=key, reverse=sorting.descending)
        self.rows = known + [row for row in self.rows if _rank(values[id(row)]) is None]

    def cell(self, index: int, column: GridColumn) -> str:
        """A value in clean words."""
        return self._words(getattr(self.rows[index], column.name, None), column)

    def _words(self, value: object, column: GridColumn) -> str:
        if column.unit is Unit.SECONDS and isinstance(value, int | float):
            return f"-{countdown(-value)}" if value < 0 else countdown(value)
        if column.unit.is_number and isinstance(value, int | float):
            return number_words(value)
        if column.unit is Unit.TEXT and isinstance(value, str):
            value = self._names.get(value, value)
        return clean(in_words(value, self._moment_words), limit=200)

    # The plot

    @property
    def naming(self) -> tuple[GridColumn, ...]:
        """The columns that say what a row is about."""
        texts = tuple(one for one in self.columns if one.unit is Unit.TEXT)
        return texts[:2] if [one.name for one in texts[:2]] == ["firstname", "lastname"] else self.columns[:1]

    def label(self, index: int) -> str:
        """What a row is about: its first words."""
        return " ".join(self.cell(index, one) for one in self.naming)

    @property
    def over_time(self) -> bool:
        """Whether the rows follow each other in time."""
        return bool(self.columns) and self.columns[0].unit in (Unit.DAY, Unit.MOMENT)

    def plotted(self, column: GridColumn | None) -> GridColumn | None:
        """The column of numbers to plot: this one, or else the first with something in it."""
        if column is not None and column.unit.is_number:
            return column
        numbers = [one for one in self.columns if one.unit.is_number]
        return next((one for one in numbers if any(self.numbers(one))), numbers[0] if numbers else None)

    def extremes(self, column: GridColumn) -> str:
        """The plot in words: where the numbers of a column are highest and lowest."""
        known = [(value, index) for index, value in enumerate(self.numbers(column)) if value is not None]
        if not known:
            return f"{column.heading}: no numbers"
        highest, lowest = max(known, key=lambda one: one[0])[1], min(known, key=lambda one: one[0])[1]
        ends = [
            f"{words} {self.cell(at, column)}, {self.label(at)}"
            for words, at in (("highest", highest), ("lowest", lowest))
        ]
        return f"{column.heading}: {'; '.join(ends)}"

    def numbers(self, column: GridColumn) -> list[float | None]:
        """The values of a column of numbers, in the order of the rows."""
        values = [getattr(row, column.name, None) for row in self.rows]
        return [value if isinstance(value, int | float) and is_number(value) else None for value in values]


def fitting(columns: Sequence[GridColumn], width: int, at: int, first: int) -> tuple[int, list[int]]:
    """Which columns stand in a width with one of them among them; the first of all always does.

    `first` is the column behind that one as it was; it moves only as far as it has to.
    """
    if not columns:
        return 1, []
    first = max(1, min(first, at)) if at else max(1, first)
    while True:
        shown, left = [0], width - columns[0].width
        for index in range(first, len(columns)):
            left -= columns[index].width + 2
            if left < 0:
                break
            shown.append(index)
        if at in shown or at == 0 or first >= at:
            return first, shown if at in shown else [0, at]
        first += 1


def _rank(value: object) -> object | None:
    """None for what has no place in an order: nothing, and no time."""
    return None if value is None or (isinstance(value, Moment) and value.at is None) else value
