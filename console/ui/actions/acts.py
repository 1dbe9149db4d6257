"""Acts on a conversation: status, assignment, transfer, folding, copying."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from console.contract.enums import ConversationStatus
from console.ui.actions.base import Action, Place

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class Act(Action):
    """Is about the selected conversations; without any, about the one under the cursor, or the open one."""

    topic = "conversation"

    def why_not(self, workspace: Workspace) -> str | None:
        """There must be one."""
        return None if workspace.acting.targets() else "No conversation is under the cursor"


class StatusAct(Act):
    """Changes the status in a few seconds, unless it is taken back."""

    status: ClassVar[ConversationStatus]
    advance: ClassVar[bool] = False

    def why_not(self, workspace: Workspace) -> str | None:
        """It must have another status now."""
        rows = workspace.acting.targets()
        if not rows:
            return "No conversation is under the cursor"
        if all(row.status == self.status for row in rows):
            return f"{'It is' if len(rows) == 1 else 'All of them are'} {self.status.word} already"
        return None

    def run(self, workspace: Workspace) -> None:
        """Hold it for a moment."""
        workspace.acting.set_status(self.status, advance=self.advance)


class Resolve(StatusAct):
    """Resolve, and go on: in the queue to the next row, in a conversation to what `ui.after_resolve` says."""

    id = "resolve"
    label = "resolve"
    keys = ("e",)
    footer = 6
    status = ConversationStatus.RESOLVED
    advance = True


class ResolveAndStay(StatusAct):
    """Resolve, and stay on the conversation."""

    id = "resolve-stay"
    label = "resolve, stay"
    keys = ("E", "s r")
    status = ConversationStatus.RESOLVED


class Reopen(StatusAct):
    """Make it open again."""

    id = "reopen"
    label = "reopen"
    keys = ("O", "s o")
    status = ConversationStatus.OPEN


class Answered(StatusAct):
    """Mark it as answered."""

    id = "answered"
    label = "answered"
    keys = ("s a",)
    status = ConversationStatus.ANSWERED


class Undo(Action):
    """Take back what is not sent yet, the last first; a text comes back into the composer."""

    id = "undo"
    label = "undo"
    keys = ("u",)
    topic = "conversation"

    def run(self, workspace: Workspace) -> None:
        """The last one first."""
        workspace.outgoing.take_back()


class AssignToMe(Act):
    """Assign the conversation to yourself."""

    id = "assign-to-me"
    label = "take"
    keys = ("A",)

    def why_not(self, workspace: Workspace) -> str | None:
        """An agent must be known."""
        if workspace.state.agent is None:
            return "No agent is known: set LIVEAGENT_AGENT or --agent to your address"
        return super().why_not(workspace)

    def run(self, workspace: Workspace) -> None:
        """Transfer to me."""
        workspace.handing.assign_to_me()


class Transfer(Act):
    """Transfer to a department or an agent, with a note."""

    id = "transfer"
    label = "transfer"
    keys = ("a",)
    footer = 7

    def run(self, workspace: Workspace) -> None:
        """Ask to whom."""
        workspace.handing.transfer()


class Delete(Act):
    """Delete the conversation, once `y` says so. API v1 cannot bring it back."""

    id = "delete"
    label = "delete"
    keys = ("D",)

    def run(self, workspace: Workspace) -> None:
        """Ask first."""
        workspace.acting.delete()


class Fold(Action):
    """Fold or unfold quotes, footers and internals of this message group."""

    id = "fold"
    label = "fold"
    keys = ("z", "enter")
    places = (Place.THREAD,)
    topic = "thread"
    footer = 8
    in_palette = False

    def run(self, workspace: Workspace) -> None:
        """This group."""
        workspace.thread.view.toggle()


class FoldAll(Action):
    """Fold or unfold quotes, footers and internals of all message groups."""

    id = "fold-all"
    label = "fold all"
    keys = ("Z",)
    places = (Place.THREAD,)
    topic = "thread"

    def run(self, workspace: Workspace) -> None:
        """All groups."""
        workspace.thread.view.toggle(everything=True)


class Copy(Act):
    """Sends something to the terminal's clipboard."""

    what: ClassVar[str] = "code"

    def run(self, workspace: Workspace) -> None:
        """By OSC 52; whether the terminal took it nobody knows, so it says what it did."""
        workspace.copying.copy(self.what)


class CopyCode(Copy):
    """Copy the conversation's code."""

    id = "copy-code"
    label = "copy code"
    keys = ("y c",)
    what = "code"


class CopyAddress(Copy):
    """Copy the customer's mail address."""

    id = "copy-address"
    label = "copy address"
    keys = ("y e",)
    what = "address"


class CopyLink(Copy):
    """Copy the conversation's public address."""

    id = "copy-link"
    label = "copy link"
    keys = ("y u",)
    what = "link"


class CopyMessage(Copy):
    """Copy the text of the message group under the cursor."""

    id = "copy-message"
    label = "copy message"
    keys = ("y m",)
    what = "message"


ACTS = (
    Resolve,
    ResolveAndStay,
    Reopen,
    Answered,
    Undo,
    AssignToMe,
    Transfer,
    Delete,
    Fold,
    FoldAll,
    CopyCode,
    CopyAddress,
    CopyLink,
    CopyMessage,
)
