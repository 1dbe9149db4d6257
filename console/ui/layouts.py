"""Keyboards of other scripts: which Latin key lies where a letter of them lies."""

from __future__ import annotations

import unicodedata
from typing import Final

from textual import events

_KEYS: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_ROWS: Final = (
    "йцукенгшщзхъфывапролджэячсмитьбю",  # Russian
    " ςερτυθιοπ  ασδφγηξκλ  ζχψωβνμ  ",  # Greek
    "  קראטוןםפ  שדגכעיחלךף זסבהנמצתץ",  # Hebrew
    "ضصثقفغعهخحجدشسيبلاتنمكطئءؤر ىةوز",  # Arabic
)
_PAIRS: Final = (
    "іs ї] є' ўo",  # Ukrainian, Belarusian
    "َQ ًW ُE ٌR إY ؛P ِA ٍS أH ـJ ،K ْX آN ؟?",  # Arabic, shifted
    "یd ک; گ'",  # Persian
)
"""Letters that are on some keyboards of a script alone, each before its key."""


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for row in _ROWS:
        for letter, key in zip(row, _KEYS, strict=True):
            if letter == " ":
                continue
            table[letter] = key
            if (capital := letter.upper()) != letter and key.isalpha():
                table.setdefault(capital, key.upper())
    table |= {"Ж": ":", "Э": '"', "Б": "<", "Ю": ">"}
    return table | {pair[0]: pair[1] for pairs in _PAIRS for pair in pairs.split()}


_LATIN: Final = _table()


def letter_of(event: events.Key) -> str:
    """The letter, digit or sign of a key, as on a Latin keyboard; empty for a key that types nothing."""
    return latin_key(event.character) if event.character and event.character.isprintable() else ""


def latin_key(key: str) -> str:
    """The key of a Latin keyboard in the place of a letter or digit of another script; other keys as they are."""
    if len(key) != 1 or key.isascii():
        return key
    digit = unicodedata.digit(key, None)
    if digit is not None:
        return str(digit)
    return _LATIN.get(key, key)
