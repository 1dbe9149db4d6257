"""Collecting what is in cycles while nobody types: a full collection would hold a key up."""

from __future__ import annotations

import gc
from time import monotonic
from typing import TYPE_CHECKING

from textual._styles_cache import StylesCache

if TYPE_CHECKING:
    from textual.app import App

EVERY = 60.0
"""Seconds between two collections: a dialog that was closed is some hundred objects that know each other."""
REST = 0.3
"""Seconds without a key after which nobody is taken to be typing."""
ALLOCATIONS = (20_000, 20, 20)
"""Python's own thresholds, so high that it collects in the middle of work only what is young."""


class Collector:
    """Python's garbage collector, off until the first frame is painted and on at quiet moments from then on."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._pressed_at = 0.0

    def begin(self) -> None:
        """What lives now lives long, the client too: collections need not look at it again."""
        gc.collect()
        gc.freeze()
        gc.set_threshold(*ALLOCATIONS)
        gc.enable()
        self._app.set_interval(EVERY, self.collect)

    def key_pressed(self) -> None:
        """Somebody types."""
        self._pressed_at = monotonic()

    def collect(self) -> None:
        """Collect now, or when the typing rests."""
        if monotonic() - self._pressed_at < REST:
            self._app.set_timer(REST, self.collect)
        else:
            # Textual caches two colours a widget by what holds all drawn lines of that widget: of the last thousand.
            StylesCache.get_inner_outer.cache_clear()
            gc.collect()
