"""Why a conversation was found: the passage that tells it, and where the words stand in a text."""

from __future__ import annotations

import pytest

from console.services.snippets import LEAD, LONGEST, Matcher, beginning
from console.store.words import expression, indexed


def marked(words: str, text: str) -> list[str]:
    return [text[start:end] for start, end in Matcher(words).marks(text)]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("lamp", "Lamp, lamps and clamp", ["Lamp", "lamp"]),
        ("lamp ", "Lamp, lamps and clamp", ["Lamp"]),
        ("lamp arr", "Lamp arrived", ["Lamp", "arr"]),
        ('"any news"', "Any  news, any good news", ["Any  news"]),
        ("novakova", "Jana Nováková", ["Nováková"]),
        ("NOVÁKOVÁ", "jana novakova", ["novakova"]),
        ("ida@holm.exam", "mail ida@holm.example", ["ida@holm.exam"]),
        ("返品の手", "返品の手続き", ["返品の手"]),
        ("続", "返品の手続き", ["続"]),
        ("refund -lamp", "A lamp and a refund", ["refund"]),
        ("", "anything", []),
        ('" ( * -', "( * anything", []),
        ("a.*b", "a xx b", []),
    ],
)
def test_where_words_stand(words: str, text: str, found: list[str]) -> None:
    assert marked(words, text) == found


@pytest.mark.parametrize("words", ["refund lam", "返品", "würfel", "x-ray 12:30", "手続 lamp"])
def test_what_the_index_finds_is_marked(words: str) -> None:
    import sqlite3

    text = "Refund: 返品の手続き, the LAMPS; a Wurfel, X ray at 12:30"
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE t USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')")
    index.execute("INSERT INTO t VALUES (?)", [indexed(text)])
    assert index.execute("SELECT count(*) FROM t WHERE t MATCH ?", [expression(words)]).fetchone() == (1,)
    assert marked(words, text)
    index.close()


def test_the_passage_tells_what_the_subject_does_not() -> None:
    sources = [("", "The lamp is here."), ("", "Long ago.\n\n> You promised\n> a refund for it."), ("tags", "refund")]
    snippet = Matcher("lamp refund").snippet("My lamp", sources)
    assert snippet is not None
    assert (snippet.text, snippet.place) == ("Long ago. You promised a refund for it.", "")
    assert Matcher("lamp refund").snippet("My lamp", [("tags", "vip refund")]) is not None
    assert Matcher("lamp").snippet("My lamp", [("tags", "vip")]) is None


def test_the_passage_begins_shortly_before_the_words_and_ends_somewhere() -> None:
    text = "word " * 500 + "cracked\n\n lamp " + "word " * 500
    snippet = Matcher("cracked lamp").snippet("", [("", text)])
    assert snippet is not None
    assert "cracked lamp word" in snippet.text
    assert snippet.text.startswith("…")
    assert snippet.text.index("cracked") <= LEAD
    assert len(snippet.text) <= LONGEST + LEAD + 2


def test_of_many_places_the_one_with_most_words_is_shown() -> None:
    text = "A lamp. " + "Nothing of it. " * 40 + "The lamp, the refund."
    snippet = Matcher("lamp refund").snippet("", [("", text)])
    assert snippet is not None
    assert snippet.text.endswith("The lamp, the refund.")


def test_the_beginning_of_a_text() -> None:
    assert beginning("Dear all,\n\n  thank you\n> for it").text == "Dear all, thank you for it"
    assert len(beginning("word " * 1000).text) <= LONGEST
