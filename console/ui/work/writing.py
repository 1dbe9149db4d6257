"""Writing: drafts that are on disk a moment after each keystroke, the review before sending, and what became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.timer import Timer

from console.contract.enums import SendType
from console.services.errors import ServiceError
from console.services.reading import to_plain
from console.services.records import Draft, Thread
from console.ui.editor import edit_in_editor
from console.ui.panes.composer import SAVE_AFTER
from console.ui.panes.thread_words import BODY_KINDS
from console.ui.text import typed
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.ui.panes.composer import Composer
    from console.ui.screens.workspace import Workspace

QUOTE_LIMIT = 50_000
"""Characters of a message that a reply quotes at most."""


class Writing(Work):
    """Composer, review line and sending."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._save_timer: Timer | None = None
        self._news = ""
        """What came since the agent began to write, in words."""

    @property
    def composer(self) -> Composer:
        """The composer."""
        return self.screen.thread.composer

    @property
    def active(self) -> bool:
        """Whether something is being written."""
        return self.composer.draft is not None

    # Writing

    def begin(self, kind: SendType, *, add: str = "") -> None:
        """Open the composer on this conversation's draft of a kind, or on an empty one.

        It opens at once, also while the thread is still on its way: what is typed next must find it.
        """
        conversation_id = self.state.conversation_id
        if conversation_id is None:
            return
        if not self.leave():
            return
        draft = self.services.replies.draft(conversation_id, kind)
        if draft is None:
            draft = self._seen(Draft(conversation_id=conversation_id, kind=kind, text=""))
        self._show(draft)
        if add:
            self.composer.insert(add)
        if draft.trouble:
            self.screen.say(draft.trouble, warning=True)

    def quoted_message(self) -> str:
        """The message group under the cursor as quoted text."""
        thread = self.state.thread
        if thread is None or not thread.groups:
            return ""
        group = thread.groups[min(self.screen.thread.view.cursor, len(thread.groups) - 1)]
        text = "\n".join(to_plain(message.body) for message in group.messages if message.kind in BODY_KINDS)
        lines = typed(text[:QUOTE_LIMIT]).splitlines()
        return "".join(f"> {line}".rstrip() + "\n" for line in lines) + "\n"

    def _seen(self, draft: Draft) -> Draft:
        """The draft with what the agent has seen of its conversation now, if its thread is there."""
        thread = self.state.thread
        if thread is None:
            return draft
        ids = frozenset(message.id for group in thread.groups for message in group.messages)
        return replace(draft, seen_changed=thread.changed_raw, seen_messages=ids)

    def looked(self) -> None:
        """The agent has seen what came meanwhile: the draft on disk knows it, and the line above the text is silent."""
        self._news = ""
        self._say("")
        draft = self.current()
        if draft is not None:
            try:
                self.services.replies.save_draft(draft)
            except ServiceError as error:
                self.screen.say(error.message, warning=True)

    def _say(self, words: str) -> None:
        """Say something above the text, beside what came meanwhile, which stays there."""
        self.composer.say("   ".join(filter(None, (self._news, words))))

    def _show(self, draft: Draft) -> None:
        self._news = ""
        self.composer.open(draft, self.heading(draft.kind))
        self.screen.thread.review.hide()
        self.composer.area.focus()
        self.screen.show_pane("thread", focus=False)

    def heading(self, kind: SendType) -> str:
        """The line above the text: what it will be, to whom, as whom."""
        agent = self.state.agent
        name = agent.name if agent else "nobody yet"
        if kind is SendType.NOTE:
            return f"Internal note as {name}"
        return f"Reply to {self.recipient()} as {name}"

    def recipient(self) -> str:
        """Who will get a reply, in words."""
        row = self.state.thread.row if self.state.thread else None
        if row is None and self.state.conversation_id is not None:
            row = self.services.queue.row(self.state.conversation_id)
        return (row.customer_email or row.customer_name if row else "") or "the customer"

    def changed(self) -> None:
        """A keystroke: save in a moment, unless that is under way already."""
        if self._save_timer is None:
            self._say("…")
            self._save_timer = self.screen.set_timer(SAVE_AFTER, self.save)

    def save(self) -> bool:
        """Put the text on disk; False when that cannot be done, which is said. The text stays in the composer then."""
        if self._save_timer is not None:
            self._save_timer.stop()
            self._save_timer = None
        draft = self.current()
        if draft is None:
            return True
        if draft == self.composer.draft:
            self._say("draft saved" if draft.text else "")  # the word of a change came after its saving
            return True
        try:
            self.services.replies.save_draft(draft)
        except ServiceError as error:
            self._say("NOT SAVED")
            self.screen.say(error.message, warning=True)
            return False
        self.composer.draft = draft
        self._say("draft saved")
        return True

    def current(self) -> Draft | None:
        """The draft as it is written now; None when nothing is being written."""
        draft = self.composer.draft
        if draft is None:
            return None
        return replace(draft, text=self.composer.text, cursor=self.composer.cursor_index())

    def leave(self) -> bool:
        """Close the composer; the text stays as a draft. False when it cannot be kept: then the composer stays."""
        if not self.active:
            return True
        if not self.save():
            return False
        self.composer.close()
        self.screen.thread.review.hide()
        self.screen.sending.left()
        self.screen.queueing.reload(always=True)
        return True

    def insert(self, text: str) -> None:
        """Put a text and the end of its line into the reply, beginning one when nothing is written yet."""
        if not self.active:
            self.begin(SendType.MESSAGE)
        if self.active:
            self.composer.insert(typed(text) + "\n")  # what is typed next must not become part of an address
            self.edit_on()

    def edit_on(self) -> None:
        """Back from the review line to the text."""
        self.screen.thread.review.hide()
        self.screen.sending.forget()
        self.composer.area.focus()

    def edit_outside(self) -> None:
        """Edit the text in the agent's own editor."""
        if not self.active:
            return
        self.save()
        text = edit_in_editor(self.screen.app, self.composer.text, self.state.thread, say=self.screen.say)
        if text is not None and text != self.composer.text:
            self.composer.area.text = text
            self.composer.area.move_cursor(self.composer.area.document.end)
            self.save()
        self.edit_on()

    def thread_changed(self, thread: Thread) -> None:
        """New messages came while something is written: say so above the text, and move nothing."""
        draft = self.composer.draft
        if draft is None or draft.conversation_id != thread.row.id:
            return
        if not draft.seen_changed:
            self.composer.draft = self._seen(draft)
            return
        new = [m for group in thread.groups for m in group.messages if m.id not in draft.seen_messages]
        if new:
            count = f"{len(new)} new message{'s' if len(new) > 1 else ''}"
            self._news = f"{count} since you began"
            self._say("")
