"""The review line: what is found in a text before it is sent, and what its keys do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.story import SIZES, Story, console_on


def text_of(story: Story) -> str:
    """What stands in the composer."""
    return story.workspace.thread.composer.text


async def reviewed(story: Story, text: str, *, key: str = "r", fixture: str = "FX-01") -> None:
    """A text written and looked over."""
    await story.open(fixture)
    await story.press(key)
    await story.write(text)
    await story.press("escape")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_an_open_placeholder_blocks_until_it_is_filled(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await reviewed(story, "Order {field.sku} is on its way.")
        assert "{field.sku} is not filled in" in story.said("thread")
        for key in ("y", "Y", "y"):
            await story.press(key)
            assert "Not sent: {field.sku} is not filled in" in story.footer
        await story.press("e", "tab")
        await story.write("LF-2")
        await story.press("escape")
        assert "not filled in" not in story.said("thread")
        await story.press("y")
        assert [kind for _, kind in story.with_text("FX-01", "Order LF-2 is on its way.")] == ["M"]


async def test_what_warns_wants_the_key_once_more(folder: Path) -> None:
    async with console_on(folder) as story:
        text = "Dear Tomas,\n\nthe form is attached. Your card 4242 4242 4242 4242 is fine."
        await reviewed(story, text)
        said = story.said("thread")
        assert 'It says "attached", but nothing can be attached from here.' in said
        assert "what looks like a card number, ending in 4242" in said
        assert 'It greets "Tomas", but the customer is Jana Nováková.' in said
        await story.press("y")
        assert "the same key once more sends it all the same" in story.footer
        await story.press("e")
        await story.write("!")
        await story.press("escape", "y")
        assert story.with_text("FX-01", f"{text}!") == [], "another text is asked about anew"
        await story.press("y")
        assert len(story.with_text("FX-01", f"{text}!")) == 1


async def test_a_note_that_looks_like_a_reply_says_so_and_t_makes_it_one(folder: Path) -> None:
    async with console_on(folder) as story:
        await reviewed(story, "Dear Jana, it is refunded.", key="n")
        assert "It reads like a reply" in story.said("thread")
        await story.press("t", "y")
        assert "REPLY by mail" in story.said("thread")
        assert "It reads like" not in story.said("thread")
        assert story.messages("FX-01")[-1][1] == "N", "nothing was sent yet"
        await story.press("y")
        assert [kind for _, kind in story.with_text("FX-01", "Dear Jana, it is refunded.")] == ["M"]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_customers_view(folder: Path, size: tuple[int, int]) -> None:
    async with console_on(folder, size) as story:
        await reviewed(story, "Dear Jana,\n\nit is *refunded*.")
        await story.press("p")
        await story.until_shown("As the customer sees it")
        assert "To:      jana@example.com" in story.text
        assert "From:    Ana Kovač, Orders & Returns" in story.text
        assert "Re: Lamp arrived cracked" in story.text
        assert "it is *refunded*." in story.text
        await story.press("q")
        assert story.app.screen is story.workspace
        assert "REPLY by mail" in story.said("thread")
        await story.press("y")
        assert len(story.with_text("FX-01", "Dear Jana,\n\nit is *refunded*.")) == 1


async def test_a_discarded_text_comes_back(folder: Path) -> None:
    async with console_on(folder) as story:
        await reviewed(story, "Dear Jana, never mind.")
        await story.press("D", "d")
        await story.until_shown("Discarded in the last seven days")
        await story.press("j", "u")
        await story.until_shown("It is a draft again")
        await story.press("g", "enter")
        assert text_of(story) == "Dear Jana, never mind."
        await story.press("escape", "D", "r")
        await story.write("Another")
        await story.press("escape", "q", "d", "G", "u")
        await story.until_shown("Another text is being written there")
        assert [draft.text for draft in story.workspace.services.replies.drafts()] == ["Another"]


async def test_leaving_and_writing_on_lose_nothing(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await story.write("one\ntwo")
        await story.press("ctrl+u")
        assert text_of(story) == "one\n"
        await story.press("ctrl+underscore")
        assert text_of(story) == "one\ntwo"
        await story.press("ctrl+x", "escape", "r")
        assert text_of(story) == "one\ntwo"


async def test_send_and_postpone(folder: Path) -> None:
    async with console_on(folder) as story:
        await reviewed(story, "One moment please.")
        await story.press("b", "t")
        assert [kind for _, kind in story.with_text("FX-01", "One moment please.")] == ["M"]
        row = story.workspace.services.queue.row(story.conversation("FX-01").id)
        assert row is not None
        assert row.snooze is not None
        await reviewed(story, "Another moment please.", fixture="FX-05")
        await story.press("b", "b")
        await story.write("+3d\n")
        assert len(story.with_text("FX-05", "Another moment please.")) == 1
        row = story.workspace.services.queue.row(story.conversation("FX-05").id)
        assert row is not None
        assert row.snooze is not None
