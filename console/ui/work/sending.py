"""Sending: the review in words before it, and the check of what changed; then the outbox has it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from console.contract.enums import ConversationStatus, SendType
from console.services.errors import ServiceError
from console.services.outbox.guard import seen_of
from console.services.records import Draft, OutboxRow, Seen
from console.ui.messages import ReviewReady
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.reply import Review
    from console.ui.panes.composer import Composer
    from console.ui.screens.workspace import Workspace


PATIENCE = 2.0
"""Seconds after which a check that takes longer is left to the outbox."""


class Sending(Work):
    """The review line, until replies and notes are in the outbox."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._review: Review | None = None
        self._send_when_checked: tuple[ConversationStatus | None] | None = None
        self._patience: Timer | None = None
        self._looked = False
        """Whether the agent has looked at what changed."""
        self._confirm_public = False

    @property
    def composer(self) -> Composer:
        """The composer."""
        return self.screen.thread.composer

    def forget(self) -> None:
        """The agent writes on, or left: what was reviewed counts no more."""
        self._review = None
        self._send_when_checked = None
        self._looked = False
        self._confirm_public = False
        if self._patience is not None:
            self._patience.stop()

    def review(self) -> None:
        """Say in words what would be sent, and look what changed meanwhile."""
        if not self.screen.writing.active:
            return
        if not self.composer.text.strip():
            self.screen.writing.leave()
            self.screen.show_pane("thread")
            return
        self.screen.writing.save()
        self._review = None
        self._show_review(("checking what changed…",))
        self.screen.thread.review.focus()
        draft = self.composer.draft
        if draft is not None:
            self.start(self._look(draft), "review")

    async def _look(self, draft: Draft) -> Message:
        return ReviewReady(await self.services.replies.review(draft))

    def reviewed(self, event: ReviewReady) -> None:
        """What changed is known: say it, and send if the agent asked for it and nothing stands against it."""
        if not self.screen.writing.active or not self.screen.thread.review.display:
            return
        self._review = event.review
        self._show_review(event.review.notices)
        if self._send_when_checked is not None:
            (then,) = self._send_when_checked
            self._send_when_checked = None
            self.send(then)

    def _show_review(self, notices: tuple[str, ...]) -> None:
        draft = self.composer.draft
        if draft is not None and draft.trouble:  # what became of it the last time comes first
            notices = (draft.trouble, *notices)
        self.screen.thread.review.show(self._sentence(), notices)

    def _sentence(self) -> str:
        agent = self.state.agent
        name = agent.name if agent else "nobody: no agent is known, so nothing can be sent"
        if self.composer.kind is SendType.NOTE:
            return f"NOTE for colleagues as {name}. The customer will not see it."
        return f"REPLY by mail to {self.screen.writing.recipient()} as {name}."

    def switch_kind(self) -> None:
        """Make the reply a note, or the note a reply; the latter asks, because it makes the text public."""
        draft = self.composer.draft
        if draft is None:
            return
        other = SendType.MESSAGE if draft.kind is SendType.NOTE else SendType.NOTE
        standing = self.services.replies.draft(draft.conversation_id, other)
        if standing is not None and standing.text.strip():
            noun = "note" if other is SendType.NOTE else "reply"
            words = f"A {noun} is being written here too; send it or discard it first, so that it is not lost"
            self.screen.say(words, warning=True)
            return
        if draft.kind is SendType.NOTE and not self._confirm_public:
            self._confirm_public = True
            self._show_review(("Press t again to make this note a reply that the customer sees.",))
            return
        self._confirm_public = False
        moved = replace(draft, kind=other, text=self.composer.text, trouble="")
        try:
            self.services.replies.save_draft(moved)
            self.services.replies.discard(draft.conversation_id, draft.kind)
        except ServiceError as error:
            self.screen.say(error.message, warning=True)
            return
        self.composer.open(moved, self.screen.writing.heading(other))
        self.review()

    def discard(self) -> None:
        """Take the draft away; it is kept for seven days."""
        draft = self.composer.draft
        if draft is None:
            return
        try:
            self.services.replies.discard(draft.conversation_id, draft.kind)
        except ServiceError as error:
            self.screen.say(error.message, warning=True)
            return
        self.composer.close()
        self.screen.thread.review.hide()
        self.screen.say("Draft discarded; it is kept for seven days")
        self.screen.queueing.reload(always=True)
        self.screen.show_pane("thread")

    def why_not_send(self) -> str | None:
        """Why nothing can be sent, in words."""
        if self.state.agent is None:
            return "No agent is known, so nothing can be sent: set LIVEAGENT_AGENT or --agent to your address"
        if not self.composer.text.strip():
            return "There is nothing to send"
        return None

    def send(self, then: ConversationStatus | None = None) -> None:
        """Put what is written into the outbox; while the check is under way, as soon as it ends, or takes too long."""
        reason = self.why_not_send()
        if reason:
            self.screen.say(reason, warning=True)
        elif self._review is None:
            self._send_when_checked = (then,)
            self.screen.say("Checking what changed, then sending")
            self._patience = self.screen.set_timer(PATIENCE, self._send_unchecked)
        elif self._stands_against(self._review):
            self.screen.say("Not sent: v shows what changed, and y sends it then", warning=True)
        else:
            self._accept(then, self._review.seen)

    def _stands_against(self, review: Review) -> bool:
        """Whether there is something that the writer of a reply has not looked at."""
        return review.checked and bool(review.notices) and self.composer.kind is SendType.MESSAGE and not self._looked

    def _send_unchecked(self) -> None:
        """The server does not answer: the outbox looks what changed before it sends."""
        if self._send_when_checked is not None:
            (then,) = self._send_when_checked
            self._accept(then, None)

    def _accept(self, then: ConversationStatus | None, seen: Seen | None) -> None:
        if not self.screen.writing.save():
            return
        draft = self.composer.draft
        if draft is None:
            return

        def accept(agreed: bool) -> OutboxRow:
            return self.services.outbox.accept_message(draft, then, seen=seen, agreed=agreed)

        self.screen.outgoing.accept(accept, self._leave_composer)

    def _leave_composer(self) -> None:
        self.composer.close()
        self.screen.thread.review.hide()
        self.forget()
        self.screen.show_pane("thread")
        self.screen.reading.show_pending()
        self.screen.thread.view.move_to(10**9)

    def look_at_changes(self) -> None:
        """Show the newest messages, with the draft in view: what is there now counts as seen."""
        self.screen.reading.show_cached()
        thread, draft = self.state.thread, self.composer.draft
        self.screen.thread.view.move_to(10**9)
        if thread is None or draft is None or self._review is None:
            return
        seen = seen_of(thread)
        self._looked = True
        self._review = replace(self._review, notices=(), seen=seen)
        self.composer.draft = replace(draft, seen_changed=seen.changed, seen_messages=seen.messages)
        self.screen.writing.looked()
        self._show_review(("You have seen what changed: y sends.",) if self.composer.kind is SendType.MESSAGE else ())
