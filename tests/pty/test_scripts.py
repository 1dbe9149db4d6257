"""The scripts of the agent's day by raw keys in a pseudo-terminal, typed as fast as a person could."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pty_terminal import PtyTerminal
from tests.stories.conftest import desk_template, home
from tests.stories.running import at_the_desk, customer_writes, demo

__all__ = ["desk_template", "home"]
pytestmark = pytest.mark.pty

AT_ONCE = {f"LAC_SENDING_HOLD_{what}": "0" for what in ("MAIL", "CHAT", "NOTE", "STATUS", "CHANGE")}
LAMP = "AXF-4BT-9D8"
DAMAGED = "LXH-O5Z-DQ4"
"""Another damaged lamp, without the tag of a refund."""


class Typist:
    """Types, and counts the keys; words that every program wants count for nothing."""

    def __init__(self, terminal: PtyTerminal) -> None:
        self.terminal = terminal
        self.strokes = 0

    def press(self, *keys: str) -> None:
        """Keys, one right behind the other."""
        for key in keys:
            self.strokes += 1
            self.terminal.press(key)

    def write(self, words: str) -> None:
        """Words, which nobody types in no time; what comes in one go with much behind it counts as a paste."""
        self.terminal.press(words)
        self.terminal.wait_for(words)

    def open(self, code: str) -> None:
        """Have a conversation on the screen; what was before does not count."""
        self.terminal.press("/")
        self.write(code)
        self.terminal.press("enter", "enter")
        self.terminal.wait_for(f"{code}  ")
        self.terminal.settle()
        self.strokes = 0


@pytest.fixture
def typist(home: Path) -> Iterator[Typist]:
    """At a demo that holds nothing."""
    with demo(home, env=AT_ONCE) as terminal:
        terminal.settle()
        yield Typist(terminal)


def conversation(code: str) -> dict[str, Any]:
    """What the desk has of a conversation."""
    names = ("id", "status", "department_id", "assigned_to")
    ((*values,),) = at_the_desk(f"SELECT {', '.join(names)} FROM conversation WHERE code = '{code}'")  # noqa: S608
    return dict(zip(names, values, strict=True))


def said(code: str, words: str) -> list[str]:
    """The kinds of the messages of a conversation that hold these words."""
    query = f"SELECT rtype FROM message WHERE conversation_id = '{conversation(code)['id']}' AND body LIKE '%{words}%'"  # noqa: S608
    return [row[0] for row in at_the_desk(query)]


def billing() -> str:
    """Its id."""
    ((found,),) = at_the_desk("SELECT id FROM department WHERE name = 'Billing'")
    return str(found)


def until(typist: Typist, sql: str, wanted: object) -> None:
    """Read on until the desk answers so."""
    typist.terminal.wait_until(lambda _: at_the_desk(sql) == wanted, f"{wanted} for {sql}")


def test_triage(typist: Typist) -> None:
    mine = "SELECT count(*) FROM conversation WHERE assigned_to = 'agAnaKov' AND status IN ('N', 'C')"
    ((before,),), ((had,),) = at_the_desk("SELECT count(*) FROM conversation WHERE status = 'R'"), at_the_desk(mine)
    typist.press("2", "o", "w", "j", "j", "x", "j", "x", "x", "e")
    typist.press("x", "j", "x", "a", "b", "i", "l", "enter", "enter")
    typist.terminal.wait_for("Nobody is there")
    typist.terminal.press("y")  # nobody of Billing is there on this morning, which the script leaves out
    typist.press("b", "t", "p")
    assert typist.strokes == 22
    until(typist, "SELECT count(*) FROM conversation WHERE status = 'R'", [(before + 3,)])
    typist.terminal.wait_for("Later 1")
    until(typist, mine, [(had + 1,)])


def test_a_refund(typist: Typist) -> None:
    typist.open(DAMAGED)
    typist.press("F")
    typist.write("43894209")
    typist.press("tab", "d", "a", "m", "enter", "t", "r", "e", "f", "enter", "r", "/", "r", "e", "f", "a", "enter")
    typist.press("?", "?", "b", "a", "n", "k", "enter", "escape", "Y")
    assert typist.strokes == 27
    typist.terminal.wait_until(lambda _: conversation(DAMAGED)["status"] == "R", "the end of it")
    assert said(DAMAGED, "We refund order 43894209 in full today.") == ["M"]


def test_a_refund_by_a_macro(typist: Typist) -> None:
    typist.open(DAMAGED)
    typist.press("m", "r", "e", "f", "enter")
    typist.write("43894209")
    typist.press("enter", "Y")
    assert typist.strokes == 7
    typist.terminal.wait_until(lambda _: conversation(DAMAGED)["status"] == "R", "the end of it")
    assert said(DAMAGED, "We refund order 43894209 in full today.") == ["M"]


def test_a_transfer_to_where_nobody_is(typist: Typist) -> None:
    typist.open(LAMP)
    typist.press("a", "b", "i", "l", "enter")
    typist.write("Please refund order 43894209.")
    typist.press("enter", "y")
    assert typist.strokes == 7
    typist.terminal.wait_until(lambda _: conversation(LAMP)["department_id"] == billing(), "the transfer")
    typist.terminal.wait_for("is with Billing now")
    assert said(LAMP, "Please refund order 43894209.") == ["N"]


def test_a_customer_who_wrote_again_meanwhile(typist: Typist) -> None:
    typist.open(LAMP)
    typist.terminal.press("r")
    typist.write("Dear Jana, one moment please.")
    typist.strokes = 0
    customer_writes(LAMP, "And another thing: the cable.")
    typist.press("escape")
    typist.terminal.wait_for("1 new message from the customer")
    typist.press("v")
    typist.terminal.wait_for("And another thing: the cable.")
    typist.press("e")
    typist.write(" And the cable.")
    typist.press("escape", "y")
    assert typist.strokes == 5
    text = "Dear Jana, one moment please. And the cable."
    typist.terminal.wait_until(lambda _: said(LAMP, text) == ["M"], "the reply")


def test_a_call_of_somebody_new(typist: Typist) -> None:
    typist.press("c")
    typist.write("vera@holm.example")
    typist.press("enter")
    typist.write("Vera Holm")
    typist.press("tab")
    typist.write("555-0144")
    typist.press("tab", "tab")
    typist.write("Lamp without light")
    typist.press("tab")
    typist.write("She called: nothing lights up.")
    typist.press("escape", "y")
    assert typist.strokes == 8
    until(typist, "SELECT status FROM conversation WHERE subject = 'Lamp without light'", [("C",)])
    typist.terminal.wait_for("To read out")


def test_a_reply_and_nothing_else(typist: Typist) -> None:
    typist.open(LAMP)
    typist.terminal.press("r")
    typist.write("Dear Jana, done.")
    typist.strokes = 0
    typist.press("escape", "y")
    assert typist.strokes == 2
    typist.terminal.wait_until(lambda _: said(LAMP, "Dear Jana, done.") == ["M"], "the reply")
