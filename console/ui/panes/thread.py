"""The thread pane: title, the conversation's facts, its groups, and the composer while something is written."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip

from console.services.outbox.pending import mark_of
from console.services.records import Thread
from console.ui.actions.base import Place
from console.ui.panes.composer import Composer, ReviewLine
from console.ui.panes.thread_view import ThreadView
from console.ui.text import clean
from console.ui.widgets.chrome import PaneTitle
from console.ui.widgets.painting import PaintedWidget, Painter


class ThreadHead(PaintedWidget):
    """The conversation's facts in two lines: code, status, department, assignee; tags and fields."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.thread: Thread | None = None
        self._own = ""

    def show_own(self, words: str) -> None:
        """Draw what the agent put on the conversation."""
        if words != self._own:
            self._own = words
            self.refresh()

    def show(self, thread: Thread | None) -> None:
        """Draw a thread's facts."""
        self.thread = thread
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of the two lines; what is below them stays blank."""
        paint = self.painter(self.size.width).put("  ", "text")
        if self.thread is None or y > 1:
            return paint.strip()
        row = self.thread.row
        if y == 0:
            assignee = f"with {clean(self.thread.assignee.name)}" if self.thread.assignee else "unassigned"
            if self.thread.assignee is None and row.assigned_to is None:
                assignee = "assignee not known yet"
            paint.put(clean(row.code), "strong").put("  ").put(clean(row.status.word, limit=40), "marker")
            paint.put(f"  {clean(row.department_name, limit=60)}  ", "text").put(assignee, "dim")
            return paint.strip()
        if self._own:
            paint.put(f"{clean(self._own, limit=60)}   ", "marker")
        if self.thread.tags:
            paint.put("tags ", "dim")
            for tag in self.thread.tags:
                paint.put(f"{clean(tag, limit=60)} ", "text")
                self._put_mark(paint, mark_of(self.thread.marks, f"tag {tag}"))
            paint.put("  ", "text")
        for value in self.thread.fields:
            paint.put(f"{clean(value.code, limit=40)} ", "dim")
            words = mark_of(self.thread.marks, f"field {value.code}")
            paint.put(f"{clean(value.value, limit=120) or ('(empty)' if words else '')} ", "text")
            self._put_mark(paint, words)
            paint.put(" ", "text")
        return paint.strip()

    def _put_mark(self, paint: Painter, words: str) -> None:
        """Where what is on its way stands."""
        if words:
            paint.put(f"({words}) ", "marker")


class ThreadPane(Vertical):
    """Title, facts, groups; the composer and its review line below while something is written."""

    place = Place.THREAD

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        title = PaneTitle(id="thread-title")
        title.title = "Thread"
        yield title
        yield ThreadHead(id="thread-head")
        yield ThreadView(id="thread-view")
        yield Composer(id="composer")
        yield ReviewLine(id="review")

    @property
    def view(self) -> ThreadView:
        """The groups."""
        return self.query_one("#thread-view", ThreadView)

    @property
    def composer(self) -> Composer:
        """Where replies and notes are written."""
        return self.query_one("#composer", Composer)

    @property
    def review(self) -> ReviewLine:
        """The line before sending."""
        return self.query_one("#review", ReviewLine)

    def show_own(self, words: str) -> None:
        """Say what the agent put on the conversation."""
        self.query_one("#thread-head", ThreadHead).show_own(words)

    def show(self, thread: Thread | None, *, follow: bool = True) -> None:
        """Draw a thread; with `follow`, what is new at its end comes into view when the end was."""
        title = self.query_one("#thread-title", PaneTitle)
        title.title = (thread.row.subject or "(no subject)") if thread else "Thread"
        count = sum(len(group.messages) for group in thread.groups) if thread else 0
        title.note = f"{count} messages" if count > 1 else ""
        self.query_one("#thread-head", ThreadHead).show(thread)
        self.view.show(thread, follow=follow)
