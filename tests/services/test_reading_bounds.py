"""No mail, however hostile, takes long to read, yields without bound, or raises."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from console.services.reading import render_body, to_plain
from console.services.reading.html import html_to_lines
from console.services.reading.lines import MAX_CHARS, MAX_LINES
from console.services.reading.markup import MAX_DEPTH, bound_markup
from tests.hostile import HOSTILE, HUGE, Hostile
from tests.services.quickest import quickest

NAMES = "p div b a table tr td th ul ol li blockquote pre br img span style script h1 hr select"
ATTRIBUTES = ["", " a='", ' x="y"', ' href="https://a.example"', ' style="mso-list:l0 level2"', " border=1 colspan=3"]
TAGS = st.builds(
    "<{}{}{}>".format, st.sampled_from(["", "/"]), st.sampled_from(NAMES.split()), st.sampled_from(ATTRIBUTES)
)
ODD_PIECES = st.sampled_from(["<!--", "-->", "<", '"', "'", "&#27;", "&#10;", "="])
TAG_SOUP = st.lists(st.one_of(TAGS, st.text(max_size=8), ODD_PIECES)).map("".join)


@pytest.mark.parametrize("item", [*HOSTILE, *HUGE], ids=lambda item: item.name)
def test_hostile_bodies_are_read_in_time(item: Hostile) -> None:
    for read in (html_to_lines, render_body):
        body = read(item.text)
        assert quickest(partial(read, item.text)) < 1
        assert len(body.lines) <= MAX_LINES + 600
        assert sum(len(line.text) for line in body.lines) <= MAX_CHARS + 200_000


@pytest.mark.parametrize(
    "piece",
    [
        "<p>",
        "<div>x",
        "<b><p>",
        "<li><ul>",
        "<table><td>",
        "<a><b><i></a></b></i><p>",
        "<ul ='</ul>'>x",
        "<ul><b></ul>x",
        "<div><object></div>x",
        "<style></div",
        "<a title='",
        "<!---",
        "<table><caption><div></table>x",
        "<font size=1 color=2><p>x",
        "&amp",
        "<",
    ],
)
def test_any_piece_repeated_is_read_in_time(piece: str) -> None:
    text = piece * (600_000 // len(piece))
    assert quickest(lambda: html_to_lines(text)) < 1


@given(TAG_SOUP)
def test_any_markup_is_read(html: str) -> None:
    body = html_to_lines(html)
    for line in body.lines:
        assert "\n" not in line.text
        assert all(0 <= span.start < span.end <= len(line.text) for span in line.spans)
        assert 0 <= line.depth <= MAX_DEPTH
    for fold in body.folds:
        assert 0 <= fold.start < fold.end <= len(body.lines)
    to_plain(html)


NESTING = "<div> </div> <b> </b> <table> </table> <td> <ul> </ul> <blockquote> <span> x"


@given(st.lists(st.sampled_from(NESTING.split()), max_size=400))
def test_nesting_is_bounded(pieces: list[str]) -> None:
    bounded, cut = bound_markup("".join(pieces), max_depth=10)
    assert not cut
    assert html_depth(bounded) <= 10 * 4 + 4
    assert bounded.count("x") == pieces.count("x")


def html_depth(html: str) -> int:
    """How deep the parsed tree of a page is."""
    root, deepest = LexborHTMLParser(html).root, 0
    nodes = [(root, 0)] if root is not None else []
    while nodes:
        node, depth = nodes.pop()
        deepest = max(deepest, depth)
        child = node.child
        while child is not None:
            nodes.append((child, depth + 1))
            child = child.next
    return deepest
