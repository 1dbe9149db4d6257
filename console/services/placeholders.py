"""Placeholders in texts, such as {customer.first}: where they stand, and what goes into them once and never twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PLACEHOLDER: Final = re.compile(r"\{([^\W\d_][\w .,'?/-]{0,60})\}")
"""A name, or words for what is to be written there, in braces. Braces of programs and data hold other signs."""

LONGEST_VALUE: Final = 200
"""Characters of a value at most; a longer one is no word for a sentence, and stays a placeholder."""

_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS: Final = frozenset("\u200c\u200d")
"""They belong to words and emoji."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with what was known put in, and the names of what was not."""

    text: str
    unresolved: tuple[str, ...]


def placeholders(text: str) -> list[tuple[int, int, str]]:
    """Begin, end and name of each placeholder of a text, without those in lines that quote somebody."""
    return [
        (found.start(), found.end(), found[1])
        for found in PLACEHOLDER.finditer(text)
        if not text.startswith(">", text.rfind("\n", 0, found.start()) + 1)
    ]


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Put values into a text in one pass, so that nothing in a value is ever read as a placeholder.

    What is not known, empty or too long stays as it is written.
    """
    unresolved: dict[str, None] = {}

    def put(found: re.Match[str]) -> str:
        value = plain_value(values.get(found[1].strip().casefold(), ""))
        if value:
            return value
        unresolved[found[1]] = None
        return found[0]

    return Filled(PLACEHOLDER.sub(put, text), tuple(unresolved))


def plain_value(value: str) -> str:
    """A value as it may stand in a sentence: one line, nothing hidden, no placeholder; empty when it is too long."""
    if len(value) > 4 * LONGEST_VALUE:
        return ""
    shown = "".join(
        " " if letter in "\t\n\r\u2028\u2029" else letter
        for letter in value
        if letter in "\t\n\r\u2028\u2029" or letter in _JOINERS or unicodedata.category(letter) not in _HIDDEN
    )
    line = " ".join(shown.split()).replace("{", "(").replace("}", ")")
    return line if len(line) <= LONGEST_VALUE else ""
