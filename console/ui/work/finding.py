"""The search: what is typed is looked up beside the keys, and what was found stays a view of the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from console.services.completion import last_part
from console.services.errors import ServiceError
from console.services.records import SortOrder
from console.ui import format as formats
from console.ui.messages import Indexed, SnippetsRead, SomethingFound
from console.ui.work.base import Work

if TYPE_CHECKING:
    from console.services.search import Lookup
    from console.services.snippets import Snippet
    from console.ui.screens.workspace import Workspace

STEP = 250
"""Conversations indexed by one worker."""
BEST = "best match"
NOTHING_FOUND = "Nothing was found. A word is also found by its beginning; Esc goes back."


class Finding(Work):
    """Searches one after the other, shows what they find, and keeps the index up to date."""

    def __init__(self, screen: Workspace) -> None:
        super().__init__(screen)
        self.active = False
        """Whether there is a search, be its words typed yet or not."""
        self.text = ""
        self.sort: SortOrder | None = None
        """None for the best match first."""
        self.found: Lookup | None = None
        """What is shown."""
        self._searching = False
        self._indexing = False
        self._changed = False
        """Whether something came while a part was indexed, so that the index has to be looked through once more."""
        self._from = "queue"
        """The pane where the search was asked for."""
        self._before: str | None = None
        """The conversation that was under the cursor then."""
        self._snippets: dict[str, Snippet | None] = {}
        """Why conversations were found, as far as it was read; None while it is not."""
        self._unread: list[str] = []

    # The field

    def begin(self) -> None:
        """Open the field; in a search there is, go back to it."""
        line = self.screen.queue.search_line
        if not self.active:
            self.active, self._from = True, self.screen.pane_name
            row = self.screen.queue.rows.row_at_cursor()
            self._before = row.id if row else None
            line.display = True
            self._say_how_far()
        self.screen.show_pane("queue", focus=False)
        line.field.focus()
        self.screen.show_bars()

    def typed(self, text: str) -> None:
        """Other words: look them up, or once what is looked up has come."""
        self.text = text
        if text.strip():
            self._search()
        elif self.active and self.found is not None:
            self._forget()
            self.screen.queueing.open_view(at=self._before)
            self._say_how_far()

    def complete(self) -> None:
        """Take the first filter that is offered; without any, go to the rows."""
        if self.found is not None and self.found.text != self.text:
            return  # what could be taken is being looked up
        if self.found is None or not self.found.offers:
            self.to_results()
            return
        head, _ = last_part(self.text)
        field = self.screen.queue.search_line.field
        field.value = f"{head}{self.found.offers[0]} "
        field.cursor_position = len(field.value)

    def to_results(self) -> None:
        """From the field to the rows."""
        self.screen.show_pane("queue")

    def end(self) -> None:
        """Give back the view and the pane that were there before."""
        if not self.active:
            return
        self.leave()
        self.screen.queueing.open_view(at=self._before)
        self.screen.show_pane(self._from)

    def leave(self) -> None:
        """Close the search; another view takes its place."""
        if not self.active:
            return
        self.active, self.text, self.sort = False, "", None
        self.screen.selecting.clear()
        self._forget()
        self.screen.queue.search_line.close()

    def step_back(self) -> bool:
        """One step back out of the results; whether there was one."""
        if not self.active or self.screen.pane_name != "queue":
            return False
        self.end()
        return True

    def _forget(self) -> None:
        self.found = None
        self._snippets, self._unread = {}, []
        self.screen.queue.show_reasons(None)
        self.screen.knowing.give_back()

    # Looking up

    @property
    def order(self) -> str:
        """How the results are sorted, in words."""
        order = self.found.sort if self.found is not None else None
        return order.value if order is not None else BEST

    def sort_by(self, order: SortOrder | None) -> None:
        """Sort the results; None puts the best match first."""
        self.sort = order
        if self.text.strip():
            self._search()

    def again(self) -> None:
        """Something may have changed: look up once more, without a word."""
        if self.active and self.text.strip():
            self._search()

    def _search(self) -> None:
        if not self._searching:
            self._searching = True
            self.start(self._look_up(self.text, self.sort), "search", exclusive=False)

    async def _look_up(self, text: str, sort: SortOrder | None) -> Message:
        try:
            return SomethingFound(await self.services.search.look_up(text, sort, self.state.sort), sort)
        finally:
            self._searching = False

    def looked_up(self, event: SomethingFound) -> None:
        """Results came: show them, and look up what was typed meanwhile."""
        if not self.active or not self.text.strip():
            return
        lookup, before = event.lookup, self.found
        self.found = lookup
        if before is None or before.text != lookup.text:
            self.screen.selecting.clear()
            self._snippets, self._unread = {}, []
        self.screen.queue.show_reasons(self if lookup.matcher.words else None)
        if before is not None and (before.text, before.sort) == (lookup.text, lookup.sort):
            self.screen.queueing.view = lookup.view
            self.screen.queueing.reload(always=True)
        else:
            self.screen.queueing.show(lookup.view)
        self.screen.knowing.borrow(lookup.matcher.words, lookup.results.articles)
        self._say(lookup)
        if (self.text, self.sort) != (lookup.text, event.sort):
            self._search()

    def _say(self, lookup: Lookup) -> None:
        line, troubles = self.screen.queue.search_line, lookup.results.query.troubles
        if lookup.offers:
            taken = f"{self.screen.keys.words_of('search-complete')} takes {lookup.offers[0]}"
            others = "  ".join(lookup.offers[1:])
            line.note(f"{taken}; or {others}" if others else taken)
            return
        if troubles:
            line.note(" ".join(troubles), "warning")
            return
        words = formats.plural(len(lookup.view), "conversation")
        if articles := len(lookup.results.articles):
            words += f", {formats.plural(articles, 'article')} (w)"
        if not lookup.results.complete:
            words += ", the newest of more"
        if lookup.matcher.words and lookup.indexed < lookup.known:
            words += f"; searched in {formats.count(lookup.indexed)} of {formats.count(lookup.known)}"
        self.screen.queue.search_line.note(words)

    def _say_how_far(self) -> None:
        self.screen.queue.search_line.note("in subjects, messages, customers, tags, fields and articles")

    # Why a conversation was found

    def reason(self, conversation_id: str) -> Snippet | None:
        """The passage of a conversation that is drawn; one that is not known yet is read, and drawn when it comes."""
        if conversation_id not in self._snippets:
            self._snippets[conversation_id] = None
            if not self._unread:
                self.screen.call_later(self._read)
            self._unread.append(conversation_id)
        return self._snippets[conversation_id]

    def marks(self, text: str) -> list[tuple[int, int]]:
        """Where what was searched for stands in a text that is drawn."""
        return list(self.found.matcher.marks(text)) if self.found is not None else []

    def _read(self) -> None:
        if self.found is not None and self._unread:
            wanted, self._unread = self._unread, []
            self.start(self._read_snippets(self.found, wanted), "snippets", exclusive=False)

    async def _read_snippets(self, lookup: Lookup, wanted: list[str]) -> Message | None:
        try:
            return SnippetsRead(lookup.text, await self.services.search.snippets(lookup.matcher, wanted))
        except ServiceError:
            return None  # the rows are there without them, and the search says what is wrong

    def snippets_read(self, event: SnippetsRead) -> None:
        """Passages came: draw them, if they are of these results."""
        if self.found is not None and self.found.text == event.text and event.snippets:
            self._snippets |= event.snippets
            self.screen.queue.rows.lines_changed()

    # The index

    def index(self) -> None:
        """Index what changed, after everything else."""
        self._changed = True
        self._go_on()

    def _go_on(self) -> None:
        anew = self._changed and not self.services.search.behind
        if not self._indexing and (anew or self.services.search.behind):
            self._indexing = True
            self._changed = self._changed and not anew
            self.start(self._index(anew=anew), "index", exclusive=False)

    async def _index(self, *, anew: bool) -> Message | None:
        try:
            return Indexed(await self.services.search.catch_up(STEP, anew=anew))
        except ServiceError:
            return None  # the search says how far it reaches, and the next sync tries again
        finally:
            self._indexing = False

    def indexed(self, event: Indexed) -> None:
        """A part is indexed: what is searched for may be in it; then the next one."""
        self._go_on()
        if event.count:
            self.again()
