"""The Textual application: themes, the guard of the output, what becomes of errors, and the workspace as its screen."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from rich.color import ColorSystem
from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.binding import BindingType
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen

from console.ui.actions import actions_for
from console.ui.actions.keymap import Keymap
from console.ui.collecting import Collector
from console.ui.focus_point import focus_point
from console.ui.frame import Frame
from console.ui.glyphs import UNICODE
from console.ui.key_order import KeyOrder
from console.ui.presets import load_preset
from console.ui.screens.workspace import Workspace
from console.ui.styles import style_paths
from console.ui.terminal import ConsoleDriver
from console.ui.text import OutputGuard, clean
from console.ui.themes import DEFAULT_THEME, Themes

if TYPE_CHECKING:
    from rich.console import RenderableType

    from console.services.bundle import Services
    from console.ui.preferences import Preferences

_log = logging.getLogger(__name__)

SETTLE_AFTER = 2.0
"""Seconds after the first frame, until which nothing is collected: a full collection would hold a key up."""


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
        # NO_COLOR has chosen the theme already; what the agent changes to afterwards shall be seen.
        self._filters = [one for one in self._filters if not isinstance(one, Monochrome | NoColor)]
        self.title = title
        self.failure: Exception | None = None
        """The error nobody foresaw that ended the console; whoever runs it puts it into words."""
        self.glyphs = preferences.glyphs
        self.linear = preferences.linear
        """Whether one pane shows at a time, and the terminal's cursor stands where the focus is."""
        self.set_class(preferences.glyphs is not UNICODE, "-ascii")
        self.set_class(self.linear, "-linear")
        if self.linear:
            self.HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow")]
        self._services = services
        self._guard = OutputGuard()
        self._frame = Frame()
        self.whole_frames = False
        """Leaves the writing to Textual, for terminals that shall get every cell of every change."""
        self.key_order = KeyOrder(self, super().on_event)
        self._collector = Collector(self)
        self.animation_level = "none"
        self.themes = Themes.found(preferences.themes)
        """Those that can be chosen."""
        for theme in self.themes.by_name.values():
            self.register_theme(theme)
        self.theme = preferences.theme if preferences.theme in self.themes.by_name else DEFAULT_THEME
        self.keymap_of_actions = Keymap.of(
            actions_for(preferences.keys), preferences.keys, load_preset(preferences.keymap)
        )
        self._workspace = Workspace(
            services, self.keymap_of_actions, preferences, clock=clock, title=title, public_url=public_url
        )

    @property
    def has_alt_keys(self) -> bool:
        """Whether the agent has put something on Alt."""
        return any(
            "alt+" in keys for name in self.keymap_of_actions.actions for keys in self.keymap_of_actions.keys_of(name)
        )

    def get_default_screen(self) -> Screen[None]:
        """The workspace, with no empty screen under it that would be laid out and painted first."""
        return self._workspace

    def on_load(self) -> None:
        """Heed the signals that end a session before the terminal is another one."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            try:
                loop.add_signal_handler(number, self._ended_from_outside)
            except (NotImplementedError, RuntimeError, ValueError):
                break  # not the main thread, as in tests, or a system without these signals

    def on_mount(self) -> None:
        """Say what is wrong with keys and themes."""
        self.call_after_refresh(lambda: self.set_timer(SETTLE_AFTER, self._collector.begin))
        keys = [f"Settings of keys: {trouble}" for trouble in self.keymap_of_actions.troubles()]
        if keys or self.themes.troubles:
            first, *rest = *keys, *self.themes.troubles
            more = f" (and {len(rest)} more)" if rest else ""
            words = f"{first}{more}{'; lac keys --check says all' if first in keys else ''}"
            self._workspace.call_after_refresh(self._workspace.say, words, warning=True)

    def _ended_from_outside(self) -> None:
        """The terminal is gone, or somebody ends the process: save what is typed, then restore the screen."""
        if self._workspace.is_mounted:
            self._workspace.save_all()
        self.exit(return_code=0)

    async def on_event(self, event: events.Event) -> None:
        """Keys go in order; everything else as Textual does it."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._collector.key_pressed()
            if event.key == "ctrl+x" and self.screen is not self._workspace:
                event = events.Key("escape", None)  # its twin, for lines on which Esc comes late
            await self.key_order.press(event)
        else:
            if isinstance(event, events.Resize):
                self._frame.forget()
            await super().on_event(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and last the guard through which every segment goes."""
        return [*super().get_line_filters(), self._guard]

    def refresh(self, *, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint again; with `layout` all of it, whatever the terminal is thought to show."""
        if layout:
            self._frame.forget()
        return super().refresh(repaint=repaint, layout=layout, recompose=recompose)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Write what differs from what the terminal shows, as one piece; Textual writes whole widgets in three."""
        if self.linear and screen.is_attached:
            self.cursor_position = focus_point(screen)
        is_shown = self._running and not (self._closed or self._batch_count or self.is_headless)
        if is_shown and isinstance(self._driver, ConsoleDriver) and not self._driver.keeps_up:
            self._frame.forget()
            return
        if (
            not is_shown
            or self._driver is None
            or not isinstance(renderable, LayoutUpdate | ChopsUpdate)
            or self.whole_frames
        ):
            if is_shown and renderable is not None:
                self._frame.forget()
            super()._display(screen, renderable)
            return
        text = self._frame.paint(renderable, self.console._color_system or ColorSystem.TRUECOLOR)
        cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
        if text or cursor != self._previous_cursor_position:
            self._previous_cursor_position = cursor
            text += f"\x1b[{cursor.y + 1};{cursor.x + 1}H"
            self._driver.write(f"{SYNC_START}{text}{SYNC_END}" if self._sync_available else text)
            self._driver.flush()
        self.post_display_hook()

    def _handle_exception(self, error: Exception) -> None:
        """Keep the first error nobody foresaw, with a note on what was typed, and close."""
        if self.failure is None:
            self.failure = error
            _log.critical("the interface failed", exc_info=error)
            try:
                self._workspace.save_all()
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

    def signal(self, sequence: str, *, is_title: bool = False) -> None:
        """Tell the terminal something beside the screen: a bell, a notification, a title."""
        if isinstance(self._driver, ConsoleDriver):
            self._driver.signal(sequence, is_title=is_title)

    def copy_to_clipboard(self, text: str) -> None:
        """Send cleaned text to the terminal's clipboard."""
        super().copy_to_clipboard(clean(text, keep_newlines=True, limit=200_000))
