"""Keys that do not arrive everywhere, or do something else on their way: warnings for keymaps of one's own."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, Final

from console.ui.actions.base import TEXT_PLACES, Action
from console.ui.actions.keymap import Keymap, key_words

if TYPE_CHECKING:
    from console.ui.actions.base import Place

_NAMED: Final = frozenset(
    {
        *("enter", "escape", "space", "tab", "shift+tab", "backspace", "insert", "delete"),
        *("up", "down", "left", "right", "pageup", "pagedown", "home", "end"),
    }
)
_CONTROL: Final = {
    **dict.fromkeys("cz\\", "is a signal to programs"),
    **dict.fromkeys("sq", "stops and starts the output of many terminals"),
    **dict.fromkeys("d", "ends the input, or deletes, in many programs"),
    **dict.fromkeys("hijm[", "is the same as Backspace, Tab, Enter or Esc to a terminal"),
    "b": "belongs to tmux",
    "a": "belongs to screen",
    **dict.fromkeys("wnt", "belongs to the browser, where the terminal is in one"),
}
_FUNCTION: Final = {f"f{number}" for number in range(1, 13)}
_TAKEN: Final = {
    **{f"ctrl+{letter}": why for letter, why in _CONTROL.items()},
    **dict.fromkeys(("f1", "f10", "f11"), "opens a menu of many terminals"),
    "~": "belongs to SSH after Enter",
}
"""Keys that something else may take, so that they must never be the only way."""
_HARD: Final = frozenset("[]{}\\|@#^`")


def warnings(keymap: Keymap, changed: Container[str] | None = None) -> list[str]:
    """What the checker warns of, a sentence each.

    Only the actions `changed` are looked at, or else all whose keys are not their own, which are as they should be.
    """
    found: list[str] = []
    for action in keymap.actions.values():
        keys = keymap.keys_of(action.id)
        if keys != action.keys and (changed is None or action.id in changed):
            found += dict.fromkeys(_of_action(action, keys))
    return found


def _of_action(action: Action, keys: tuple[str, ...]) -> Iterator[str]:
    for sequence in keys:
        for part in sequence.split(" "):
            if why := _why_not(part):
                yield f"{key_words(sequence)} of {action.id}: {key_words(part)} {why}"
        yield from _in_texts(action, sequence)
    doubtful = {key: _TAKEN[part] for key in keys for part in key.split(" ") if part in _TAKEN}
    if keys and len(doubtful) == len(keys):
        key, reason = next(iter(doubtful.items()))
        yield f"{key_words(key)} of {action.id}: it {reason}; give it another key as well"
    if keys == ("escape",):
        yield f"Esc of {action.id}: it may come late over SSH; give it another key as well"
    if not keys and not action.in_palette:
        yield f"{action.id} has no key, and is not in the palette: nothing does it any more"


def _why_not(part: str) -> str:
    """Why one key of a sequence does not do; empty when it does."""
    if part.startswith(("alt+", "meta+")):
        return "is typed for letters of other languages, and by menus"
    if part in _HARD:
        return "needs AltGr, or waits for a letter, on German, French and Nordic keyboards"
    known = part in _NAMED or part in _FUNCTION or (len(part) == 1 and part.isprintable())
    if known or (part.startswith("ctrl+") and len(part) == 6 and part.isascii()):
        return ""
    return "does not arrive from every terminal"


def _in_texts(action: Action, sequence: str) -> Iterator[str]:
    first = sequence.split(" ")[0]
    if len(first) > 1 and first != "space":
        return
    where: list[Place] = [place for place in action.places if place in TEXT_PLACES]
    if where and len(action.places) == len(where):
        yield f"{key_words(sequence)} of {action.id}: in the {where[0]} it is text"
