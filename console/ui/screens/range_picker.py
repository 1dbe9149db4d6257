"""The range of a report, chosen on a small calendar or typed as a day or two."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from console.services.report_ranges import DAYS_BY_KEY, DayRange, read_range
from console.ui.glyphs import glyphs_of
from console.ui.text import clean
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.part_view import Parts, PartView

HINTS = (("Enter", "take"), ("Space", "begin"), ("arrows", "move"), ("PgUp PgDn", "month"), ("Esc", "leave"))
STEPS = {"left": -1, "right": 1, "up": -7, "down": 7}
EARLIEST = date(2000, 1, 1)
LONGEST_TEXT = 40


class RangePicker(ModalScreen[DayRange | None]):
    """Arrows move over the days, Space begins a range, Enter ends and takes it. Typed days go before the calendar."""

    def __init__(self, days: DayRange, today: date) -> None:
        super().__init__()
        self._today = today
        self._shown = days
        self._at = min(days.last, today)
        self._begin: date | None = None
        """The first day, once it is chosen."""
        self._typed = ""

    def compose(self) -> ComposeResult:
        """Title, calendar, keys."""
        with Vertical(classes="dialog"):
            yield PaneTitle(id="range-title")
            yield PartView(id="range-days")
            yield FooterLine(id="range-keys")

    def on_mount(self) -> None:
        """Begin at the range there is."""
        view = self.query_one("#range-days", PartView)
        view.marker = " "
        view.focus()
        self._draw()

    @property
    def chosen(self) -> DayRange | None:
        """What Enter takes: what is typed, or else the days of the calendar; None for what is no day."""
        if self._typed.strip():
            try:
                return read_range(self._typed, self._today)
            except ValueError:
                return None
        return DayRange.of(self._begin or self._at, self._at)

    def _draw(self) -> None:
        self.query_one("#range-title", PaneTitle).title = "Days of the report"
        view, in_words = self.query_one("#range-days", PartView), glyphs_of(self.app).words
        view.show([(parts, None) for parts in (self._sentences() if in_words else self._lines())], from_top=True)
        view.move_to(view.row_count - 1 if in_words and self._typed else 0)
        self.query_one("#range-keys", FooterLine).show_hints(HINTS)

    def _sentences(self) -> Iterator[Parts]:
        """The same without a calendar: the day under the cursor, what is chosen, what is typed."""
        yield [(f"{self._at:%A} {self._at.day} {self._at:%B} {self._at.year}", "strong")]
        if self._begin is not None:
            yield [(f"begins {self._begin.isoformat()}", "text")]
        yield from self._chosen_lines()

    def _lines(self) -> Iterator[Parts]:
        chosen = self.chosen
        marked = chosen or DayRange(self._at, self._at)
        month = marked.last if self._typed.strip() else self._at
        yield [(f"{calendar.month_name[month.month]} {month.year}".center(28), "heading")]
        yield [("  Mo  Tu  We  Th  Fr  Sa  Su", "dim")]
        weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
        for week in weeks:
            yield [self._day(day, marked, month) for day in week]
        for _ in range(6 - len(weeks)):
            yield [("", "text")]
        yield [("", "text")]
        yield from self._chosen_lines()

    def _chosen_lines(self) -> Iterator[Parts]:
        """What Enter takes, and what is typed."""
        chosen = self.chosen
        if chosen is None:
            yield [("That is no day. Type 2026-11-01, 1.11. or 7d.", "warning")]
        else:
            count = (chosen.last - chosen.first).days + 1
            days = "1 day" if count == 1 else f"{count} days"
            ends = [(chosen.first.isoformat(), "strong"), (" to ", "dim"), (chosen.last.isoformat(), "strong")]
            yield [("from ", "dim"), *ends, (f"   {days}", "dim")]
        yield [("typed ", "dim"), (clean(self._typed) + "_" if self._typed else "_  (a day, or two)", "text")]

    def _day(self, day: date, marked: DayRange, month: date) -> tuple[str, str]:
        """A day in four cells: brackets around those of the range, so that they show without colour."""
        inside = marked.first <= day <= marked.last
        left = "[" if day == marked.first else "-" if inside and day != marked.first else " "
        right = "]" if day == marked.last else " "
        words = f"{left}{day.day:>2}{right}"
        if inside:
            return words, "strong"
        return words, "dim" if day.month != month.month or day > self._today else "text"

    def on_key(self, event: events.Key) -> None:
        """Move, mark, type, take."""
        match event.key:
            case "escape" | "q":
                self.dismiss(None)
            case "enter":
                if self.chosen is not None:
                    self.dismiss(self.chosen)
            case "left" | "right" | "up" | "down":
                self._go(self._at + timedelta(days=STEPS[event.key]))
            case "pageup" | "pagedown":
                self._go(_months(self._at, 1 if event.key == "pagedown" else -1))
            case "home":
                self._go(self._at.replace(day=1))
            case "end":
                self._go(self._at.replace(day=calendar.monthrange(self._at.year, self._at.month)[1]))
            case "space" if not self._typed:
                self._begin = self._at if self._begin is None else None
            case "backspace":
                self._typed = self._typed[:-1]
            case "ctrl+u":
                self._typed = ""
            case _ if event.is_printable and event.character:
                self._type(event.character)
            case _:
                return
        event.stop()
        event.prevent_default()
        if self.is_attached:
            self._draw()

    def on_paste(self, event: events.Paste) -> None:
        """Days from elsewhere."""
        event.stop()
        for letter in event.text[:LONGEST_TEXT]:
            if letter.isprintable():
                self._type(letter)
        self._draw()

    def _type(self, letter: str) -> None:
        if not self._typed and letter in DAYS_BY_KEY and letter not in "ty":
            self.dismiss(DayRange.by_key(letter, self._today))
        elif len(self._typed) < LONGEST_TEXT:
            self._typed += letter

    def _go(self, day: date) -> None:
        self._typed = ""
        self._at = max(EARLIEST, min(day, self._today))


def _months(day: date, step: int) -> date:
    """The same day some months on, or the last one of that month."""
    months = day.year * 12 + day.month - 1 + step
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
