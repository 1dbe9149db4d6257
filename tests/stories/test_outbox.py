"""The outbox as an agent meets it: held and taken back, guarded, in doubt, offline, decided on its screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.config.model import Settings
from console.desk.seed import FIXTURES
from console.services.records import RowState
from console.ui.screens.outbox import OutboxScreen
from tests.stories.faulty_desk import faulty_desk, refusal
from tests.stories.story import SIZES, Story, console_at, console_on

LAMP = FIXTURES["FX-01"]
ANA = "ana@kestrel.example"
REPLY = "One moment please, I ask the courier."


async def reply(story: Story, text: str = REPLY, send: str = "y") -> None:
    """Write a reply to the lamp's customer and send it."""
    await story.open("FX-01")
    await story.press("r")
    await story.write(text)
    await story.press("escape", send)


# Held


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_reply_is_held_counts_down_and_goes_out(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size, settings=Settings()) as story:
        await reply(story)
        assert "Reply goes out in 10 s, u takes it back" in story.footer
        assert "1 held, 10 s" in story.lines[0]
        assert "[held]" in story.pane("thread"), "it stands in the conversation, as what it is"
        assert REPLY in story.said("thread")
        await story.pass_time(9)
        assert story.with_text("FX-01", REPLY) == []
        await story.pass_time(2)
        assert story.with_text("FX-01", REPLY) == [(story.agent_id(ANA), "M")]
        assert "The reply is in the conversation." in story.footer
        assert "[held]" not in story.text
        assert story.said("thread").count(REPLY) == 1


@pytest.mark.parametrize(("key", "kind", "seconds"), [("r", "M", 10), ("n", "N", 3)])
async def test_what_is_taken_back_is_in_the_composer_as_it_was(folder: Path, key: str, kind: str, seconds: int) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.open("FX-01")
        await story.press(key)
        await story.write(REPLY)
        await story.press("escape", "y")
        assert f"in {seconds} s, u takes it back" in story.footer
        await story.press("u")
        assert story.workspace.thread.composer.text == REPLY
        assert "Taken back" in story.footer
        await story.pass_time(60)
        assert story.with_text("FX-01", REPLY) == []
        await story.press("escape", "y")
        await story.pass_time(seconds + 1)
        assert story.with_text("FX-01", REPLY) == [(story.agent_id(ANA), kind)]


