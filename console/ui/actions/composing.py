"""The composer and the review line before sending."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from console.contract.enums import ConversationStatus
from console.ui.actions.base import Action, Place
from console.ui.work.sending import Afterwards

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace


class InComposer(Action):
    """An action of the composer."""

    places = (Place.COMPOSER,)
    topic = "composer"
    in_palette = False


class Review(InComposer):
    """Finish writing: the review line says what will be sent. Nothing is discarded."""

    id = "review"
    label = "review and send"
    keys = ("escape", "ctrl+x")
    footer = 1

    def run(self, workspace: Workspace) -> None:
        """Show it."""
        workspace.sending.review()


class Editor(InComposer):
    """Edit the text in your own editor ($VISUAL or $EDITOR)."""

    id = "editor"
    label = "editor"
    keys = ("ctrl+o",)
    footer = 2

    def run(self, workspace: Workspace) -> None:
        """The console waits meanwhile."""
        workspace.writing.edit_outside()


class ComposerCanned(InComposer):
    """Put a canned reply into the text: `/` at the beginning of a line, or `::` at the beginning of a word."""

    id = "composer-canned"
    label = "/ canned"
    keys = ("ctrl+r",)
    footer = 3

    def run(self, workspace: Workspace) -> None:
        """Ask which."""
        workspace.inserting.canned()


class ComposerArticle(InComposer):
    """Put a knowledge base article into the text: `??` at the beginning of a word."""

    id = "composer-article"
    label = "?? article"
    keys = ("ctrl+k",)
    footer = 4

    def run(self, workspace: Workspace) -> None:
        """Ask which."""
        workspace.inserting.article()


class InReview(Action):
    """An action of the review line."""

    places = (Place.REVIEW,)
    topic = "review line"
    in_palette = False


class Send(InReview):
    """Send."""

    id = "send"
    label = "send"
    keys = ("y",)
    footer = 1

    def why_not(self, workspace: Workspace) -> str | None:
        """An agent and a text."""
        return workspace.sending.why_not_send()

    def run(self, workspace: Workspace) -> None:
        """When the check has ended."""
        workspace.sending.send()


class SendAndResolve(Send):
    """Send, and resolve the conversation."""

    id = "send-resolve"
    label = "send and resolve"
    keys = ("Y",)
    footer = 2

    def run(self, workspace: Workspace) -> None:
        """When the check has ended."""
        workspace.sending.send(Afterwards(ConversationStatus.RESOLVED))


class SendAndPostpone(Send):
    """Send, and put the conversation off until one of the usual times, or until the customer replies."""

    id = "send-later-hour"
    label = "send, in an hour"
    keys = ("b h",)
    footer = 0
    until: ClassVar[str] = "hour"

    def run(self, workspace: Workspace) -> None:
        """When the check has ended."""
        workspace.sending.send_and_postpone(self.until)


class SendTomorrow(SendAndPostpone):
    """Send, and put the conversation off until tomorrow morning, or until the customer replies."""

    id = "send-later-tomorrow"
    label = "send, tomorrow"
    keys = ("b t",)
    until = "tomorrow"


class SendMonday(SendAndPostpone):
    """Send, and put the conversation off until Monday morning, or until the customer replies."""

    id = "send-later-monday"
    label = "send, Monday"
    keys = ("b m",)
    until = "monday"


class SendWeek(SendAndPostpone):
    """Send, and put the conversation off for a week, or until the customer replies."""

    id = "send-later-week"
    label = "send, in a week"
    keys = ("b w",)
    until = "week"


class SendUntilReply(SendAndPostpone):
    """Send, and put the conversation off until the customer replies, however long that takes."""

    id = "send-later-reply"
    label = "send, until reply"
    keys = ("b r",)
    until = "reply"


class SendUntilTyped(Send):
    """Send, and put the conversation off until a time that you type, such as fri 9 or +3d."""

    id = "send-later"
    label = "send, later"
    keys = ("b b",)
    footer = 4

    def run(self, workspace: Workspace) -> None:
        """Ask until when."""
        workspace.sending.ask_and_postpone()


class EditOn(InReview):
    """Go on writing."""

    id = "edit-on"
    label = "edit"
    keys = ("e",)
    footer = 3

    def run(self, workspace: Workspace) -> None:
        """Back to the text."""
        workspace.writing.edit_on()


class EditOutside(InReview):
    """Go on writing in your own editor."""

    id = "edit-outside"
    label = "editor"
    keys = ("E",)
    footer = 5

    def run(self, workspace: Workspace) -> None:
        """The console waits meanwhile."""
        workspace.writing.edit_outside()


class SwitchKind(InReview):
    """Make the reply a note, or the note a reply."""

    id = "switch-kind"
    label = "reply/note"
    keys = ("t",)
    footer = 6

    def run(self, workspace: Workspace) -> None:
        """Asks before a text becomes public."""
        workspace.sending.switch_kind()


class WhatChanged(InReview):
    """See what changed since you began."""

    id = "what-changed"
    label = "what changed"
    keys = ("v",)
    footer = 7

    def run(self, workspace: Workspace) -> None:
        """The newest message, with the draft in view."""
        workspace.sending.look_at_changes()


class AsCustomer(InReview):
    """See the reply as the customer will see it."""

    id = "as-customer"
    label = "preview"
    keys = ("p",)
    footer = 8

    def run(self, workspace: Workspace) -> None:
        """In a dialog."""
        workspace.sending.preview()


class DiscardDraft(InReview):
    """Take the draft away. It is kept for seven days."""

    id = "discard"
    label = "discard"
    keys = ("D",)
    footer = 9

    def run(self, workspace: Workspace) -> None:
        """Away with it."""
        workspace.sending.discard()


class KeepDraft(InReview):
    """Leave; the draft is kept."""

    id = "keep-draft"
    label = "keep draft"
    keys = ("q", "escape")
    footer = 4

    def run(self, workspace: Workspace) -> None:
        """Close the composer."""
        workspace.writing.leave()
        workspace.show_pane("thread")


COMPOSING = (
    Review,
    Editor,
    ComposerCanned,
    ComposerArticle,
    Send,
    SendAndResolve,
    SendAndPostpone,
    SendTomorrow,
    SendMonday,
    SendWeek,
    SendUntilReply,
    SendUntilTyped,
    EditOn,
    EditOutside,
    SwitchKind,
    WhatChanged,
    AsCustomer,
    DiscardDraft,
    KeepDraft,
)
