"""The named fixtures of the demo: each has what it is there for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Row, select

from console.contract.enums import GroupType, MessageType
from console.contract.zone import DEFAULT_ZONE
from console.desk.db import Database
from console.desk.seed import DEMO_NOW, FIXTURES, seed_demo
from console.desk.tables import conversation, conversation_field, conversation_tag, message, message_group, tag


class Thread:
    """A conversation with its groups and messages, in order."""

    def __init__(self, database: Database, fixture: str) -> None:
        with database.read() as connection:
            found = select(conversation).where(conversation.c.code == FIXTURES[fixture])
            self.row: Row[Any] = connection.execute(found).one()
            groups = select(message_group).where(message_group.c.conversation_id == self.row.id)
            self.groups = connection.execute(groups.order_by(message_group.c.position)).all()
            query = select(message, message_group.c.rtype.label("group_type"), message_group.c.rstatus)
            query = query.join(message_group, message_group.c.id == message.c.group_id)
            query = query.where(message.c.conversation_id == self.row.id)
            query = query.order_by(message_group.c.position, message.c.position)
            self.messages = connection.execute(query).all()
            fields = select(conversation_field).where(conversation_field.c.conversation_id == self.row.id)
            self.fields = [(row.code, row.value) for row in connection.execute(fields)]
            tags = select(tag.c.name).join(conversation_tag).where(conversation_tag.c.conversation_id == self.row.id)
            self.tags = set(connection.scalars(tags))

    def of(self, letter: str) -> list[Row[Any]]:
        """Its messages of one kind."""
        return [row for row in self.messages if row.rtype == letter]

    @property
    def text(self) -> str:
        """All bodies."""
        return "\n".join(row.body for row in self.messages)


@pytest.fixture(scope="module")
def demo() -> Iterator[Database]:
    """The demo, read only."""
    opened = Database.open("sqlite://")
    seed_demo(opened, now=DEMO_NOW)
    yield opened
    opened.close()


@pytest.mark.parametrize("fixture", FIXTURES)
def test_every_fixture_is_there(demo: Database, fixture: str) -> None:
    assert Thread(demo, fixture).groups


def test_refund(demo: Database) -> None:
    thread = Thread(demo, "FX-01")
    assert (thread.row.subject, thread.row.status, thread.row.assigned_to) == ("Lamp arrived cracked", "C", None)
    assert thread.tags == {"refund", "damaged"}
    assert thread.fields == [("order_no", "43894209")]
    files = [dict(json.loads(row.body)) for row in thread.of(MessageType.FILE.value)]
    assert [file["name"] for file in files] == ["shade-1.jpg", "shade-2.jpg"]
    assert [group.rtype for group in thread.groups] == ["M", "T", "I"]
    assert "43894209" in thread.messages[0].body


def test_three_years(demo: Database) -> None:
    thread = Thread(demo, "FX-02")
    assert (len(thread.groups), len(thread.messages)) == (640, 2000)
    moves = {row.body for row in thread.of(MessageType.TRANSFER.value)}
    assert len(moves) == 3  # from Sales, where it began, to three further departments
    assert thread.groups[-1].created - thread.groups[0].created > 1000 * 86_400


def test_newsletter(demo: Database) -> None:
    html = Thread(demo, "FX-03").of("M")[0].body
    assert html.count("<table") >= 6
    assert all(mark in html for mark in ("cid:", 'width="1" height="1"', "display:none", "<style"))


def test_reply_chain(demo: Database) -> None:
    text = Thread(demo, "FX-04").text
    assert all(mark in text for mark in (" wrote:", " schrieb ", " a écrit :", " escribió:", " schreef ", " napisała:"))
    assert "\n>>>> " in text
    assert "<b>From:</b>" in text


def test_ping_pong(demo: Database) -> None:
    thread = Thread(demo, "FX-05")
    kinds = [group.rtype for group in thread.groups]
    assert (kinds.count("T"), kinds.count("Z"), kinds.count("G"), kinds.count("R")) == (5, 5, 1, 1)
    assert thread.row.status == "C"


def test_chat(demo: Database) -> None:
    thread = Thread(demo, "FX-06")
    assert [group.rtype for group in thread.groups[:2]] == ["S", "C"]
    assert len(thread.of("M")) == 60
    assert [row.rtype for row in thread.messages if row.group_type == "C"][-3:] == ["E", "W", "C"]


def test_phone(demo: Database) -> None:
    thread = Thread(demo, "FX-07")
    assert {"P", "V", "1"} <= {group.rtype for group in thread.groups}
    assert thread.of("V")
    assert json.loads(thread.of("J")[0].body)["duration"] == 312


def test_anger_and_praise(demo: Database) -> None:
    kinds = [row.rtype for row in Thread(demo, "FX-08").messages]
    assert kinds.index("P") < kinds.index("W")


def test_same_second(demo: Database) -> None:
    answers = [group for group in Thread(demo, "FX-10").groups if group.user_id.startswith("ag")]
    assert len({group.created for group in answers}) == 1
    assert len({group.user_id for group in answers}) == 2


def test_new_participant(demo: Database) -> None:
    thread = Thread(demo, "FX-11")
    writers = {group.user_id for group in thread.groups if not group.user_id.startswith("ag")}
    assert len(writers) == 2


def test_group_states(demo: Database) -> None:
    assert {"S", "D", "P", "V"} == {group.rstatus for group in Thread(demo, "FX-12").groups}


def test_unknown_letters(demo: Database) -> None:
    thread = Thread(demo, "FX-13")
    assert "4" in {group.rtype for group in thread.groups}
    assert not all(GroupType(group.rtype).known for group in thread.groups)
    assert thread.of("?")


@pytest.mark.parametrize(
    ("fixture", "marks"),
    [
        ("FX-14", ["السلام", "שלום", "43876621", "۰۵۰"]),
        ("FX-15", ["ﾗﾝﾌﾟ", "Ｌｏｆｔ", "조명이", "燈光"]),
        ("FX-16", ["👨‍👩‍👧‍👦", "🇨🇿", "🙋🏽", "1️⃣", "❤︎"]),
        ("FX-17", ["สวัสดี", "नमस्ते", "\u0334\u0321"]),
        ("FX-21", ["4242 4242 4242 4242", "000-00-0000"]),
    ],
)
def test_texts(demo: Database, fixture: str, marks: list[str]) -> None:
    text = Thread(demo, fixture).text
    assert [mark for mark in marks if mark not in text] == []


def test_long_lines(demo: Database) -> None:
    text = Thread(demo, "FX-18").text
    assert max(len(line) for line in text.split("\n")) >= 30_000
    assert "\n" * 10_000 in text
    assert "\t\t\n" in text


def test_nothing_there(demo: Database) -> None:
    thread = Thread(demo, "FX-19")
    assert (thread.row.owner_id, thread.row.subject, thread.row.owner_note) == (None, "", None)
    assert [row.body for row in thread.of("M")] == ["", " "]
    assert Thread(demo, "FX-19b").row.department_id is None


def test_awkward_times(demo: Database) -> None:
    thread = Thread(demo, "FX-20")
    zone = ZoneInfo(DEFAULT_ZONE)
    moments = [datetime.fromtimestamp(row.created, UTC).astimezone(zone) for row in thread.of("M")]
    walls = [moment.strftime("%m-%d %H:%M") for moment in moments]
    assert len([wall for wall in walls if wall.endswith("01:30")]) == 2
    assert any(wall.startswith("02-29") for wall in walls)
    assert any(wall.endswith("01:59") for wall in walls)
    assert any(wall.endswith("03:00") for wall in walls)
    assert any(group.finished < group.created for group in thread.groups)


def test_sizes(demo: Database) -> None:
    assert len(Thread(demo, "FX-22").of("M")[0].body) >= 400_000
    pictures = Thread(demo, "FX-23")
    assert (pictures.of("M")[0].body.count("<img"), len(pictures.of("F"))) == (43, 43)


def test_spam_wave(demo: Database) -> None:
    with demo.read() as connection:
        spam = connection.execute(select(conversation).where(conversation.c.status == "B")).all()
    assert len(spam) == 7
    assert "phishing" in Thread(demo, "FX-24").tags


def test_auto_reply_loop(demo: Database) -> None:
    thread = Thread(demo, "FX-25")
    assert len([group for group in thread.groups if group.rtype == "M"]) == 36
    assert thread.tags == {"auto-reply"}


@pytest.mark.parametrize(
    "mark", ["\x1b[2J", "\x1b]52;", "\x9b", "\u202e", "\u200b", "[@click=", "<script>", "]]>", "=1+1"]
)
def test_hostile_set(demo: Database, mark: str) -> None:
    with demo.read() as connection:
        found = connection.scalars(select(message.c.body).where(message.c.body.contains(mark, autoescape=True))).all()
    assert found
