"""The audit on the screen, the settings in short, and what the API cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.config.model import Settings, UiSettings
from console.desk.seed import FIXTURES
from console.ui.actions.impossible import IMPOSSIBLE, Impossible
from console.ui.widgets.part_view import PartView
from tests.stories.story import NARROW, SIZES, WIDE, console_on

LAMP = FIXTURES["FX-01"]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_what_was_changed_from_here(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.press("g", "a")
        assert "Nothing was changed from here yet." in story.text
        await story.press("q")
        await story.open("FX-01")
        await story.press_for("E", f"{LAMP} is resolved now")
        await story.press("g", "q", "g", "g", "g", "a")
        rows = [line for line in story.lines if LAMP in line]
        about = f"conversations/{LAMP}" if size == WIDE else LAMP
        assert any(f"PUT {about}/status" in line and "HTTP 200" in line for line in rows)
        assert any(f"accepted: resolved, {about}" in line for line in rows)
        await story.press("G", "k", "j")
        assert "by key resolve-stay" in story.flat
        await story.press("enter")
        assert story.workspace.state.conversation_id == story.conversation("FX-01").id


async def test_newest_stand_first(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press_for("E", f"{LAMP} is resolved now")
        await story.press_for("O", f"{LAMP} is open now")
        entries = story.workspace.services.audit.newest(1000)
        assert [entry.number for entry in entries] == sorted((entry.number for entry in entries), reverse=True)
        assert story.workspace.services.audit.newest(1) == entries[:1]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_settings_in_short(folder: Path, size: tuple[int, int]) -> None:
    settings = Settings(ui=UiSettings(keymap="mutt"), keys={"reply": "B", "nothing": "x"})
    async with console_on(folder, size, settings=settings) as story:
        await story.press("g", "s")
        shown = story.app.screen.query_one("#question-words", PartView).shown
        words = " ".join("".join(text for text, _ in parts) for parts, _ in shown)
        assert "Settings: no file is read here" in words
        assert "Keys: mutt, with 1 change of yours; lac keys shows them; 1 without effect" in words
        assert "Theme: dark" in words
        await story.press("escape")
        assert story.app.screen is story.workspace


@pytest.mark.parametrize("action", IMPOSSIBLE, ids=lambda action: action.id)
async def test_what_cannot_be_done_says_why_and_what_instead(folder: Path, action: type[Impossible]) -> None:
    async with console_on(folder) as story:
        impossible = story.workspace.keys.keymap.actions[action.id]
        reason = impossible.why_not(story.workspace)
        assert reason is not None
        assert "{" not in reason
        assert len(reason) < 80, "it fits the footer of a common terminal"
        await story.press(":")
        await story.write(impossible.label)
        assert impossible.label in story.text
        await story.press("enter")
        assert reason in story.footer


async def test_the_keys_it_names_are_those_of_the_agent(folder: Path) -> None:
    async with console_on(folder, settings=Settings(keys={"resolve": "ctrl+e", "note": ""})) as story:
        reason = story.workspace.keys.keymap.actions["merge"].why_not(story.workspace)
        assert reason is not None
        assert "resolve (Ctrl+E)" in reason
        assert '"note" in the palette' in reason
