"""Which key does what, where: the actions' own keys and the user's changes to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from textual import events

from console.ui.actions.base import TEXT_PLACES, Action, Place

_NAMES = {
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}


def key_of(event: events.Key) -> str:
    """The key as keymaps write it: the character itself when it is a printable one, else Textual's name."""
    character = event.character
    if character and len(character) == 1 and character.isprintable() and character != " ":
        return character
    return event.key


def key_words(keys: str) -> str:
    """A key or sequence as people read it: "g p", "Enter", "Ctrl+X"."""
    parts = []
    for key in keys.split(" "):
        name = _NAMES.get(key, key)
        if name.startswith("ctrl+"):
            name = "Ctrl+" + name[5:].upper()
        parts.append(name)
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class KeyClash:
    """Two actions want the same key in one place."""

    place: Place
    keys: str
    actions: tuple[str, str]

    def __str__(self) -> str:
        first, second = self.actions
        return f"{key_words(self.keys)} in the {self.place} is wanted by {first} and by {second}"


@dataclass(slots=True)
class Keymap:
    """Looks a key up for a place. An action of the place itself goes before one of `ANYWHERE`."""

    actions: dict[str, Action]
    _table: dict[tuple[Place, str], Action] = field(default_factory=dict)
    _prefixes: set[tuple[Place, str]] = field(default_factory=set)
    _keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    clashes: list[KeyClash] = field(default_factory=list)
    """What could not be bound because another action has the key; the first one keeps it."""

    @classmethod
    def of(cls, actions: Iterable[Action], changes: Mapping[str, str] | None = None) -> Keymap:
        """The keymap of the actions, with the user's keys by action id: alternatives separated by commas."""
        keymap = cls({action.id: action for action in actions})
        for action in keymap.actions.values():
            wanted = (changes or {}).get(action.id)
            keys = tuple(part.strip() for part in wanted.split(",") if part.strip()) if wanted else action.keys
            keymap._keys[action.id] = keys
            for place in action.places:
                for sequence in keys:
                    keymap._bind(place, sequence, action)
        return keymap

    def _bind(self, place: Place, sequence: str, action: Action) -> None:
        taken = self._table.setdefault((place, sequence), action)
        if taken is not action:
            self.clashes.append(KeyClash(place, sequence, (taken.id, action.id)))
        first, _, second = sequence.partition(" ")
        if second:
            self._prefixes.add((place, first))

    def keys_of(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action, in this keymap."""
        return self._keys.get(action_id, ())

    def find(self, place: Place, sequence: str) -> Action | None:
        """What a key or sequence does in a place."""
        action = self._table.get((place, sequence))
        if action is None and place not in TEXT_PLACES and place is not Place.REVIEW:
            action = self._table.get((Place.ANYWHERE, sequence))
        return action

    def begins(self, place: Place, key: str) -> bool:
        """Whether a key is the first of a sequence in a place."""
        if (place, key) in self._prefixes:
            return True
        return place not in TEXT_PLACES and place is not Place.REVIEW and (Place.ANYWHERE, key) in self._prefixes

    def continuations(self, place: Place, key: str) -> list[tuple[str, Action]]:
        """The second keys that may follow a first one, with what they do."""
        found = {}
        for (where, sequence), action in self._table.items():
            first, _, second = sequence.partition(" ")
            if second and first == key and where in (place, Place.ANYWHERE):
                found[second] = action
        return sorted(found.items())

    def here(self, place: Place) -> list[Action]:
        """The actions of a place, its own before those of anywhere, without repetition."""
        own = [action for action in self.actions.values() if place in action.places]
        if place in TEXT_PLACES or place is Place.REVIEW:
            return own
        return own + [a for a in self.actions.values() if Place.ANYWHERE in a.places and a not in own]
