"""What a user action is: one small class from which keys, footer, help, palette and documentation derive."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class Place(StrEnum):
    """Where a key acts. Keys of `ANYWHERE` act in every pane, but not where text is typed."""

    ANYWHERE = "anywhere"
    QUEUE = "queue"
    THREAD = "thread"
    CUSTOMER = "customer"
    KNOWLEDGE = "knowledge base"
    SEARCH = "search field"
    FINDING = "search line"
    COMPOSER = "composer"
    REVIEW = "review line"


TEXT_PLACES = frozenset({Place.SEARCH, Place.FINDING, Place.COMPOSER})
"""Places where printable keys are text."""


class Action(ABC):
    """A thing the agent can do. The docstring is its help text."""

    id: ClassVar[str]
    """Stable name, which the user's keymap refers to."""
    label: ClassVar[str]
    """One or two words for the footer and the palette."""
    keys: ClassVar[tuple[str, ...]]
    """Default keys; a space separates the two keys of a sequence, as in "g p"."""
    places: ClassVar[tuple[Place, ...]] = (Place.ANYWHERE,)
    footer: ClassVar[int] = 0
    """Rank in the footer, lower first; 0 keeps it out."""
    footer_places: ClassVar[tuple[Place, ...]] = ()
    """Where the footer names it; everywhere it acts when there are none."""
    topic: ClassVar[str] = "general"
    """Heading in the help screen."""
    in_palette: ClassVar[bool] = True

    @classmethod
    def help(cls) -> str:
        """What it does, in one sentence or two."""
        return inspect.cleandoc(cls.__doc__ or "").replace("\n", " ")

    def why_not(self, workspace: Workspace) -> str | None:
        """Why it is not possible now, in words; None when it is."""
        return None

    @abstractmethod
    def run(self, workspace: Workspace) -> None:
        """Do it. Nothing here waits for the network: that is a worker's."""
