"""From a key press to an action: sequences, counts, reasons why not, and hints for what may follow."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual.timer import Timer

from console.services.audit import acting
from console.ui.actions.acts import Act
from console.ui.actions.base import TEXT_PLACES, Action, Place
from console.ui.actions.keymap import Keymap, key_of, key_words
from console.ui.layouts import latin_key

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace

CONTINUATIONS_AFTER = 0.3
"""Seconds after which the keys that may follow a first one are shown."""
LONGEST_COUNT = 4
"""Digits."""
_GOES_TO = {
    Place.QUEUE: "go-queue",
    Place.THREAD: "go-thread",
    Place.CUSTOMER: "go-customer",
    Place.KNOWLEDGE: "go-knowledge",
}


class KeyRouter:
    """Finds the action of a key in the place of the focus, and runs it or says why not."""

    def __init__(self, screen: Workspace, keymap: Keymap) -> None:
        self._screen = screen
        self.keymap = keymap
        self._first: str | None = None
        self._timer: Timer | None = None
        self._rests_until = 0.0
        """The time at which acts are taken again, by the clock that only goes on."""
        self.following = False
        """Whether the keys that may follow a first one are shown."""
        self._typed: str | None = None
        """The digits of a count, while one is typed."""
        self._taker: Callable[[str], bool] | None = None
        """Gets the keys in the keymap's stead, for as long as it says True."""

    def divert(self, taker: Callable[[str], bool] | None) -> None:
        """Give the keys that follow to somebody else, until it says that it wants no more."""
        self._taker = taker

    @property
    def count(self) -> int | None:
        """How often, or to how many, what is done now is to be done; None when nobody said it."""
        return int(self._typed) if self._typed else None

    def press(self, event: events.Key) -> None:
        """A key that no widget took."""
        place = self._screen.place
        if self._taker is not None:
            event.stop()
            event.prevent_default()
            taker, self._taker = self._taker, None
            if taker(latin_key(key_of(event))):
                self._taker = taker
            return
        key = self._understood(place, key_of(event))
        if self._first is not None:
            sequence, self._first = f"{self._first} {key}", None
            self._end_sequence()
            action = self.keymap.find(place, sequence)
            if action is None and key not in ("escape", "ctrl+c"):
                self._say_idle(place, sequence)
            if action is None:
                self._end_count()
        elif self._typed is not None and self._counts(key):
            action = None
        elif self.keymap.begins(place, key):
            self._first = key
            self._timer = self._screen.set_timer(CONTINUATIONS_AFTER, self._show_continuations)
            action = None
        else:
            action = self.keymap.find(place, key)
            if action is None:
                self._end_count()
                self._say_idle(place, key)
                return
        event.stop()
        event.prevent_default()
        if action is not None:
            self.run(action)

    def _say_idle(self, place: Place, keys: str) -> None:
        """A key that does nothing here says so, and where it acts if another pane has it."""
        if place in TEXT_PLACES:
            return
        words, found = key_words(keys), self.keymap.elsewhere(place, keys)
        if place is Place.REVIEW:
            words += f" does nothing here; {self.words_of('send')} sends, {self.words_of('edit-on')} goes on writing"
        elif found is None:
            words += f" does nothing here; {self.words_of('help')} shows the keys"
        else:
            action, panes = found
            where = " and ".join("a conversation" if one is Place.THREAD else f"the {one}" for one in panes)
            words += f" ({action.label}) is a key of {where}; {self.words_of(_GOES_TO[panes[0]])} goes there"
        self._screen.say(words)

    def _understood(self, place: Place, key: str) -> str:
        """The key, or the Latin one in its place when it is a letter of another script that does nothing here."""
        if place in TEXT_PLACES or len(key) != 1 or key.isascii():
            return key
        sequence = f"{self._first} {key}" if self._first is not None else key
        is_bound = self.keymap.find(place, sequence) or (self._first is None and self.keymap.begins(place, key))
        return key if is_bound else latin_key(key)

    # Counts

    def begin_count(self) -> None:
        """The digits that follow are no views, but say how often."""
        self._typed = ""
        self._screen.telling.hint(None)

    def _counts(self, key: str) -> bool:
        """Whether a key is a part of the count, or ends it without anything being done."""
        if self._typed is None:
            return False
        if key == "backspace":
            self._typed = self._typed[:-1]
        elif key in ("escape", "ctrl+c"):
            self._typed = None
        elif len(key) == 1 and key.isdecimal():
            if len(self._typed) < LONGEST_COUNT:
                self._typed = (self._typed + key).lstrip("0")
        else:
            return False
        self._screen.telling.clear()
        self._screen.telling.hint(None)
        return True

    def _end_count(self) -> None:
        if self._typed is not None:
            self._typed = None
            self._screen.telling.hint(None)

    # Sequences

    def _show_continuations(self) -> None:
        if self._first is not None:
            self.following = True
            self._screen.telling.clear()  # what was said has had its time; what may follow is wanted now
            self._screen.telling.hint(None)

    def _continuations(self, first: str) -> list[tuple[str, str]]:
        follow = self.keymap.continuations(self._screen.place, first)
        return [(f"{key_words(first)} …", ""), *((key_words(key), action.label) for key, action in follow)]

    def _end_sequence(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self.following = False
        self._screen.telling.hint(None)

    # Actions

    def words_of(self, action_id: str) -> str:
        """How sentences name what runs an action: its first key, or where it stands when it has none."""
        keys = self.keymap.keys_of(action_id)
        return key_words(keys[0]) if keys else f'"{self.keymap.actions[action_id].label}" in the palette'

    def act(self, action_id: str) -> None:
        """Run an action by its id."""
        self.run(self.keymap.actions[action_id])

    def run(self, action: Action) -> None:
        """Run an action, or say why it is not possible."""
        counting = self._typed
        try:
            self._run(action)
        finally:
            if counting is not None:
                self._end_count()

    def rest(self, seconds: float) -> None:
        """Take no acts on conversations for so long: what is typed was meant for the one that was there before."""
        self._rests_until = time.monotonic() + seconds

    def _run(self, action: Action) -> None:
        reason = action.why_not(self._screen)
        if isinstance(action, Act) and time.monotonic() < self._rests_until:
            reason = f"Not done: this is the next conversation. {action.label.capitalize()} works in a moment"
        if reason is not None:
            self._screen.say(reason)
            return
        self._screen.telling.clear()
        with acting(f"key {action.id}"):
            action.run(self._screen)

    def footer_hints(self) -> list[tuple[str, str]]:
        """The keys worth showing in this place, most important first; or those that may follow, or a typed count."""
        if self.following and self._first is not None:
            return self._continuations(self._first)
        if self._typed is not None:
            keys = self.keymap.keys_of("count")
            return [
                (f"{key_words(keys[0]) if keys else ''} {self._typed}…", "times a move or an act"),
                ("Esc", "leave"),
            ]
        place = self._screen.place
        found = [
            action
            for action in self.keymap.here(place)
            if action.footer and place in (action.footer_places or (place,)) and self.keymap.keys_of(action.id)
        ]
        if place not in TEXT_PLACES:
            taken = {self.keymap.find(place, key) for action in found for key in self.keymap.keys_of(action.id)[:1]}
            found = [action for action in found if action in taken]
        found.sort(key=lambda action: 3 if self.keymap.is_sparse and action.id == "palette" else action.footer)
        hints = [(key_words(self.keymap.keys_of(action.id)[0]), action.label) for action in found]
        if [action.id for action in found[:2]] == ["next", "previous"]:
            hints[:2] = [(f"{hints[0][0]} {hints[1][0]}", "move")]
        return hints
