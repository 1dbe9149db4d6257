"""Which panes stand where: four side by side, queue and thread with a drawer, or one at a time with a tab line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.widget import Widget

from console.ui.actions.base import Place
from console.ui.screens.sizes import STEP, Sizes
from console.ui.widgets.bars import TabLine
from console.ui.widgets.chrome import VerticalRule
from console.ui.widgets.line_view import RowView

if TYPE_CHECKING:
    from console.ui.panes.thread_view import ThreadView
    from console.ui.screens.workspace import Workspace

NAMES = ("queue", "thread", "customer", "knowledge")
TITLES = ("Queue", "Thread", "Customer", "Knowledge")
DRAWER = frozenset({"customer", "knowledge"})


class Layout:
    """Knows which pane is shown and focused, and moves between them."""

    def __init__(self, screen: Workspace) -> None:
        self._screen = screen
        self.name = "queue"
        """The pane that has the focus, or had it last."""
        self.sizes = Sizes(screen)

    @property
    def single(self) -> bool:
        """Whether only one pane shows at a time."""
        return self._screen.has_class("-narrow") or self._screen.has_class("-tiny")

    def focus_target(self, name: str) -> Widget:
        """The widget of a pane that takes the focus."""
        screen = self._screen
        if name == "thread":
            if screen.thread.review.display:
                return screen.thread.review
            return screen.thread.composer.area if screen.writing.active else screen.thread.view
        return {"queue": screen.queue.rows, "customer": screen.customer.view, "knowledge": screen.knowledge.results}[
            name
        ]

    @property
    def view(self) -> RowView | ThreadView:
        """The view that moving keys move."""
        screen = self._screen
        views: dict[str, RowView | ThreadView] = {
            "queue": screen.queue.rows,
            "thread": screen.thread.view,
            "customer": screen.customer.view,
            "knowledge": screen.knowledge.results,
        }
        return views[self.name]

    @property
    def place(self) -> Place:
        """Where the focus is, from the focused widget outward."""
        node = self._screen.focused
        while node is not None:
            place = getattr(node, "place", None)
            if isinstance(place, Place) and node is not self._screen:
                return place
            node = node.parent if isinstance(node.parent, Widget) else None
        return Place(self.name) if self.name in ("queue", "thread", "customer") else Place.KNOWLEDGE

    def show(self, name: str, *, focus: bool = True) -> None:
        """Show a pane, unfolding the drawer where it is in it, and focus it."""
        self.name = name
        classes = {"-drawer": name in DRAWER, **{f"-at-{other}": other == name for other in NAMES}}
        self._screen.update_classes(classes, animate=False)  # at once, since each change works all styles out
        if self.sizes.widths:
            self.sizes.apply()
        if focus:
            self.focus_target(name).focus(scroll_visible=False)
        self.draw_tabs()
        if self._screen.preferences.linear:
            self._screen.telling.announce_pane(name)

    def show_index(self, index: int) -> None:
        """Show the pane of a tab."""
        if 0 <= index < len(NAMES):
            self.show(NAMES[index])

    def move(self, step: int, *, wrap: bool) -> None:
        """Show the next pane in that direction."""
        index = NAMES.index(self.name) + step
        if wrap:
            index %= len(NAMES)
        elif not 0 <= index < len(NAMES):
            return
        self.show(NAMES[index])

    def resized(self) -> None:
        """The terminal has another size."""
        self.sizes.apply()
        self._screen.show_bars()
        if not self._screen.is_current:
            self._screen._refresh_layout()  # Textual lays a screen below a dialog out before it gives it its class

    def zoom(self) -> None:
        """Give the focused pane the whole screen, or the others theirs back."""
        self.sizes.zoom(not self.sizes.zoomed)
        self._screen.say(f"{TITLES[NAMES.index(self.name)]} alone" if self.sizes.zoomed else "All panes again")

    def widen(self, direction: int) -> None:
        """Make the focused pane wider, or narrower, by a step or as many columns as the count says."""
        columns = direction * (self._screen.keys.count or STEP)
        if not self.sizes.widen(self.name, columns):
            self._screen.say(f"This pane gets no {'wider' if direction > 0 else 'narrower'} here")

    def focus_moved(self) -> None:
        """The focus went elsewhere, by key or by mouse: note the pane."""
        node = self._screen.focused
        while node is not None:
            if node.id in {f"{name}-pane" for name in NAMES}:
                self.name = (node.id or "queue-pane").removesuffix("-pane")
                break
            node = node.parent if isinstance(node.parent, Widget) else None

    def laid_out(self, _: Screen[Any]) -> None:
        """Something has moved: let the rules meet the titles where they stand now."""
        screen = self._screen
        if not screen.is_attached:
            return
        top = screen.query_one("#panes").region.y
        joints = [(0, "┬")]
        for title_id, sign in (("knowledge-title", "├"), ("knowledge-preview-title", "├")):
            joints.append((screen.query_one(f"#{title_id}").region.y - top, sign))
        composer = screen.thread.composer
        left = [(0, "┬")]
        if composer.display:
            row = composer.region.y - top
            joints.append((row, "┼" if row in dict(joints) else "┤"))
            left.append((row, "├"))
        screen.query_one("#side-rule", VerticalRule).joints = tuple(joints)
        screen.query_one("#queue-rule", VerticalRule).joints = tuple(left)

    def draw_tabs(self) -> None:
        """Draw the line of tabs, for what it says may have changed."""
        tabs = list(TITLES)
        if not self._screen.has_class("-tiny"):
            count = len(self._screen.queueing.view) if self._screen.queueing.view is not None else 0
            tabs[0] = f"Queue {count}"
        right = self._screen.telling.presence_words() if self._screen.has_class("-narrow") else ""
        self._screen.query_one("#tabs", TabLine).show(tabs, NAMES.index(self.name), right)
