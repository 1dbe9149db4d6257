"""A queue of many conversations: its order is read away from the interface, and what is drawn is the same."""

from __future__ import annotations

import threading
from array import array
from pathlib import Path
from typing import Any

import pytest

from console.services import queue
from tests.stories.story import console_on


async def test_with_many_conversations_no_key_waits_for_the_order(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers: list[str] = []
    async with console_on(folder) as story:
        monkeypatch.setattr(queue, "LARGE", 1)
        conversations = type(story.workspace.services.store.conversations)
        read = conversations.order

        def noted(*arguments: Any) -> array[int]:
            readers.append(threading.current_thread().name)
            return read(*arguments)

        monkeypatch.setattr(conversations, "order", noted)
        before = story.codes()
        await story.press("j", "j")
        at_cursor = story.code_at_cursor
        story.change(before[0], status="R")
        await story.press("S")
        assert before[0] in story.codes()
        assert story.codes().index(before[0]) > 50, "nobody waits for it any more"
        assert story.code_at_cursor == at_cursor, "the cursor goes with its conversation"
        await story.press("enter", "J", "J")
        assert story.workspace.services.queue.counts().total == len(before)
    assert readers
    assert set(readers) == {"search"}, "the engine of what takes long"


async def test_with_many_conversations_no_key_waits_for_the_numbers_of_the_views(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counters: list[str] = []
    async with console_on(folder) as story:
        monkeypatch.setattr(queue, "LARGE", 1)
        conversations = type(story.workspace.services.store.conversations)
        count = conversations.count

        def noted(*arguments: Any) -> int:
            counters.append(threading.current_thread().name)
            return count(*arguments)

        monkeypatch.setattr(conversations, "count", noted)
        await story.press("*", "b", "t")
        await story.until_shown("9 Later 1")
        await story.press("v")
        await story.until_shown("is:starred")
    assert counters
    assert set(counters) == {"search"}, "the engine of what takes long"
