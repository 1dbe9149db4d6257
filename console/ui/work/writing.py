"""Writing: drafts that are on disk a moment after each keystroke, the review before sending, and what became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from console.contract.enums import ConversationStatus, SendType
from console.services.reading import to_plain
from console.services.records import Draft, Thread
from console.services.reply import SendState
from console.ui.editor import edit_in_editor
from console.ui.messages import ReplySent, ReviewReady
from console.ui.panes.composer import SAVE_AFTER
from console.ui.panes.thread_words import BODY_KINDS
from console.ui.text import clean
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.reply import Review
    from console.ui.panes.composer import Composer
    from console.ui.screens.workspace import Workspace

REVIEW_KEYS = (
    "y send   Y send and resolve   e edit   E editor   t reply/note   v what changed   D discard   q keep as draft"
)


class Writing(Work):
    """Composer, review line and sending."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._save_timer: Timer | None = None
        self._review: Review | None = None
        self._send_when_checked: tuple[ConversationStatus | None] | None = None
        self._confirm_public = False
        self._begin_when_loaded: SendType | None = None

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
        """Open the composer on this conversation's draft of a kind, or on an empty one."""
        thread = self.state.thread
        if thread is None:
            return
        self.leave()
        draft = self.services.replies.draft(thread.row.id, kind)
        if draft is None:
            draft = self._new_draft(thread, kind)
        self._show(draft)
        if add:
            self.composer.insert(add)
        if draft.trouble:
            self.screen.say(draft.trouble, warning=True)

    def begin_when_open(self, kind: SendType) -> None:
        """Open the composer, as soon as the conversation's messages are there to be answered."""
        if self.state.thread is not None:
            self.begin(kind)
        else:
            self._begin_when_loaded = kind
            self.screen.say("Reading the conversation first…")

    def quoted_message(self) -> str:
        """The message group under the cursor as quoted text."""
        thread = self.state.thread
        if thread is None or not thread.groups:
            return ""
        group = thread.groups[min(self.screen.thread.view.cursor, len(thread.groups) - 1)]
        text = "\n".join(to_plain(message.body) for message in group.messages if message.kind in BODY_KINDS)
        lines = clean(text, keep_newlines=True, limit=50_000).splitlines()
        return "".join(f"> {line}".rstrip() + "\n" for line in lines) + "\n"

    def _new_draft(self, thread: Thread, kind: SendType, text: str = "") -> Draft:
        return Draft(
            conversation_id=thread.row.id,
            kind=kind,
            text=text,
            cursor=len(text),
            seen_changed=thread.changed_raw,
            seen_messages=frozenset(message.id for group in thread.groups for message in group.messages),
        )

    def _show(self, draft: Draft) -> None:
        self.composer.open(draft, self._heading(draft.kind))
        self.screen.thread.review.hide()
        self.composer.area.focus()
        self.screen.show_pane("thread", focus=False)

    def _heading(self, kind: SendType) -> str:
        agent = self.state.agent
        name = agent.name if agent else "nobody yet"
        if kind is SendType.NOTE:
            return f"Internal note as {name}"
        recipient = self.state.thread.row.customer_email if self.state.thread else ""
        return f"Reply to {recipient or 'the customer'} as {name}"

    def changed(self) -> None:
        """A keystroke: save in a moment, unless that is under way already."""
        if self._save_timer is None:
            self.composer.say("…")
            self._save_timer = self.screen.set_timer(SAVE_AFTER, self.save)

    def save(self) -> None:
        """Put the text on disk."""
        if self._save_timer is not None:
            self._save_timer.stop()
            self._save_timer = None
        draft = self._current()
        if draft is None or draft == self.composer.draft:
            return
        self.services.replies.save_draft(draft)
        self.composer.draft = draft
        self.composer.say("draft saved")

    def _current(self) -> Draft | None:
        draft = self.composer.draft
        if draft is None:
            return None
        return replace(draft, text=self.composer.text, cursor=self.composer.cursor_index())

    def leave(self) -> None:
        """Close the composer; the text stays as a draft."""
        if not self.active:
            return
        self.save()
        self.composer.close()
        self.screen.thread.review.hide()
        self._review = None
        self._send_when_checked = None
        self.screen.queueing.reload(always=True)

    def insert(self, text: str) -> None:
        """Put a text into the reply, beginning one when nothing is written yet."""
        if not self.active:
            self.begin(SendType.MESSAGE)
        if self.active:
            self.composer.insert(clean(text, keep_newlines=True, limit=200_000))
            self.edit_on()

    def edit_on(self) -> None:
        """Back from the review line to the text."""
        self.screen.thread.review.hide()
        self._send_when_checked = None
        self._confirm_public = False
        self.composer.area.focus()

    def edit_outside(self) -> None:
        """Edit the text in the agent's own editor."""
        thread = self.state.thread
        if thread is None or not self.active:
            return
        self.save()
        text = edit_in_editor(self.screen.app, self.composer.text, thread, say=self.screen.say)
        if text is not None and text != self.composer.text:
            self.composer.area.text = text
            self.save()
        self.edit_on()

    # Review

    def review(self) -> None:
        """Say in words what would be sent, and look what changed meanwhile."""
        if not self.active:
            return
        if not self.composer.text.strip():
            self.leave()
            self.screen.show_pane("thread")
            return
        self.save()
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
        if not self.active or not self.screen.thread.review.display:
            return
        self._review = event.review
        self._show_review(event.review.notices)
        if self._send_when_checked is not None:
            (then,) = self._send_when_checked
            self._send_when_checked = None
            if not event.review.notices:
                self.send(then)

    def _show_review(self, notices: tuple[str, ...]) -> None:
        self.screen.thread.review.show(self._sentence(), notices, REVIEW_KEYS)

    def _sentence(self) -> str:
        agent = self.state.agent
        name = agent.name if agent else "nobody: no agent is known, so nothing can be sent"
        row = self.state.thread.row if self.state.thread else None
        if self.composer.kind is SendType.NOTE:
            return f"NOTE for colleagues as {name}. The customer will not see it."
        recipient = (row.customer_email or row.customer_name) if row else "the customer"
        return f"REPLY by mail to {recipient} as {name}."

    def switch_kind(self) -> None:
        """Make the reply a note, or the note a reply; the latter asks, because it makes the text public."""
        draft = self.composer.draft
        if draft is None:
            return
        if draft.kind is SendType.NOTE and not self._confirm_public:
            self._confirm_public = True
            self._show_review(("Press t again to make this note a reply that the customer sees.",))
            return
        self._confirm_public = False
        other = SendType.MESSAGE if draft.kind is SendType.NOTE else SendType.NOTE
        moved = replace(draft, kind=other, text=self.composer.text)
        self.services.replies.save_draft(moved)
        self.services.replies.discard(draft.conversation_id, draft.kind)
        self.composer.open(moved, self._heading(other))
        self.review()

    def discard(self) -> None:
        """Take the draft away; it is kept for seven days."""
        draft = self.composer.draft
        if draft is None:
            return
        self.composer.close()
        self.screen.thread.review.hide()
        self.services.replies.discard(draft.conversation_id, draft.kind)
        self.screen.say("Draft discarded; it is kept for seven days")
        self.screen.queueing.reload(always=True)
        self.screen.show_pane("thread")

    # Sending

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
        self.save()
        draft = self.composer.draft
        if draft is None:
            return
        self.composer.close()
        self.screen.thread.review.hide()
        self.state.sending += 1
        self.screen.show_bars()
        self.screen.say("Sending…")
        self.screen.show_pane("thread")
        self.start(self._send(draft, then), f"send {draft.conversation_id}", exclusive=False)

    async def _send(self, draft: Draft, then: ConversationStatus | None) -> Message:
        try:
            return ReplySent(await self.services.replies.send(draft, then))
        finally:
            self.state.sending -= 1

    def sent(self, event: ReplySent) -> None:
        """Say what became of it; what did not go out comes back into the composer."""
        result = event.result
        self.screen.show_bars()
        self.screen.say(result.words, warning=result.state is not SendState.CONFIRMED)
        if self.state.conversation_id == result.conversation_id:
            self.screen.reading.reload()
            if result.state is not SendState.CONFIRMED and not self.active:
                self.begin(result.kind)
                self.screen.say(result.words, warning=True)
        self.screen.queueing.sync_now()

    def thread_changed(self, thread: Thread) -> None:
        """New messages came while something is written: say so above the text, and move nothing."""
        if self._begin_when_loaded is not None:
            kind, self._begin_when_loaded = self._begin_when_loaded, None
            self.begin(kind)
            return
        draft = self.composer.draft
        if draft is None or draft.conversation_id != thread.row.id:
            return
        new = [m for group in thread.groups for m in group.messages if m.id not in draft.seen_messages]
        if new:
            count = f"{len(new)} new message{'s' if len(new) > 1 else ''}"
            self.composer.say(f"{count} since you began")
