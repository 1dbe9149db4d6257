"""The Textual application: themes, the guard of the output, what becomes of errors, and the workspace as its screen."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.screen import Screen

from console.ui.actions import all_actions
from console.ui.actions.keymap import Keymap
from console.ui.key_order import KeyOrder
from console.ui.screens.workspace import Workspace
from console.ui.styles import load_theme, style_paths, theme_names
from console.ui.terminal import ConsoleDriver
from console.ui.text import OutputGuard, clean

if TYPE_CHECKING:
    from console.services.bundle import Services
    from console.ui.preferences import Preferences

_log = logging.getLogger(__name__)

DEFAULT_THEME = "dark"


class ConsoleApp(App[None], inherit_bindings=False):
    """The console. Everything it needs is handed in: services, preferences, clock."""

    CSS_PATH = style_paths()
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it without ClassVar
        (0, "-tiny"),
        (60, "-narrow"),
        (100, "-medium"),
        (140, "-wide"),
    ]

    def __init__(
        self,
        services: Services,
        preferences: Preferences,
        *,
        clock: Callable[[], datetime],
        title: str,
        public_url: str = "",
    ) -> None:
        super().__init__(driver_class=ConsoleDriver)
        self.title = title
        self.failure: Exception | None = None
        """The error nobody foresaw that ended the console; whoever runs it puts it into words."""
        self._services = services
        self._guard = OutputGuard()
        self._key_order = KeyOrder(self, super().on_event)
        self.animation_level = "none"
        for name in theme_names():
            self.register_theme(load_theme(name))
        self.theme = preferences.theme if preferences.theme in theme_names() else DEFAULT_THEME
        self.keymap_of_actions = Keymap.of(all_actions(), preferences.keys)
        self._workspace = Workspace(
            services, self.keymap_of_actions, preferences, clock=clock, title=title, public_url=public_url
        )

    def get_default_screen(self) -> Screen[None]:
        """The workspace, with no empty screen under it that would be laid out and painted first."""
        return self._workspace

    def on_mount(self) -> None:
        """Heed the signals that end a session; say what is wrong with the keys."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            try:
                loop.add_signal_handler(number, self._ended_from_outside)
            except (NotImplementedError, RuntimeError, ValueError):
                break  # not the main thread, as in tests, or a system without these signals
        self.call_after_refresh(self._settle)
        if troubles := self.keymap_of_actions.troubles():
            first, *rest = troubles
            more = f" (and {len(rest)} more)" if rest else ""
            self._workspace.call_after_refresh(self._workspace.say, f"Settings of keys: {first}{more}", warning=True)

    def _settle(self) -> None:
        """The first frame is painted: what lives now lives long, so collections need not look at it again."""
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()

    def _ended_from_outside(self) -> None:
        """The terminal is gone, or somebody ends the process: save what is typed, then restore the screen."""
        self._workspace.writing.save()
        self.exit(return_code=0)

    async def on_event(self, event: events.Event) -> None:
        """Keys go in order; everything else as Textual does it."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._key_order.press(event)
        else:
            await super().on_event(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and last the guard through which every segment goes."""
        return [*super().get_line_filters(), self._guard]

    def _handle_exception(self, error: Exception) -> None:
        """Keep the first error nobody foresaw, with a note on what was typed, and close."""
        if self.failure is None:
            self.failure = error
            _log.critical("the interface failed", exc_info=error)
            try:
                self._workspace.writing.save()
            except Exception:
                _log.exception("the draft could not be saved")
            else:
                error.add_note("drafts are kept")
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Close without a word: Textual's traceback has locals, which are drafts and customers' data."""
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """Close without a word, also for errors that could draw themselves."""
        self._close_messages_no_wait()

    def copy_to_clipboard(self, text: str) -> None:
        """Send cleaned text to the terminal's clipboard."""
        super().copy_to_clipboard(clean(text, keep_newlines=True, limit=200_000))