async def test_a_reply_and_its_status_are_taken_back_together(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await reply(story, send="Y")
        await story.press("u", "escape", "q", "u")
        assert "There is nothing to take back" in story.footer
        await story.pass_time(60)
        assert story.conversation("FX-01").status == "C"


async def test_a_message_in_a_chat_is_not_held(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        story.change("FX-06", status="T")
        await story.press("S")
        await story.open("FX-06")
        await story.press("r")
        await story.write(REPLY)
        await story.press("escape", "y")
        assert [kind for _, kind in story.with_text("FX-06", REPLY)] == ["M"]


# Guarded


async def test_what_was_not_looked_at_needs_another_key(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write(REPLY)
        story.customer_writes("FX-01", "And the cable is missing.")
        await story.press("escape")
        assert "1 new message from the customer Jana Nováková" in story.said("thread")
        for key in ("y", "Y", "y"):
            await story.press(key)
            assert "Not sent: v shows what changed" in story.footer
        assert story.with_text("FX-01", REPLY) == []
        await story.press("v")
        assert "And the cable is missing." in story.said("thread")
        assert "You have seen what changed" in story.said("thread")
        await story.press("y")
        assert len(story.with_text("FX-01", REPLY)) == 1


@pytest.mark.parametrize("size", [(160, 45), (80, 24)], ids=str)
async def test_a_message_that_comes_while_a_reply_is_held_holds_it_up(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size, settings=Settings()) as story:
        await reply(story)
        story.customer_writes("FX-01", "And the cable is missing.")
        await story.pass_time(11)
        assert story.with_text("FX-01", REPLY) == []
        assert "waits for you: 1 new message from the customer" in story.footer
        assert "1 for you in d" in story.lines[0]
        await story.press("d")
        assert "Conversation changed. Accepted at" in story.flat
        assert "1 new message from the customer Jana Nováková" in story.flat
        assert "s send all the same" in story.footer
        await story.press("s")
        await story.press("q")
        assert len(story.with_text("FX-01", REPLY)) == 1


# In doubt


@pytest.mark.parametrize("key", ["c", "o", "s", "u"])
async def test_a_reply_in_doubt_is_decided_on_its_screen(folder: Path, key: str) -> None:
    async with faulty_desk(folder) as desk, console_at(desk.url, folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write(REPLY)
        await story.press("escape")
        desk.cut_after_write = desk.cut_reads_too = True
        await story.press("y")
        await story.until(lambda: "1 not confirmed" in story.lines[0], "the doubt")
        desk.cut_after_write = desk.cut_reads_too = False
        await story.press("d")
        assert "c look again" in story.footer
        await story.press(key)
        if key == "s":
            assert "the customer gets both" in story.flat
            await story.press("y")
            await story.pass_time(1)
        await story.press("q")
        await story.until(lambda: "not confirmed" not in story.lines[0], "the end of the doubt")
        assert len(story.with_text("FX-01", REPLY)) == 1, "whatever is decided, it is not sent twice"
        assert len(desk.posts) == 1
        kept = [draft.text for draft in story.workspace.services.replies.drafts()]
        assert kept == ([REPLY] if key == "u" else [])


# Offline


async def test_offline_everything_waits_and_goes_out_in_order(folder: Path) -> None:
    async with faulty_desk(folder) as desk, console_at(desk.url, folder) as story:
        await story.open("FX-05")
        await story.open("FX-01")
        await desk.hang_up()
        await story.press("r")
        await story.write(REPLY)
        await story.press("escape")
        await story.until(lambda: "could not be checked" in story.said("thread"), "the check's end")
        await story.press("y", "n")
        await story.write("Ask the courier.")
        await story.press("escape")
        await story.until(lambda: "could not be checked" in story.said("thread"), "the check's end")
        await story.press("y", "E")
        assert "3 waiting" in story.lines[0]
        assert REPLY in story.said("thread")
        await story.press("d")
        assert "waiting" in story.text
        await story.press("q")
        await desk.listen()
        for _ in range(6):
            await story.pass_time(60)
        await story.until(lambda: story.conversation("FX-01").status == "R", "the last of it")
        kinds = [kind for _, kind, text in story.messages("FX-01") if text in (REPLY, "Ask the courier.")]
        assert kinds == ["M", "N"]
        assert story.workspace.services.outbox.tally().waiting == 0


async def test_a_killed_console_goes_on_with_what_was_accepted(folder: Path) -> None:
    async with faulty_desk(folder) as desk:
        async with console_at(desk.url, folder) as story:
            await story.open("FX-01")
            desk.answer = refusal(503, "Update in progress")
            await story.press("r")
            await story.write(REPLY)
            await story.press("escape")
            await story.until(lambda: "could not be checked" in story.said("thread"), "the check's end")
            await story.press("y")
            (row,) = story.workspace.services.outbox.rows()
        desk.answer = None
        async with console_at(desk.url, folder) as story:
            assert [one.id for one in story.workspace.services.outbox.rows()] == [row.id]
            await story.pass_time(60)
            await story.until(lambda: len(story.with_text("FX-01", REPLY)) == 1, "the reply at the desk")
            (row,) = story.workspace.services.outbox.rows()
            assert row.state is RowState.CONFIRMED


# The screen


async def test_the_screen_lists_drafts_and_rows_and_follows_them(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.press("d")
        assert "There are no drafts, and nothing is on its way." in story.text
        await story.press("q")
        await reply(story)
        await story.press("n")
        await story.write("For later")
        await story.press("escape", "q", "d")
        screen = story.app.screen
        assert isinstance(screen, OutboxScreen)
        assert "held 10 s" in story.text
        assert "For later" in story.text
        await story.press("j")
        assert "D discard" in story.footer
        await story.press("D", "c")
        await story.pass_time(0)
        assert story.with_text("FX-01", REPLY) != []
        assert "Done in the last days" in story.text
        await story.press("enter")
        assert story.workspace.state.conversation_id == story.conversation("FX-01").id


async def test_keys_that_do_nothing_say_so(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await reply(story)
        await story.press("d", "o")
        assert "That key does nothing here" in story.footer


async def test_acts_are_written_down_with_their_keys(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await reply(story)
        await story.press("u", "escape", "y")
        await story.pass_time(11)
        entries = story.workspace.services.store.audit.entries()
        acts = [(entry.origin, entry.call.partition(":")[0].partition(" ")[0]) for entry in entries]
        assert acts[:3] == [("key send", "accepted"), ("key undo", "taken"), ("key send", "accepted")]
        assert [call for _, call in acts[3:]] == ["POST", "read"]
