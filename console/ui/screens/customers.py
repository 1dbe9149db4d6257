"""The search for customers: by name or address, in what is known here and at the server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.widgets import Input

from console.services.records import CustomerFound
from console.ui.screens.picker import Picker
from console.ui.text import clean, pad
from console.ui.widgets.part_view import Parts

NAME_CELLS = 30


class CustomerPicker(Picker[CustomerFound, CustomerFound]):
    """Type a part of a name or address; what the server finds comes behind what is known here."""

    heading: ClassVar[str] = "Customers"
    placeholder: ClassVar[str] = "part of a name or mail address"
    nothing: ClassVar[str] = "Type a part of a name or a mail address."
    hints: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Enter", "open the customer"),
        ("Up Down", "move"),
        ("Esc", "leave"),
    )

    def __init__(self, look: Callable[[str], None]) -> None:
        """`look` begins to look for a text; `found` hears what came of it."""
        super().__init__()
        self._look = look
        self._found: tuple[CustomerFound, ...] = ()
        self._query = ""

    def find(self, query: str) -> Sequence[tuple[Parts, CustomerFound]]:
        """Those that were found so far and still match; the search for the rest begins."""
        self._query = query.strip()
        words = self._query.casefold().split()
        if not words:
            self._found = ()
        self._found = tuple(one for one in self._found if _matches(one, words))
        if words:
            self._look(self._query)
        return [(_parts(one), one) for one in self._found]

    def found(self, query: str, customers: Sequence[CustomerFound]) -> None:
        """Some were found: those that are not there yet come behind the others."""
        if query != self._query:
            return
        known = {one.email.casefold() for one in self._found}
        self._found = (*self._found, *(one for one in customers if one.email.casefold() not in known))
        text = self.query_one("#picker-query", Input).value
        self.show_found([(_parts(one), one) for one in self._found], text, later=bool(known))

    def choose(self, choice: CustomerFound) -> None:
        """This one."""
        self.dismiss(choice)


def _matches(found: CustomerFound, words: Sequence[str]) -> bool:
    text = f"{found.name} {found.email}".casefold()
    return all(word in text for word in words)


def _parts(found: CustomerFound) -> Parts:
    count = "" if found.conversations is None else f"   {found.conversations}, {found.waiting} waiting"
    return [
        (pad(clean(found.name, limit=200) or "(no name)", NAME_CELLS) + " ", "strong"),
        (clean(found.email, limit=200), "text"),
        (count, "dim"),
    ]
