"""Colours from the server: taken where they can be read, replaced where they cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color

from console.ui.colours import READABLE, chip, chip_style, contrast, server_colour
from tests.hostile import HOSTILE, Hostile
from tests.ui.support import by_name

HEX = st.integers(min_value=0, max_value=0xFFFFFF).map("{:06x}".format)


@pytest.mark.parametrize(
    ("value", "hex6"),
    [("336699", "#336699"), ("369", "#336699"), ("FFcc00", "#FFCC00"), ("000", "#000000")],
)
def test_hex_digits_are_a_colour(value: str, hex6: str) -> None:
    colour = server_colour(value)
    assert colour is not None
    assert colour.hex6 == hex6


@pytest.mark.parametrize("value", ["", "#369", "36", "3366", "33669", "3366999", "red", "ggg", "369\n", " 369", "३६९"])
def test_anything_else_is_none(value: str) -> None:
    assert server_colour(value) is None


@pytest.mark.parametrize("item", HOSTILE, ids=by_name)
def test_hostile_colours_are_none(item: Hostile) -> None:
    assert chip(item.text, item.text) == "strong" or server_colour(item.text) is not None
    assert chip(item.text, "336699") == chip("", "336699")


def test_contrast_after_the_formula() -> None:
    black, white = Color(0, 0, 0), Color(255, 255, 255)
    assert contrast(black, white) == contrast(white, black) == pytest.approx(21)
    assert contrast(white, white) == 1
    assert contrast(Color.parse("#777777"), white) == pytest.approx(4.48, abs=0.01)
    assert contrast(Color.parse("#ff0000"), white) == pytest.approx(4.00, abs=0.01)
    assert contrast(Color.parse("#0000ff"), white) == pytest.approx(8.59, abs=0.01)


def test_a_chip_keeps_colours_that_can_be_read() -> None:
    assert chip("ffffff", "336699") == "chip:#FFFFFF:#336699"
    assert chip("000", "fc0") == "chip:#000000:#FFCC00"


@pytest.mark.parametrize(
    ("text", "background", "expected"),
    [
        ("ffffff", "ffff00", "chip:#000000:#FFFF00"),
        ("000000", "000080", "chip:#FFFFFF:#000080"),
        ("336699", "336699", "chip:#FFFFFF:#336699"),
        ("", "ffcc00", "chip:#000000:#FFCC00"),
        ("no colour", "000000", "chip:#FFFFFF:#000000"),
        ("ffffff", "ff0000", "chip:#000000:#FF0000"),
    ],
)
def test_a_chip_that_could_not_be_read_is_black_or_white(text: str, background: str, expected: str) -> None:
    assert chip(text, background) == expected


def test_a_chip_without_a_background_is_plain() -> None:
    assert chip("ff0000", "") == "strong"


@given(HEX | st.text(max_size=6), HEX)
def test_every_chip_can_be_read(text: str, background: str) -> None:
    _, drawn, ground = chip(text, background).split(":")
    assert ground == f"#{background.upper()}"
    assert contrast(Color.parse(drawn), Color.parse(ground)) >= READABLE


@given(HEX, HEX)
def test_the_style_of_a_chip(text: str, background: str) -> None:
    style = chip_style(chip(text, background))
    assert style.color is not None
    assert style.bgcolor is not None
    assert style.bgcolor.get_truecolor().hex == f"#{background}"
