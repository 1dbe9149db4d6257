"""How wide the panes are, and whether one of them has the whole screen; as the agent made it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace

STEP: Final = 4
"""Columns that one key press moves."""
LEAST: Final = 26
"""Columns that a pane has at least."""
LEAST_THREAD: Final = 40
USUAL: Final = {"wide queue": 58, "wide side": 41, "medium queue": 50, "medium side": 40}
"""Columns of the panes beside the thread, at the two widths that have several; the style sheets say the same."""


class Sizes:
    """Widths by the kind of layout, in which both what is asked for and what fits are known."""

    def __init__(self, screen: Workspace) -> None:
        self._screen = screen
        self.widths: dict[str, int] = {}
        """What the agent asked for, by the names of `USUAL`."""
        self.zoomed = False
        """Whether the focused pane has the whole screen."""

    @property
    def kind(self) -> str:
        """`wide`, `medium`, or nothing where one pane shows at a time."""
        if self.zoomed:
            return ""
        return next((kind for kind in ("wide", "medium") if self._screen.has_class(f"-{kind}")), "")

    def restore(self, widths: Mapping[str, int], *, zoomed: bool) -> None:
        """Take over what was so at the last time."""
        self.widths = {name: columns for name, columns in widths.items() if name in USUAL}
        self.zoom(zoomed)

    def zoom(self, zoomed: bool) -> None:
        """Give the focused pane the whole screen, or the others theirs back."""
        self.zoomed = zoomed
        self._screen.set_class(zoomed, "-zoomed")
        self.apply()

    def widen(self, pane: str, columns: int) -> bool:
        """Make a pane so much wider, as far as the others leave room; whether anything changed."""
        shown = self._shown()
        if pane == "thread":
            taken = [name for name in shown if self._set(name, shown[name] - columns // len(shown))]
            changed = bool(taken)
        else:
            name = f"{self.kind} {'queue' if pane == 'queue' else 'side'}"
            changed = name in shown and self._set(name, shown[name] + columns)
        if changed:
            self.apply()
        return changed

    def reset(self) -> None:
        """Make all as wide as they are at first."""
        self.widths.clear()
        self.zoom(False)

    def _set(self, name: str, columns: int) -> bool:
        others = sum(width for other, width in self._shown().items() if other != name)
        most = self._screen.size.width - others - LEAST_THREAD - len(self._shown())
        before, fitting = self._shown()[name], max(LEAST, min(columns, most))
        if fitting == before:
            return False
        self.widths[name] = fitting
        return True

    def _shown(self) -> dict[str, int]:
        """The panes beside the thread that are on the screen, with the columns they have there."""
        kind = self.kind
        names = {"wide": ("wide queue", "wide side"), "medium": (self._medium(),), "": ()}[kind]
        room = self._screen.size.width - LEAST_THREAD - len(names)
        found: dict[str, int] = {}
        for name in names:
            rest = LEAST * (len(names) - len(found) - 1)
            found[name] = max(LEAST, min(self.widths.get(name, USUAL[name]), room - sum(found.values()) - rest))
        return found

    def _medium(self) -> str:
        return "medium side" if self._screen.has_class("-drawer") else "medium queue"

    def apply(self) -> None:
        """Lay the panes out so, where that is other than the style sheets have it."""
        for part, selector in (("queue", "#queue-pane"), ("side", "#side")):
            widget, name = self._screen.query_one(selector), f"{self.kind} {part}"
            columns = self._shown().get(name)
            widget.styles.width = columns if columns != USUAL.get(name) else None
        self._screen.remembering.touch()
