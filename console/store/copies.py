"""Copies of a file that cannot be made again: one a day, seven of them, and one before its tables change."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

KEPT: Final = 7


def copy_daily(path: Path, now: datetime) -> None:
    """Copy the file unless today's copy is there; older ones than the last seven go."""
    name = now.astimezone(UTC).strftime("%Y-%m-%d")
    target = _folder(path) / f"{name}.db"
    if target.exists():
        return
    make_copy(path, target)
    for old in sorted(_folder(path).glob("????-??-??.db"))[:-KEPT]:
        old.unlink(missing_ok=True)


def copy_before_upgrade(path: Path, version: int) -> None:
    """Copy the file as a program of this version left it."""
    make_copy(path, _folder(path) / f"version-{version}.db")


def newest_copy(path: Path) -> Path | None:
    """The copy made last; None when there is none."""
    found = sorted(_folder(path).glob("*.db"), key=lambda one: one.stat().st_mtime)
    return found[-1] if found else None


def make_copy(path: Path, target: Path) -> None:
    """A complete copy of an SQLite file that others may be writing to; private, and never seen half made."""
    target.parent.mkdir(mode=0o700, exist_ok=True)
    made = target.with_name(f"{target.name}.{os.getpid()}.new")
    made.unlink(missing_ok=True)
    os.close(os.open(made, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with contextlib.closing(sqlite3.connect(path)) as source, contextlib.closing(sqlite3.connect(made)) as copy:
            source.backup(copy)
        made.replace(target)
    except BaseException:
        made.unlink(missing_ok=True)
        raise


def _folder(path: Path) -> Path:
    return path.with_name(f"{path.stem}.copies")
