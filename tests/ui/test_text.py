"""The door for server text: nothing that drives a terminal gets through, and nothing raises."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.widgets import Static

from console.ui.drawable import SUSPECT, drawable
from console.ui.links import describe_link, real_host, safe_url
from console.ui.text import (
    ELLIPSIS,
    MAX_MARKS,
    OutputGuard,
    cell,
    clean,
    clip,
    content,
    pad,
    segment_text,
)
from tests.hostile import HOSTILE, HUGE, Hostile, forbidden_characters

ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=200)
"""Every code point, lone surrogates too, unlike hypothesis' own default."""
NASTY_TEXT = st.lists(
    st.one_of(
        ANY_TEXT, st.sampled_from([item.text[:300] for item in HOSTILE]), st.sampled_from("\u0301\u200d\ufe0f\n\r\x1b")
    )
).map("".join)
BLACK = Color(0, 0, 0)


def by_name(item: Hostile) -> str:
    return item.name


def guarded(text: str, style: Style | None = None) -> list[Segment]:
    return OutputGuard().apply([Segment(text, style)], BLACK)


@pytest.mark.parametrize("item", [*HOSTILE, *HUGE], ids=by_name)
@pytest.mark.parametrize("keep_newlines", [False, True])
def test_clean_lets_nothing_forbidden_through(item: Hostile, keep_newlines: bool) -> None:
    cleaned = clean(item.text, keep_newlines=keep_newlines)
    assert not forbidden_characters(cleaned, allowed="\n" if keep_newlines else "")
    assert len(cleaned) <= 4000


@given(NASTY_TEXT, st.booleans(), st.integers(min_value=1, max_value=300))
def test_clean_is_safe_and_idempotent_for_any_text(text: str, keep_newlines: bool, limit: int) -> None:
    cleaned = clean(text, keep_newlines=keep_newlines, limit=limit)
    assert not forbidden_characters(cleaned, allowed="\n" if keep_newlines else "")
    assert len(cleaned) <= limit
    assert clean(cleaned, keep_newlines=keep_newlines, limit=limit) == cleaned


@given(NASTY_TEXT)
def test_cleaned_text_never_rides_on_the_cell_before_it(text: str) -> None:
    cleaned = clean(text)
    assert not cleaned or unicodedata.category(cleaned[0])[0] != "M"
    run = 0
    for character in cleaned:
        run = run + 1 if unicodedata.category(character)[0] == "M" else 0
        assert run <= MAX_MARKS


def test_characters_taken_for_ordinary_need_no_cleaning() -> None:
    ordinary = [code for code in range(sys.maxunicode + 1) if not SUSPECT.match(chr(code))]
    assert len(ordinary) > 30_000
    assert [hex(code) for code in ordinary if drawable(code) != chr(code)] == []
    assert [hex(code) for code in ordinary if cell_len(chr(code)) not in {1, 2}] == []


def test_printable_ascii_comes_back_as_the_same_object() -> None:
    text = "".join(["Order ", "43894209"])
    assert clean(text) is text


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("a\x00b\x7f", "a␀b␡"),
        ("a\tb", "a    b"),
        ("a\x9bb", "a\ufffdb"),
        ("inv\u202efdp", "inv‹RLO›fdp"),
        ("in\xadvis", "invis"),
        ("pay\u200bpal", "paypal"),
        ("a\u2028b", "a\ufffdb"),
        ("a\ud83db", "a\ufffdb"),
        ("\ue000\u0378", "\ufffd\ufffd"),
        ("❤\ufe0f", "❤"),
        ("👨\u200d👩\u200d👧", "👨👩👧"),
        ("👍\U0001f3fd", "👍"),
        ("\U0001f1e8\U0001f1ff", "CZ"),
        ("\u0301a", "\u25cc\u0301a"),
        ("e" + "\u0301" * 9, "e" + "\u0301" * 4),
        ("Jana Nováková", "Jana Nováková"),
        ("返品の手続きについて", "返品の手続きについて"),
        ("नमस्ते", "नमस्ते"),
        ("a\nb", "a␊b"),
    ],
)
def test_what_stands_for_what(raw: str, shown: str) -> None:
    assert clean(raw) == shown


def test_line_ends_are_kept_as_one_kind() -> None:
    assert clean("a\r\nb\rc\nd\x0be", keep_newlines=True) == "a\nb\nc\nd␋e"


def test_a_cut_is_visible() -> None:
    assert clean("x" * 50, limit=10) == "x" * 9 + ELLIPSIS
    assert clean("\t" * 5, limit=10) == " " * 9 + ELLIPSIS
    assert clean("x" * 10, limit=10) == "x" * 10


@pytest.mark.parametrize("item", HOSTILE, ids=by_name)
def test_widgets_texts_are_never_read_as_markup(item: Hostile) -> None:
    assert content(item.text).plain == clean(item.text)
    assert content(item.text).spans == []
    assert cell(item.text).plain == clean(item.text)
    assert cell(item.text).spans == []


