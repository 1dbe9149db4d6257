"""The queue's rows: exact cells at every width, words for every status, ages, names, and the form of two lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from rich.cells import cell_len

from console.contract.enums import ConversationStatus
from console.services.records import QueueRow, Unread
from console.ui.glyphs import ASCII
from console.ui.panes.queue import CUSTOMER_FROM, DEPARTMENT_FROM, QueueHeader, QueueList, QueuePane
from console.ui.panes.queue_words import STATUS_CELLS, short_name, status_word
from console.ui.widgets.chrome import PaneTitle
from tests.hostile import Hostile, forbidden_characters
from tests.ui.support import NOW, SOME_HOSTILE, PaneApp, assert_drawable, by_name, resize, row, strips, texts

WIDTHS = [*range(20, 121, 7), CUSTOMER_FROM + 1, CUSTOMER_FROM + 2, DEPARTMENT_FROM + 1, DEPARTMENT_FROM + 2]


@dataclass
class View:
    """Rows of a queue view that counts how often it was asked for one."""

    rows: Sequence[QueueRow]
    asked: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows)

    def row(self, index: int) -> QueueRow:
        self.asked.append(index)
        return self.rows[index]


@dataclass
class Endless:
    """A hundred thousand conversations."""

    asked: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return 100_000

    def row(self, index: int) -> QueueRow:
        self.asked.append(index)
        return row(id=f"c{index}", subject=f"Conversation {index}")


def queue(*rows: QueueRow) -> QueueList:
    made = QueueList(id="queue-list")
    made.clock = lambda: NOW
    made.view = View(rows)
    return made


VARIED = (
    row(unread=Unread.CUSTOMER),
    row(unread=Unread.NOTE, subject="Rechnung ohne USt-IdNr.", customer_name="Michael Braun"),
    row(unread=Unread.CHANGE, subject="返品の手続きについて", customer_name="佐藤 健", department_name="技術サポート"),
    row(has_draft=True, subject="🔥🔥 nothing works 🔥🔥", customer_name="", status=ConversationStatus.NEW),
    row(subject="", customer_name="", customer_email="", department_name="", waiting_since=None, changed=None),
    row(subject="الفاتورة غير صحيحة", customer_name="محمد علي", status=ConversationStatus.RESOLVED, created=None),
    row(status=ConversationStatus("?"), waiting_since=None, changed=None, created=None),
)


async def test_a_row_in_one_line() -> None:
    rows = queue(row(unread=Unread.CUSTOMER))
    async with PaneApp(rows).run_test(size=(64, 5)):
        assert " ".join(texts(rows)[0].split()) == "▌ 2h10 open ● Lamp arrived cracked J. Nováková Ord"


async def test_columns_stand_under_their_names() -> None:
    rows, header = queue(row()), QueueHeader(id="queue-header")
    async with PaneApp(header, rows).run_test(size=(64, 5)):
        names, line = texts(header)[0], texts(rows)[0]
        for name, value in (("subject", "Lamp"), ("customer", "J. Nov"), ("dep", "Ord")):
            assert names.index(name) == line.index(value)
        assert names.index("waits") + 5 == line.index("2h10") + 4


async def test_columns_go_where_there_is_no_room() -> None:
    rows, header = queue(row(department_name="Billing")), QueueHeader(id="queue-header")
    app = PaneApp(header, rows)
    async with app.run_test(size=(DEPARTMENT_FROM + 2, 5)) as pilot:
        for width, shown in ((50, (True, True)), (49, (True, False)), (36, (True, False)), (35, (False, False))):
            await resize(pilot, width, 5)
            line, names = texts(rows)[0], texts(header)[0]
            assert ("Nov" in line, "Bil" in line) == ("customer" in names, "dep" in names) == shown


@pytest.mark.parametrize("width", WIDTHS)
async def test_rows_take_exactly_their_cells(width: int) -> None:
    rows, header = queue(*VARIED), QueueHeader(id="queue-header")
    async with PaneApp(header, rows).run_test(size=(width, 20)):
        assert_drawable([*strips(header), *strips(rows)], width)
        rows.row_height = 2
        rows.rows_changed()
        assert_drawable(strips(rows), width)


async def test_a_row_in_two_lines() -> None:
    rows = queue(row(unread=Unread.NOTE), row(subject="", customer_name=""))
    rows.row_height = 2
    async with PaneApp(rows).run_test(size=(44, 6)):
        assert texts(rows)[:4] == [
            "▌ ◆ Lamp arrived cracked",
            "▌   J. Nováková  Orders & Returns open  2h10",
            "    (no subject)",
            "    jana@example.com  Orders & R… open  2h10",
        ]


@pytest.mark.parametrize("status", ConversationStatus)
def test_every_status_has_a_short_word_of_its_own(status: ConversationStatus) -> None:
    word = status_word(status)
    assert 3 <= cell_len(word) <= STATUS_CELLS
    assert word.islower()
    assert [other for other in ConversationStatus if status_word(other) == word] == [status]


@pytest.mark.parametrize(
    ("letter", "word"), [("?", "?"), ("", ""), ("\x1b[2J", "␛[2J"), ("longer word", "longer word"[:STATUS_CELLS])]
)
def test_an_unknown_status_is_its_letter(letter: str, word: str) -> None:
    assert status_word(ConversationStatus(letter)) == word


@pytest.mark.parametrize(
    ("ago", "word"),
    [({"seconds": 5}, "now"), ({"minutes": 58}, "58m"), ({"hours": 2, "minutes": 10}, "2h10"), ({"days": 400}, "1y")],
)
async def test_the_age_is_how_long_the_customer_waits(ago: dict[str, float], word: str) -> None:
    since = NOW - timedelta(**ago)
    rows = queue(
        row(waiting_since=since), row(waiting_since=None, changed=since), row(waiting_since=since, changed=NOW)
    )
    async with PaneApp(rows).run_test(size=(64, 5)):
        assert [line[2:7] for line in texts(rows)[:3]] == [word.rjust(5)] * 3


async def test_no_time_is_a_dash_and_the_future_is_now() -> None:
    rows = queue(
        row(waiting_since=None, changed=None, created=None), row(waiting_since=datetime.max.replace(tzinfo=NOW.tzinfo))
    )
    async with PaneApp(rows).run_test(size=(64, 5)):
        assert [line[2:7] for line in texts(rows)[:2]] == ["    -", "  now"]


async def test_who_waits_is_bright_and_who_does_not_is_dim() -> None:
    rows = queue(row(), row(waiting_since=None, status=ConversationStatus.RESOLVED), row(unread=Unread.CUSTOMER))
    async with PaneApp(rows).run_test(size=(64, 5)):

        def style(line: int, words: str) -> object:
            return next(s.style for s in rows.render_line(line) if words in s.text)

        assert style(0, "2h10") == rows.line_style("strong") != style(1, "2h10") == rows.line_style("dim")
        subjects = [style(line, "Lamp") for line in range(3)]
        assert subjects == [rows.line_style(name) for name in ("text", "dim", "strong")]


async def test_what_is_unread_has_its_sign_in_both_sets() -> None:
    asked = [row(unread=unread) for unread in Unread] + [row(has_draft=True), row(has_draft=True, unread=Unread.NOTE)]
    rows = queue(*asked)
    async with PaneApp(rows).run_test(size=(64, 8)):
        before = texts(rows)[0].index("Lamp") - 2
        assert [line[before] for line in texts(rows)[:7]] == [" ", "●", "◆", "·", "○", "»", "◆"]
        rows.glyphs = ASCII
        rows.rows_changed()
        assert [line[before] for line in texts(rows)[:7]] == [" ", "*", "n", ".", "o", "d", "n"]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Jana Nováková", "J. Nováková"),
        ("  Jana   Nováková ", "J. Nováková"),
        ("Ana Maria Lopez", "A. Maria Lopez"),
        ("Étienne Laurent", "É. Laurent"),
        ("Ödön Kiss", "Ö. Kiss"),
        ("Иван Петров", "И. Петров"),
        ("Σοφία Δούκα", "Σ. Δούκα"),
        ("Cher", "Cher"),
        ("佐藤 健", "佐藤 健"),
        ("김 민준", "김 민준"),
        ("محمد علي", "محمد علي"),
        ("דנה לוי", "דנה לוי"),
        ("प्रिया शर्मा", "प्रिया शर्मा"),
        ("4 Lamps Ltd", "4 Lamps Ltd"),
        ("(no reply) Service", "(no reply) Service"),
        ("", "jana@example.com"),
        ("   ", "jana@example.com"),
        ("\u200b", "jana@example.com"),
        ("a \x1b[2J", "a. ␛[2J"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(row(customer_name=name)) == short


def test_somebody_without_name_and_address() -> None:
    assert short_name(row(customer_name="", customer_email="")) == "(nobody)"


@pytest.mark.parametrize("item", SOME_HOSTILE, ids=by_name)
def test_hostile_names_are_harmless(item: Hostile) -> None:
    for asked in (row(customer_name=item.text), row(customer_name="", customer_email=item.text)):
        assert not forbidden_characters(short_name(asked))


@pytest.mark.parametrize("width", [20, 44, 100])
async def test_hostile_text_in_every_field_of_a_row(width: int) -> None:
    asked = [
        row(
            subject=item.text,
            customer_name=item.text,
            customer_email=item.text,
            department_name=item.text,
            status=ConversationStatus(item.text),
            preview=item.text,
            code=item.text,
            tags=(item.text,),
        )
        for item in SOME_HOSTILE
    ]
    rows = queue(*asked)
    async with PaneApp(rows).run_test(size=(width, 2 * len(asked))):
        assert_drawable(strips(rows), width)
        rows.row_height = 2
        rows.rows_changed()
        assert_drawable(strips(rows), width)


# The pane


async def test_only_visible_rows_are_asked_for() -> None:
    pane, endless = QueuePane(id="queue-pane"), Endless()
    app = PaneApp(pane)
    async with app.run_test(size=(60, 20)) as pilot:
        pane.rows.clock = lambda: NOW
        pane.show(endless, note="100,000")
        await pilot.pause()
        assert set(endless.asked) <= set(range(20))
        endless.asked.clear()
        pane.rows.move_to(10**9)
        await pilot.pause()
        assert endless.asked
        assert min(endless.asked) >= 100_000 - 20
        at_cursor = pane.rows.row_at_cursor()
        assert at_cursor is not None
        assert at_cursor.id == "c99999"
        assert app.query_one("#queue-title", PaneTitle).note == "100,000"


async def test_the_cursor_follows_a_conversation_that_moved() -> None:
    pane = QueuePane(id="queue-pane")
    rows = [row(id=f"c{number}") for number in range(200)]
    async with PaneApp(pane).run_test(size=(60, 22)) as pilot:
        pane.show(View(rows), note="")
        pane.rows.move_to(50)
        line = pane.rows.cursor - pane.rows.scroll_offset.y
        pane.show(View([row(id="new"), *rows]), note="", keep="c50", index=51)
        await pilot.pause()
        at_cursor = pane.rows.row_at_cursor()
        assert at_cursor is not None
        assert at_cursor.id == "c50"
        assert pane.rows.cursor - pane.rows.scroll_offset.y == line
        pane.show(View(rows[:10]), note="", keep="c50", index=None)
        assert pane.rows.cursor == 9


async def test_an_empty_queue() -> None:
    pane = QueuePane(id="queue-pane")
    async with PaneApp(pane).run_test(size=(60, 10)):
        assert (pane.rows.row_count, pane.rows.row_at_cursor()) == (0, None)
        pane.show(View([]), note="0")
        assert pane.rows.row_at_cursor() is None
        assert_drawable(strips(pane.rows), pane.rows.size.width)
