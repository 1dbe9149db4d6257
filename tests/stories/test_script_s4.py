"""Script S4: the customer writes again while the agent types; nothing goes out over what was not seen."""

from __future__ import annotations

from pathlib import Path

from tests.stories.scripts import script_on

TEXT = "One moment please, I ask the courier."


async def test_the_customer_wrote_again(folder: Path) -> None:
    async with script_on(folder) as script:
        story = script.story
        await story.open("FX-01")
        await story.press("r")
        await script.write(TEXT)
        script.begin()
        story.customer_writes("FX-01", "And another thing: the cable.")
        await script.press("escape")
        assert "1 new message from the customer Jana Nováková" in story.said("thread")
        await script.press("v")
        assert "And another thing: the cable." in story.said("thread")
        assert story.workspace.thread.composer.text == TEXT
        await script.press("e")
        await script.write(" And the cable.")
        await script.press("escape")
        assert script.calls(story.conversation("FX-01").code, reads=False) == []
        await script.press("y")
        assert script.strokes == 5
        code = story.conversation("FX-01").code
        made = script.calls(code)
        assert script.calls(code, reads=False) == [f"POST conversations/{code}/messages"]
        at = made.index(f"POST conversations/{code}/messages")
        assert f"GET conversations/{code}/messages" in made[:at], "it is looked at before"
        assert f"GET conversations/{code}/messages" in made[at:], "and believed when it is seen there"
        assert len(story.with_text("FX-01", f"{TEXT} And the cable.")) == 1


async def test_y_alone_does_not_send_over_what_was_not_seen(folder: Path) -> None:
    async with script_on(folder) as script:
        story = script.story
        await story.open("FX-01")
        await story.press("r")
        await script.write(TEXT)
        story.customer_writes("FX-01", "And another thing: the cable.")
        await script.press("escape", "y", "y", "Y")
        assert "Not sent: v shows what changed" in story.footer
        assert story.with_text("FX-01", TEXT) == []
        await script.press("v", "y")
        assert len(story.with_text("FX-01", TEXT)) == 1