@given(NASTY_TEXT, st.integers(min_value=0, max_value=60))
def test_a_segment_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    assert cell_len(segment_text(text, width)) == width


@pytest.mark.parametrize(
    ("text", "cells", "clipped"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("日本語", 1, "…"),
        ("abc", 0, ""),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
    ],
)
def test_clipping_counts_cells(text: str, cells: int, clipped: str) -> None:
    assert clip(text, cells) == clipped


def test_padding_fills_the_cell_a_wide_character_leaves() -> None:
    assert pad("日本語", 4) == "日… "
    assert pad("ab", 4) == "ab  "


@pytest.mark.parametrize("item", [item for item in HOSTILE if len(item.text) < 6000], ids=by_name)
def test_guard_alone_stops_everything_and_keeps_the_width(item: Hostile) -> None:
    (segment,) = guarded(item.text)
    assert not forbidden_characters(segment.text)
    assert cell_len(segment.text) == cell_len(item.text)


@given(NASTY_TEXT)
def test_guard_is_safe_for_any_text(text: str) -> None:
    (segment,) = guarded(text)
    assert not forbidden_characters(segment.text)
    assert cell_len(segment.text) == cell_len(text)


def test_guard_leaves_clean_lines_alone() -> None:
    segments = [Segment("Lamp arrived cracked"), Segment("│ 返品 ▌"), Segment("Nováková", Style(bold=True))]
    assert all(new is old for new, old in zip(OutputGuard().apply(segments, BLACK), segments, strict=True))


def test_guard_takes_addresses_out_of_styles() -> None:
    (segment,) = guarded("click", Style(bold=True, link="https://evil.example/\x1b]52;c;eA==\x07"))
    assert segment.style is not None
    assert segment.style.link is None
    assert segment.style.bold
    assert segment.text == "click"


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.example/order?id=1#top",
        "http://127.0.0.1:8080/",
        "HTTPS://Shop.Example",
        "https://müller.example/straße",
    ],
)
def test_plain_web_addresses_may_be_opened(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "--remote-debugging-port=9222",
        "-https://a.example",
        "https://",
        "https://-a.example",
        "https://a.example/%action",
        "https://a.example/%ACTION",
        "https://a.example/\x1b]0;x",
        "https://a.example/a b",
        "https://a.example/\u202egpj",
        "https://bank.example@evil.example/",
        "https://bank.example\\@evil.example/",
        "https://[::1",
        "https://a.example:port/",
        "ftp://a.example",
        "data:text/html,x",
        "https://a.example/" + "x" * 9000,
        "https://a.example/\ud83d",
    ],
)
def test_other_addresses_may_not(url: str) -> None:
    assert safe_url(url) is None


@pytest.mark.parametrize(
    ("text", "url", "shown"),
    [
        ("bank.example", "https://evil.example/x", "bank.example → evil.example"),
        ("https://shop.example/a", "https://shop.example/b", "https://shop.example/a"),
        ("Track parcel", "https://shop.example/a", "Track parcel → shop.example"),
        ("", "https://shop.example/a", "shop.example"),
        ("x\x1b[2J", "https://a.example", "x␛[2J → a.example"),
        ("Pay", "javascript:alert(1)", "Pay → javascript address, not opened"),
        ("Ana", "mailto:ana@example.com?subject=x", "Ana → ana@example.com"),
        ("ana@example.com", "mailto:ana@example.com", "ana@example.com"),
        ("apple", "https://аpple.example/", "apple → xn--pple-43d.example"),
        ("Müller", "https://müller.example/", "Müller → müller.example"),
    ],
)
def test_a_link_says_where_it_leads(text: str, url: str, shown: str) -> None:
    assert describe_link(text, url) == shown


@given(NASTY_TEXT, NASTY_TEXT)
def test_describing_a_link_is_safe_for_any_text(text: str, url: str) -> None:
    assert not forbidden_characters(describe_link(text, url))
    assert not forbidden_characters(describe_link(text, f"https://{url}"))
    assert real_host(url) is None or safe_url(url) is not None


async def test_textual_hands_every_drawn_line_to_the_guard() -> None:
    class Unclean(App[None]):
        def get_line_filters(self) -> Sequence[LineFilter]:
            return [*super().get_line_filters(), OutputGuard()]

        def compose(self) -> ComposeResult:
            yield Static("a\x1b[2Jb\x9bc\u202ed", markup=False)

    app = Unclean()
    async with app.run_test(size=(20, 2)) as pilot:
        await pilot.pause()
        widget = app.query_one(Static)
        drawn = "".join(strip.text for strip in widget.render_lines(Region(0, 0, 20, 1)))
    assert not forbidden_characters(drawn)
    assert drawn.rstrip() == "a[2Jbcd"
