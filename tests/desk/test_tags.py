"""Tags: the list, and making, changing and removing one."""

from __future__ import annotations

from console.contract.conversations import (
    ADD_CONVERSATION_TAG,
    LIST_CONVERSATION_TAGS,
    ConversationParams,
    ConversationTagParams,
)
from console.contract.tags import (
    CHANGE_TAG,
    CREATE_TAG,
    DELETE_TAG,
    LIST_TAGS,
    READ_TAG,
    ChangeTagParams,
    CreatedTag,
    CreateTagParams,
    ListTagsParams,
    TagParams,
)
from tests.desk import small_desk as small
from tests.desk.caller import Caller

TAKEN = (500, "there is a tag of this name already")


async def info(caller: Caller, tag: str = small.REFUND) -> tuple[str, str, str]:
    """Name and colours of a tag."""
    found = await caller.call(READ_TAG, TagParams(tagid=tag))
    return found.name, found.color, found.bg_color


async def names(caller: Caller, **values: str) -> list[str]:
    """Names in the list of tags."""
    return [row.name for row in await caller.call(LIST_TAGS, ListTagsParams.read(values))]


async def create(caller: Caller, **values: str) -> CreatedTag:
    """Make a tag."""
    return await caller.call(CREATE_TAG, CreateTagParams.read(values))


async def test_a_new_tag_can_be_put_on_conversations_at_once(caller: Caller) -> None:
    made = await create(caller, name="größe", color="FFF", bg_color="2F4F4F")
    assert (made.status, made.statuscode, made.name, made.color) == ("OK", 0, "größe", "FFF")
    assert await info(caller, made.id) == ("größe", "FFF", "2F4F4F")
    await caller.call(ADD_CONVERSATION_TAG, ConversationTagParams(conversationid=small.NEW, name="GRÖßE"))
    on = await caller.call(LIST_CONVERSATION_TAGS, ConversationParams(conversationid=small.NEW))
    assert [(row.id, row.name) for row in on] == [(made.id, "größe")]


async def test_the_list_by_name(caller: Caller) -> None:
    await create(caller, name="press", color="", bg_color="")
    assert await names(caller) == ["press", "refund", "urgent"]
    assert await names(caller, name="PRESS") == ["press"]
    assert await names(caller, name="urg") == []
    assert await names(caller, name="") == ["press", "refund", "urgent"]
    tree = (await caller.raw("GET", "tags/")).json()["response"]
    assert tree["tags"][1:] == [{"id": small.REFUND, "name": "refund"}, {"id": small.URGENT, "name": "urgent"}]


async def test_new_ones_that_are_refused(caller: Caller) -> None:
    refusals = [
        ({}, (500, "parameter name is missing")),
        ({"name": "  "}, (500, "parameter name is missing")),
        ({"name": "Refund"}, TAKEN),
        (
            {"name": "n", "color": "rgb(0,0,0)"},
            (500, "parameter color is not a colour of six or three hexadecimal digits"),
        ),
    ]
    for values, expected in refusals:
        assert await caller.error("POST", "tags", **values) == expected
    assert await names(caller) == ["refund", "urgent"]


async def test_what_is_not_named_stays_as_it_was(caller: Caller) -> None:
    async def change(**values: str) -> tuple[str, str, str]:
        answer = await caller.call(CHANGE_TAG, ChangeTagParams.read({"tagid": small.REFUND, **values}))
        assert (answer.status, answer.statuscode) == ("OK", 0)
        return await info(caller)

    assert await change(name="refunds") == ("refunds", "FFFFFF", "C0392B")
    assert await change(color="000000", bg_color="") == ("refunds", "000000", "C0392B")
    assert await change(name="Refunds", bg_color="fff") == ("Refunds", "000000", "fff")
    assert await caller.error("PUT", f"tags/{small.REFUND}", name="URGENT") == TAKEN


async def test_a_removed_tag_disappears_from_every_conversation(caller: Caller) -> None:
    assert (await caller.call(DELETE_TAG, TagParams(tagid=small.URGENT))).status == "OK"
    assert await caller.call(LIST_CONVERSATION_TAGS, ConversationParams(conversationid=small.OPEN)) == []
    assert await names(caller) == ["refund"]
    assert await caller.error("DELETE", f"tags/{small.URGENT}") == (404, "tag tgurgent not found")


async def test_unknown_tags_are_404(caller: Caller) -> None:
    for method in ("GET", "PUT", "DELETE"):
        for identifier in ("nothere0", "refund"):
            answer = await caller.error(method, f"tags/{identifier}", name="n")
            assert answer == (404, f"tag {identifier} not found"), method
