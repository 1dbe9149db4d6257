"""The facts above a thread: code, status, department, assignee, tags and fields, and hostile text in each."""

from __future__ import annotations

import pytest

from console.contract.enums import ConversationStatus
from console.services.records import FieldValue, Person, PersonKind
from console.ui.panes.thread import ThreadHead
from tests.ui.support import AGENT, SOME_HOSTILE, PaneApp, assert_drawable, row, strips, texts, thread


def words(head: ThreadHead) -> list[str]:
    return [" ".join(line.split()) for line in texts(head) if line.strip()]


async def test_the_facts_of_a_conversation() -> None:
    head = ThreadHead(id="thread-head")
    async with PaneApp(head).run_test(size=(100, 5)):
        assert words(head) == []
        head.show(thread(assignee=AGENT, tags=("refund", "damaged"), fields=(FieldValue("order_no", "43894209"),)))
        assert words(head) == [
            "AXF-4BT-9D8 open Orders & Returns with Ana Kovač",
            "tags refund damaged order_no 43894209",
        ]


@pytest.mark.parametrize(("assigned", "said"), [(None, "assignee not known yet"), ("", "unassigned")])
async def test_nobody_and_not_known_are_told_apart(assigned: str | None, said: str) -> None:
    head = ThreadHead(id="thread-head")
    async with PaneApp(head).run_test(size=(100, 5)):
        head.show(thread(row=row(assigned_to=assigned)))
        assert words(head)[0].endswith(said)


@pytest.mark.parametrize("width", [20, 80])
async def test_hostile_text_in_every_fact(width: int) -> None:
    head = ThreadHead(id="thread-head")
    async with PaneApp(head).run_test(size=(width, 5)):
        for item in SOME_HOSTILE:
            text = item.text
            conversation = row(code=text, department_name=text, status=ConversationStatus(text))
            somebody = Person("x", text, PersonKind.AGENT)
            facts = (FieldValue(text, text),)
            head.show(thread(row=conversation, assignee=somebody, tags=(text, text), fields=facts))
            assert_drawable(strips(head), width)
