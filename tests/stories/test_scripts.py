"""The counting of scripts itself: strokes, calls and their parameters."""

from __future__ import annotations

from pathlib import Path

from console.desk.seed import FIXTURES
from tests.stories.scripts import script_on

LAMP = FIXTURES["FX-01"]


async def test_strokes_and_calls_are_counted(folder: Path) -> None:
    async with script_on(folder) as script:
        await script.story.open("FX-01")
        script.begin()
        await script.press_for("E", f"{LAMP} is resolved now")
        await script.press("j")
        assert script.strokes == 2
        assert f"PUT conversations/{LAMP}/status" in script.calls(LAMP)
        assert script.calls(LAMP, reads=False) == [f"PUT conversations/{LAMP}/status"]
        (sent,) = script.sent("PUT", f"conversations/{LAMP}/status")
        assert sent["status"] == "R"
        assert "apikey" not in sent
