"""Where the agent was when the console closed, in a small file that may be lost."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

LONGEST: Final = 20_000
"""Bytes of the file; a longer one is something else."""
_LONGEST_TEXT: Final = 2_000


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """All that comes back at the next start."""

    view: str = ""
    """Id of the view."""
    filter: str | None = None
    """What the agent added to it; None for what the settings say."""
    at: str = ""
    """Id of the conversation under the queue's cursor."""
    conversation: str = ""
    """Id of the open one."""
    pane: str = ""
    zoomed: bool = False
    widths: Mapping[str, int] = field(default_factory=dict)
    """Columns of panes that are other than usual."""


class WhereaboutsFile:
    """The file. Nothing that is wrong with it is an error: then it is as at the first start."""

    def __init__(self, path: Path | None) -> None:
        """Without a path nothing is kept."""
        self._path = path

    def read(self) -> Whereabouts:
        """What was kept, as far as it can be read."""
        if self._path is None:
            return Whereabouts()
        try:
            with self._path.open("rb") as opened:
                tree = json.loads(opened.read(LONGEST))
        except (OSError, ValueError, RecursionError):
            return Whereabouts()
        return _whereabouts(tree) if isinstance(tree, dict) else Whereabouts()

    def write(self, whereabouts: Whereabouts) -> None:
        """Keep it, whole or not at all. May take as long as the disk does."""
        if self._path is None:
            return
        beside = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        try:
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
                json.dump(asdict(whereabouts), opened)
            beside.replace(self._path)
        except (OSError, UnicodeEncodeError):
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _whereabouts(tree: Mapping[str, object]) -> Whereabouts:
    widths, added = tree.get("widths"), tree.get("filter")
    return Whereabouts(
        view=_text(tree.get("view")),
        filter=_text(added) if isinstance(added, str) else None,
        at=_text(tree.get("at")),
        conversation=_text(tree.get("conversation")),
        pane=_text(tree.get("pane")),
        zoomed=tree.get("zoomed") is True,
        widths={
            name: columns
            for name, columns in (widths.items() if isinstance(widths, dict) else ())
            if isinstance(columns, int) and not isinstance(columns, bool) and 0 < columns < 10_000
        },
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) and len(value) <= _LONGEST_TEXT else ""
