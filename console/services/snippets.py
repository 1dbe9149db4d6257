"""Why a conversation was found: the passage that has what was searched for, and where in a text it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from console.store.words import PREFIX_FROM, Asked, asked, is_run

LONGEST: Final = 240
"""Characters of a passage."""
LEAD: Final = 24
"""Characters before the first word that was found, at most."""
_NEAR: Final = 160
"""Characters behind a word in which others make a better passage of it."""
_LOOKED_AT: Final = 40
"""Places of a text that are compared."""

_QUOTING: Final = re.compile(r"\n[> ]*>(?=\s)")
"""The marks of quoted lines."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage on one line. It is as the server sent it."""

    text: str
    place: str = ""
    """What it is of: "tag", the code of a field; empty for what somebody wrote."""


class _Folding(dict[int, str]):
    """Letters without case, width and accents, one for each, so that places stay what they are."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFKD", chr(code).casefold())
        kept = self[code] = next((one for one in letters if not unicodedata.combining(one)), chr(code))
        return kept


_FOLDING: Final = _Folding()


class Matcher:
    """Finds in texts what a search asked for, by the rules of its index."""

    def __init__(self, words: str) -> None:
        self.words = words
        self._patterns = [
            re.compile(pattern) for part in asked(words) if not part.unwanted and (pattern := _pattern(part))
        ]

    def marks(self, text: str) -> list[tuple[int, int]]:
        """Where it stands in a text: beginnings and ends, in order and apart."""
        marks: list[tuple[int, int]] = []
        for start, end in sorted(self._places(text)):
            if marks and start <= marks[-1][1]:
                marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
            else:
                marks.append((start, end))
        return marks

    def snippet(self, subject: str, sources: Iterable[tuple[str, str]]) -> Snippet | None:
        """The passage that tells most of what the subject does not, from sources by name, the first of equals."""
        shown = self._kinds(subject)
        best: tuple[int, Snippet] | None = None
        for place, text in sources:
            kinds = self._kinds(text)
            worth = 2 * len(kinds - shown) * len(self._patterns) + len(kinds)
            if kinds and (best is None or worth > best[0]):
                best = (worth, Snippet(self._passage(text), place))
                if kinds >= set(range(len(self._patterns))):
                    break  # nothing tells more
        return best[1] if best else None

    def _kinds(self, text: str) -> set[int]:
        folded = text.translate(_FOLDING)
        return {number for number, pattern in enumerate(self._patterns) if pattern.search(folded)}

    def _places(self, text: str) -> Iterable[tuple[int, int]]:
        folded = text.translate(_FOLDING)
        return (match.span() for pattern in self._patterns for match in pattern.finditer(folded))

    def _passage(self, text: str) -> str:
        """The part of a text with the most of it, on one line."""
        folded = text.translate(_FOLDING)
        starts = sorted(start for start, _ in self._places(text))[:_LOOKED_AT]

        def worth(start: int) -> int:
            return sum(bool(pattern.search(folded, start, start + _NEAR)) for pattern in self._patterns)

        best = max(starts, key=worth)
        begun = _on_one_line(text[max(0, best - 4 * LEAD) : best])
        if len(begun) > LEAD:
            begun = "…" + begun[-LEAD:].partition(" ")[2]
        space = " " if begun and text[best - 1].isspace() else ""
        return begun + space + _on_one_line(text[best : best + LONGEST])


def beginning(text: str) -> Snippet:
    """The first words of a text."""
    return Snippet(_on_one_line(text[:LONGEST]))


def _on_one_line(text: str) -> str:
    return " ".join(_QUOTING.sub(" ", text).split())


def _pattern(part: Asked) -> str:
    """The regular expression of a part, for folded texts; empty when it has no word."""
    pieces = [piece.translate(_FOLDING) for piece in part.pieces()]
    if not pieces:
        return ""
    begins = part.unfinished and len(pieces[-1]) >= PREFIX_FROM
    first = "" if is_run(pieces[0]) else r"(?<![^\W_])"
    last = "" if begins or is_run(pieces[-1]) else r"(?![^\W_])"
    return first + r"[\W_]*".join(map(re.escape, pieces)) + last
