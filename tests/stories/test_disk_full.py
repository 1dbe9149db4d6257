"""A full disk: what is typed stays in the composer, and nobody is told that it is saved."""

from __future__ import annotations

from pathlib import Path

from tests.stories.story import Story, console_on


async def test_a_draft_that_cannot_be_saved_stays_in_the_composer(folder: Path) -> None:
    async with console_on(folder) as story:
        await story.open("FX-01")
        await story.press("r")
        await _fill_the_disk(story)
        await story.write("W" * 40)
        story.workspace.writing.composer.insert("w" * 200_000)
        await story.press("escape")
        assert story.workspace.writing.active
        assert "NOT SAVED" in story.text
        await story.press("escape")
        story.workspace.show_pane("queue")
        await story.press("J")
        assert story.workspace.writing.active, "another conversation must not take the only copy away"
        assert story.workspace.writing.composer.text.startswith("W" * 40)


async def _fill_the_disk(story: Story) -> None:
    """Let the file of the drafts grow no further, which SQLite reports as a full disk."""
    database = story.app._services.store.drafts._database
    pages = database.fetch("PRAGMA page_count")[0][0]
    database.fetch(f"PRAGMA max_page_count = {pages:d}")
