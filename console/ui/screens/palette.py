"""The palette: every action by name, with its key, so that the key is learned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.fuzzy import Matcher

from console.ui.actions.base import TEXT_PLACES, Action, Place
from console.ui.actions.keymap import key_words
from console.ui.screens.picker import Picker
from console.ui.text import pad
from console.ui.widgets.part_view import Parts

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace

KEY_CELLS = 10


class ActionPalette(Picker[str, str]):
    """Type a part of a name; what is not possible now says why."""

    heading: ClassVar[str] = "Do"
    placeholder: ClassVar[str] = "name of an action"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        keymap = workspace.keys.keymap
        self._actions = [action for action in keymap.actions.values() if self._fits(action)]

    def _fits(self, action: Action) -> bool:
        return action.in_palette and not TEXT_PLACES.union({Place.REVIEW}).intersection(action.places)

    def find(self, query: str) -> Sequence[tuple[Parts, str]]:
        """Actions whose name or help matches, best first."""
        if not query.strip():
            return [(self._parts(action), action.id) for action in self._actions]
        matcher = Matcher(query)
        scored = [(matcher.match(f"{action.label} {action.help()}"), action) for action in self._actions]
        scored.sort(key=lambda pair: pair[0], reverse=True)
        return [(self._parts(action), action.id) for score, action in scored if score > 0]

    def _parts(self, action: Action) -> Parts:
        keys = self._workspace.keys.keymap.keys_of(action.id)
        reason = action.why_not(self._workspace)
        key = pad(key_words(keys[0]) if keys else "", KEY_CELLS)
        if reason is not None:
            return [(key, "dim"), (f"{action.label}  ", "dim"), (reason, "dim")]
        return [(key, "key"), (f"{action.label}  ", "strong"), (action.help(), "dim")]

    def choose(self, choice: str) -> None:
        """This one."""
        self.dismiss(choice)
