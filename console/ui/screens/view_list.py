"""The list of views: to open one, to give it another digit or name, or to remove it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rich.cells import set_cell_size
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from console.services.errors import ServiceError
from console.services.views import DIGITS, Count, View
from console.ui import format as formats
from console.ui.layouts import letter_of
from console.ui.screens.one_line import OneLine
from console.ui.text import clean
from console.ui.widgets.bars import FooterLine
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.line_view import RowView
from console.ui.widgets.part_view import Parts, PartView

if TYPE_CHECKING:
    from console.services.views import ViewService

NAME_CELLS = 24
COUNT_CELLS = 8
KEYS = (
    ("Enter", "open"),
    ("1-9", "put it on this digit"),
    ("r", "rename"),
    ("D", "remove"),
    ("Esc", "leave"),
)
STANDARD = "It cannot be {what}, for everybody has it; 1-9 give it a digit"


class ViewList(ModalScreen[View | None]):
    """All views with their numbers. The answer is the one to open."""

    def __init__(
        self,
        views: ViewService,
        counts: Mapping[str, Count],
        shown: str,
        done: Callable[[str, Callable[[], None]], None],
    ) -> None:
        """`done` hears what was changed, in words, and how it is undone."""
        super().__init__()
        self._views = views
        self._counts = counts
        self._shown = shown
        self._done = done

    def compose(self) -> ComposeResult:
        """Title, rows, keys."""
        with Vertical(classes="dialog"):
            yield PaneTitle(id="views-title")
            yield PartView(id="views-rows")
            yield FooterLine(id="views-keys")

    def on_mount(self) -> None:
        """Draw them, with the cursor on the one that is open."""
        self.query_one("#views-title", PaneTitle).title = "Views"
        self._keys.show_hints(KEYS)
        self._rows.marks_always = True
        self._rows.focus()
        self._draw(self._shown)

    @property
    def _rows(self) -> PartView:
        return self.query_one("#views-rows", PartView)

    @property
    def _keys(self) -> FooterLine:
        return self.query_one("#views-keys", FooterLine)

    @property
    def _view(self) -> View | None:
        value = self._rows.value
        return value if isinstance(value, View) else None

    def _draw(self, at: str) -> None:
        views = self._views.all()
        self._rows.show([(self._parts(view), view) for view in views])
        self._rows.move_to(next((index for index, view in enumerate(views) if view.id == at), 0))

    def _parts(self, view: View) -> Parts:
        count = self._counts.get(view.id)
        number = "" if count is None else f"{formats.count(count.number)}{'+' if count.is_least else ''}"
        name = set_cell_size(clean(view.name, limit=200), NAME_CELLS)
        return [
            (f"{view.digit or ' '}  ", "key"),
            (name, "warning" if view.warns else "text"),
            (f"{number:>{COUNT_CELLS}}   ", "text"),
            (clean(view.line, limit=200) or "everything", "dim"),
        ]

    def on_key(self, event: events.Key) -> None:
        """The keys of the list."""
        event.stop()
        event.prevent_default()
        key = letter_of(event) or event.key
        moves = {"j": 1, "down": 1, "k": -1, "up": -1}
        if key in moves:
            self._rows.move_by(moves[key])
        elif event.key in ("escape", "ctrl+x") or key in ("q", "v"):
            self.dismiss(None)
        elif self._view is not None:
            self._act(self._view, event.key if event.key == "enter" else key)

    def on_row_view_chosen(self, event: RowView.Chosen) -> None:
        """A click opens."""
        event.stop()
        if self._view is not None:
            self.dismiss(self._view)

    def _act(self, view: View, key: str) -> None:
        if key == "enter":
            self.dismiss(view)
        elif key in DIGITS:
            self._try(lambda: self._views.put_on(view, key))
            self._draw(view.id)
        elif key in ("r", "D") and view.is_standard:
            self._keys.say(STANDARD.format(what="renamed" if key == "r" else "removed"))
        elif key == "r":
            self.app.push_screen(OneLine("Rename", view.line, "name of the view", view.name), self._renamer(view))
        elif key == "D" and self._try(lambda: self._views.remove(view)):
            self._done(f"view {clean(view.name)} removed", lambda: self._views.restore(view))
            self._draw(self._shown)
            self._keys.say(f"{clean(view.name)} is removed; u takes it back when this list is closed")

    def _renamer(self, view: View) -> Callable[[str | None], None]:
        def renamed(name: str | None) -> None:
            if name and self._try(lambda: self._views.rename(view, name)):
                self._draw(view.id)

        return renamed

    def _try(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except ServiceError as error:
            self._keys.say(error.message, warning=True)
            return False
        return True
