"""The keymaps that come with the program, and what the checker says of keys of one's own."""

from __future__ import annotations

import typing

import pytest

from console.config.model import UiSettings
from console.ui.actions import all_actions
from console.ui.actions.base import Place
from console.ui.actions.key_rules import warnings
from console.ui.actions.keymap import Keymap
from console.ui.presets import load_preset, preset_names

ACTIONS = all_actions()


@pytest.mark.parametrize("name", preset_names())
def test_a_preset_has_no_clash_and_names_actions_alone(name: str) -> None:
    preset = load_preset(name)
    keymap = Keymap.of(ACTIONS, preset=preset)
    assert [str(clash) for clash in keymap.clashes] == []
    assert not set(preset.keys) - set(keymap.actions)
    warned = warnings(keymap)
    assert [warning for warning in warned if not (preset.only and "has no key" in warning)] == []


NEEDED = (
    *(
        "next",
        "previous",
        "open",
        "back",
        "palette",
        "help",
        "search",
        "select",
        "resolve",
        "transfer",
        "reply",
        "note",
    ),
    *("review", "send", "edit-on", "switch-kind", "discard", "keep-draft", "search-results", "end-search", "undo"),
)
"""What nobody can do without."""


@pytest.mark.parametrize("name", preset_names())
def test_what_acts_anywhere_is_hidden_by_a_pane_only_where_the_pane_does_the_like(name: str) -> None:
    keymap = Keymap.of(ACTIONS, preset=load_preset(name))
    hidden = {
        (place, action.id)
        for action in keymap.actions.values()
        if Place.ANYWHERE in action.places
        for place in (Place.QUEUE, Place.THREAD, Place.CUSTOMER, Place.KNOWLEDGE)
        for key in keymap.keys_of(action.id)
        if keymap.find(place, key) is not action
    }
    assert hidden <= {
        (Place.QUEUE, "page-on"),
        (Place.KNOWLEDGE, "page-on"),
        (Place.KNOWLEDGE, "widen"),
        (Place.KNOWLEDGE, "note"),
    }


@pytest.mark.parametrize("name", preset_names())
def test_nothing_that_is_needed_is_without_a_key(name: str) -> None:
    keymap = Keymap.of(ACTIONS, preset=load_preset(name))
    assert [one for one in NEEDED if not keymap.keys_of(one)] == []


def test_the_setting_takes_every_preset() -> None:
    kind = typing.get_type_hints(UiSettings)["keymap"]
    assert sorted(typing.get_args(kind)) == preset_names()
    with pytest.raises(KeyError, match="arrows, default, gmail, mutt"):
        load_preset("emacs")


def test_arrows_need_no_letter() -> None:
    keymap = Keymap.of(ACTIONS, preset=load_preset("arrows"))
    for action in ACTIONS:
        for sequence in keymap.keys_of(action.id):
            assert len(sequence) > 1 or sequence.isdecimal(), action.id
            assert sequence not in ("f1", "f10", "f11")
            assert not sequence.startswith("ctrl+") or action.id == "quit-hint"


def test_the_users_keys_go_before_those_of_a_preset() -> None:
    keymap = Keymap.of(ACTIONS, {"sync": "S"}, load_preset("mutt"))
    assert keymap.find(Place.QUEUE, "S") is keymap.actions["sync"]
    assert keymap.find(Place.QUEUE, "$") is None


def test_blanks_and_commas() -> None:
    keymap = Keymap.of(ACTIONS, {"reply": "g   r,comma ,B,B"})
    assert keymap.keys_of("reply") == ("g r", ",", "B")


@pytest.mark.parametrize(
    ("name", "keys", "words"),
    [
        ("reply", "alt+r, r", "letters of other languages"),
        ("reply", "@, r", "needs AltGr"),
        ("reply", "ctrl+enter, r", "does not arrive from every terminal"),
        ("reply", "g ctrl+shift+r, r", "does not arrive from every terminal"),
        ("reply", "ctrl+s", "stops and starts the output"),
        ("reply", "~", "belongs to SSH"),
        ("reply", "f1", "menu of many terminals"),
        ("review", "escape", "late over SSH"),
        ("review", "x, ctrl+x", "in the composer it is text"),
        ("review", "", "nothing does it any more"),
    ],
)
def test_keys_that_are_warned_of(name: str, keys: str, words: str) -> None:
    (warning,) = warnings(Keymap.of(ACTIONS, {name: keys}))
    assert words in warning
    assert name in warning


@pytest.mark.parametrize(
    ("name", "keys"), [("reply", "ctrl+s, r"), ("reply", "f5"), ("sync", ""), ("review", "escape, ctrl+r, f4")]
)
def test_keys_that_are_not_warned_of(name: str, keys: str) -> None:
    assert warnings(Keymap.of(ACTIONS, {name: keys, "composer-canned": "f6"})) == []
