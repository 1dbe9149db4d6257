"""Leaving: one step back at a time, and quitting with everything on disk."""

from __future__ import annotations

from textual.message import Message

from console.services.errors import ServiceError
from console.ui.screens.dialogs import Question
from console.ui.work.base import Work


class Leaving(Work):
    """Back and quit."""

    def go_back(self) -> None:
        """To the queue; from there, ask whether to quit."""
        if self.screen.pane_name != "queue":
            self.screen.show_pane("queue")
            return
        drafts = len(self.services.replies.drafts())
        words = "Quit the console?"
        if drafts:
            words += f" {drafts} draft{'s are' if drafts > 1 else ' is'} kept."
        if self.screen.acting.held:
            words += " Held status changes are sent first."

        def answered(answer: str | None) -> None:
            if answer == "y":
                self.leave()

        self.screen.app.push_screen(Question("Quit", words, [("y", "quit")]), answered)

    def leave(self) -> None:
        """Save, send what is held, close."""
        if self.screen.writing.leave():
            self.start(self._leave(), "leave")

    async def _leave(self) -> Message | None:
        try:
            await self.screen.acting.release_all()
        except ServiceError as error:
            self.screen.say(f"Not changed: {error.message}. Press q again to quit all the same", warning=True)
            return None
        self.screen.app.exit()
        return None
