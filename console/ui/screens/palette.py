"""The palette: every action by name, with its key, so that the key is learned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.fuzzy import Matcher

from console.services.macros.steps import Macro
from console.services.ranking import Sought, folded, in_beginnings, ranked
from console.ui.actions.base import TEXT_PLACES, Action, Place
from console.ui.actions.keymap import key_words
from console.ui.actions.macros import NAMED
from console.ui.screens.picker import Picker
from console.ui.text import clean, pad
from console.ui.widgets.part_view import Parts

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace

KEY_CELLS = 10
MACRO = "macro: "
"""Begins the choice of a macro, which has no key of its own."""


class ActionPalette(Picker[str, str]):
    """Type a part of a name; what is not possible now says why."""

    heading: ClassVar[str] = "Do"
    placeholder: ClassVar[str] = "name of an action"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        keymap = workspace.keys.keymap
        self._macros = workspace.services.macros.all()
        self._actions = [action for action in keymap.actions.values() if self._fits(action)]

    def _fits(self, action: Action) -> bool:
        return action.in_palette and not TEXT_PLACES.union({Place.REVIEW}).intersection(action.places)

    def find(self, query: str) -> Sequence[tuple[Parts, str]]:
        """Actions whose name or help matches, best first."""
        if not query.strip():
            return [(self._parts(action), action.id) for action in self._actions]
        matcher = Matcher(query)
        scored = [(matcher.match(f"{action.label} {action.help()}"), action) for action in self._actions]
        scored.sort(key=lambda pair: (_whole(query, pair[1]), pair[0]), reverse=True)
        found = [(self._parts(action), action.id) for score, action in scored if score > 0]
        macros = [(self._macro_parts(one), f"{MACRO}{one.name}") for one in ranked(query, self._macros, _sought)]
        wanted = folded(query)
        near = sum(in_beginnings(wanted, one.sought.title, skipping=False) for one in self._macros)
        return [*macros[:near], *found, *macros[near:]]

    def _parts(self, action: Action) -> Parts:
        keys = self._workspace.keys.keymap.keys_of(action.id)
        reason = action.why_not(self._workspace)
        key = pad(key_words(keys[0]) if keys else "", KEY_CELLS)
        if reason is not None:
            return [(key, "dim"), (f"{action.label}  ", "dim"), (reason, "dim")]
        return [(key, "key"), (f"{action.label}  ", "strong"), (action.help(), "dim")]

    def _macro_parts(self, macro: Macro) -> Parts:
        keys = self._workspace.keys.keymap.keys_of(f"{NAMED}{macro.name}") or ("m",)
        return [
            (pad(key_words(keys[0]), KEY_CELLS), "key"),
            ("macro  ", "dim"),
            (clean(macro.title, limit=200), "strong"),
        ]

    def choose(self, choice: str) -> None:
        """This one."""
        self.dismiss(choice)


def _sought(macro: Macro) -> Sought:
    return macro.sought


def _whole(query: str, action: Action) -> int:
    """How well what was typed stands in an action as it was typed: in its name before its help, before its letters."""
    words = query.casefold().strip()
    return 2 if words in action.label.casefold() else 1 if words in action.help().casefold() else 0
