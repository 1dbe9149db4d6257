"""Small files of this console: read with distrust, written privately and whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

LARGEST: Final = 4_000_000


def read_json(path: Path | None) -> object:
    """What a file of JSON says; None for one that is not there, too large, or something else."""
    try:
        if path is None or path.stat().st_size > LARGEST:
            return None
        tree: object = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return tree


def write_private(path: Path, content: bytes) -> None:
    """Put a file into its place in one step, for its owner alone. Raises `OSError`, with the old file as it was."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
