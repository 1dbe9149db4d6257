"""The workspace: queue, thread, customer and knowledge base side by side, and the keys that act in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from console.ui.actions.base import Place
from console.ui.keys import KeyRouter
from console.ui.panes.customer import CustomerPane
from console.ui.panes.knowledge import KnowledgePane
from console.ui.panes.queue import QueuePane
from console.ui.panes.thread import ThreadPane
from console.ui.panes.thread_view import ThreadView
from console.ui.screens.answering import AnsweringScreen
from console.ui.screens.layout import Layout
from console.ui.state import WorkspaceState
from console.ui.widgets.bars import BarLine, FooterLine, KeyLines, TabLine
from console.ui.widgets.chrome import VerticalRule
from console.ui.widgets.line_view import RowView
from console.ui.work.acting import Acting
from console.ui.work.detailing import Detailing
from console.ui.work.finding import Finding
from console.ui.work.knowing import Knowing
from console.ui.work.leaving import Leaving
from console.ui.work.noticing import Noticing
from console.ui.work.outgoing import Outgoing
from console.ui.work.queueing import Queueing
from console.ui.work.reading import Reading
from console.ui.work.remembering import Remembering
from console.ui.work.selecting import Selecting
from console.ui.work.sending import Sending
from console.ui.work.telling import Telling
from console.ui.work.troubles import Troubles
from console.ui.work.viewing import Viewing
from console.ui.work.watching import Watching
from console.ui.work.writing import Writing

if TYPE_CHECKING:
    from console.services.bundle import Services
    from console.ui.actions.keymap import Keymap
    from console.ui.preferences import Preferences


class Workspace(AnsweringScreen):
    """Composes the panes, routes keys to actions and messages to the topics that answer them.

    The topics (`queueing`, `reading`, `writing`, …) do the work; the panes draw; this screen is their meeting place.
    """

    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = "#queue-list"

    def __init__(
        self,
        services: Services,
        keymap: Keymap,
        preferences: Preferences,
        *,
        clock: Callable[[], datetime],
        title: str,
        public_url: str = "",
    ) -> None:
        super().__init__()
        self.services = services
        self.preferences = preferences
        self.clock = clock
        self.zone = preferences.zone
        self.glyphs = preferences.glyphs
        self.desk_title = title
        self.public_url = public_url
        agent = services.session.agent
        self.state = WorkspaceState(view=services.views.view("all"), agent=agent)
        self.queueing = Queueing(self)
        self.viewing = Viewing(self)
        self.selecting = Selecting(self)
        self.detailing = Detailing(self)
        self.reading = Reading(self)
        self.writing = Writing(self)
        self.sending = Sending(self)
        self.outgoing = Outgoing(self)
        self.acting = Acting(self)
        self.noticing = Noticing(self)
        self.knowing = Knowing(self)
        self.finding = Finding(self)
        self.watching = Watching(self)
        self.remembering = Remembering(self)
        self.telling = Telling(self)
        self.troubles = Troubles(self)
        self.leaving = Leaving(self)
        self.panes = Layout(self)
        self.keys = KeyRouter(self, keymap)

    @property
    def workspace(self) -> Workspace:
        """This one."""
        return self

    def compose(self) -> ComposeResult:
        """Lines at the top, panes, footer."""
        yield BarLine(id="instruments")
        yield BarLine(id="views")
        yield TabLine(id="tabs")
        with Horizontal(id="panes"):
            yield QueuePane(id="queue-pane")
            yield VerticalRule(id="queue-rule")
            yield ThreadPane(id="thread-pane")
            yield VerticalRule(id="side-rule")
            with Vertical(id="side"):
                yield CustomerPane(id="customer-pane")
                yield KnowledgePane(id="knowledge-pane")
        yield FooterLine(id="footer")
        yield KeyLines(id="key-lines")

    @property
    def queue(self) -> QueuePane:
        """The queue."""
        return self.query_one("#queue-pane", QueuePane)

    @property
    def thread(self) -> ThreadPane:
        """The thread."""
        return self.query_one("#thread-pane", ThreadPane)

    @property
    def customer(self) -> CustomerPane:
        """The customer."""
        return self.query_one("#customer-pane", CustomerPane)

    @property
    def knowledge(self) -> KnowledgePane:
        """The knowledge base."""
        return self.query_one("#knowledge-pane", KnowledgePane)

    def on_mount(self) -> None:
        """Hand clock, zone and glyphs to the panes, then draw what the cache holds; the server comes later."""
        self.queue.rows.clock = self.customer.clock = self.thread.view.clock = self.clock
        self.thread.view.zone = self.queue.rows.zone = self.zone
        self.thread.view.reading_width = self.preferences.reading_width
        for pane in (self.queue.rows, self.thread.view, self.knowledge):
            pane.glyphs = self.glyphs
        self.knowledge.field.cursor_blink = False
        self.thread.composer.area.cursor_blink = False
        self.state.presence = self.services.presence.current()
        self.state.synced_at = self.services.sync.last_synced
        self.screen_layout_refresh_signal.subscribe(self, self.panes.laid_out)
        self.panes.show("queue")
        self.queueing.begin()
        self.show_bars()
        self.set_interval(60, self.telling.minute)
        self.call_after_refresh(self.begin)

    def begin(self) -> None:
        """The first screen is painted: now the network may be asked."""
        self.remembering.go_on()
        self.outgoing.begin()
        self.noticing.begin()
        self.queueing.sync_now()
        self.watching.begin()
        self.postponing.begin()
        self.reading.begin()
        self.knowing.begin()
        self.labelling.begin()

    # What the actions use

    @property
    def pane_name(self) -> str:
        """Which pane has the focus."""
        return self.panes.name

    @property
    def focused_view(self) -> RowView | ThreadView:
        """The view that moving keys move."""
        return self.panes.view

    def show_pane(self, name: str, *, focus: bool = True) -> None:
        """Show a pane and put the focus into it."""
        self.panes.show(name, focus=focus)

    def move_pane(self, step: int, *, wrap: bool) -> None:
        """Go some panes to the right."""
        self.panes.move(step, wrap=wrap)

    def say(self, words: str, *, warning: bool = False) -> None:
        """Say something in the footer for a while; server text is allowed."""
        self.telling.say(words, warning=warning)

    def show_bars(self) -> None:
        """Draw the lines at the top and the hints at the bottom anew, where they changed."""
        self.telling.show_bars()
        self.notifying.show_title()
        self.remembering.touch()

    def show_help(self) -> None:
        """Open the help screen of this place."""
        self.telling.show_help()

    def show_palette(self) -> None:
        """Open the palette."""
        self.telling.show_palette()

    def next_theme(self) -> None:
        """Change to the next theme."""
        self.telling.next_theme()

    def save_all(self) -> None:
        """Put on disk what is being typed."""
        self.writing.save()
        self.handing.save_note()
        self.calling.save_all()
        self.remembering.save()

    def go_back(self) -> None:
        """One step back; at the queue, ask whether to quit."""
        if self.pane_name == "queue" and self.selecting.clear():
            return
        if not self.finding.step_back():
            self.leaving.go_back()

    def leave_console(self) -> None:
        """Quit; nothing typed is lost."""
        self.leaving.leave()

    @property
    def place(self) -> Place:
        """Where the focus is, for the keymap."""
        return self.panes.place

    # Keys and focus

    def on_key(self, event: events.Key) -> None:
        """What no widget took belongs to the keymap."""
        self.noticing.pressed()
        self.keys.press(event)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Another pane has the focus: titles and hints change."""
        self.panes.focus_moved()
        self.show_bars()

    def on_resize(self, event: events.Resize) -> None:
        """Another width shows other panes, once Textual has given the screen its class for that width."""
        self.call_later(self.panes.resized)
