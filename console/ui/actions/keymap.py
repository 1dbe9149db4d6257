"""Which key does what, where: the actions' own keys and the user's changes to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from textual import events

from console.ui.actions.base import TEXT_PLACES, Action, Place
from console.ui.presets import Preset

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
    "insert": "Ins",
    "delete": "Del",
    "backspace": "Backspace",
}
PANES = (Place.QUEUE, Place.THREAD, Place.CUSTOMER, Place.KNOWLEDGE)
_ALIASES = {"comma": ","}
"""Keys that cannot be written as they are, because the sign has a meaning of its own in settings."""


def key_of(event: events.Key) -> str:
    """The key as keymaps write it: the character itself when it is a printable one, else Textual's name.

    Alt makes another key of it, also because a terminal sends Alt as Esc, which noise on the line may hold.
    """
    character = event.character
    is_plain = not event.key.startswith("alt+")
    if is_plain and character and len(character) == 1 and character.isprintable() and character != " ":
        return character
    return event.key


def key_words(keys: str) -> str:
    """A key or sequence as people read it: "g p", "Enter", "Ctrl+X"."""
    parts = []
    for key in keys.split(" "):
        name = _NAMES.get(key, key)
        if name.startswith("ctrl+"):
            name = "Ctrl+" + name[5:].upper()
        elif name[0] == "f" and name[1:].isdecimal():
            name = name.upper()
        parts.append(name)
    return " ".join(parts)


def _read(text: str) -> tuple[str, ...]:
    """Alternatives of settings: "g p, ctrl+p"; blanks more than needed are forgiven."""
    parts = (" ".join(_ALIASES.get(key, key) for key in part.split()) for part in text.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def _heeded(place: Place) -> tuple[Place, ...]:
    """The places whose keys act in a place, the nearest first. Where text is typed or sent, it is that place alone."""
    if place in TEXT_PLACES or place in (Place.REVIEW, Place.ANYWHERE):
        return (place,)
    return (place, Place.ANYWHERE)


@dataclass(frozen=True, slots=True)
class KeyClash:
    """Two actions want the same key in one place."""

    place: Place
    keys: str
    actions: tuple[str, str]

    def __str__(self) -> str:
        first, second = self.actions
        where = "" if self.place is Place.ANYWHERE else f" in the {self.place}"
        return f"{key_words(self.keys)}{where} is wanted by {first} and by {second}"


@dataclass(slots=True)
class Keymap:
    """Looks a key up for a place. An action of the place itself goes before one of `ANYWHERE`."""

    actions: dict[str, Action]
    _table: dict[tuple[Place, str], Action] = field(default_factory=dict)
    _prefixes: set[tuple[Place, str]] = field(default_factory=set)
    _keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    clashes: list[KeyClash] = field(default_factory=list)
    """What could not be bound because another action has the key; the first one keeps it."""
    is_sparse: bool = False
    """Whether most actions have no key, so that the palette is the way to them."""
    unknown: tuple[str, ...] = ()
    """Names in the user's changes that no action has."""

    @classmethod
    def of(
        cls, actions: Iterable[Action], changes: Mapping[str, str] | None = None, preset: Preset | None = None
    ) -> Keymap:
        """The keymap of the actions, with the keys of a preset, and with the user's above them.

        Keys go by action id, alternatives separated by commas.
        """
        keymap = cls({action.id: action for action in actions})
        changes, preset = changes or {}, preset or Preset()
        keymap.is_sparse = preset.only
        keymap.unknown = tuple(name for name in changes if name not in keymap.actions)
        for action in keymap.actions.values():
            wanted = changes.get(action.id, preset.keys.get(action.id))
            keys = _read(wanted) if wanted is not None else () if preset.only else action.keys
            keymap._keys[action.id] = keys
            for place in action.places:
                for sequence in keys:
                    keymap._bind(place, sequence, action)
        keymap._report_hidden()
        keymap._report_shadowed(changes)
        return keymap

    def _bind(self, place: Place, sequence: str, action: Action) -> None:
        taken = self._table.setdefault((place, sequence), action)
        if taken is not action:
            self.clashes.append(KeyClash(place, sequence, (taken.id, action.id)))
        first, _, second = sequence.partition(" ")
        if second:
            self._prefixes.add((place, first))

    def _report_hidden(self) -> None:
        """A key that begins a sequence waits for the second one, so it cannot be an action's whole key as well."""
        for (place, key), action in self._table.items():
            if " " not in key and self.begins(place, key):
                _, owner = self.continuations(place, key)[0]
                self.clashes.append(KeyClash(place, key, (owner.id, action.id)))

    def _report_shadowed(self, changes: Iterable[str]) -> None:
        """A key for anywhere does nothing in a pane where another action has it, which the user may not know."""
        for action in (self.actions[name] for name in changes if name in self.actions):
            if Place.ANYWHERE not in action.places:
                continue
            for place in Place:
                for key in self._keys[action.id]:
                    owner = self._table.get((place, key))
                    if owner is not None and owner is not action and Place.ANYWHERE in _heeded(place):
                        clash = KeyClash(place, key, (owner.id, action.id))
                        self.clashes += [clash] if clash not in self.clashes else []

    def troubles(self) -> list[str]:
        """What of the user's changes has no effect, in words."""
        return [*(self._unknown_words(name) for name in self.unknown), *map(str, self.clashes)]

    def _unknown_words(self, name: str) -> str:
        from difflib import get_close_matches  # hardly ever needed

        near = get_close_matches(name.rpartition(".")[2].lower(), self.actions, n=1)
        return f"no action is called {name}" + (f"; did you mean {near[0]}?" if near else "")

    def keys_of(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action, in this keymap."""
        return self._keys.get(action_id, ())

    def find(self, place: Place, sequence: str) -> Action | None:
        """What a key or sequence does in a place."""
        return next(
            (self._table[where, sequence] for where in _heeded(place) if (where, sequence) in self._table), None
        )

    def elsewhere(self, place: Place, key: str) -> tuple[Action, tuple[Place, ...]] | None:
        """The action that a key has in other panes, and in which; None where text is typed or sent."""
        if place not in PANES:
            return None
        action = next((self._table[where, key] for where in PANES if (where, key) in self._table), None)
        if action is None:
            return None
        return action, tuple(where for where in PANES if self._table.get((where, key)) is action)

    def begins(self, place: Place, key: str) -> bool:
        """Whether a key is the first of a sequence in a place."""
        return any((where, key) in self._prefixes for where in _heeded(place))

    def continuations(self, place: Place, key: str) -> list[tuple[str, Action]]:
        """The second keys that may follow a first one, with what they do."""
        follow = {
            second
            for where, sequence in self._table
            for first, _, second in (sequence.partition(" "),)
            if second and first == key and where in _heeded(place)
        }
        found = ((second, self.find(place, f"{key} {second}")) for second in sorted(follow))
        return [(second, action) for second, action in found if action is not None]

    def here(self, place: Place) -> list[Action]:
        """The actions of a place, its own before those of anywhere, without repetition."""
        found = (action for where in _heeded(place) for action in self.actions.values() if where in action.places)
        return list(dict.fromkeys(found))
