"""Parts of the form of a new conversation: the caller beside it, its text, and how it is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import TextArea

from console.services.calls import CallForm
from console.services.records import CustomerFound, CustomerProfile, QueueRow
from console.ui.screens.call_words import caller_words, side_rows
from console.ui.text import typed
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.part_view import PartView

PASTE_LIMIT = 200_000
HINTS = (("Tab", "next"), ("Enter", "look up, next"), ("Ctrl+O", "beside"), ("Ctrl+F", "fields"), ("Esc", "to the end"))
SIDE_HINTS = (("j k", "move"), ("o Enter", "use this one"), ("Tab", "go on with a new one"))
REVIEW_HINTS = (
    ("y", "save"),
    ("m", "mail or no mail"),
    ("e", "edit"),
    ("D", "discard"),
    ("q", "keep as draft"),
)


@dataclass(frozen=True, slots=True)
class Saved:
    """The form is to be saved."""

    form: CallForm


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation that is there already is used in its place."""

    conversation_id: str


class CallText(TextArea):
    """The text; Tab and Esc leave it."""

    BINDINGS: ClassVar[list[BindingType]] = []

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if result := self._replace_via_keyboard(typed(event.text[:PASTE_LIMIT]), *self.selection):
            self.move_cursor(result.end_location)

    def on_key(self, event: events.Key) -> None:
        """What leaves the text belongs to the form."""
        if event.key in ("escape", "tab", "shift+tab"):
            event.prevent_default()


class CallerPane(Vertical):
    """Who calls, as far as it is known, and what is open of theirs."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.profile: CustomerProfile | None = None
        self.looked = ""
        """Who was looked up last."""
        self.asked = False
        """Whether the server has been asked about the address, and has answered."""
        self._opened: tuple[QueueRow, ...] = ()
        self._matches: tuple[CustomerFound, ...] = ()

    def compose(self) -> ComposeResult:
        """Title and lines."""
        title = PaneTitle(id="call-side-title")
        title.title = "Caller"
        yield title
        yield PartView(id="call-known")

    @property
    def view(self) -> PartView:
        """The lines."""
        return self.query_one("#call-known", PartView)

    def forget(self, looked: str = "") -> None:
        """Somebody else is named, or nobody."""
        self.looked, self.profile, self.asked, self._opened, self._matches = looked, None, False, (), ()

    def found(self, text: str, profile: CustomerProfile | None, opened: Sequence[QueueRow], *, asked: bool) -> None:
        """Somebody is known, or known not to be there when the server was `asked`."""
        if text == self.looked and (profile is not None or asked):
            self.profile, self._opened, self.asked = profile, tuple(opened), asked
            self.draw()

    def found_many(self, text: str, matches: Sequence[CustomerFound]) -> None:
        """Customers of that name were found; those that were there stay in front."""
        if text == self.looked:
            known = {one.email.casefold() for one in self._matches}
            self._matches = (*self._matches, *(one for one in matches if one.email.casefold() not in known))
            self.draw()

    def draw(self) -> None:
        """Draw what is known."""
        at = self.view.value
        name = (self.profile.name or self.profile.email) if self.profile is not None else ""
        self.query_one("#call-side-title", PaneTitle).title = f"Caller: {name}" if name else "Caller"
        words = caller_words(self.profile, self._matches, looked=self.looked, asked=self.asked)
        rows = side_rows(words, self.profile, self._opened, self._matches, max(20, self.view.size.width - 3))
        self.view.show(rows)
        values = [value for _, value in rows]
        first = next((place for place, value in enumerate(values) if value is not None), 0)
        self.view.move_to(values.index(at) if at is not None and at in values else first)

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self.draw()

    @property
    def usable(self) -> bool:
        """Whether something can be chosen."""
        return any(value is not None for _, value in self.view.shown)
