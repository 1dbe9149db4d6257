"""Script S2: a refund with order number, reason, tag, canned reply, article and resolve; by hand and by a macro."""

from __future__ import annotations

from pathlib import Path

from tests.stories.scripts import Script, script_on

LAMP = "LXH-O5Z-DQ4"
"""A damaged lamp, with another order number and without the tag."""


def changes(script: Script) -> list[str]:
    """What was changed at the desk about the conversation, in order."""
    return script.calls(LAMP, reads=False)


async def opened(script: Script) -> None:
    """The conversation is open; what was before does not count."""
    await script.story.open(LAMP)
    script.begin()


def reply_of(script: Script) -> str:
    """The reply that went out."""
    ((_, body),) = [(kind, body) for _, kind, body in script.story.messages(LAMP) if "43894209" in body]
    return body


async def test_by_hand(folder: Path) -> None:
    async with script_on(folder) as script:
        await opened(script)
        await script.press("F")
        await script.write("43894209")
        await script.press("tab", "d", "a", "m", "enter")
        await script.press("t", "r", "e", "f", "enter")
        await script.press("r", "/", "r", "e", "f", "a", "enter")
        await script.press("?", "?", "b", "a", "n", "k", "enter")
        await script.press("escape", "Y")
        assert script.strokes == 27
        assert changes(script) == [
            f"DELETE conversations/{LAMP}/fields",
            f"POST conversations/{LAMP}/fields",
            f"POST conversations/{LAMP}/fields",
            f"POST conversations/{LAMP}/tags",
            f"POST conversations/{LAMP}/messages",
            f"PUT conversations/{LAMP}/status",
        ]
        body = reply_of(script)
        assert body.startswith("Dear ")
        assert "We refund order 43894209 in full today." in body
        assert "Refund for goods damaged on the way" in body
        assert "https://help.kestrel.example/" in body
        (message,) = script.sent("POST", f"conversations/{LAMP}/messages")
        assert message["type"] == "M"
        assert script.story.conversation(LAMP).status == "R"


async def test_by_a_macro(folder: Path) -> None:
    async with script_on(folder) as script:
        await opened(script)
        story = script.story
        macros = story.workspace.services.macros
        macro = macros.named("refund")
        assert macro is not None
        plan = macros.plan(macro, story.conversation(LAMP).id, {"Order number": "43894209"})
        promised = [" ".join(line.split(" ")[:2]) for line in macros.calls(plan, plan.then)]
        await script.press("m", "r", "e", "f", "enter")
        await story.until_shown("Refund: Order number")
        await script.write("43894209")
        await script.press("enter")
        said = story.said("thread")
        assert "REPLY by mail to" in said
        assert "Refund: order_no is 43894209, tag refund" in said
        assert changes(script) == [], "nothing is done before the reply was looked over"
        await script.press("Y")
        assert script.strokes == 7
        assert changes(script) == [*promised, f"PUT conversations/{LAMP}/status"]
        assert changes(script) == [
            f"DELETE conversations/{LAMP}/fields",
            f"POST conversations/{LAMP}/fields",
            f"POST conversations/{LAMP}/tags",
            f"POST conversations/{LAMP}/messages",
            f"PUT conversations/{LAMP}/status",
        ]
        assert "We refund order 43894209 in full today." in reply_of(script)
        assert story.conversation(LAMP).status == "R"
