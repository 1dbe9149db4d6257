"""Topics of the workspace that are made when they are first needed, so that the first screen does not wait for them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace
    from console.ui.work.advancing import Advancing
    from console.ui.work.calling import Calling
    from console.ui.work.copying import Copying
    from console.ui.work.hand_marks import HandMarks
    from console.ui.work.handing import Handing
    from console.ui.work.inserting import Inserting
    from console.ui.work.inspecting import Inspecting
    from console.ui.work.jumping import Jumping
    from console.ui.work.labelling import Labelling
    from console.ui.work.macros import Macros
    from console.ui.work.marking import Marking
    from console.ui.work.notifying import Notifying
    from console.ui.work.overlooking import Overlooking
    from console.ui.work.playing import Playing
    from console.ui.work.postponing import Postponing
    from console.ui.work.recording import Recording
    from console.ui.work.reporting import Reporting
    from console.ui.work.suggesting import Suggesting
    from console.ui.work.undoing import Undoing


class OnDemand:
    """The topics; each is made once."""

    @property
    def workspace(self) -> Workspace:
        """Whose topics these are."""
        raise NotImplementedError

    @cached_property
    def undoing(self) -> Undoing:
        """Taking back."""
        from console.ui.work.undoing import Undoing

        return Undoing(self.workspace)

    @cached_property
    def advancing(self) -> Advancing:
        """Going on from what is resolved."""
        from console.ui.work.advancing import Advancing

        return Advancing(self.workspace)

    @cached_property
    def postponing(self) -> Postponing:
        """Putting off until later."""
        from console.ui.work.postponing import Postponing

        return Postponing(self.workspace)

    @cached_property
    def playing(self) -> Playing:
        """Taking the next conversation."""
        from console.ui.work.playing import Playing

        return Playing(self.workspace)

    @cached_property
    def hand_marks(self) -> HandMarks:
        """Stars, and what is read or unread by hand."""
        from console.ui.work.hand_marks import HandMarks

        return HandMarks(self.workspace)

    @cached_property
    def handing(self) -> Handing:
        """Transfers."""
        from console.ui.work.handing import Handing

        return Handing(self.workspace)

    @cached_property
    def macros(self) -> Macros:
        """Macros."""
        from console.ui.work.macros import Macros

        return Macros(self.workspace)

    @cached_property
    def recording(self) -> Recording:
        """Recording macros."""
        from console.ui.work.recording import Recording

        return Recording(self.workspace)

    @cached_property
    def marking(self) -> Marking:
        """Tags, fields and groups of a conversation and its customer."""
        from console.ui.work.marking import Marking

        return Marking(self.workspace)

    @cached_property
    def labelling(self) -> Labelling:
        """Tags and groups of the desk."""
        from console.ui.work.labelling import Labelling

        return Labelling(self.workspace)

    @cached_property
    def calling(self) -> Calling:
        """Forms for new customers and conversations."""
        from console.ui.work.calling import Calling

        return Calling(self.workspace)

    @cached_property
    def inspecting(self) -> Inspecting:
        """Looking closer: details, history, customers."""
        from console.ui.work.inspecting import Inspecting

        return Inspecting(self.workspace)

    @cached_property
    def inserting(self) -> Inserting:
        """Canned replies and articles in a text."""
        from console.ui.work.inserting import Inserting

        return Inserting(self.workspace)

    @cached_property
    def overlooking(self) -> Overlooking:
        """Chats and calls."""
        from console.ui.work.overlooking import Overlooking

        return Overlooking(self.workspace)

    @cached_property
    def reporting(self) -> Reporting:
        """Reports."""
        from console.ui.work.reporting import Reporting

        return Reporting(self.workspace)

    @cached_property
    def suggesting(self) -> Suggesting:
        """Suggestions for the knowledge base."""
        from console.ui.work.suggesting import Suggesting

        return Suggesting(self.workspace)

    @cached_property
    def copying(self) -> Copying:
        """Copying."""
        from console.ui.work.copying import Copying

        return Copying(self.workspace)

    @cached_property
    def jumping(self) -> Jumping:
        """Jumping."""
        from console.ui.work.jumping import Jumping

        return Jumping(self.workspace)

    @cached_property
    def notifying(self) -> Notifying:
        """Notifications."""
        from console.ui.work.notifying import Notifying

        return Notifying(self.workspace)
