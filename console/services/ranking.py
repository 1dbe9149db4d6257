"""How well a few typed letters fit a title, its tags and its text; pure, and quick enough for a key."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

T = TypeVar("T")

LONGEST_QUERY: Final = 100


@dataclass(frozen=True, slots=True)
class Sought:
    """What a thing is found by, folded for comparing."""

    title: str
    tags: tuple[str, ...] = ()
    text: str = ""

    @classmethod
    def of(cls, title: str, tags: Iterable[str] = (), text: str = "") -> Sought:
        """Folded."""
        return cls(folded(title), tuple(map(folded, tags)), folded(text))


def ranked(query: str, things: Sequence[T], sought: Callable[[T], Sought]) -> list[T]:
    """The things that fit, best first; all of them in their order when nothing is sought."""
    wanted = folded(query[:LONGEST_QUERY]).strip()
    if not wanted:
        return list(things)
    scored = [(score(wanted, sought(thing)), index) for index, thing in enumerate(things)]
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    return [things[index] for points, index in scored if points > 0]


def score(wanted: str, sought: Sought) -> int:
    """Points for folded words: the beginning of the title most, letters scattered over it least, 0 for no fit."""
    words = wanted.split()
    if len(words) > 1:
        points = [score(word, sought) for word in words]
        return min(points) and sum(points) // len(points)
    title = sought.title
    if title.startswith(wanted):
        return 100 if len(title) == len(wanted) else 95
    if f" {wanted}" in f" {title}":
        return 90
    if wanted in sought.tags:
        return 85
    if any(tag.startswith(wanted) for tag in sought.tags):
        return 80
    if in_beginnings(wanted, title, skipping=False):
        return 75
    if in_beginnings(wanted, title, skipping=True):
        return 70
    if wanted in title:
        return 60
    if len(wanted) > 2 and wanted in sought.text:
        return 40
    return 20 if len(wanted) > 1 and _scattered(wanted, title) else 0


def in_beginnings(wanted: str, title: str, *, skipping: bool) -> bool:
    """Whether the letters are the beginnings of the title's words in order, as "refa" of "refund agreed".

    With `skipping` words may be left out between them.
    """
    starts = [index for index in range(len(title)) if title[index] != " " and (not index or title[index - 1] == " ")]
    places = set(starts)
    for letter in wanted:
        after = {place + 1 for place in places if place < len(title) and title[place] == letter}
        if not after:
            return False
        places = set(after)
        for place in after:
            places.update([start for start in starts if start > place][: None if skipping else 1])
    return True


def _scattered(wanted: str, title: str) -> bool:
    letters = iter(title)
    return all(letter in letters for letter in wanted)


def folded(text: str) -> str:
    """A text without case, accents and signs, its words apart by single spaces."""
    bare = text.casefold() if text.isascii() else _without_marks(text.casefold())
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())


def _without_marks(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
