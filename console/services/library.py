"""The folders of what agents write once and use often: their own, and those that come with the demo."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DEMO = Path(__file__).parents[1] / "demo_library"
"""Canned replies and macros of the demo's maker of lamps."""


@dataclass(frozen=True, slots=True)
class Library:
    """Where canned replies and macros are looked for; the agent's own go before others of the same name."""

    own: Path | None = None
    """The folder that the agent's files are in, and that new ones go into; None where there is none."""
    more: tuple[Path, ...] = ()

    def folders(self, name: str) -> tuple[Path, ...]:
        """The folders of a kind: `canned` or `macros`."""
        return tuple(root / name for root in (self.own, *self.more) if root is not None)
