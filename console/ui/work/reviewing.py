"""The review line: what would be sent, to whom, as whom, what was found in it, and what changed meanwhile; in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message

from console.contract.enums import SendType
from console.services.errors import ServiceError
from console.services.outbox.guard import seen_of
from console.services.records import Draft
from console.ui.messages import ReviewReady
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.checking import Finding
    from console.services.reply import Review
    from console.ui.panes.composer import Composer
    from console.ui.screens.workspace import Workspace
    from console.ui.work.macro_plan import Along


class Reviewing(Work):
    """Everything of the review line but sending."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._review: Review | None = None
        self._looked = False
        """Whether the agent has looked at what changed."""
        self.asks_public = False
        """Whether the next `y` makes a note a reply."""
        self._agreed_to: Draft | None = None
        """What the agent wants to send although something was found in it."""
        self.along: Along | None = None
        """What a macro wants done together with the text."""

    @property
    def composer(self) -> Composer:
        """The composer."""
        return self.screen.thread.composer

    def forget(self) -> None:
        """The agent writes on, or left: what was reviewed counts no more."""
        self._review = None
        self._looked = False
        self.asks_public = False
        self._agreed_to = None

    def left(self) -> None:
        """The composer is closed: nothing of a macro goes along with what is written there next."""
        self.forget()
        if self.along is not None:
            self.screen.say(f"{self.along.title}: nothing of it was done; the text is kept as a draft")
            self.along = None

    def review(self) -> None:
        """Say in words what would be sent, and look what changed meanwhile."""
        if not self.screen.writing.active:
            return
        if not self.composer.text.strip():
            self.screen.writing.leave()
            self.screen.show_pane("thread")
            return
        self.screen.writing.save()
        self.forget()
        self._show_review(("checking what changed…",))
        self.screen.thread.review.focus()
        draft = self.composer.draft
        if draft is not None:
            self.start(self._look(draft), "review")

    async def _look(self, draft: Draft) -> Message:
        return ReviewReady(await self.services.replies.review(draft))

    def reviewed(self, event: ReviewReady) -> None:
        """What changed is known: say it."""
        if self.screen.writing.active and self.screen.thread.review.display:
            self._review = event.review
            self._show_review(event.review.notices)

    def findings(self) -> tuple[Finding, ...]:
        """What should be looked at in the text as it is written now."""
        from console.services.checking import check  # not needed for the first screen

        draft = self.composer.draft
        if draft is None:
            return ()
        row = self.services.queue.row(draft.conversation_id)
        customer = (row.customer_name or row.customer_email) if row else ""

        return check(self.composer.text, draft.kind, customer)

    def _show_review(self, notices: tuple[str, ...]) -> None:
        draft = self.composer.draft
        if draft is not None and draft.trouble:  # what became of it the last time comes first
            notices = (draft.trouble, *notices)
        found = tuple(finding.words for finding in self.findings())
        self.screen.thread.review.show(self._sentence(), (*found, *notices), self.along.words if self.along else "")

    def _sentence(self) -> str:
        agent = self.state.agent
        name = agent.name if agent else "nobody: no agent is known, so nothing can be sent"
        if self.composer.kind is SendType.NOTE:
            return f"NOTE for colleagues as {name}. The customer will not see it."
        return f"REPLY by mail to {self.screen.writing.recipient()} as {name}."

    # What its keys do

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
        elif draft.kind is SendType.NOTE:
            self.asks_public = True
            self._show_review(("Press y to make this note a reply that the customer sees; it is not sent yet.",))
        else:
            self._become(draft, other)

    def become_public(self) -> bool:
        """Make the note a reply, if that was asked for just now; whether it was."""
        draft, asked = self.composer.draft, self.asks_public
        self.asks_public = False
        if asked and draft is not None:
            self._become(draft, SendType.MESSAGE)
        return asked

    def _become(self, draft: Draft, kind: SendType) -> None:
        moved = replace(draft, kind=kind, text=self.composer.text, trouble="")
        try:
            self.services.replies.save_draft(moved)
            self.services.replies.discard(draft.conversation_id, draft.kind)
        except ServiceError as error:
            self.screen.say(error.message, warning=True)
            return
        self.composer.open(moved, self.screen.writing.heading(kind))
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
        self.along = None
        self.forget()
        self.screen.say(f"Draft discarded; {self.key('drafts')} brings it back for seven days")
        self.screen.queueing.reload(always=True)
        self.screen.show_pane("thread")

    def preview(self) -> None:
        """Show the text as the customer will see it."""
        from console.ui.screens.preview import CustomersView  # not needed for the first screen

        draft = self.composer.draft
        if draft is None:
            return
        if draft.kind is SendType.NOTE:
            self.screen.say("The customer does not see a note at all")
            return
        agent, row = self.state.agent, self.services.queue.row(draft.conversation_id)
        names = (agent.name if agent else "", row.department_name if row else "")
        subject = row.subject if row else ""
        head = (
            ("From", ", ".join(filter(None, names))),
            ("To", self.screen.writing.recipient()),
            ("Subject", subject if subject.startswith("Re:") else f"Re: {subject}"),
        )

        self.screen.app.push_screen(CustomersView(head, self.composer.text, self.screen.glyphs))

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
        words = f"You have seen what changed: {self.key('send')} sends."
        self._show_review((words,) if self.composer.kind is SendType.MESSAGE else ())
