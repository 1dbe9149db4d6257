"""What goes into a text that is being written: canned replies and articles, from pickers that typing opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.contract.enums import SendType
from console.services.canned import CannedReply
from console.ui.panes.composer import ARTICLE, CANNED, ComposerText
from console.ui.screens.dialogs import Question
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.records import ArticleSummary
    from console.ui.screens.typed_picker import Left


class Inserting(Work):
    """Opens the pickers and puts what was chosen in place of the letters that opened them."""

    def asked(self, event: ComposerText.Asked) -> None:
        """Letters were typed that open a picker; they are in the text."""
        if event.trigger in CANNED:
            self.canned(event.trigger)
        elif event.trigger == ARTICLE:
            self.article(event.trigger)

    def canned(self, trigger: str = "") -> None:
        """Ask for a canned reply."""
        from console.ui.screens.canned import CannedPicker  # not needed for the first screen

        draft = self.screen.writing.composer.draft
        if draft is None:
            return

        def chosen(answer: CannedReply | Left | None) -> None:
            if isinstance(answer, CannedReply):
                text = self.services.canned.filled(answer, draft.conversation_id).text
                self._insert(trigger, text)
                self.screen.recording.inserted(f"canned {answer.name}", text)
            else:
                self._leave(answer)

        picker = CannedPicker(self.services.canned, draft.conversation_id, draft.kind, opened_by_typing=bool(trigger))
        self.screen.app.push_screen(picker, chosen)

    def article(self, trigger: str = "") -> None:
        """Ask for an article."""
        from console.ui.screens.articles import ArticlePicker, Taken  # not needed for the first screen

        def chosen(answer: Taken | Left | None) -> None:
            if isinstance(answer, Taken):
                self.take_article(answer.article, answer.text, trigger)
            else:
                self._leave(answer)

        picker = ArticlePicker(self.screen.knowing, self.screen.glyphs, opened_by_typing=bool(trigger))
        self.screen.app.push_screen(picker, chosen)

    def take_article(self, article: ArticleSummary, text: str, trigger: str = "") -> None:
        """Put an article, or what stands for it, into the text; ask before one for agents alone goes into a reply."""
        from console.services.placeholders import plain_value  # not needed for the first screen

        def insert() -> None:
            self._insert(trigger, text)
            self.screen.recording.inserted(f'article "{plain_value(article.title)}"', text)

        def answered(answer: str | None) -> None:
            if answer == "y":
                insert()

        writing = self.screen.writing
        if not article.internal or (writing.active and writing.composer.kind is SendType.NOTE):
            insert()
            return
        words = f"{article.title} is for agents only, and this goes to the customer. Put it into the reply?"
        self.screen.app.push_screen(Question("For agents only", words, [("y", "put it in")]), answered)

    def _insert(self, trigger: str, text: str) -> None:
        self.screen.writing.composer.take_away(trigger)
        self.screen.writing.insert(text)

    def _leave(self, answer: Left | None) -> None:
        if answer is not None and answer.text:
            self.screen.writing.composer.area.insert(answer.text)
