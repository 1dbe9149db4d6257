"""Writing: nothing typed is lost, nothing goes out that was not meant to."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.stories.running import at_the_desk, demo, drafts_on_disk, quit_console, write_in_lamp
from tests.stories.story import SIZES, Story, console_at, console_on

ANA = "ana@kestrel.example"
REPLY, NOTE = "Dear Jana, one moment please.", "Ask the courier first."


def composer_text(story: Story) -> str:
    """What stands in the composer."""
    return story.workspace.thread.composer.text


async def test_a_draft_survives_the_end_of_the_console(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write(REPLY)
        await story.press("left", "left", "escape", "q", "q", "q")
        assert "1 draft is kept" in story.flat
        await story.pilot.press("y")
        await story.until(lambda: not story.app.is_running, "the end")
    async with console_on(folder) as story:
        row = next(line for line in story.pane("queue").splitlines() if "Lamp arrived" in line)
        assert "»" in row
        await story.open("FX-01")
        await story.press("r")
        assert composer_text(story) == REPLY
        await story.write("!")
        assert composer_text(story) == REPLY[:-2] + "!" + REPLY[-2:], "the cursor is where it was"
        assert story.messages("FX-01")[-1][1] == "N"


async def test_drafts_belong_to_a_conversation_and_a_kind(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write(REPLY)
        await story.press("ctrl+x", "q", "n")
        assert composer_text(story) == ""
        await story.write(NOTE)
        await story.press("ctrl+x", "q")
        await story.open("FX-05")
        await story.press("r")
        assert composer_text(story) == ""
        await story.write("Dear Gordon")
        await story.press("ctrl+x", "q")
        await story.open("FX-01")
        await story.press("n")
        assert composer_text(story) == NOTE
        await story.press("ctrl+x", "q", "r")
        assert composer_text(story) == REPLY
        await story.press("ctrl+x", "q", "d")
        for words in (REPLY, NOTE, "Dear Gordon"):
            assert words in story.flat
        await story.press("G")
        while "Dear Gordon" not in story.app.screen.entry.text:  # type: ignore[attr-defined]
            await story.press("k")
        await story.press("enter")
        assert composer_text(story) == "Dear Gordon"
        assert "Who can help me" in story.pane("thread")


async def test_going_to_another_conversation_keeps_what_is_written(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write(REPLY)
        await story.press("escape", "q", "J")
        assert story.workspace.state.conversation_id != story.conversation("FX-01").id
        assert not story.workspace.thread.composer.display
        await story.press("K", "r")
        assert composer_text(story) == REPLY


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_note_becomes_public_only_when_asked_twice(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.open("FX-01")
        await story.press("n")
        await story.write(NOTE)
        await story.press("escape", "t")
        assert "NOTE for colleagues" in story.said("thread")
        assert "Press y to make this note a reply that the customer sees; it is not sent yet." in story.said("thread")
        await story.press("e", "escape", "t")
        assert "NOTE for colleagues" in story.said("thread"), "the question is asked anew"
        await story.press("y")
        assert "REPLY by mail to jana@example.com" in story.said("thread")
        assert story.with_text("FX-01", NOTE) == []
        await story.press("t")
        assert "NOTE for colleagues" in story.said("thread"), "the other way needs no question"
        await story.press("y")
        assert story.with_text("FX-01", NOTE) == [(story.agent_id(ANA), "N")]
        assert story.mails("FX-01") == []


async def test_switching_the_kind_loses_no_other_draft(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write(REPLY)
        await story.press("ctrl+x", "q", "n")
        await story.write(NOTE)
        await story.press("escape", "t")
        assert "A reply is being written here too" in story.footer
        assert composer_text(story) == NOTE
        await story.press("q", "r")
        assert composer_text(story) == REPLY


async def test_without_an_agent_nothing_is_sent(folder: Path) -> None:
    async with console_at("http://127.0.0.1:9", folder, agent=None) as story:
        await story.press("enter")
        assert story.workspace.state.agent is None
    async with console_on(folder) as story:
        story.workspace.state.agent = None
        await story.open("FX-01")
        await story.press("r")
        assert "as nobody yet" in story.said("thread")
        await story.write(REPLY)
        await story.press("escape")
        assert "nothing can be sent" in story.said("thread")
        for key in ("y", "Y"):
            await story.press(key)
            assert "No agent is known, so nothing can be sent: set LIVEAGENT_AGENT" in story.footer
        assert composer_text(story) == REPLY
        assert story.with_text("FX-01", REPLY) == []
        assert story.conversation("FX-01").status == "C"


async def test_a_new_message_while_typing_says_so_and_moves_nothing(folder: Path) -> None:
    async with console_on(folder, pace=0.02) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write("Dear Jana,\none moment.")
        area, view = story.workspace.thread.composer.area, story.workspace.thread.view
        cursor, top = area.cursor_location, view.scroll_offset.y
        story.customer_writes("FX-01", "And another thing: the cable.")
        await story.until_shown("1 new message")
        assert composer_text(story) == "Dear Jana,\none moment."
        assert (area.cursor_location, view.scroll_offset.y) == (cursor, top)
        assert area.has_focus
        await story.write(" Yes")
        await story.until(
            lambda: [one.text[-3:] for one in story.workspace.services.replies.drafts()] == ["Yes"], "the draft"
        )
        assert "1 new message" in story.text, "it stays while one writes on"
        await story.press("escape")
        assert "1 new message from the customer Jana Nováková" in story.said("thread")
        await story.press("v")
        assert "And another thing: the cable." in story.said("thread")
        assert composer_text(story) == "Dear Jana,\none moment. Yes"
        await story.press("e")
        assert area.has_focus
        await story.press("escape", "y")
        assert [kind for _, kind in story.with_text("FX-01", "Dear Jana,\none moment. Yes")] == ["M"]


async def test_a_colleagues_answer_is_told_before_sending(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write(REPLY)
        tomas = story.agent_id("tomas@kestrel.example")
        story.somebody_writes("FX-01", tomas, "We have refunded it already.")
        story.change("FX-01", status="A")
        await story.press("escape")
        said = story.said("thread")
        assert "Tomas Hruška has answered meanwhile" in said
        assert "The status is answered now; it was open." in said
        await story.press("q")
        assert story.with_text("FX-01", REPLY) == []


async def test_discarding(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write(REPLY)
        await story.press("escape", "D")
        assert "Draft discarded; d brings it back for seven days" in story.footer
        assert story.workspace.services.replies.drafts() == []
        assert [text for *_, text in story.workspace.services.store.drafts.discarded()] == [REPLY]
        await story.press("r")
        assert composer_text(story) == ""
        await story.press("escape")
        assert "REPLY" not in story.said("thread"), "an empty text needs no review"


async def test_a_reply_that_quotes(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("g", "g", "R")
        assert "> the lamp I ordered arrived with a cracked shade." in composer_text(story)


@pytest.mark.pty
def test_the_agents_own_editor(home: Path) -> None:
    editor = home / "editor.py"
    editor.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "text = path.read_text()\n"
        "pathlib.Path(sys.argv[0]).with_name('seen.txt').write_text(text)\n"
        "path.write_text(text.replace('dear jana', 'Dear Jana,\\nfrom the editor', 1))\n"
    )
    command = f"{sys.executable} {editor}"
    with demo(home, env={"EDITOR": command, "VISUAL": command}) as terminal:
        write_in_lamp(terminal, "dear jana")
        terminal.press("ctrl+o")
        terminal.wait_for("from the editor")
        terminal.wait_for("Esc review and send")
        seen = (home / "seen.txt").read_text()
        assert seen.startswith("dear jana\n# --")
        assert "# the lamp I ordered arrived with a cracked shade." in seen
        terminal.press("ctrl+x")
        terminal.wait_for("REPLY by mail to jana@example.com")
        terminal.wait_for("y send")
        (home / "seen.txt").unlink()
        terminal.press("E")
        terminal.wait_for("Esc review and send")
        terminal.wait_for("from the editor")
        assert (home / "seen.txt").read_text().startswith("Dear Jana,\nfrom the editor\n# --")
        terminal.press("ctrl+x")
        terminal.wait_for("y send")
        terminal.press("q", "g", "q")
        terminal.wait_for("Enter open")
        assert quit_console(terminal) == 0
    assert drafts_on_disk() == ["Dear Jana,\nfrom the editor"]
    assert at_the_desk("SELECT count(*) FROM message WHERE body LIKE '%from the editor%'") == [(0,)]


@pytest.mark.pty
def test_an_editor_that_is_not_there(home: Path) -> None:
    with demo(home, env={"EDITOR": "no-such-editor-here", "VISUAL": ""}) as terminal:
        write_in_lamp(terminal, "dear jana")
        terminal.press("ctrl+o")
        terminal.wait_for("The editor 'no-such-editor-here' could not be started")
        terminal.press(" and family")
        terminal.wait_for("dear jana and family")
        terminal.press("ctrl+x")
        terminal.wait_for("y send")
        terminal.press("q", "g", "q")
        terminal.wait_for("Enter open")
        assert quit_console(terminal) == 0
