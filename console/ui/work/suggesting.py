"""Suggesting articles: the categories, the dialog, and filing beside the keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from textual.message import Message

from console.services.audit import acting
from console.services.errors import ServiceError
from console.services.records import PersonKind
from console.services.texts import BODIES
from console.ui import format as formats
from console.ui.messages import CategoriesListed, SuggestionFiled
from console.ui.text import typed
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.suggestions import Category, Filed, SuggestionDraft
    from console.ui.screens.suggesting import SuggestDialog
    from console.ui.screens.suggestions import SuggestionsScreen
    from console.ui.screens.workspace import Workspace

QUESTION_LIMIT = 1500
"""Characters of the customer's question that go into a suggestion."""


class Suggesting(Work):
    """Opens list and dialog, and tells them what the server said."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self.trouble = ""
        """Why the categories are not known, in the server's or our words."""
        self.asked = False
        """Whether the server has named its categories."""

    def show(self) -> None:
        """Open the list."""
        from console.ui.screens.suggestions import SuggestionsScreen  # not for the first screen

        self.screen.app.push_screen(SuggestionsScreen(self))
        self.ask()

    def suggest(self, category: str = "") -> None:
        """Open the dialog: on what was typed before, or else on a category."""
        self._open(self.draft if not self.draft.is_empty else replace(self.draft, category=category))

    def suggest_for(self, words: str) -> None:
        """Open the dialog on words that nothing was found for and on what the customer asked."""
        draft = self.draft
        if draft.is_empty:
            draft = replace(draft, subject=" ".join(words.split()), text=self._question())
        self._open(draft)

    def _open(self, draft: SuggestionDraft) -> None:
        from console.ui.screens.suggesting import SuggestDialog

        self.screen.app.push_screen(SuggestDialog(self, draft), self._closed)
        if not self.categories:
            self.ask()

    def _closed(self, _: None) -> None:
        if (shown := self._list) is not None:
            shown.reload()

    def _question(self) -> str:
        """What the customer of the open conversation wrote last, without what it quotes."""
        from console.services.reading import own_words, render_body

        thread = self.state.thread
        messages = [one for group in thread.groups for one in group.messages] if thread is not None else []
        for message in reversed(messages):
            if message.author.kind is PersonKind.CUSTOMER and message.kind in BODIES:
                text = typed(own_words(render_body(message.body))).strip()[:QUESTION_LIMIT]
                return f"Asked by a customer:\n\n{text}\n" if text else ""
        return ""

    # What the screens ask

    @property
    def categories(self) -> tuple[Category, ...]:
        """Those the server named last."""
        return self.services.suggestions.categories

    @property
    def draft(self) -> SuggestionDraft:
        """What was typed and not filed."""
        return self.services.suggestions.draft

    @property
    def filed(self) -> tuple[Filed, ...]:
        """What was filed from here."""
        return self.services.suggestions.filed

    @property
    def agent_words(self) -> str:
        """In whose name."""
        agent = self.state.agent
        return (agent.name or agent.email) if agent is not None else "an agent nobody knows yet"

    def when(self, moment: datetime) -> str:
        """A time as short as it can be."""
        return formats.when(moment, self.screen.zone, self.screen.clock())

    def missing(self, draft: SuggestionDraft) -> str:
        """Why it cannot be filed yet; empty when it can."""
        return self.services.suggestions.missing(draft)

    def keep(self, draft: SuggestionDraft) -> str:
        """Keep what is typed; why that is not possible, in words."""
        try:
            self.services.suggestions.keep(draft)
        except ServiceError as error:
            return error.message
        return ""

    def ask(self) -> None:
        """Ask which categories there are."""
        self.start(self._ask(), "suggestion categories")

    async def _ask(self) -> Message:
        try:
            await self.services.suggestions.load_categories()
        except ServiceError as error:
            return CategoriesListed(error.message)
        return CategoriesListed()

    def file(self, draft: SuggestionDraft) -> None:
        """File it; the dialog stays until the server has it."""
        self.start(self._file(draft), "suggestion", exclusive=False)

    async def _file(self, draft: SuggestionDraft) -> Message:
        try:
            with acting("key suggest"):
                filed = await self.services.suggestions.file(draft)
        except ServiceError as error:
            return SuggestionFiled(error=error)
        return SuggestionFiled(filed)

    # What came

    def listed(self, event: CategoriesListed) -> None:
        """Draw the categories, or why there are none."""
        self.trouble, self.asked = event.trouble, not event.trouble
        if (dialog := self._dialog) is not None:
            dialog.show_choices()
        if (shown := self._list) is not None:
            shown.reload()

    def was_filed(self, event: SuggestionFiled) -> None:
        """Say what came of it; what was typed stays unless the server took it."""
        dialog = self._dialog
        if event.filed is None:
            words = event.error.message if event.error is not None else ""
            if dialog is not None:
                dialog.say(words, warning=True)
            else:
                self.screen.say(words, warning=True)
            return
        if dialog is not None:
            dialog.dismiss(None)
        words = f"Filed as suggestion {event.filed.id}: {event.filed.url}"
        if (shown := self._list) is not None:
            shown.reload()
            shown.say(words)
        self.screen.say(words)

    @property
    def _dialog(self) -> SuggestDialog | None:
        from console.ui.screens.suggesting import SuggestDialog

        shown = self.screen.app.screen_stack
        return next((one for one in shown if isinstance(one, SuggestDialog) and one.is_mounted), None)

    @property
    def _list(self) -> SuggestionsScreen | None:
        from console.ui.screens.suggestions import SuggestionsScreen

        shown = self.screen.app.screen_stack
        return next((one for one in shown if isinstance(one, SuggestionsScreen) and one.is_mounted), None)
