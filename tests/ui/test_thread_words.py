"""Words for groups and messages: every letter of the contract, unknown letters, and what file entries say."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.contract.enums import GroupStatus, GroupType, MessageType
from console.services.records import Person, PersonKind
from console.ui.panes.thread_words import (
    BODY_KINDS,
    FILE_KINDS,
    FOLDED_KINDS,
    FileEntry,
    Voice,
    kind_word,
    read_file,
    small_line,
    starts_folded,
    state_word,
    voice_in,
    voice_of,
)
from tests.hostile import Hostile, forbidden_characters
from tests.ui.support import AGENT, CUSTOMER, SOME_HOSTILE, SYSTEM, by_name, group, message

WORDS = {
    GroupType.CALL: "Call",
    GroupType.OUTGOING_CALL: "Call out",
    GroupType.INTERNAL_CALL: "Internal call",
    GroupType.CHAT: "Chat",
    GroupType.DELETE: "Deleted",
    GroupType.FACEBOOK: "Facebook",
    GroupType.INTERNAL: "Note",
    GroupType.INTERNAL_COLLAPSED: "Note",
    GroupType.KNOWLEDGEBASE: "Forum",
    GroupType.KNOWLEDGEBASE_START: "Article",
    GroupType.OFFLINE: "Mail",
    GroupType.RESOLVE: "Resolved",
    GroupType.RETWEET: "Retweet",
    GroupType.START_INFO: "Start",
    GroupType.TAG: "Tags",
    GroupType.TRANSFER: "Transfer",
    GroupType.TWITTER: "Twitter",
    GroupType.INTERNAL_OFFLINE: "Note",
    GroupType.POSTPONE: "Postponed",
    GroupType.SPAM: "Spam",
    GroupType.FORWARD: "Forward",
    GroupType.REPLY_TO_FORWARD: "Forward reply",
    GroupType.SPLIT: "Split",
    GroupType.MERGED: "Merged",
    GroupType.INCOMING_MAIL: "Mail",
    GroupType.OUTGOING_MAIL: "Mail",
    GroupType.OFFLINE_FORM: "Form",
    GroupType.WHATSAPP: "WhatsApp",
    GroupType.RECEIVED_ANSWER: "Mail",
}
NOTES = {GroupType.INTERNAL, GroupType.INTERNAL_COLLAPSED, GroupType.INTERNAL_OFFLINE}
ACTS_OF_THE_SYSTEM = {
    *(GroupType.DELETE, GroupType.KNOWLEDGEBASE_START, GroupType.RESOLVE, GroupType.START_INFO, GroupType.TAG),
    *(GroupType.TRANSFER, GroupType.POSTPONE, GroupType.SPAM, GroupType.SPLIT, GroupType.MERGED),
}


@pytest.mark.parametrize("kind", GroupType)
def test_every_kind_of_group_has_its_word_and_voice(kind: GroupType) -> None:
    asked = group(message(), kind=kind)
    assert kind_word(asked) == WORDS[kind]
    if kind in NOTES:
        assert voice_of(asked) is Voice.NOTE
    else:
        assert voice_of(asked) is (Voice.SYSTEM if kind in ACTS_OF_THE_SYSTEM else Voice.CUSTOMER)
    assert starts_folded(asked) is (kind in ACTS_OF_THE_SYSTEM or kind is GroupType.INTERNAL_COLLAPSED)


@pytest.mark.parametrize("kind", sorted(set(GroupType) - NOTES - ACTS_OF_THE_SYSTEM))
def test_the_author_decides_whose_voice_it_is(kind: GroupType) -> None:
    assert voice_of(group(message(), kind=kind, author=CUSTOMER)) is Voice.CUSTOMER
    assert voice_of(group(message(), kind=kind, author=AGENT)) is Voice.OWN
    assert voice_of(group(message(), kind=kind, author=SYSTEM)) is Voice.SYSTEM


@pytest.mark.parametrize("kind", sorted(NOTES))
@pytest.mark.parametrize("author", [AGENT, CUSTOMER], ids=lambda author: author.kind)
def test_a_note_is_a_note_whichever_person_wrote_it(kind: GroupType, author: object) -> None:
    assert voice_of(group(message(), kind=kind, author=author)) is Voice.NOTE


@pytest.mark.parametrize("kind", sorted(NOTES))
def test_an_internal_act_of_the_system_is_no_note(kind: GroupType) -> None:
    asked = group(message(), kind=kind, author=SYSTEM)
    assert voice_of(asked) is Voice.SYSTEM
    assert kind_word(asked) == "System"


def test_mail_is_named_after_its_writer() -> None:
    assert [kind_word(group(kind=GroupType.OFFLINE, author=who)) for who in (CUSTOMER, AGENT, SYSTEM)] == [
        "Mail",
        "Reply",
        "System",
    ]


@pytest.mark.parametrize("letter", ["?", "9", "", "ab", "字", "\x1b[2J", "[/]"])
def test_an_unknown_group_is_other_with_its_letter(letter: str) -> None:
    asked = group(message(), kind=letter)
    assert kind_word(asked) == f"Other {asked.kind.value[:2]}".strip().replace("\x1b", "␛")
    assert voice_of(asked) is Voice.SYSTEM
    assert starts_folded(asked)


def test_states_are_said_when_they_are_not_the_usual_one() -> None:
    words = {state: state_word(group(state=state)) for state in GroupStatus}
    assert words == {
        GroupStatus.DELETED: "deleted",
        GroupStatus.PROMOTED: "promoted",
        GroupStatus.VISIBLE: "",
        GroupStatus.SPLIT_OFF: "split off",
        GroupStatus.MERGED: "merged",
        GroupStatus.INITIALIZING: "",
        GroupStatus.CONNECTING: "",
        GroupStatus.CALLING: "",
    }
    assert state_word(group(state=GroupStatus("?"))) == ""


def test_every_kind_of_message_is_drawn_in_one_way() -> None:
    folded = set(FOLDED_KINDS)
    assert not BODY_KINDS & folded
    assert not BODY_KINDS & FILE_KINDS
    assert not folded & FILE_KINDS
    small = set(MessageType) - BODY_KINDS - folded - FILE_KINDS
    assert {MessageType.SYSTEM, MessageType.END, MessageType.VOICE} < small


def test_recordings_and_figures_of_calls_are_read() -> None:
    recording = '[["name", "value"], ["name", "call-7.mp3"], ["type", "audio/mpeg"], ["size", "1240880"]]'
    assert small_line(message(recording, MessageType.VOICE)) == "[recording] call-7.mp3  1.2 MB"
    assert small_line(message('{"duration": 312, "hold": 0}', MessageType.CALL)) == "duration 312, hold 0"


@pytest.mark.parametrize("kind", MessageType)
def test_the_small_line_of_every_kind(kind: MessageType) -> None:
    expected = {
        MessageType.RANKING_REBUKE: "rated: not satisfied: too late",
        MessageType.RANKING_REWARD: "rated: satisfied: too late",
        MessageType.VOICE: "[recording] too late",
        MessageType.TITLE: "Subject: too late",
    }
    assert small_line(message(" too \n\t late ", kind)) == expected.get(kind, "too late")


def test_a_rating_without_words() -> None:
    assert small_line(message("", MessageType.RANKING_REWARD)) == "rated: satisfied"


@pytest.mark.parametrize("letter", ["?", "", "字", "\x1b[2J"])
def test_an_unknown_message_says_its_letter(letter: str) -> None:
    line = small_line(message("text", letter))
    assert line == f"[{f'other {letter}'.strip()}] text".replace("\x1b", "␛")


@pytest.mark.parametrize("item", SOME_HOSTILE, ids=by_name)
def test_hostile_words_are_harmless_and_short(item: Hostile) -> None:
    for kind in MessageType.SYSTEM, MessageType.TITLE, MessageType.VOICE, MessageType.RANKING_REBUKE, item.text:
        line = small_line(message(item.text, kind))
        assert not forbidden_characters(line)
        assert len(line) < 5_000
    assert not forbidden_characters(kind_word(group(kind=item.text)))


FULL = {"name": "shade-1.jpg", "type": "image/jpeg", "size": "48200", "download_url": "https://files.example/1"}


@pytest.mark.parametrize(
    "tree",
    [
        FULL,
        FULL | {"size": 48200},
        [["name", "value"], *FULL.items()],
        list(FULL.items()),
        {"filename": "shade-1.jpg", "size": "48200", "download_url": "https://files.example/1"},
        FULL | {"name": None, "filename": "shade-1.jpg"},
        [*FULL.items(), ["short"], "text", None, 7, ["three", "of", "them"]],
    ],
)
def test_a_file_entry(tree: object) -> None:
    assert read_file(json.dumps(tree)) == FileEntry("shade-1.jpg", "48 KB", "https://files.example/1")


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("", "(no name)"),
        ("   ", "(no name)"),
        ("photo.png", "photo.png"),
        (" photo.png ", "photo.png"),
        ("{not json", "{not json"),
        ("[1, 2", "[1, 2"),
        ('"photo.png"', '"photo.png"'),
        ("{}", "(no name)"),
        ("[]", "(no name)"),
        ("[[]]", "(no name)"),
        ('{"name": null}', "(no name)"),
        ('{"name": ""}', "(no name)"),
        ('{"name": ["a", "b"]}', "['a', 'b']"),
        ('[["name", "value"]]', "(no name)"),
        ("[" * 10_000, "[" * 10_000),
        ('{"name": "' + "x" * 30_000 + '"}', '{"name": "' + "x" * 30_000 + '"}'),
    ],
    ids=range(16),
)
def test_a_file_entry_that_is_none(body: str, name: str) -> None:
    assert read_file(body) == FileEntry(name)


@pytest.mark.parametrize("size", ["", "-1", "1e3", "12.5", "a lot", "9" * 16, "9" * 4_000, None, [], "٣", "²"])
def test_a_size_that_is_none(size: object) -> None:
    assert read_file(json.dumps({"name": "a", "size": size})) == FileEntry("a")


@given(st.text(max_size=300))
def test_no_body_breaks_a_file_entry(body: str) -> None:
    assert read_file(body).name


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["name", "filename", "size", "download_url"]), JSON_VALUES) | JSON_VALUES)
def test_no_tree_breaks_a_file_entry(tree: object) -> None:
    entry = read_file(json.dumps(tree))
    assert entry.name
    assert len(entry.size) < 12


def test_people_of_no_known_side_speak_as_customers() -> None:
    unknown = group(author=Person("x", "x", PersonKind.UNKNOWN))
    assert voice_of(unknown) is Voice.CUSTOMER


def test_a_note_that_came_with_a_transfer_is_shown() -> None:
    entry = message("Transferred to Billing", MessageType.TRANSFER)
    note = message("Please refund it.", MessageType.NOTE)
    alone, with_note = group(entry, kind=GroupType.TRANSFER), group(entry, note, kind=GroupType.TRANSFER)
    assert starts_folded(alone)
    assert not starts_folded(with_note)
    assert (voice_in(with_note, entry), voice_in(with_note, note)) == (Voice.SYSTEM, Voice.NOTE)
