"""The keymap: no clashes, keys that every terminal sends, the user's changes, and what may follow a first key."""

from __future__ import annotations

import inspect
import re

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from console.ui.actions import Action, all_actions
from console.ui.actions.base import TEXT_PLACES, Place
from console.ui.actions.keymap import Keymap, key_of, key_words

ACTIONS = all_actions()
DEFAULT = Keymap.of(ACTIONS)
PANES = (Place.QUEUE, Place.THREAD, Place.CUSTOMER, Place.KNOWLEDGE)
CLOSED_PLACES = (*sorted(TEXT_PLACES), Place.REVIEW)
"""Places that take no key of anywhere."""
NAMED_KEYS = {
    *("enter", "escape", "space", "tab", "shift+tab", "up", "down", "left", "right"),
    *("pageup", "pagedown", "home", "end"),
}
HARD_TO_TYPE = set("[]{}\\|@#^`")
"""Behind AltGr, or dead keys, on German, French and Nordic keyboards."""
TAKEN_CONTROL_LETTERS = set("sqzdhijmbawnt")
"""Flow control, signals, twins of Enter, Tab and Backspace, and the keys of multiplexers and browsers."""


class Sample(Action):
    """An action of the tests."""

    label = "sample"

    def run(self, workspace: object) -> None:
        raise AssertionError("the keymap runs nothing")


def sample(name: str, *default_keys: str, place: Place = Place.ANYWHERE) -> Sample:
    made = type(name, (Sample,), {"id": name, "keys": default_keys, "places": (place,), "__doc__": f"Do {name}."})
    result: Sample = made()
    return result


def typed(data: str) -> list[events.Key]:
    return [event for event in XTermParser().feed(data) if isinstance(event, events.Key)]


def test_the_default_keymap_has_no_clash() -> None:
    assert [str(clash) for clash in DEFAULT.clashes] == []


def test_no_key_is_both_whole_and_the_first_of_two() -> None:
    for place in Place:
        for action in DEFAULT.here(place):
            for keys in DEFAULT.keys_of(action.id):
                assert " " in keys or not DEFAULT.begins(place, keys), f"{keys} of {action.id} in {place}"


