"""Every user action, by topic: keys, footer, help, palette and documentation derive from these classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.ui.actions.acts import ACTS
from console.ui.actions.arranging import ARRANGING
from console.ui.actions.base import Action, Place
from console.ui.actions.calling import CALLING
from console.ui.actions.composing import COMPOSING
from console.ui.actions.finding import FINDING
from console.ui.actions.general import GENERAL
from console.ui.actions.hand_marks import HAND_MARKS
from console.ui.actions.impossible import IMPOSSIBLE
from console.ui.actions.inspecting import INSPECTING
from console.ui.actions.looking import LOOKING
from console.ui.actions.macros import MACROS, NAMED, macro_action
from console.ui.actions.marking import MARKING
from console.ui.actions.moving import MOVING
from console.ui.actions.playing import PLAYING
from console.ui.actions.postponing import POSTPONING
from console.ui.actions.repeating import REPEATING
from console.ui.actions.views import VIEWS
from console.ui.actions.writing import WRITING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Action", "Place", "actions_for", "all_actions"]


def all_actions() -> tuple[Action, ...]:
    """All actions, in the order of the help screen."""
    topics: tuple[type[Action], ...] = (
        *MOVING,
        *ARRANGING,
        *VIEWS,
        *FINDING,
        *WRITING,
        *COMPOSING,
        *ACTS,
        *REPEATING,
        *HAND_MARKS,
        *POSTPONING,
        *PLAYING,
        *MARKING,
        *LOOKING,
        *MACROS,
        *CALLING,
        *INSPECTING,
        *GENERAL,
        *IMPOSSIBLE,
    )
    return tuple(action() for action in topics)


def actions_for(keys: Iterable[str]) -> tuple[Action, ...]:
    """All actions, and those of the macros that have keys of their own: settings of keys name them."""
    names = dict.fromkeys(name.removeprefix(NAMED).strip() for name in keys if name.startswith(NAMED))
    return (*all_actions(), *(macro_action(name) for name in names if name))
