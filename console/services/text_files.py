"""Folders of small text files that agents keep: read when asked for, seen again when they changed, bad ones named."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

LONGEST: Final = 100_000
"""Bytes of a file at most; no text that people keep for answers is longer."""

T = TypeVar("T")


class BadFileError(ValueError):
    """A file that cannot be used; its words complete the sentence that begins with the file's name."""


@dataclass(frozen=True, slots=True)
class Source:
    """What stands in a file: the lines of its head, and all below the first empty line."""

    name: str
    """The file's name without its ending."""
    path: Path
    head: Mapping[str, str]
    body: str
    body_line: int = 1
    """The number of the body's first line in the file."""


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T]):
    """The good files by name, and a sentence about each bad one."""

    items: tuple[T, ...]
    troubles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known(Generic[T]):
    """A file as it was read: what its folder said of it then, and what came of it."""

    stamp: tuple[int, int, int]
    item: T | None
    trouble: str


class TextFolder(Generic[T]):
    """All files with some endings in some folders. Of two with one name that of the earlier folder counts."""

    def __init__(self, folders: Sequence[Path], endings: Iterable[str], read: Callable[[Source], T]) -> None:
        """`read` makes an item of a file or raises `BadFileError`."""
        self.folders = tuple(folders)
        self._endings = frozenset(endings)
        self._read = read
        self._known: dict[str, _Known[T]] = {}

    def load(self) -> Loaded[T]:
        """Everything that is there now; only what changed since the last time is read again."""
        found: dict[str, _Known[T]] = {}
        named: dict[str, T] = {}
        troubles: list[str] = []
        for folder in self.folders:
            here: dict[str, str] = {}
            for path, stamp in self._listed(folder, troubles):
                known = self._known.get(path)
                if known is None or known.stamp != stamp:
                    known = self._fresh(Path(path), stamp)
                found[path] = known
                name, file = os.path.splitext(os.path.basename(path))[0], os.path.basename(path)
                if known.item is None:
                    troubles.append(f"{file} {known.trouble}.")
                elif name in here:
                    troubles.append(f"{file} has the name of {here[name]}, which is used.")
                else:
                    here[name] = file
                    named.setdefault(name, known.item)
        self._known = found
        return Loaded(tuple(named[name] for name in sorted(named)), tuple(troubles))

    def _listed(self, folder: Path, troubles: list[str]) -> list[tuple[str, tuple[int, int, int]]]:
        """The files of a folder with what tells whether they changed; none when there is no such folder."""
        try:
            with os.scandir(folder) as entries:
                files = [entry for entry in entries if self._fits(entry.name)]
                return sorted((entry.path, _stamp(entry)) for entry in files)
        except FileNotFoundError:
            return []
        except OSError as error:
            troubles.append(f"The folder {folder} cannot be read: {error.strerror}.")
            return []

    def _fits(self, name: str) -> bool:
        return not name.startswith(".") and os.path.splitext(name)[1] in self._endings

    def _fresh(self, path: Path, stamp: tuple[int, int, int]) -> _Known[T]:
        try:
            return _Known(stamp, self._read(source_of(path)), "")
        except BadFileError as error:
            return _Known(stamp, None, str(error))


def source_of(path: Path) -> Source:
    """A file's head and body. Raises `BadFileError` when it cannot be used."""
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise BadFileError("is no file")
        if facts.st_size > LONGEST:
            message = f"is longer than {LONGEST:,} bytes"
            raise BadFileError(message)
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"cannot be read: {(error.strerror or 'it is gone').lower()}"
        raise BadFileError(message) from None
    except UnicodeDecodeError:
        raise BadFileError("is not written in UTF-8") from None
    head, body, line = _parted(text.replace("\r\n", "\n").split("\n"))
    return Source(path.stem, path, head, body, line)


def _parted(lines: list[str]) -> tuple[dict[str, str], str, int]:
    head: dict[str, str] = {}
    for number, line in enumerate(lines):
        if not line.strip():
            return head, "\n".join(lines[number + 1 :]).strip("\n"), number + 2
        key, colon, value = line.partition(":")
        if not colon or not key.strip().isalpha():
            message = f'begins with lines such as "title: …" up to an empty line; line {number + 1} is none'
            raise BadFileError(message)
        head[key.strip().lower()] = " ".join(value.split())
    return head, "", len(lines) + 1


def titled(source: Source, known: Iterable[str]) -> str:
    """A file's title. Raises `BadFileError` when it has none, or says something that nobody knows."""
    known = tuple(known)
    for key in source.head:
        if key not in known:
            message = f"says {key!r} at its beginning; known are {', '.join(known)}"
            raise BadFileError(message)
    title = source.head.get("title", "")
    if not title:
        raise BadFileError('has no line "title: …" at its beginning')
    return title


def words_of(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(word for word in (part.strip() for part in text.split(",")) if word)


def _stamp(entry: os.DirEntry[str]) -> tuple[int, int, int]:
    try:
        facts = entry.stat()
    except OSError:
        return (0, 0, 0)  # reading it will say what is wrong
    return facts.st_mtime_ns, facts.st_size, facts.st_ino
