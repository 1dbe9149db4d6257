"""What is in cycles is collected at quiet moments, and not while somebody types."""

from __future__ import annotations

import gc
import weakref

import pytest
from textual._styles_cache import StylesCache
from textual.app import App
from textual.color import Color

from console.ui import collecting
from console.ui.collecting import Collector


class Ring:
    """Knows itself."""

    def __init__(self) -> None:
        self.me = self


async def test_it_waits_until_the_typing_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "REST", 0.1)
    app: App[None] = App()
    async with app.run_test() as pilot:
        collector = Collector(app)
        gc.disable()  # whatever else the tests do, nothing else collects
        try:
            ring = weakref.ref(Ring())
            collector.key_pressed()
            collector.collect()
            assert ring() is not None
            for _ in range(100):
                await pilot.pause(0.02)
                if ring() is None:
                    break
            assert ring() is None
            ring = weakref.ref(Ring())
            collector.collect()
            assert ring() is None, "nobody typed since"
        finally:
            gc.enable()


async def test_what_textual_drew_of_a_widget_goes_with_it() -> None:
    app: App[None] = App()
    async with app.run_test():
        drawn = StylesCache()
        drawn.get_inner_outer(Color(0, 0, 0), Color(1, 1, 1))
        gone = weakref.ref(drawn)
        del drawn
        gc.collect()
        assert gone() is not None, "Textual has mended it; what clears its cache can go"
        Collector(app).collect()
        assert gone() is None
