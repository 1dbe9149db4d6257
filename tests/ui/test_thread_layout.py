"""The lines of a thread: gutters, folds, speakers, quotes, widths, and laying out in slices from the end."""

from __future__ import annotations

import json
from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from console.contract.enums import GroupStatus, GroupType, MessageType
from console.services.reading import render_body
from console.services.records import Thread, ThreadGroup
from console.ui.glyphs import ASCII, UNICODE
from console.ui.panes.thread_layout import DrawnLine, Setting, ThreadLayout, body_lines, layout_group, when_words
from console.ui.panes.thread_view import ThreadView
from console.ui.panes.thread_words import BODY_KINDS, Voice
from console.ui.text import clean
from tests.hostile import HUGE, Hostile, forbidden_characters
from tests.ui.support import (
    AGENT,
    CUSTOMER,
    NOW,
    SOME_HOSTILE,
    SYSTEM,
    PaneApp,
    assert_drawable,
    by_name,
    group,
    message,
    strips,
    texts,
    thread,
)

WIDTHS = st.integers(min_value=20, max_value=120)
NASTY = st.lists(
    st.text(st.characters(exclude_categories=[]), max_size=60)
    | st.sampled_from([item.text[:400] for item in SOME_HOSTILE])
    | st.sampled_from(["\n", "\n> ", "\n>>>> ", "\n-- \n", "<b>", "</b>", "<blockquote>", "<br>", "字" * 30, "word "]),
    max_size=8,
).map("".join)
LETTERS = st.sampled_from([*GroupType, "?", "\x1b"])
MESSAGE_LETTERS = st.sampled_from([*MessageType, "?", "\u202e"])


def setting(width: int = 60) -> Setting:
    return Setting(width, UTC, NOW, UNICODE)


def text_of(line: DrawnLine) -> str:
    return "".join(text for text, _ in line.parts)


def laid(asked: ThreadGroup, width: int = 60, *, toggled: bool = False) -> list[str]:
    return [text_of(line) for line in layout_group(0, asked, setting(width), toggled=toggled)]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_mail() -> None:
    lines = layout_group(3, group(message("Hello,\n\nthe shade is cracked.")), setting(), toggled=False)
    assert [text_of(line) for line in lines] == [
        "▾ Mail  Jana Nováková  06:31  (2 h ago)",
        "Hello,",
        "",
        "the shade is cracked.",
        "",
    ]
    assert [line.voice for line in lines] == [None, *[Voice.CUSTOMER] * 3, None]
    assert [line.headline for line in lines] == [True, False, False, False, False]
    assert {line.group for line in lines} == {3}


def test_who_speaks_gives_the_headline_its_style() -> None:
    def style(asked: ThreadGroup) -> str:
        return layout_group(0, asked, setting(), toggled=False)[0].parts[1][1]

    assert style(group(author=CUSTOMER)) == "customer"
    assert style(group(author=AGENT)) == "own"
    assert style(group(author=AGENT, kind=GroupType.INTERNAL)) == "note"
    assert style(group(author=SYSTEM, kind=GroupType.TRANSFER)) == "system"


@pytest.mark.parametrize("kind", [*GroupType, "?"])
def test_acts_of_the_system_are_one_line_until_unfolded(kind: str) -> None:
    asked = group(message("assigned to Orders & Returns by rule", MessageType.SYSTEM), kind=kind, author=SYSTEM)
    lines, unfolded = laid(asked, 120), laid(asked, 120, toggled=True)
    assert len(lines) == 1
    assert lines[0].startswith("▸ ")
    assert "assigned to Orders & Returns by rule" in lines[0]
    assert unfolded[0].startswith("▾ ")
    assert unfolded[1:] == ["assigned to Orders & Returns by rule", ""]


def test_the_state_of_a_group_is_said() -> None:
    assert "[split off]" in laid(group(state=GroupStatus.SPLIT_OFF))[0]
    assert "[" not in laid(group())[0]


