"""What the agent types, pastes or quotes: it arrives whole, without controls, and a cut is said."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult

from console.contract.enums import SendType
from console.services.records import Draft
from console.ui.panes.composer import PASTE_LIMIT, Composer, ComposerText
from console.ui.text import typed
from console.ui.widgets import text_field
from console.ui.widgets.text_field import TextField
from tests.hostile import HOSTILE, Hostile
from tests.ui.support import by_name

NEVER = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0))} - {"\n", "\t"}
DIRECTIONS = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


@pytest.mark.parametrize("item", HOSTILE, ids=by_name)
def test_nothing_that_nobody_means_stays(item: Hostile) -> None:
    kept = typed(item.text)
    assert not set(kept) & (NEVER | DIRECTIONS | {"\u2028", "\u2029"})
    kept.encode()
    assert typed(kept) == kept


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "\tindented\nsecond line",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\u2764\ufe0f \U0001f44d\U0001f3fd",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937",
        "e\u0301 \u05d0\u200e(1)",
        "[bold]not markup[/]",
    ],
    ids=ascii,
)
def test_words_and_emoji_stay_as_they_were_written(text: str) -> None:
    assert typed(text) == text


def test_line_ends_become_newlines() -> None:
    assert typed("a\r\nb\rc\u2028d\u2029e") == "a\nb\nc\nd\ne"


class Fields(App[None]):
    """A field of one line and a composer; keeps what they say."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def compose(self) -> ComposeResult:
        """Both."""
        yield TextField(id="field")
        yield Composer(id="composer")

    def on_mount(self) -> None:
        """The composer is open."""
        self.query_one(Composer).open(Draft("c1", SendType.MESSAGE, ""), "Reply")

    def on_text_field_paste_cut(self, event: TextField.PasteCut) -> None:
        """Keep it."""
        self.said.append(event.words)


async def paste(app: Fields, kind: type[TextField] | type[ComposerText], text: str) -> None:
    field = app.query_one(kind)
    field.focus()
    field.post_message(events.Paste(text))


async def test_a_field_takes_a_paste_once_and_without_controls() -> None:
    app = Fields()
    async with app.run_test() as pilot:
        await paste(app, TextField, "\x1b[31mred\x1b[0m \u202eevil\x07\n")
        await pilot.pause()
        assert app.query_one(TextField).value == "[31mred[0m evil"
        assert not app.said


async def test_a_field_says_what_it_does_not_take() -> None:
    app = Fields()
    async with app.run_test() as pilot:
        await paste(app, TextField, "one\ntwo")
        await pilot.pause()
        assert app.query_one(TextField).value == "one"
        await paste(app, TextField, "x" * 1_000_000)
        await pilot.pause()
        assert len(app.query_one(TextField).value) == len("one") + text_field.PASTE_LIMIT
        assert [words.split(":")[0].split(";")[0] for words in app.said] == [
            "This field takes one line",
            "This field takes 1,000 characters of a paste",
        ]


async def test_a_selection_made_backwards_is_replaced() -> None:
    app = Fields()
    async with app.run_test() as pilot:
        await paste(app, TextField, "first last")
        await pilot.press("shift+home")
        await paste(app, TextField, "other")
        await pilot.pause()
        assert app.query_one(TextField).value == "other"


async def test_the_composer_takes_a_paste_as_it_was_written() -> None:
    app = Fields()
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f"
    async with app.run_test() as pilot:
        await paste(app, ComposerText, f"{family}\r\n\x1b]52;c;eA==\x07end")
        await pilot.pause()
        assert app.query_one(Composer).text == f"{family}\n]52;c;eA==end"
        assert not app.said


async def test_the_composer_says_that_a_paste_was_too_long() -> None:
    app = Fields()
    async with app.run_test() as pilot:
        await paste(app, ComposerText, "line\n" * (PASTE_LIMIT // 5 + 1))
        await pilot.pause()
        assert len(app.query_one(Composer).text) == PASTE_LIMIT
        assert app.said == [f"The pasted text is longer than {PASTE_LIMIT:,} characters; cut there"]
