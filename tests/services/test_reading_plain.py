"""Plain text mail as lines."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.services.reading import BodyLine, LineKind, Link, RenderedBody, render_body, to_plain
from console.services.reading.lines import MAX_CHARS
from console.services.reading.plain import plain_to_lines
from tests.services.quickest import quickest


def shown(text: str) -> list[str]:
    return [line.text for line in plain_to_lines(text).lines]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one\ntwo", ["one", "two"]),
        ("one\r\ntwo\rthree", ["one", "two", "three"]),
        ("one  \n\n\n\n two\t\n", ["one", "", " two"]),
        ("\n\n\none\n\n", ["one"]),
        ("a\tb\n\tc", ["a       b", "        c"]),
        ("", []),
        (" ", []),
        ("\n" * 10_000 + "end", ["end"]),
        ("one" + "\n" * 10_000 + "end", ["one", "", "end"]),
        ("x" * 30_000, ["x" * 30_000]),
    ],
)
def test_lines_are_logical_and_tidy(text: str, lines: list[str]) -> None:
    assert shown(text) == lines


def test_quote_marks_become_depth() -> None:
    lines = plain_to_lines("own\n> a\n>> b\n> > > c\n>\n>d\n").lines
    assert [(line.depth, line.text, line.kind) for line in lines] == [
        (0, "own", LineKind.TEXT),
        (1, "a", LineKind.QUOTE),
        (2, "b", LineKind.QUOTE),
        (3, "c", LineKind.QUOTE),
        (1, "", LineKind.BLANK),
        (1, "d", LineKind.QUOTE),
    ]


def test_an_escaped_from_line_is_no_quote() -> None:
    assert plain_to_lines(">From here on").lines == (BodyLine(">From here on"),)


@pytest.mark.parametrize(
    ("text", "indent"),
    [
        ("- one", 2),
        ("* one", 2),
        ("  • one", 4),
        ("12. one", 4),
        ("3) one", 3),
        ("-5 degrees", 0),
        ("2023. was", 0),
        ("--", 0),
    ],
)
def test_lists_hang_under_their_marker(text: str, indent: int) -> None:
    (line,) = plain_to_lines(f"x\n{text}").lines[1:]
    assert line.indent == indent
    assert (line.kind is LineKind.LIST_ITEM) == bool(indent)


def test_web_addresses_are_links() -> None:
    body = plain_to_lines("See https://a.example/x_(y), or (https://b.example).\nAgain: HTTPS://a.example/x_(y)!")
    assert [link.url for link in body.links] == [
        "https://a.example/x_(y)",
        "https://b.example",
        "HTTPS://a.example/x_(y)",
    ]
    assert body.links[1] == Link(2, "https://b.example", "https://b.example")
    assert [line.text[span.start : span.end] for line in body.lines for span in line.spans] == [
        link.url for link in body.links
    ]


def test_the_same_address_has_one_number() -> None:
    assert len(plain_to_lines("https://a.example https://a.example").links) == 1


def test_a_long_body_is_cut_and_says_so() -> None:
    body = plain_to_lines("a line of the log\n" * 30_000)
    assert body.truncated
    assert body.lines[-1].kind is LineKind.NOTICE
    assert sum(len(line.text) for line in body.lines) < MAX_CHARS + 200
    assert not plain_to_lines("a line\n" * 1000).truncated


def test_plain_text_stays_plain() -> None:
    assert render_body("a < b, says Ana <ana@example.com>") == RenderedBody(
        (BodyLine("a < b, says Ana <ana@example.com>"),)
    )
    assert to_plain("own\n>> old\n>\n> x") == "own\n>> old\n>\n> x"


@pytest.mark.parametrize(
    "piece", [">", "> ", ">\n", "- ", "\n", "\t", "http://a.b/", ")", "http://a.b/)))", "1. ", "--\n"]
)
def test_any_piece_repeated_is_read_in_time(piece: str) -> None:
    assert quickest(partial(plain_to_lines, piece * (400_000 // len(piece)))) < 1


@given(st.text(st.sampled_from(">-* \tab:\n\r.1)@<")))
def test_no_word_is_lost(text: str) -> None:
    body = plain_to_lines(text)
    drawn = "".join(">" * line.depth + line.text for line in body.lines)
    assert "".join(drawn.split()).replace(">", "") == "".join(text.split()).replace(">", "")
    for fold in body.folds:
        assert 0 <= fold.start < fold.end <= len(body.lines)