def test_when_a_group_was() -> None:
    later = NOW - timedelta(hours=2)
    assert when_words(group(finished=later), setting()) == "06:31–07:00  (2 h ago)"
    assert when_words(group(started=None, started_raw="0000-00-00 00:00:00"), setting()) == "0000-00-00 00:00:00"
    assert when_words(group(started=None, started_raw="\x1b]0;" + "x" * 99), setting()) == "␛]0;" + "x" * 26


@pytest.mark.parametrize("kind", [MessageType.FILE, MessageType.NOTE_FILE])
def test_files(kind: MessageType) -> None:
    body = json.dumps([["name", "value"], ["name", "shade-\u202egpj.exe"], ["size", "48200"]])
    assert laid(group(message("Two photos."), message(body, kind)))[1:] == [
        "Two photos.",
        "[file] shade-‹RLO›gpj.exe  48 KB",
        "",
    ]


@pytest.mark.parametrize(("kind", "word"), [(MessageType.QUOTED_TEXT, "quoted"), (MessageType.FOOTER, "footer")])
def test_quoted_text_and_footers_fold(kind: MessageType, word: str) -> None:
    asked = group(message("New words."), message("one\ntwo", kind))
    assert laid(asked)[1:-1] == ["New words.", f"▸ 2 {word} lines"]
    assert laid(asked, toggled=True)[1:-1] == ["New words.", "one", "two"]
    assert laid(group(message("one", kind)))[1:-1] == [f"▸ 1 {word} line"]


def test_folds_inside_a_body() -> None:
    asked = group(message("My answer.\n\nOn Mon, Ana wrote:\n> first\n> second\n> third"))
    folded, unfolded = laid(asked), laid(asked, toggled=True)
    assert folded[1] == unfolded[1] == "My answer."
    assert [line for line in folded if line.startswith("▸ ")]
    assert "> second" not in folded
    assert [line for line in unfolded if line.startswith("> ")] == ["> first", "> second", "> third"]
    assert not [line for line in unfolded if line.startswith("▸ ")]


def test_chats_name_the_speaker_of_every_message() -> None:
    asked = group(
        message("Hi"), message("Hello Jana", author=AGENT, at=None, at_raw="2022-11-21 07:01"), kind=GroupType.CHAT
    )
    assert laid(asked)[1:-1] == ["07:00 Jana  Hi", "2022-11-21 07:01 Ana  Hello Jana"]
    long = group(message("Hi"), message("word " * 30), kind=GroupType.CHAT)
    assert all(line.startswith(" " * len("07:00 Jana  ")) for line in laid(long, 40)[3:-1])
    assert laid(group(message("Hi"), kind=GroupType.CHAT))[1:-1] == ["Hi"]
    assert laid(group(message("Hi"), message("Hello")))[1:-1] == ["Hi", "Hello"]


@pytest.mark.parametrize("kind", [*MessageType, "?"])
def test_no_kind_of_message_is_left_out(kind: str) -> None:
    asked = group(message("something", kind))
    (shown,) = laid(asked, toggled=True)[1:-1]
    assert "something" in shown


