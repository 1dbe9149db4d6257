"""Words as the full-text index has them, and what is searched for as its expression.

The index knows words between spaces. Scripts that put none are cut into pairs of letters that overlap, on both sides,
so that any part of a sentence is found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_WITHOUT_SPACES: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Myanmar, Khmer, Japanese, Chinese. Korean has spaces, but its words grow endings, so it is cut too."""
_RUN: Final = re.compile(f"[{_WITHOUT_SPACES}\uac00-\ud7af]+")
_WORD: Final = re.compile(r"[^\W_]+")
_PIECE: Final = re.compile(f"{_RUN.pattern}|(?:(?!{_RUN.pattern})[^\\W_])+")
PREFIX_FROM: Final = 2
"""Letters from which on the last word stands for all that begin with it."""


def indexed(text: str) -> str:
    """A text as it goes into the index; the last letter of a run stands alone as well, to be found like every other."""
    return _RUN.sub(lambda run: f" {_pairs(run[0])} {run[0][-1]} ".replace("  ", " "), text)


@dataclass(frozen=True, slots=True)
class Asked:
    """A part of what is searched for: a word, or what stands between quotation marks."""

    text: str
    unfinished: bool = False
    """Whether it is the last word, and may be the beginning of a longer one."""
    unwanted: bool = False

    def pieces(self) -> list[str]:
        """Its words and its runs of letters without spaces, in order."""
        return _PIECE.findall(self.text)


def asked(text: str) -> list[Asked]:
    """What a line asks for, part by part."""
    found = []
    parts = re.findall(r'(-?)"([^"]*)"?|(-?)(\S+)', text)
    for place, (minus, phrase, other_minus, word) in enumerate(parts):
        is_last = place == len(parts) - 1 and not text.endswith((" ", '"'))
        found.append(Asked(phrase or word, is_last and bool(word), bool(minus or other_minus)))
    return found


def expression(text: str) -> str:
    """What finds texts with all these words, the last of them perhaps unfinished; empty when there is no word.

    What stands between quotation marks is found as it stands there, and what follows a minus must not be there.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for part in asked(text):
        if found := _phrase(part.text, unfinished=part.unfinished):
            (unwanted if part.unwanted else wanted).append(found)
    if not wanted:
        return ""
    joined = " AND ".join(wanted)
    return f"({joined}) NOT ({' OR '.join(unwanted)})" if unwanted else joined


def is_run(piece: str) -> bool:
    """Whether a piece is of a script that puts no spaces, and is found in the middle of others."""
    return bool(_RUN.fullmatch(piece))


def _phrase(text: str, *, unfinished: bool) -> str:
    """The tokens of a text one after another, as the index keeps them; none of its letters is an operator."""
    tokens = _WORD.findall(_RUN.sub(lambda run: f" {_pairs(run[0])} " if len(run[0]) > 1 else run[0], text))
    if not tokens:
        return ""
    # A single letter of a script without spaces begins pairs, however finished it is.
    begins = len(tokens) == 1 and len(tokens[0]) == 1 and bool(_RUN.fullmatch(tokens[0]))
    begins |= unfinished and len(tokens[-1]) >= PREFIX_FROM and not _RUN.fullmatch(tokens[-1])
    return f'"{" ".join(tokens)}"' + ("*" if begins else "")


def _pairs(run: str) -> str:
    """Each letter with the next."""
    return " ".join(run[place : place + 2] for place in range(len(run) - 1))
