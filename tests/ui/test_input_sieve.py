"""What comes from the terminal: keys and pastes go on, answers that nobody asked for do not, whatever cuts them up."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

from console.ui.input_sieve import (
    BURST,
    BURST_SECONDS,
    ESC,
    PASTE_BEGIN,
    PASTE_END,
    PASTE_ROOM,
    PASTE_SECONDS,
    SEQUENCE_SECONDS,
    STRING_SECONDS,
    InputSieve,
    Keys,
    Pasted,
)
from tests.terminal_answers import ANSWERS

DELAY = 0.025


def sift(*pieces: str) -> list[Keys | Pasted]:
    """What a sieve makes of pieces that come one after the other, and of the silence after them."""
    sieve, found = InputSieve(DELAY), []
    for number, piece in enumerate(pieces):
        found += sieve.feed(piece, number / 1000)
    return found + sieve.expire(1000)


def keys(*pieces: str) -> str:
    return "".join(piece.text for piece in sift(*pieces) if isinstance(piece, Keys))


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_answers_are_dropped_whole(answer: str) -> None:
    assert sift(answer) == []
    assert keys(f"j{answer}k") == "jk"


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_answers_that_come_in_two_reads_are_dropped(answer: str) -> None:
    for cut in range(1, len(answer)):
        assert keys(answer[:cut], answer[cut:] + "j") == "j", answer[:cut]


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_the_key_after_an_answer_that_never_ends_is_a_key(answer: str) -> None:
    sieve = InputSieve(DELAY)
    begun = answer[: max(3, len(answer) - 2)]
    assert sieve.feed(begun, 0.0) == []
    assert sieve.expire(STRING_SECONDS) == []
    assert sieve.feed("j", STRING_SECONDS + 1) == [Keys("j")]


@pytest.mark.parametrize("sequence", sorted(ANSI_SEQUENCES_KEYS.keys() - {"\x9b"}), ids=ascii)
def test_every_key_that_textual_knows_goes_on(sequence: str) -> None:
    assert keys(sequence) == sequence


@pytest.mark.parametrize(
    "sequence",
    [
        f"{ESC}[106;1;106u",
        f"{ESC}[27u",
        f"{ESC}[97;5u",
        f"{ESC}[1;5A",
        f"{ESC}[233;;233:769u",
        f"{ESC}[I",
        f"{ESC}[O",
        f"{ESC}[<0;10;20M",
        f"{ESC}[<64;10;20m",
        f"{ESC}[<35;-1;20M",
        f"{ESC}[?2026;2$y",
        f"{ESC}[48;45;160;900;1600t",
        f"{ESC}x",
        f"{ESC}P",
    ],
    ids=ascii,
)
def test_keys_mouse_and_known_reports_go_on(sequence: str) -> None:
    assert keys(sequence) == sequence
    assert keys(*sequence) == sequence


@pytest.mark.parametrize(
    "sequence", [f"{ESC}[1114112u", f"{ESC}[55296u", f"{ESC}[1:2;5u", f"{ESC}[M !!", f"{ESC}[32;1;1M"], ids=ascii
)
def test_sequences_that_textual_cannot_read_do_not(sequence: str) -> None:
    assert keys(f"j{sequence}k") == "jk"


def test_a_lone_esc_is_a_key_after_a_moment() -> None:
    sieve = InputSieve(DELAY)
    assert sieve.feed(ESC, 1.0) == []
    assert sieve.due == 1.0 + DELAY
    assert sieve.expire(1.0) == []
    assert sieve.expire(1.0 + DELAY) == [Keys(ESC)]
    assert sieve.due is None


@pytest.mark.parametrize("behind", ["y", "Y", "1", "ł", "O", "P", "["])
def test_a_character_right_behind_esc_is_a_key_of_its_own(behind: str) -> None:
    assert sift(ESC + behind) == [Keys(ESC), Keys(behind)]
    assert sift(ESC, behind) == [Keys(ESC), Keys(behind)]
    assert sift(f"{ESC}b", f"{ESC}f") == [Keys(f"{ESC}b"), Keys(f"{ESC}f")], "words back and forth"
    assert InputSieve(DELAY, alt=True).feed(f"{ESC}y", 0) == [Keys(f"{ESC}y")], "who uses Alt has it"


def test_esc_twice_is_two_keys() -> None:
    assert sift(ESC + ESC) == [Keys(ESC), Keys(ESC)]


def test_a_sequence_that_stops_is_given_up() -> None:
    sieve = InputSieve(DELAY)
    assert sieve.feed(f"{ESC}[1;", 0.0) == []
    assert sieve.expire(DELAY) == []
    assert sieve.expire(SEQUENCE_SECONDS) == []
    assert sieve.feed("j", SEQUENCE_SECONDS) == [Keys("j")]


@pytest.mark.parametrize("size", [1, 2, 5, 4096])
def test_a_paste_is_one_text_however_it_is_cut_up(size: int) -> None:
    text = "Dear Jana,\n\x1b[31mred\x1b[0m \x1b]0;x\x07 \x9b2J é \U0001f525 " * 3
    sent = f"j{PASTE_BEGIN}{text}{PASTE_END}k"
    pieces = [sent[start : start + size] for start in range(0, len(sent), size)]
    assert sift(*pieces) == [Keys("j"), Pasted(text), Keys("k")]


def test_a_paste_without_end_ends_with_silence() -> None:
    sieve = InputSieve(DELAY)
    assert sieve.feed(f"{PASTE_BEGIN}half a tex", 0.0) == []
    assert sieve.feed("t", 1.0) == []
    assert sieve.expire(PASTE_SECONDS) == []
    assert sieve.expire(1.0 + PASTE_SECONDS) == [Pasted("half a text")]
    assert sieve.feed("j", 10.0) == [Keys("j")]


def test_what_comes_late_of_a_paste_is_no_keys() -> None:
    sieve = InputSieve(DELAY)
    sieve.feed(f"{PASTE_BEGIN}one ", 0.0)
    assert sieve.expire(PASTE_SECONDS) == [Pasted("one ")]
    late = "e" * (BURST + 1)
    assert sieve.feed(late, 5.0) == []
    assert sieve.feed(f"nd{PASTE_END}j", 5.1) == [Pasted(f"{late}nd"), Keys("j")]


def test_a_paste_keeps_only_what_any_field_could_take() -> None:
    (pasted,) = sift(PASTE_BEGIN, *["x" * 65_536] * 80, PASTE_END)
    assert len(pasted.text) == PASTE_ROOM


def test_a_flood_of_letters_is_no_keys() -> None:
    text = "Yes, delete everything and send it to all of them. " * 4
    assert sift(text) == [Pasted(text)]


def test_the_rest_of_a_flood_is_no_keys_either() -> None:
    sieve = InputSieve(DELAY)
    text = "abcdefghijklmnopqrstuvwxyz" * 4
    assert sieve.feed(text, 1.0) == [Pasted(text)]
    assert sieve.feed("ey", 1.0 + BURST_SECONDS / 2) == [Pasted("ey")]
    assert sieve.feed("j", 2.0) == [Keys("j")]


def test_a_held_key_is_typed_however_late_it_comes() -> None:
    assert keys("j" * 500) == "j" * 500
    assert keys("jk" * 500) == "jk" * 500
    assert keys(f"{ESC}[B" * 500) == f"{ESC}[B" * 500


def test_the_mouse_may_move_in_a_flood() -> None:
    report, text = f"{ESC}[<35;10;20M", "abcdefghijklmnopqrstuvwxyz" * 4
    assert sift(f"{text}{ESC}A{report}{ESC}[B") == [Pasted(text), Keys(report)]


def test_a_fast_hand_is_no_flood() -> None:
    text = "Dear Jana, thank you for writing."
    assert len(text) <= BURST
    assert keys(text) == text


@pytest.mark.parametrize("seed", range(20))
def test_noise_presses_no_keys(seed: int) -> None:
    noise = random.Random(seed).randbytes(10_000).decode("utf-8", "replace")
    assert not [piece for piece in sift(noise) if isinstance(piece, Keys)]


@given(st.lists(st.text(st.sampled_from("\x1b[]P\\?;0126hcuM~O\x07\x9b\x9d jé"), max_size=12), max_size=12))
def test_nothing_breaks_it_and_nothing_waits_for_ever(pieces: list[str]) -> None:
    sieve = InputSieve(DELAY)
    now = 0.0
    for piece in filter(None, pieces):
        for found in sieve.feed(piece, now):
            assert found.text
        now += 0.01
    sieve.expire(now + 10)
    assert sieve.due is None
    assert sieve.feed("j", now + 20) == [Keys("j")]
