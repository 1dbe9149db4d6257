"""Hostile names of tags, fields, groups and customers, and raw texts: pickers, forms and lists show them harmlessly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pty.test_hostile_bytes import assert_harmless, every
from tests.pty.walk import Walk, hostile_console

pytestmark = pytest.mark.pty

MOST = 3
"""Conversations looked at in all ways; each holds many of the texts."""


def look_closer(walk: Walk) -> None:
    """Everything that can be opened about a conversation and its customer."""
    walk.terminal.press("i")
    walk.terminal.wait_for("public code")
    walk.terminal.press("G")
    walk.terminal.settle(0.1)
    walk.terminal.press("q")
    walk.terminal.wait_for("─ Queue")
    for keys, title in ((("F",), "Fields of Q"), (("H",), "Conversations of Q")):
        walk.dialog(keys, title)
    walk.terminal.press("g", "u")
    walk.terminal.settle(0.1)
    walk.dialog(("F",), "Fields of Q")
    walk.dialog(("M",), "Groups of Q")
    walk.terminal.press("g", "t")


def test_tags_fields_groups_information_and_history(tmp_path: Path) -> None:
    with hostile_console(tmp_path, "bundled") as walk:
        assert walk.dialog(("t",), "Tags of Q") == every(walk)
        walk.terminal.press("enter")
        seen = set[int]()
        while len(seen) < MOST:
            walk.terminal.wait_until(lambda _: walk.title() not in {None, *seen}, "another conversation")
            number = walk.title()
            assert number is not None
            seen.add(number)
            look_closer(walk)
            if len(seen) < MOST:
                walk.terminal.press("J")
        assert_harmless(walk, tmp_path)


def test_the_lists_of_all_tags_and_groups_and_the_form_of_a_call(tmp_path: Path) -> None:
    with hostile_console(tmp_path, "bundled") as walk:
        for words, title in (("tags of the desk", "Tags of the desk"), ("groups of cust", "Groups of customers")):
            walk.terminal.press(":")
            walk.terminal.wait_for("name of an action")
            walk.terminal.press(words)
            assert walk.dialog(("enter",), title) == every(walk)
        walk.terminal.press("c")
        walk.terminal.wait_for("mail address or name")
        walk.terminal.press("Q", "enter")
        walk.terminal.settle(0.5)
        walk.terminal.press("tab", "ctrl+x")
        walk.terminal.wait_for("NEW CUSTOMER")
        walk.terminal.press("D")
        walk.terminal.wait_for("Discarded")
        assert_harmless(walk, tmp_path)