@pytest.mark.parametrize("width", [20, 21, 40, 120])
@pytest.mark.parametrize("depth", [1, 2, 7, 8, 9, 40])
def test_deep_quotes_stay_readable(width: int, depth: int) -> None:
    words = "the lamp that I ordered from you arrived with a cracked shade"
    lines = laid(group(message("New.\n\n" + ">" * depth + " " + words)), width, toggled=True)
    quoted = [line for line in lines if line.startswith(">")]
    assert squeezed("".join(line.lstrip("> ") for line in quoted)) == squeezed(words)
    assert all(cell_len(line) <= width - 2 for line in quoted)
    assert {len(line) - len(line.lstrip("> ")) for line in quoted} == {min(2 * depth, 16, (width - 2 - 8) // 2 * 2)}


def test_list_items_hang_under_their_text() -> None:
    lines = laid(group(message("<ul><li>one two three four five six</li></ul>")), 24)
    item = [line for line in lines[1:-1] if line]
    assert item[0].lstrip().startswith(("•", "-", "*"))
    assert len(item) > 1
    assert item[1].startswith("  ")


def test_spans_keep_their_styles_over_a_row_break() -> None:
    (line,) = render_body("<p>plain <b>strong words that go on</b> end</p>").lines
    rows = list(body_lines(render_body("<p>plain <b>strong words that go on</b> end</p>"), 14, UNICODE, unfold=False))
    assert line.text == "plain strong words that go on end"
    strong = [text for row in rows for text, style in row if style == "strong"]
    assert squeezed("".join(strong)) == "strongwordsthatgoon"
    assert squeezed("".join(text for row in rows for text, style in row if style == "text")) == "plainend"


@given(NASTY, WIDTHS, MESSAGE_LETTERS, st.booleans())
def test_no_line_of_a_body_is_wider_than_the_view(body: str, width: int, kind: str, toggled: bool) -> None:
    for line in layout_group(0, group(message(body, kind)), setting(width), toggled=toggled)[1:]:
        text = text_of(line)
        assert not forbidden_characters(text)
        if not text.startswith(("[file] ", UNICODE.folded)):  # one line each, clipped when it is drawn
            assert sum(cell_len(part) for part, _ in line.parts) <= width - 2


@given(NASTY, WIDTHS)
def test_wrapping_loses_nothing(body: str, width: int) -> None:
    rendered = render_body(body)
    rows = body_lines(rendered, width, UNICODE, unfold=True)
    drawn = "".join(text for row in rows for text, _ in row)
    wanted = "".join("> " * line.depth + clean(line.text, limit=200_000) for line in rendered.lines)

    def letters(text: str) -> str:
        return "".join(character for character in text if character.isalnum())

    assert letters(drawn) == letters(wanted)


@given(NASTY, LETTERS, NASTY, NASTY)
def test_nothing_forbidden_in_headlines_and_speakers(body: str, kind: str, name: str, raw: str) -> None:
    author = type(CUSTOMER)(id="x", name=name, kind=CUSTOMER.kind)
    messages = [message(body, author=author, at=None, at_raw=raw) for _ in range(2)]
    asked = group(*messages, kind=kind, author=author, started=None, started_raw=raw, state=GroupStatus(raw))
    for toggled in (False, True):
        for line in layout_group(0, asked, setting(), toggled=toggled):
            assert not forbidden_characters(text_of(line))


@pytest.mark.parametrize("item", HUGE, ids=by_name)
def test_huge_bodies_end(item: Hostile) -> None:
    lines = layout_group(0, group(message(item.text)), setting(40), toggled=True)
    assert all(cell_len(text_of(line)) <= 38 for line in lines[1:])


# The whole thread


def long_thread(count: int = 2_000) -> Thread:
    kinds = [GroupType.INCOMING_MAIL, GroupType.TRANSFER, GroupType.INTERNAL, GroupType.CHAT]
    groups = []
    for number in range(count // 2):
        author = (CUSTOMER, SYSTEM, AGENT, CUSTOMER)[number % 4]
        both = [message(f"Message {number} " + "word " * (number % 30), id=f"m{number}-{i}") for i in range(2)]
        groups.append(group(*both, kind=kinds[number % 4], author=author, id=f"g{number}"))
    return thread(*groups)


def test_slices_give_the_lines_that_one_go_gives() -> None:
    conversation = long_thread()
    at_once = ThreadLayout(conversation, setting(), frozenset({"g3", "g5"}))
    assert at_once.grow(lambda _: False) == len(at_once.lines)
    sliced = ThreadLayout(conversation, setting(), frozenset({"g3", "g5"}))
    total = 0
    while not sliced.complete:
        before = list(sliced.lines)
        added = sliced.grow(lambda count: count >= 137)
        total += added
        assert sliced.lines[added:] == before
    assert sliced.lines == at_once.lines
    assert sliced.starts == at_once.starts
    assert total == len(at_once.lines)
    assert sliced.grow(lambda _: False) == 0


def test_the_end_comes_first() -> None:
    layout = ThreadLayout(long_thread(), setting(), frozenset())
    assert (layout.first, layout.complete, layout.lines) == (1_000, False, [])
    added = layout.grow(lambda count: count >= 40)
    assert 40 <= added == len(layout.lines) < 80
    assert not layout.complete
    assert layout.lines[-1].group == 999
    assert (
        layout.lines[0] == layout_group(layout.first, layout.thread.groups[layout.first], setting(), toggled=False)[0]
    )


def test_where_groups_start_and_end() -> None:
    layout = ThreadLayout(long_thread(200), setting(), frozenset({"g7"}))
    layout.grow(lambda count: count >= 150)
    assert list(layout.starts) == list(range(layout.first, 100))
    for index in layout.starts:
        lines = layout.lines[layout.starts[index] : layout.end_of(index)]
        expected = layout_group(index, layout.thread.groups[index], setting(), toggled=index == 7)
        assert lines == expected
    assert layout.end_of(99) == len(layout.lines)


def test_a_thread_without_groups() -> None:
    layout = ThreadLayout(thread(), setting(), frozenset())
    assert layout.complete
    assert layout.grow(lambda _: False) == 0
    assert layout.lines == []


# Drawn


async def test_customers_notes_and_our_own_differ_in_shape() -> None:
    view = ThreadView(id="thread-view")
    view.clock = lambda: NOW
    async with PaneApp(view).run_test(size=(60, 20)):
        view.show(
            thread(
                group(message("from outside"), id="g1"),
                group(message("between us"), id="g2", kind=GroupType.INTERNAL, author=AGENT),
                group(message("our answer"), id="g3", kind=GroupType.OUTGOING_MAIL, author=AGENT),
            )
        )
        lines = [line for line in texts(view) if line.strip()]
        assert [line[2:] for line in lines] == [
            "▾ Mail  Jana Nováková  06:31  (2 h ago)",
            "│ from outside",
            "▾ Note  Ana Kovač  06:31  (2 h ago)",
            "┊ between us",
            "▾ Reply  Ana Kovač  06:31  (2 h ago)",
            "  our answer",
        ]
        assert [line[0] for line in lines] == [" ", " ", " ", " ", "▌", " "]


async def test_no_body_can_draw_a_gutter_or_a_headline() -> None:
    view = ThreadView(id="thread-view")
    view.clock, view.glyphs = (lambda: NOW), ASCII
    forged = "│ approved\n┊ Note from Ana\n▾ Reply  Ana Kovač  06:31\n| x\n: y"
    async with PaneApp(view).run_test(size=(60, 20)):
        view.show(thread(group(message(forged))))
        body = texts(view)[1:6]
        assert all(line.startswith("  | ") for line in body), body


@pytest.mark.parametrize("size", [(20, 10), (50, 20), (120, 40)])
async def test_every_hostile_text_is_drawn_in_the_view(size: tuple[int, int]) -> None:
    view = ThreadView(id="thread-view")
    view.clock = lambda: NOW
    async with PaneApp(view).run_test(size=size):
        for item in SOME_HOSTILE:
            author = type(CUSTOMER)(id="x", name=item.text, kind=CUSTOMER.kind)
            kinds = [*list(BODY_KINDS)[:1], MessageType.FILE, MessageType.SYSTEM, item.text]
            messages = [message(item.text, kind) for kind in kinds]
            view.show(thread(group(*messages, author=author, kind=GroupType.CHAT), group(*messages, kind=item.text)))
            assert_drawable(strips(view), size[0])
            view.toggle(everything=True)
            assert_drawable(strips(view), size[0])
