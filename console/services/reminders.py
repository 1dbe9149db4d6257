"""Whom the agent waits for before something is transferred, kept over restarts in a small file."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from console.services.small_files import read_json, write_private


@dataclass(frozen=True, slots=True)
class Awaited:
    """A department or an agent that is to be online first."""

    name: str
    codes: tuple[str, ...]
    """The conversations that are to go there."""


class Reminders:
    """What was asked to be told, by the ids of departments and agents."""

    def __init__(self, path: Path | None) -> None:
        """`path` is where it is kept between two sessions; nowhere when absent."""
        self._path = path
        self._known: dict[str, Awaited] | None = None

    def add(self, target_id: str, name: str, codes: Iterable[str]) -> None:
        """Wait for somebody, for these conversations and those that were named before."""
        known = self._loaded()
        before = known[target_id].codes if target_id in known else ()
        known[target_id] = Awaited(name, tuple(dict.fromkeys([*before, *codes])))
        self._save(known)

    def came(self, online: Collection[str]) -> list[Awaited]:
        """Who of those awaited is among the ids that are online; they are awaited no more."""
        known = self._loaded()
        found = [known.pop(one) for one in list(known) if one in online]
        if found:
            self._save(known)
        return found

    def _loaded(self) -> dict[str, Awaited]:
        if self._known is None:
            tree = read_json(self._path)
            self._known = {}
            for target_id, stored in tree.items() if isinstance(tree, dict) else ():
                with contextlib.suppress(KeyError, TypeError):
                    self._known[target_id] = Awaited(str(stored["name"]), tuple(map(str, stored["codes"])))
        return self._known

    def _save(self, known: dict[str, Awaited]) -> None:
        """Write all of it; where nothing can be written it holds as long as the console runs."""
        if self._path is not None:
            tree = {target_id: {"name": one.name, "codes": one.codes} for target_id, one in known.items()}
            with contextlib.suppress(OSError):
                write_private(self._path, json.dumps(tree).encode())