def test_ids_are_unique_and_stable_in_form() -> None:
    ids = [action.id for action in ACTIONS]
    assert len(set(ids)) == len(ids)
    assert not [name for name in ids if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_explains_itself(action: Action) -> None:
    assert "__doc__" in vars(type(action))
    words = action.help()
    assert words[0].isupper()
    assert words.endswith(".")
    assert "\n" not in words
    assert action.label
    assert len(action.label) <= 24
    assert action.topic
    assert action.places
    assert inspect.getdoc(type(action).run)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_key_arrives_in_every_terminal(action: Action) -> None:
    for keys in action.keys:
        parts = keys.split(" ")
        assert len(parts) in (1, 2)
        for key in parts:
            if key in NAMED_KEYS:
                continue
            if key.startswith("ctrl+"):
                assert re.fullmatch("ctrl\\+[a-z]", key)
                assert key[-1] not in TAKEN_CONTROL_LETTERS
            else:
                assert len(key) == 1
                assert key.isascii()
                assert key.isprintable()
                assert key not in HARD_TO_TYPE


def test_what_has_esc_has_another_key_too() -> None:
    for action in ACTIONS:
        if "escape" in action.keys:
            assert len(action.keys) > 1, action.id


def test_interrupting_does_nothing_but_say_how_to_quit() -> None:
    assert [action.id for action in ACTIONS if "ctrl+c" in action.keys] == ["quit-hint"]
    assert {DEFAULT.actions["quit-hint"]} == {DEFAULT.find(place, "ctrl+c") for place in Place}


@pytest.mark.parametrize("place", sorted(TEXT_PLACES))
def test_printable_keys_are_text_where_text_is_typed(place: Place) -> None:
    assert not [key for key in map(chr, range(0x20, 0x7F)) if DEFAULT.find(place, key) or DEFAULT.begins(place, key)]
    assert DEFAULT.find(place, "space") is None


@pytest.mark.parametrize("place", CLOSED_PLACES)
def test_keys_of_anywhere_stay_out_of_text_and_review(place: Place) -> None:
    for action in DEFAULT.here(place):
        assert place in action.places
    for action in ACTIONS:
        if place not in action.places:
            assert action not in [DEFAULT.find(place, keys) for keys in action.keys]


EVERYWHERE = {
    "next": "j,down",
    "previous": "k,up",
    "next-conversation": "J",
    "previous-conversation": "K",
    "pane-left": "h,left",
    "pane-right": "l,right",
    "next-pane": "tab",
    "previous-pane": "shift+tab",
    "page-down": "pagedown",
    "page-up": "pageup",
    "top": "g g,home",
    "bottom": "G,end",
    "go-queue": "g q",
    "go-customer": "g u",
    "go-knowledge": "g k,w",
    "presence": "g p",
    "drafts": "d,g d",
    "view-one": "1",
    "view-all": "0",
    "views": "v",
    "save-view": "V",
    "filter": "f",
    "sort-wait": "o w",
    "assign-to-me": "A",
    "transfer": "a",
    "reply": "r",
    "note": "n",
    "resolve": "e",
    "resolve-stay": "E,s r",
    "reopen": "O,s o",
    "answered": "s a",
    "undo": "u",
    "sync": "S",
    "copy-code": "y c",
    "copy-link": "y u",
    "copy-address": "y e",
    "copy-message": "y m",
    "palette": ":,ctrl+p,ctrl+k",
    "help": "?",
    "redraw": "ctrl+l",
    "groups": "M",
    "back": "q,escape",
}
IN_PLACES = {
    (Place.QUEUE, "enter"): "open",
    (Place.QUEUE, "space"): "page-on",
    (Place.THREAD, "space"): "page-on",
    (Place.THREAD, "z"): "fold",
    (Place.THREAD, "Z"): "fold-all",
    (Place.THREAD, "R"): "reply-quoting",
    (Place.QUEUE, "R"): "reply-quoting",
    (Place.CUSTOMER, "enter"): "open-previous",
    (Place.KNOWLEDGE, "enter"): "insert-link",
    (Place.COMPOSER, "ctrl+o"): "editor",
    (Place.COMPOSER, "escape"): "review",
    (Place.COMPOSER, "ctrl+x"): "review",
    (Place.REVIEW, "y"): "send",
    (Place.REVIEW, "Y"): "send-resolve",
    (Place.REVIEW, "e"): "edit-on",
    (Place.REVIEW, "E"): "edit-outside",
    (Place.REVIEW, "t"): "switch-kind",
    (Place.REVIEW, "v"): "what-changed",
    (Place.REVIEW, "D"): "discard",
    (Place.REVIEW, "q"): "keep-draft",
    (Place.REVIEW, "escape"): "keep-draft",
}


@pytest.mark.parametrize(
    ("place", "keys", "action_id"),
    [
        *((place, key, name) for name, keys in EVERYWHERE.items() for key in keys.split(",") for place in PANES),
        *((place, keys, action_id) for (place, keys), action_id in IN_PLACES.items()),
    ],
)
def test_the_keys_that_agents_know(place: Place, keys: str, action_id: str) -> None:
    assert DEFAULT.find(place, keys) is DEFAULT.actions[action_id]


def test_the_place_goes_before_anywhere() -> None:
    near, far = sample("near", "enter", place=Place.QUEUE), sample("far", "enter")
    keymap = Keymap.of([far, near])
    assert not keymap.clashes
    assert keymap.find(Place.QUEUE, "enter") is near
    assert keymap.find(Place.THREAD, "enter") is far
    assert keymap.here(Place.QUEUE) == [near, far]
    assert keymap.here(Place.THREAD) == [far]


def test_a_change_replaces_the_keys_of_an_action() -> None:
    keymap = Keymap.of(ACTIONS, {"reply": "B, ctrl+r ,g x"})
    reply = keymap.actions["reply"]
    assert keymap.keys_of("reply") == ("B", "ctrl+r", "g x")
    assert {keymap.find(Place.THREAD, keys) for keys in ("B", "ctrl+r", "g x")} == {reply}
    assert keymap.find(Place.THREAD, "r") is None
    assert keymap.keys_of("note") == DEFAULT.keys_of("note")
    assert not keymap.clashes


def test_a_change_may_give_away_a_key_that_is_given_up() -> None:
    keymap = Keymap.of(ACTIONS, {"reply": "n", "note": "r"})
    assert not keymap.clashes
    assert keymap.find(Place.QUEUE, "n") is keymap.actions["reply"]
    assert keymap.find(Place.QUEUE, "r") is keymap.actions["note"]


def test_a_clash_is_reported_and_the_first_keeps_the_key() -> None:
    keymap = Keymap.of(ACTIONS, {"note": "r"})
    assert [str(clash) for clash in keymap.clashes] == ["r is wanted by reply and by note"]
    assert keymap.find(Place.QUEUE, "r") is keymap.actions["reply"]
    (clash,) = Keymap.of(ACTIONS, {"discard": "e"}).clashes
    assert str(clash) == "e in the review line is wanted by edit-on and by discard"


def test_a_key_for_anywhere_that_a_pane_has_taken_is_reported() -> None:
    (clash,) = Keymap.of(ACTIONS, {"sync": "X"}).clashes
    assert str(clash) == "X in the queue is wanted by select-all and by sync"
    assert not Keymap.of(ACTIONS, {"sync": "X", "select-all": ""}).clashes


@pytest.mark.parametrize("changes", [{"one": "g"}, {"two": "x y"}])
def test_a_key_that_could_never_be_pressed_is_reported(changes: dict[str, str]) -> None:
    """A key that begins a sequence waits for the second one, so it can do nothing by itself."""
    actions = [sample("one", "x"), sample("two", "g g")]
    (clash,) = Keymap.of(actions, changes).clashes
    assert clash.actions == ("two", "one")


def test_a_sequence_of_anywhere_takes_the_single_key_of_a_place() -> None:
    keymap = Keymap.of([sample("near", "g", place=Place.QUEUE), sample("far", "g g")])
    assert [clash.actions for clash in keymap.clashes] == [("far", "near")]


def test_what_begins_a_sequence() -> None:
    for place in PANES:
        assert [key for key in "gsoyjrq" if DEFAULT.begins(place, key)] == ["g", "s", "o", "y"]
    for place in CLOSED_PLACES:
        assert not [key for key in "gsoy" if DEFAULT.begins(place, key)]


def test_what_may_follow_a_first_key() -> None:
    follow = DEFAULT.continuations(Place.QUEUE, "s")
    assert [(key, action.id) for key, action in follow] == [("a", "answered"), ("o", "reopen"), ("r", "resolve-stay")]
    assert [key for key, _ in DEFAULT.continuations(Place.THREAD, "y")] == ["c", "e", "m", "u"]
    assert DEFAULT.continuations(Place.THREAD, "x") == []


@pytest.mark.parametrize("place", CLOSED_PLACES)
def test_nothing_of_anywhere_follows_where_it_does_nothing(place: Place) -> None:
    assert DEFAULT.continuations(place, "g") == []


def test_what_follows_is_what_would_be_done() -> None:
    near, far = sample("near", "g p", place=Place.QUEUE), sample("far", "g p")
    keymap = Keymap.of([near, far])
    assert keymap.continuations(Place.QUEUE, "g") == [("p", near)]
    assert keymap.continuations(Place.THREAD, "g") == [("p", far)]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        *((letter, letter) for letter in "gGzZ09?/:.*é字"),
        (" ", "space"),
        ("\r", "enter"),
        ("\t", "tab"),
        ("\x1b[Z", "shift+tab"),
        ("\x7f", "backspace"),
        ("\x1b[A", "up"),
        ("\x1bOB", "down"),
        ("\x1b[5~", "pageup"),
        ("\x1b[6~", "pagedown"),
        ("\x1b[H", "home"),
        ("\x1b[4~", "end"),
        ("\x03", "ctrl+c"),
        ("\x18", "ctrl+x"),
        ("\x0f", "ctrl+o"),
        ("\x10", "ctrl+p"),
        ("\x1b[120;5u", "ctrl+x"),
        ("\x1b[27u", "escape"),
        ("\x1b[103;3u", "alt+g"),
    ],
)
def test_the_name_of_a_real_key(data: str, key: str) -> None:
    assert [key_of(event) for event in typed(data)] == [key]


def test_keys_in_words() -> None:
    assert [key_words(keys) for keys in ("j", "g p", "enter", "ctrl+x", "shift+tab", "space", "pageup", "?")] == [
        *("j", "g p", "Enter", "Ctrl+X", "Shift+Tab", "Space", "PgUp", "?"),
    ]
    assert key_words("g escape") == "g Esc"


def test_alt_makes_another_key_of_it() -> None:
    assert key_of(events.Key("alt+A", "A")) == "alt+A"
    assert DEFAULT.find(Place.QUEUE, "alt+A") is None
