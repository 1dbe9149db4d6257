"""The quiet frame: pane titles and the rules between panes."""

from __future__ import annotations

from rich.cells import cell_len
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from console.ui.glyphs import glyphs_of
from console.ui.text import clean
from console.ui.widgets.painting import PaintedWidget


class PaneTitle(PaintedWidget):
    """One line: a rule with the pane's title in it, bright when the pane has the focus, and a word at the right."""

    title: var[str] = var("", init=False)
    """Server text is allowed: it is cleaned when drawn."""
    note: var[str] = var("", init=False)
    """A word at the right, such as the number of rows."""
    notice: var[str] = var("", init=False)
    """A brighter word in its place, for a moment."""
    label: var[str] = var("", init=False)
    """Letters that lead here; two cells at most."""

    def on_mount(self) -> None:
        """The focus decides how bright the title is."""
        self.watch(self.screen, "focused", self._focus_moved, init=False)

    def _focus_moved(self) -> None:
        self.refresh()

    def watch_title(self) -> None:
        """Draw again."""
        self.refresh()

    def watch_label(self) -> None:
        """Draw again."""
        self.refresh()

    def watch_notice(self) -> None:
        """Draw again."""
        self.refresh()

    def watch_note(self) -> None:
        """Draw again."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The title in its rule."""
        paint = self.painter(self.size.width)
        focused = isinstance(self.parent, Widget) and self.parent.has_focus_within
        title, note = clean(self.title), clean(self.notice or self.note)
        note_cells = cell_len(note)
        rule = glyphs_of(self.app).rule
        if self.label:
            paint.put_label(self.label, 2).put(" " if len(self.label) == 2 else "", "rule")
        else:
            paint.put(f"{rule} ", "rule")
        room = max(0, paint.left - (note_cells + 4 if note else 2))
        paint.put(title, "heading" if focused else "dim", width=None if cell_len(title) < room else room)
        paint.put(" ", "rule")
        if note:
            paint.fill(rule, "rule", keep=note_cells + 3)
            paint.put(f" {note} ", "marker" if self.notice else "dim")
        return paint.fill(rule, "rule").strip()


class VerticalRule(PaintedWidget):
    """One column between two panes; `joints` are the rows where a title's rule meets it."""

    joints: var[tuple[tuple[int, str], ...]] = var(((0, "┬"),), init=False)

    def watch_joints(self) -> None:
        """Draw again."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The rule, or the joint of this row."""
        sign = glyphs_of(self.app).drawn(dict(self.joints).get(y, "│"))
        return self.painter(1).put(sign, "rule").strip()
