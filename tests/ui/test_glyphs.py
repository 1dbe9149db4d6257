"""The signs of the interface: one cell each, told apart, with ASCII twins."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from rich.cells import cell_len

from console.ui.glyphs import ASCII, SETS, UNICODE
from console.ui.text import clean

ALL = [(name, field, sign) for name, glyphs in SETS.items() for field, sign in asdict(glyphs).items()]


@pytest.mark.parametrize(("name", "field", "sign"), ALL, ids=[f"{name}-{field}" for name, field, _ in ALL])
def test_a_sign_takes_one_cell_and_is_drawn_as_it_is(name: str, field: str, sign: str) -> None:
    assert len(sign) == 1
    assert cell_len(sign) == 1
    assert clean(sign) == sign
    assert name == "unicode" or (sign.isascii() and sign.isprintable() and sign != " ")


@pytest.mark.parametrize("name", SETS)
def test_signs_that_stand_in_one_column_differ(name: str) -> None:
    glyphs = SETS[name]
    columns = [
        (glyphs.customer_wrote, glyphs.note_unread, glyphs.changed, glyphs.draft, " "),
        (glyphs.customer_gutter, glyphs.note_gutter, " "),
        (glyphs.folded, glyphs.unfolded),
    ]
    assert all(len(set(column)) == len(column) for column in columns)


def test_every_sign_has_its_twin() -> None:
    assert asdict(ASCII).keys() == asdict(UNICODE).keys()
    assert SETS == {"unicode": UNICODE, "ascii": ASCII}
