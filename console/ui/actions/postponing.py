"""Putting conversations off until later: `b`, then a letter for the usual times, or a time typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from console.ui.actions.acts import Act

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class Postpone(Act):
    """Put off until one of the usual times, or until the customer replies."""

    until: ClassVar[str] = ""

    def run(self, workspace: Workspace) -> None:
        """On this machine, for the API cannot."""
        workspace.postponing.usual(self.until)


class PostponeHour(Postpone):
    """Put off for an hour, or until the customer replies."""

    id = "later-hour"
    label = "in an hour"
    keys = ("b h",)
    until = "hour"


class PostponeTomorrow(Postpone):
    """Put off until tomorrow morning, or until the customer replies."""

    id = "later-tomorrow"
    label = "tomorrow"
    keys = ("b t",)
    until = "tomorrow"


class PostponeMonday(Postpone):
    """Put off until Monday morning, or until the customer replies."""

    id = "later-monday"
    label = "Monday"
    keys = ("b m",)
    until = "monday"


class PostponeWeek(Postpone):
    """Put off for a week, or until the customer replies."""

    id = "later-week"
    label = "in a week"
    keys = ("b w",)
    until = "week"


class PostponeReply(Postpone):
    """Put off until the customer replies, however long that takes."""

    id = "later-reply"
    label = "until reply"
    keys = ("b r",)
    until = "reply"


class PostponeTyped(Act):
    """Put off until a time that you type, such as fri 9, +3d or 12.5. 14:00; a ! at its end lets no reply end it."""

    id = "later"
    label = "later, typed"
    keys = ("b b",)

    def run(self, workspace: Workspace) -> None:
        """Ask until when."""
        workspace.postponing.ask()


class ComeBack(Act):
    """Let what is put off come back now."""

    id = "later-back"
    label = "back now"
    keys = ("b n",)

    def run(self, workspace: Workspace) -> None:
        """Now."""
        workspace.postponing.end()


POSTPONING = (
    PostponeHour,
    PostponeTomorrow,
    PostponeMonday,
    PostponeWeek,
    PostponeReply,
    PostponeTyped,
    ComeBack,
)
"""Actions of this topic."""
