"""Other keys: the keymaps that come with the program, and what is said of settings that clash."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.config.model import SendingSettings, Settings, UiSettings
from console.desk.seed import FIXTURES
from console.services.records import RowState
from tests.stories.story import NARROW, console_on

LAMP = FIXTURES["FX-01"]
SENDING = SendingSettings(hold_mail=0, hold_chat=0, hold_note=0, hold_status=0, hold_change=0)


async def test_a_reply_without_a_letter_but_its_own(folder: Path) -> None:
    settings = Settings(ui=UiSettings(keymap="arrows"), sending=SENDING)
    async with console_on(folder, NARROW, settings=settings) as story:
        story.workspace.queue.rows.move_to(story.codes().index(LAMP))
        assert "Down Up move  Enter open  F2 palette  F3 reply" in story.footer
        await story.press("e", "a", "j")
        assert story.code_at_cursor == LAMP, "letters do nothing"
        await story.press("enter", "f3")
        await story.write("One moment please.")
        await story.press("f12")
        assert "F5 send" in story.footer
        await story.press_for("f5", "The reply is in the conversation.")
        await story.press("f2")
        await story.write("assign")
        await story.press_for("enter", f"{LAMP} is yours now")


async def test_keys_as_in_mutt(folder: Path) -> None:
    async with console_on(folder, settings=Settings(ui=UiSettings(keymap="mutt"), sending=SENDING)) as story:
        await story.press("t", "t")
        assert "2 selected" in story.text
        await story.press("?")
        assert "T  " in story.text


async def test_a_clash_is_said_at_the_start(folder: Path) -> None:
    settings = Settings(keys={"note": "r", "resolv": "x"}, sending=SENDING)
    async with console_on(folder, settings=settings) as story:
        words = "no action is called resolv; did you mean resolve? (and 1 more); lac keys --check says all"
        assert words in story.footer


async def test_the_outbox_without_letters(folder: Path) -> None:
    async with console_on(folder, NARROW, settings=Settings(ui=UiSettings(keymap="arrows"))) as story:
        await story.press("f5", "f2")
        await story.write("drafts, outbox")
        await story.press("enter", "f2")
        assert "take back" in story.text
        await story.press("up", "enter")
        assert "Taken back" in story.footer
        await story.pass_time(60)
        assert {row.state for row in story.workspace.services.outbox.rows()} == {RowState.WITHDRAWN}


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("presence", "go online, offline"),
        ("junk", "mark as spam"),
        ("upload", "attach a file"),
        ("restore", "undelete"),
    ],
)
async def test_what_the_api_cannot_do_is_found_by_other_words_too(folder: Path, words: str, label: str) -> None:
    async with console_on(folder) as story:
        await story.press(":")
        await story.write(words)
        rows = [line for line in story.lines if "API v1 cannot" in line or "API v1 takes no files" in line]
        assert any(label in row for row in rows), story.text


async def test_sentences_name_the_keys_there_are(folder: Path) -> None:
    async with console_on(folder, settings=Settings(ui=UiSettings(keymap="arrows"))) as story:
        await story.press_for("f5", "resolved in 4 s, F7 takes it back")
        await story.press("f7", "f2")
        await story.write("star")
        await story.press_for("enter", "F7 takes it back")
        await story.press_for("6", 'No view is on 6; "save view" in the palette saves')
        await story.press_for("ctrl+c", "Esc goes back")
    async with console_on(folder, settings=Settings(keys={"undo": "T", "drafts": "B"})) as story:
        await story.press("x", "x")
        await story.press_for("e", "Resolve of 2 in 4 s, T takes it back")
        await story.press_for("T", "Taken back: resolve of 2")


async def test_the_help_names_the_palettes_key(folder: Path) -> None:
    async with console_on(folder, settings=Settings(ui=UiSettings(keymap="arrows"))) as story:
        await story.press("f9")
        assert "F2 palette" in story.text
