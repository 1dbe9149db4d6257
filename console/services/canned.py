"""Canned replies: texts in files, found by a few letters, filled with what is known of a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from console.contract.enums import SendType

if TYPE_CHECKING:
    from console.services.known_values import KnownValues
    from console.services.library import Library
    from console.services.placeholders import Filled
    from console.services.ranking import Sought
    from console.services.text_files import Source, TextFolder

FOLDER: Final = "canned"
ENDINGS: Final = (".md", ".txt")
_KEYS: Final = ("title", "tags", "language", "kind")


class CannedKind(StrEnum):
    """What a text is for."""

    REPLY = "reply"
    NOTE = "note"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class CannedReply:
    """A text that is written once and used often."""

    name: str
    """The file's name without its ending."""
    title: str
    text: str
    tags: tuple[str, ...]
    language: str
    kind: CannedKind
    path: Path
    sought: Sought

    def fits(self, kind: SendType) -> bool:
        """Whether it may go into a reply, or into a note: what is meant for colleagues never goes into a reply."""
        return kind is SendType.NOTE or self.kind is not CannedKind.NOTE


class CannedService:
    """The canned replies of the folders, as they are at the moment somebody looks."""

    def __init__(self, library: Library, values: KnownValues) -> None:
        self._library = library
        self._values = values

    @cached_property
    def _folder(self) -> TextFolder[CannedReply]:
        from console.services.text_files import TextFolder  # not needed for the first screen

        return TextFolder(self._library.folders(FOLDER), ENDINGS, read_canned)

    @property
    def places(self) -> tuple[Path, ...]:
        """The folders, the agent's own first."""
        return self._library.folders(FOLDER)

    def all(self) -> tuple[CannedReply, ...]:
        """All good ones by name."""
        return self._folder.load().items

    def troubles(self) -> tuple[str, ...]:
        """A sentence about each file that cannot be used."""
        return self._folder.load().troubles

    def fitting(self, kind: SendType) -> list[CannedReply]:
        """Those for a reply or a note, by title."""
        return sorted((one for one in self.all() if one.fits(kind)), key=lambda one: one.title.casefold())

    @staticmethod
    def find(query: str, among: Sequence[CannedReply]) -> list[CannedReply]:
        """Those that fit some letters of title, tags or text, best first."""
        from console.services.ranking import ranked

        return ranked(query, among, lambda one: one.sought)

    def named(self, name: str) -> CannedReply | None:
        """The one with that file name, or else with that title, whatever its case."""
        every = self.all()
        wanted = name.strip().casefold()
        found = [one for one in every if one.name.casefold() == wanted]
        return next(iter(found or [one for one in every if one.title.casefold() == wanted]), None)

    def filled(self, reply: CannedReply, conversation_id: str) -> Filled:
        """Its text with what the cache knows of a conversation; the server is not asked."""
        from console.services.placeholders import fill

        return fill(reply.text, self._values.of(conversation_id))


def read_canned(source: Source) -> CannedReply:
    """The canned reply in a file. Raises `BadFileError`."""
    from console.services.ranking import Sought
    from console.services.text_files import BadFileError, titled, words_of

    title = titled(source, _KEYS)
    word = source.head.get("kind", "").lower() or CannedKind.BOTH
    try:
        kind = CannedKind(word)
    except ValueError:
        message = f"says the kind {word!r}; known are reply, note and both"
        raise BadFileError(message) from None
    if not source.body.strip():
        raise BadFileError("has no text below its first empty line")
    tags = words_of(source.head.get("tags", ""))
    sought = Sought.of(title, tags, source.body)
    language = source.head.get("language", "").lower()
    return CannedReply(source.name, title, source.body, tags, language, kind, source.path, sought)
