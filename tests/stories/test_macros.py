"""Macros in the console: chosen by a few letters, asked, looked over, taken back as one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from console.config.model import Settings
from tests.stories.story import NARROW, SIZES, WIDE, Story, console_on

LAMP = "LXH-O5Z-DQ4"


def file_macro(folder: Path, name: str, text: str) -> Path:
    """A macro of the agent's own."""
    path = folder / "library" / "macros" / f"{name}.macro"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def tags_of(story: Story, code: str) -> set[str]:
    """The tags of a conversation, as the console will have them."""
    services = story.workspace.services
    return set(services.macros.situation(story.conversation(code).id).tags)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_macro_shows_what_it_would_do_and_asks(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.open(LAMP)
        await story.press("m", *"phone")
        await story.until_shown("Phone log")
        if size[0] > 60:
            await story.until_shown("asks: What was it about?")
        await story.press("enter")
        await story.until_shown("Phone log: What was it about?")
        await story.press("enter")
        await story.until_shown("An answer is needed; Esc leaves")
        await story.write("The lamp\n")
        await story.until_shown("Phone log: What was agreed?")
        await story.write("A new one\n")
        name = story.workspace.services.queue.row(story.conversation(LAMP).id)
        assert name is not None
        text = f"Phone call with {name.customer_name}: The lamp Agreed: A new one"
        assert [kind for _, kind in story.with_text(LAMP, text)] == ["N"]
        assert "callback" in tags_of(story, LAMP)


async def test_all_of_it_is_taken_back_together(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.open(LAMP)
        await story.press("m", *"data", "enter")
        assert "Data request: tag gdpr, tag legal, transfer to Trust & Privacy, then answered" in story.said("thread")
        await story.press("y")
        assert {"gdpr", "legal"} <= tags_of(story, LAMP)
        await story.press("u")
        assert "Taken back: Data request" in story.footer
        assert not {"gdpr", "legal"} & tags_of(story, LAMP)
        assert story.workspace.thread.composer.text.startswith("Dear ")
        assert story.workspace.services.outbox.of_conversation(story.conversation(LAMP).id) == []
        assert story.conversation(LAMP).status == "C"
        text = story.workspace.thread.composer.text
        await story.press("escape", "q", "m", *"data", "enter")
        assert story.workspace.thread.composer.text == text, "it is there once"
        assert "Data request: tag gdpr" in story.said("thread")


async def test_leaving_the_reply_leaves_everything(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open(LAMP)
        await story.press("m", *"goodbye", "enter", "q")
        assert "Goodbye: nothing of it was done; the text is kept as a draft" in story.footer
        await story.press("r", "escape")
        assert "then resolved" not in story.said("thread")
        await story.press("y")
        assert story.conversation(LAMP).status != "R"


async def test_writing_on_keeps_what_goes_along(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open(LAMP)
        await story.press("m", *"goodbye", "enter", "e")
        await story.write("PS: enjoy the lamp.")
        await story.press("escape")
        assert "Goodbye: then resolved" in story.said("thread")
        await story.press("y")
        assert story.conversation(LAMP).status == "R"


async def test_esc_at_a_question_does_nothing(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open(LAMP)
        await story.press("m", *"phone", "enter", "escape")
        assert "Phone log: left, nothing was done" in story.footer
        assert "callback" not in tags_of(story, LAMP)


async def test_what_was_typed_for_a_macro_that_is_left_is_there_the_next_time(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open(LAMP)
        await story.press("m", *"phone", "enter")
        await story.write("The lamp\n")
        await story.until_shown("What was agreed?")
        await story.write("A refu")
        await story.press("escape")
        assert "what you typed is there the next time" in story.footer
        await story.press("m", *"phone", "enter")
        assert "The lamp" in story.text
        await story.press("enter")
        await story.until_shown("A refu")
        await story.press("end")
        await story.write("nd.\n")
        await story.until(lambda: "callback" in tags_of(story, LAMP), "the tag")
        assert any("The lamp Agreed: A refund." in body for _, _, body in story.messages(LAMP))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
async def test_a_dry_run_shows_notes_and_calls(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await story.open(LAMP)
        await story.press("m", *"phone")
        await story.until_shown("- note: Phone call with")
        await story.press("tab")
        await story.until_shown(f"POST conversations/{LAMP}/messages type=N")
        await story.press("tab")
        await story.until_shown("- tag callback")
        await story.press("escape")
        assert story.workspace.services.outbox.open_rows() == []


async def test_the_preview_at_eighty_columns_takes_what_the_rows_leave(folder: Path) -> None:
    async with console_on(folder, NARROW) as story:
        await story.open(LAMP)
        await story.press("m", *"refund")
        await story.until_shown("Kind regards")


async def test_selected_conversations_are_one_unit(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.press("g", "g", "x", "x", "m", *"spam", "enter")
        assert "Spam in 2 conversations in 4 s, u takes it back" in story.footer
        await story.press("u")
        assert "Taken back: Spam in 2 conversations" in story.footer
        await story.press("m", *"goodbye", "enter")  # they are selected again
        assert "Goodbye: writes a reply, which is looked over in one conversation at a time" in story.footer


async def test_a_macro_that_cannot_be_done_says_why(folder: Path) -> None:
    file_macro(folder, "odd", "title: Odd\n\ntag first\ncanned missing\nsend\n")
    file_macro(folder, "bad", "title: Bad\n\nfly away\n")
    async with console_on(folder) as story:
        await story.open(LAMP)
        await story.press("m", *"odd")
        await story.until_shown("bad.macro has in line 3 the step 'fly'")
        await story.press("enter")
        assert "Odd: nothing was done, for there is no canned reply 'missing'." in story.footer
        assert "first" not in tags_of(story, LAMP)


async def test_conditions_choose(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")  # a VIP writes it
        await story.press("m", *"silence", "enter")
        assert story.with_text("FX-01", "A VIP is never closed in silence: call Jana Nováková first.") != []
        assert story.conversation("FX-01").status == "C"


async def test_a_macro_puts_off_until_later(folder: Path) -> None:
    file_macro(folder, "nap", "title: Nap\n\ntag follow-up\nlater tomorrow\n")
    file_macro(folder, "past", "title: Past\n\ntag first\nlater whenever\n")
    async with console_on(folder) as story:
        await story.open(LAMP)
        await story.press("m", *"nap", "enter")
        await story.until(lambda: "follow-up" in tags_of(story, LAMP), "the tag")
        row = story.workspace.services.queue.row(story.conversation(LAMP).id)
        assert row is not None
        assert row.snooze is not None
        await story.open("FX-01")
        await story.press("m", *"past", "enter")
        assert "Past: nothing was done, for later whenever is no time to come." in story.footer
        await story.press("m", *"chase", "enter", "y")
        row = story.workspace.services.queue.row(story.conversation("FX-01").id)
        assert row is not None
        assert row.snooze is not None


async def test_a_macro_has_a_key_of_its_own(folder: Path) -> None:
    settings = Settings(keys={"macro phone-log": "B", "macro gone": "Y"})
    async with console_on(folder, settings=settings) as story:
        await story.open(LAMP)
        await story.press("B")
        await story.until_shown("Phone log: What was it about?")
        await story.press("escape")
        await story.press_for("Y", "There is no macro gone")
        await story.press(":", *"phonelog")
        assert re.search(r"B +macro  Phone log", story.text)


async def test_from_the_palette(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open(LAMP)
        await story.press(":", *"phonelog")
        await story.until_shown("Phone log")
        await story.press("enter")
        await story.until_shown("Phone log: What was it about?")


async def test_what_is_done_is_recorded_by_meaning(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open(LAMP)
        await story.press("Q")
        assert "Recording" in story.footer
        assert "recording" in story.text
        await story.press("F", "ctrl+u")
        await story.write("43894209")
        await story.press("tab", "d", "a", "m", "enter", "t", *"ref", "enter", "r")
        await story.write("/refa\n??bank\n")
        await story.press("escape", "Y", "g", "q", "Q")
        await story.until_shown("New macro: its name")
        await story.write("Money back!\n")
        path = folder / "library" / "macros" / "money-back.macro"
        await story.until(path.exists, "the file")
        assert path.read_text() == (
            "title: Money back!\n"
            "\n"
            'field order_no = {ask "order_no"}\n'
            "field refund_reason = damaged\n"
            "tag refund\n"
            "canned refund-agreed\n"
            'article "Refund for goods damaged on the way"\n'
            "# What was typed by hand is not recorded; lines with text write it.\n"
            "status resolved\n"
            "send\n"
        )
        macros = story.workspace.services.macros
        assert macros.troubles() == ()
        await story.open("FX-05")
        await story.press("m", *"money", "enter")
        await story.until_shown("Money back!: order_no")
        await story.write("1\n")
        assert "order_no is 1, refund_reason is damaged, tag refund, then resolved" in story.said("thread")


async def test_what_is_taken_back_is_not_recorded(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.open(LAMP)
        await story.press("Q", "E", "u", "t", *"legal", "enter", "Q")
        await story.until_shown("New macro: its name")
        await story.write("Legal\n")
        assert (folder / "library" / "macros" / "legal.macro").read_text() == "title: Legal\n\ntag legal\n"
        await story.press("Q", "Q")
        assert "Nothing was recorded" in story.footer
        await story.press("Q", "s", "r", "Q")
        await story.write("legal\n")
        await story.until_shown("There is a macro legal already; take another name.")
        await story.press("escape")
        await story.until_shown("Throw away what was recorded?")
        await story.press("escape")
        assert "Recording goes on" in story.footer
        await story.press("Q", "escape", "y")
        assert "The recording is thrown away" in story.footer


async def test_what_went_into_a_note_or_was_discarded_never_comes_into_a_reply(folder: Path) -> None:
    async with console_on(folder, settings=Settings()) as story:
        await story.open(LAMP)
        await story.press("Q", "n", "ctrl+r", *"phone", "enter", "escape", "D", "r")
        await story.write("/refa\n")
        await story.press("escape", "y", "u")  # what is taken back and sent once more is a step all the same
        await story.press("escape", "y", "Q")
        await story.until_shown("New macro: its name")
        await story.write("Refund now\n")
        assert "Recorded as Refund now; m runs it" in story.footer
        text = (folder / "library" / "macros" / "refund-now.macro").read_text()
        assert "phone" not in text
        assert text.count("canned refund-agreed") == 1


async def test_later_is_taken_back_with_the_rest(folder: Path) -> None:
    file_macro(folder, "nap", "title: Nap\n\ntag follow-up\nlater tomorrow\n")
    async with console_on(folder, settings=Settings()) as story:
        await story.open(LAMP)
        for keys in (("m", *"nap", "enter"), ("m", *"chase", "enter", "y")):
            await story.press(*keys)
            row = story.workspace.services.queue.row(story.conversation(LAMP).id)
            assert row is not None
            assert row.snooze is not None
            await story.press("u")
            assert "Taken back: " in story.footer
            row = story.workspace.services.queue.row(story.conversation(LAMP).id)
            assert row is not None
            assert row.snooze is None
            assert "follow-up" not in tags_of(story, LAMP)
            assert story.workspace.services.outbox.of_conversation(row.id) == []


async def test_the_review_line_has_the_note_that_goes_along(folder: Path) -> None:
    file_macro(folder, "both", "title: Both\n\nnote Third cracked lamp.\ntext We are on it.\nsend\n")
    async with console_on(folder) as story:
        await story.open(LAMP)
        await story.press("m", *"both", "enter")
        assert 'Both: note "Third cracked lamp."' in story.said("thread")
