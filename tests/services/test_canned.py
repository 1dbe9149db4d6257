"""Canned replies: files and what is wrong with them, ranking, and values that are put in once."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from console.services.canned import CannedKind, CannedReply, read_canned
from console.services.known_values import first_name
from console.services.library import DEMO
from console.services.placeholders import fill, placeholders, plain_value
from console.services.ranking import Sought, folded, ranked, score
from console.services.text_files import LONGEST, TextFolder


def folder_of(*folders: Path) -> TextFolder[CannedReply]:
    """Canned replies of folders."""
    return TextFolder(folders, (".md", ".txt"), read_canned)


def test_the_demos_files_are_all_good() -> None:
    loaded = folder_of(DEMO / "canned").load()
    assert loaded.troubles == ()
    assert len(loaded.items) == 32
    assert {one.language for one in loaded.items} == {"en", "de", "fr", "es", "ja"}
    assert {one.kind for one in loaded.items} == {CannedKind.REPLY, CannedKind.NOTE}


def test_a_file_has_a_head_and_a_text(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(
        "Title:  Two   words\nTAGS: a, b c ,\nlanguage: EN\nkind: Note\n\n\nText\n\nmore\n\n"
    )
    (reply,) = folder_of(tmp_path).load().items
    assert (reply.name, reply.title, reply.tags, reply.language) == ("one", "Two words", ("a", "b c"), "en")
    assert (reply.kind, reply.text) == (CannedKind.NOTE, "Text\n\nmore")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Hello,\n\ntext", "line 1 is none"),
        (b"", 'has no line "title:'),
        (b"tags: a\n\ntext", 'has no line "title:'),
        (b"heading: a\n\ntext", "says 'heading' at its beginning; known are title, tags, language, kind"),
        (b"title: a\nkind: letter\n\ntext", "says the kind 'letter'; known are reply, note and both"),
        (b"title: a\n\n \n", "has no text below its first empty line"),
        (b"title: \xff\n\ntext", "is not written in UTF-8"),
        (b"title: a\n\n" + b"x" * LONGEST, "is longer than 100,000 bytes"),
    ],
)
def test_a_bad_file_is_named_and_the_others_work(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "bad.md").write_bytes(data)
    (tmp_path / "good.txt").write_text("title: Good\n\ntext")
    loaded = folder_of(tmp_path).load()
    assert [one.name for one in loaded.items] == ["good"]
    (trouble,) = loaded.troubles
    assert trouble.startswith("bad.md ")
    assert words in trouble


def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / ".hidden.md").write_text("x")
    (tmp_path / "notes.bak").write_text("x")
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere")
    loaded = folder_of(tmp_path, tmp_path / "missing").load()
    assert loaded.items == ()
    assert [trouble.partition(" ")[0] for trouble in loaded.troubles] == ["folder.md", "gone.md", "pipe.md"]


def test_changes_are_seen_and_own_files_go_first(tmp_path: Path) -> None:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    own.mkdir()
    shipped.mkdir()
    (shipped / "a.md").write_text("title: Theirs\n\ntext")
    (shipped / "b.md").write_text("title: B\n\ntext")
    folder = folder_of(own, shipped)
    assert [one.title for one in folder.load().items] == ["Theirs", "B"]
    (own / "a.txt").write_text("title: Mine\n\ntext")
    assert [one.title for one in folder.load().items] == ["Mine", "B"]
    (own / "a.txt").write_text("title: Changed\n\ntext")
    (own / "a.md").write_text("title: Twin\n\ntext")
    loaded = folder.load()
    assert [one.title for one in loaded.items] == ["Twin", "B"]
    assert loaded.troubles == ("a.txt has the name of a.md, which is used.",)
    for path in own.iterdir():
        path.unlink()
    assert [one.title for one in folder.load().items] == ["Theirs", "B"]


def test_a_thousand_files_are_there_at_once(tmp_path: Path) -> None:
    for number in range(1000):
        text = f"title: Answer {number} about something\ntags: t{number % 7}, more\n\n" + f"Text of {number}. " * 40
        (tmp_path / f"answer-{number}.md").write_text(text)
    folder = folder_of(tmp_path)
    folder.load()
    began = time.process_time()
    loaded = folder.load()
    found = ranked("answer 77", loaded.items, lambda one: one.sought)
    taken = time.process_time() - began
    assert found[0].title.startswith("Answer 77")
    assert taken < 0.1


@pytest.mark.parametrize(
    ("better", "worse", "query"),
    [
        ("Refund agreed", "Refund of a part", "refa"),
        ("Refund", "Refund agreed", "refund"),
        ("Refund agreed", "Where the refund is", "ref"),
        ("Where the refund is", "Prefund", "ref"),
        ("Ask for photos", "Asking", "afp"),
        ("Über uns", "Auber", "uber"),
    ],
)
def test_the_beginning_counts_most(better: str, worse: str, query: str) -> None:
    assert score(folded(query), Sought.of(better)) > score(folded(query), Sought.of(worse))


def test_tags_and_text_are_searched_and_every_word_counts() -> None:
    sought = Sought.of("Refund agreed", ["damaged"], "the money is back")
    assert score("damag", sought) > score("money", sought) > 0
    assert score("money agreed", sought) > 0
    assert score("money lamp", sought) == 0
    assert score("x", sought) == 0
    assert ranked("  ", ["b", "a"], Sought.of) == ["b", "a"]


def test_values_are_put_in_once() -> None:
    values = {"customer.name": "{agent.name}", "agent.name": "Ana", "code": "A-1"}
    filled = fill("Dear {customer.name}, {Code} {agent.name} {field.order_no} {what was asked}", values)
    assert filled.text == "Dear (agent.name), A-1 Ana {field.order_no} {what was asked}"
    assert filled.unresolved == ("field.order_no", "what was asked")
    assert placeholders(fill("{customer.name}", values).text) == []


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("Jana\x1b[31m\u202e Nov\u200bák", "Jana[31m Novák"),
        ("two\nlines\tand  more", "two lines and more"),
        ("{a{b}c}", "(a(b)c)"),
        ("\ud83d", ""),
        ("x" * 300, ""),
        ("x" * 4000, ""),
        (" ", ""),
        ("山田 太郎", "山田 太郎"),
    ],
)
def test_values_hold_nothing_hidden(value: str, plain: str) -> None:
    assert plain_value(value) == plain


@pytest.mark.parametrize(
    "text", ['{"a": 1}', "{ }", "{}", "{0}", "a { color: red; }", "${HOME:-x}", "{_x}", "{two\nlines}"]
)
def test_braces_of_programs_are_no_placeholders(text: str) -> None:
    assert placeholders(text) == []


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Jana Nováková", "Jana"),
        ("Nováková, Jana", "Jana"),
        ("Dr. Ana Prof. Lee", "Ana"),
        ("山田太郎", "山田太郎"),
        ("Dr.", "Dr."),
    ],
)
def test_first_names(name: str, first: str) -> None:
    assert first_name(name) == first
