"""Sending: from the review line into the outbox, when nothing stands against it that the agent has not seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer

from console.contract.enums import ConversationStatus, SendType
from console.services.records import OutboxRow, Seen
from console.ui.messages import ReviewReady
from console.ui.work.reviewing import Reviewing

if TYPE_CHECKING:
    from console.services.moments import When
    from console.services.reply import Review
    from console.ui.screens.workspace import Workspace
    from console.ui.work.macro_plan import Act


PATIENCE = 2.0
"""Seconds after which a check that takes longer is left to the outbox."""


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What is done with the conversation once its text is on the way."""

    status: ConversationStatus | None = None
    later: When | None = None


class Sending(Reviewing):
    """The review line, until replies and notes are in the outbox."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self._send_when_checked: Afterwards | None = None
        self._patience: Timer | None = None

    def forget(self) -> None:
        """The agent writes on, or left: nothing is sent any more when the check ends."""
        super().forget()
        self._send_when_checked = None
        if self._patience is not None:
            self._patience.stop()

    def reviewed(self, event: ReviewReady) -> None:
        """What changed is known: say it, and send if the agent asked for it and nothing stands against it."""
        super().reviewed(event)
        if self._review is not None and self._send_when_checked is not None:
            then = self._send_when_checked
            self._send_when_checked = None
            self.send(then)

    def why_not_send(self) -> str | None:
        """Why nothing can be sent, in words."""
        if self.asks_public:
            return None  # the key answers a question, and sends nothing
        if self.state.agent is None:
            return "No agent is known, so nothing can be sent: set LIVEAGENT_AGENT or --agent to your address"
        if not self.composer.text.strip():
            return "There is nothing to send"
        blocking = next((finding.words for finding in self.findings() if finding.blocks), None)
        return f"Not sent: {blocking}" if blocking else None

    def send(self, then: Afterwards = Afterwards()) -> None:
        """Put what is written into the outbox; while the check is under way, as soon as it ends, or takes too long."""
        if self.become_public():
            return
        reason = self.why_not_send() or self._why_look_once_more()
        if reason:
            self.screen.say(reason, warning=True)
        elif self._review is None:
            self._send_when_checked = then
            self.screen.say("Checking what changed, then sending")
            self._patience = self.screen.set_timer(PATIENCE, self._send_unchecked)
        elif self._stands_against(self._review):
            self.screen.say(
                f"Not sent: {self.key('what-changed')} shows what changed, and {self.key('send')} sends it then",
                warning=True,
            )
        else:
            self._accept(then, self._review.seen)

    def _why_look_once_more(self) -> str:
        """What was found in the text, the first time; the same text goes out when it is asked for once more."""
        findings, draft = self.findings(), self.screen.writing.current()
        if not findings or self._agreed_to == draft:
            return ""
        self._agreed_to = draft
        return f"Not sent yet: the same key once more sends it all the same. {findings[0].words}"

    def _stands_against(self, review: Review) -> bool:
        """Whether there is something that the writer of a reply has not looked at."""
        return review.checked and bool(review.notices) and self.composer.kind is SendType.MESSAGE and not self._looked

    def _send_unchecked(self) -> None:
        """The server does not answer: the outbox looks what changed before it sends."""
        if self._send_when_checked is not None:
            self._accept(self._send_when_checked, None)

    def send_and_postpone(self, until: str) -> None:
        """Send, and put the conversation off for one of the usual times."""
        from console.services.moments import USUAL  # not needed for the first screen

        self.send(Afterwards(later=USUAL[until](self.screen.clock(), self.screen.zone)))

    def ask_and_postpone(self) -> None:
        """Send, and put the conversation off until a time that the agent types first."""
        from console.ui.screens.when import WhenDialog  # not needed for the first screen

        draft = self.composer.draft
        rows = self.services.queue.rows([draft.conversation_id]) if draft is not None else []

        def chosen(when: When | None) -> None:
            if when is not None:
                self.send(Afterwards(later=when))

        names = self.screen.hand_marks.names(rows)
        self.screen.app.push_screen(WhenDialog(names, self.screen.clock, self.screen.zone), chosen)

    def _accept(self, then: Afterwards, seen: Seen | None) -> None:
        if not self.screen.writing.save():
            return
        draft, along = self.composer.draft, self.along
        if draft is None:
            return

        status, later = then.status, then.later

        def text(status: ConversationStatus | None, agreed: bool) -> OutboxRow:
            return self.services.outbox.accept_message(draft, status, seen=seen, agreed=agreed)

        def done() -> None:
            self._leave_composer()
            if later is not None:
                rows = self.services.queue.rows([draft.conversation_id])
                self.screen.postponing.put_off(rows, later, joined=True)
            if (status or (along.then if along else None)) is ConversationStatus.RESOLVED:
                self.screen.advancing.go_on(draft.conversation_id)

        if along is None:
            self.screen.outgoing.accept(partial(text, status), done)
        else:
            later = later or along.later
            acts: tuple[Act, ...] = (*along.before, partial(text, status or along.then), *along.after)
            self.screen.outgoing.accept_unit(acts, done, words=along.title)

    def _leave_composer(self) -> None:
        self.along = None
        self.composer.close()
        self.screen.thread.review.hide()
        self.forget()
        self.screen.show_pane("thread")
        self.screen.reading.show_pending()
        self.screen.thread.view.move_to(10**9)
