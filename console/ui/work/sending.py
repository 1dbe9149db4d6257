"""Sending: the review in words before it, the check of what changed, and what became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message

from console.contract.enums import ConversationStatus, SendType
from console.services.errors import ServiceError
from console.services.records import Draft
from console.services.reply import SendResult, SendState
from console.ui.messages import ReplySent, ReviewReady
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.reply import Review
    from console.ui.panes.composer import Composer
    from console.ui.screens.workspace import Workspace


class Sending(Work):
    """The review line, and replies and notes on their way."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._review: Review | None = None
        self._send_when_checked: tuple[ConversationStatus | None] | None = None
        self._confirm_public = False

    @property
    def composer(self) -> Composer:
        """The composer."""
        return self.screen.thread.composer

    def forget(self) -> None:
        """The agent writes on, or left: what was reviewed counts no more."""
        self._review = None
        self._send_when_checked = None
        self._confirm_public = False

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
            if not event.review.notices:
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
        """Send what is written; while the check is under way, as soon as it ends well."""
        reason = self.why_not_send()
        if reason:
            self.screen.say(reason, warning=True)
            return
        if self._review is None:
            self._send_when_checked = (then,)
            self.screen.say("Checking what changed, then sending")
            return
        draft = self.composer.draft
        if draft is None or not self.screen.writing.save():
            return
        draft = self.composer.draft or draft
        self.composer.close()
        self.screen.thread.review.hide()
        self.state.sending += 1
        self.screen.show_bars()
        self.screen.say("Sending…")
        self.screen.show_pane("thread")
        self.screen.queueing.let_go(draft.conversation_id)
        self.start(self._send(draft, then), f"send {draft.conversation_id}", exclusive=False)

    async def _send(self, draft: Draft, then: ConversationStatus | None) -> Message:
        try:
            return ReplySent(await self.services.replies.send(draft, then))
        except ServiceError as error:
            return ReplySent(SendResult(draft.conversation_id, draft.kind, SendState.NOT_SENT, error.message))
        finally:
            self.state.sending -= 1

    def sent(self, event: ReplySent) -> None:
        """Say what became of it; what did not go out comes back into the composer."""
        result = event.result
        self.screen.show_bars()
        self.screen.say(result.words, warning=result.state is not SendState.CONFIRMED)
        if self.state.conversation_id == result.conversation_id:
            self.screen.reading.reload()
            if result.state is not SendState.CONFIRMED and not self.screen.writing.active:
                self.screen.writing.begin(result.kind)
                self.screen.say(result.words, warning=True)
        self.screen.queueing.sync_now()
