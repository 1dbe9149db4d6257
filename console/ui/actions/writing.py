"""Writing: replies, notes, articles in answers, the composer and the review line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.contract.enums import SendType
from console.ui.actions.base import Action, Place

if TYPE_CHECKING:
    from console.ui.screens.workspace import Workspace
NOT_READ = "That conversation was not read yet: Enter opens it"


class WritingAction(Action):
    """Needs an open conversation."""

    topic = "writing"

    def why_not(self, workspace: Workspace) -> str | None:
        """A conversation must be open."""
        if workspace.state.conversation_id is None:
            return "Open a conversation first: Enter in the queue"
        return None


def _open_target(workspace: Workspace) -> None:
    """In the queue, writing is about the row under the cursor: open it first."""
    row = workspace.queue.rows.row_at_cursor()
    if workspace.pane_name == "queue" and row is not None and row.id != workspace.state.conversation_id:
        workspace.reading.open(row, focus=False)


class Reply(WritingAction):
    """Write a reply to the customer."""

    id = "reply"
    label = "reply"
    keys = ("r",)
    footer = 4

    def why_not(self, workspace: Workspace) -> str | None:
        """In the queue the row under the cursor is opened first."""
        return _why_not_write(workspace)

    def run(self, workspace: Workspace) -> None:
        """Open the composer."""
        _open_target(workspace)
        workspace.writing.begin(SendType.MESSAGE)


class Note(WritingAction):
    """Write an internal note that the customer does not see."""

    id = "note"
    label = "note"
    keys = ("n",)
    footer = 5

    def why_not(self, workspace: Workspace) -> str | None:
        """In the queue the row under the cursor is opened first."""
        return _why_not_write(workspace)

    def run(self, workspace: Workspace) -> None:
        """Open the composer."""
        _open_target(workspace)
        workspace.writing.begin(SendType.NOTE)


def _why_not_write(workspace: Workspace) -> str | None:
    if workspace.state.conversation_id is None and workspace.queue.rows.row_at_cursor() is None:
        return "There is no conversation to write to"
    return None


class ReplyQuoting(WritingAction):
    """Write a reply that quotes the message under the cursor."""

    id = "reply-quoting"
    label = "reply, quoting"
    keys = ("R",)
    places = (Place.THREAD, Place.QUEUE)

    def why_not(self, workspace: Workspace) -> str | None:
        """In the queue, the conversation under the cursor must have been read once."""
        row = workspace.queue.rows.row_at_cursor()
        if workspace.pane_name != "queue":
            return super().why_not(workspace)
        if row is None:
            return "No conversation is in this view"
        return None if workspace.services.threads.cached(row.id) else NOT_READ

    def run(self, workspace: Workspace) -> None:
        """Quote, then open the composer."""
        _open_target(workspace)
        workspace.writing.begin(SendType.MESSAGE, add=workspace.writing.quoted_message())


class InsertLink(WritingAction):
    """Put the article's title and address into the reply."""

    id = "insert-link"
    label = "insert link"
    keys = ("enter",)
    places = (Place.KNOWLEDGE,)
    topic = "knowledge base"
    footer = 3

    def why_not(self, workspace: Workspace) -> str | None:
        """An article and a conversation."""
        if workspace.knowledge.pointed is None:
            return "No article is under the cursor"
        return super().why_not(workspace)

    def run(self, workspace: Workspace) -> None:
        """At the composer's cursor."""
        if workspace.knowledge.pointed is not None:
            workspace.knowing.insert_link(workspace.knowledge.pointed)


class InsertText(WritingAction):
    """Put the article's text into the reply."""

    id = "insert-text"
    label = "insert text"
    keys = ("R",)
    places = (Place.KNOWLEDGE,)
    topic = "knowledge base"
    footer = 4

    def why_not(self, workspace: Workspace) -> str | None:
        """An article and a conversation."""
        if workspace.knowledge.pointed is None:
            return "No article is under the cursor"
        return super().why_not(workspace)

    def run(self, workspace: Workspace) -> None:
        """At the composer's cursor."""
        if workspace.knowledge.pointed is not None:
            workspace.knowing.insert_text(workspace.knowledge.pointed)


class ReadArticle(Action):
    """Scroll the article's preview."""

    id = "read-article"
    label = "read on"
    keys = ("space",)
    places = (Place.KNOWLEDGE,)
    topic = "knowledge base"
    footer = 5
    in_palette = False

    def run(self, workspace: Workspace) -> None:
        """One page of the preview."""
        preview = workspace.knowledge.preview
        preview.scroll_by(max(1, preview.size.height - 1))


class Drafts(Action):
    """See your drafts and what is on its way, and decide about it."""

    id = "drafts"
    label = "drafts, outbox"
    keys = ("d", "g d")
    topic = "writing"

    def run(self, workspace: Workspace) -> None:
        """Open them."""
        workspace.outgoing.show()


WRITING = (
    Reply,
    ReplyQuoting,
    Note,
    InsertLink,
    InsertText,
    ReadArticle,
    Drafts,
)
