"""A copy of a database's file, kept before the file changes."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from console.desk.engines import make_private_file


def keep_copy(path: Path, version: int) -> Path:
    """Copy a database that nobody writes to meanwhile, to a file beside it that only its owner can read.

    An older copy of the same version is replaced, once the new one is complete.
    """
    kept = path.with_name(f"{path.name}.v{version}.bak")
    unfinished = kept.with_name(f"{kept.name}.part")
    unfinished.unlink(missing_ok=True)
    make_private_file(unfinished, create=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(unfinished)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
    os.replace(unfinished, kept)
    return kept
