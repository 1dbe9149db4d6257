"""Leaving: one step back at a time, and quitting with everything on disk."""

from __future__ import annotations

import asyncio

from textual.message import Message

from console.services.outbox.tally import Tally
from console.ui import format as formats
from console.ui.screens.dialogs import Question
from console.ui.work.base import Work

PATIENCE = 15.0
"""Seconds in which what is on its way can go out before the console closes."""
LOOK_EVERY = 0.1


class Leaving(Work):
    """Back and quit."""

    def go_back(self) -> None:
        """To the queue; from there, ask whether to quit."""
        if self.screen.pane_name != "queue":
            self.screen.show_pane("queue")
            return
        self.screen.outgoing.count()
        drafts, tally = len(self.services.replies.drafts()), self.state.outbox
        words = "Quit the console?"
        if drafts:
            words += f" {formats.plural(drafts, 'draft')} {'is' if drafts == 1 else 'are'} kept."
        answers = [("y", "quit")]
        if unsent := tally.held + tally.waiting + tally.sending:
            words += f" {unsent} in the outbox {'is' if unsent == 1 else 'are'} not sent yet: what is kept goes out "
            words += "when a console is open again."
            answers = [("s", "send, then quit"), *answers]
        if tally.unknown:
            words += f" {tally.unknown} {'is' if tally.unknown == 1 else 'are'} not confirmed."
        if tally.asking:
            words += f" {tally.asking} {'waits' if tally.asking == 1 else 'wait'} for your word."

        def answered(answer: str | None) -> None:
            if answer == "y":
                self.leave()
            elif answer == "s":
                self.start(self._send_and_leave(), "leave")

        self.screen.app.push_screen(Question("Quit", words, answers, otherwise="stay"), answered)

    def leave(self) -> None:
        """Save and close."""
        if self.screen.writing.leave():
            self.screen.remembering.save()
            self.screen.app.exit()

    async def _send_and_leave(self) -> Message | None:
        """Let go out what is held, and close once it is out; stay when something does not go out."""
        self.services.outbox.release_all()
        self.screen.say("Sending, then quitting…")
        for _ in range(round(PATIENCE / LOOK_EVERY)):
            tally = self.services.outbox.tally()
            if not (tally.held or tally.waiting or tally.sending):
                break
            await asyncio.sleep(LOOK_EVERY)
        self.screen.outgoing.count()
        if _is_settled(self.state.outbox):
            self.leave()
        else:
            words = f"Not all of it went out: {self.key('drafts')} shows what and why."
            self.screen.say(f"{words} {self.key('back')} quits all the same", warning=True)
        return None


def _is_settled(tally: Tally) -> bool:
    return not (tally.held or tally.waiting or tally.sending or tally.unknown or tally.asking)
