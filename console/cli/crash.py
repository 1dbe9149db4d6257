"""Reports of errors nobody foresaw: a private file without values of variables and without the key."""

from __future__ import annotations

import os
import platform
import re
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import console

_LONGEST_MESSAGE = 500
_IN_AN_ADDRESS = re.compile(r"(?i)(apikey|api_key|key|token|password)(=|%3d|[\"']?\s*:\s*[\"']?)[^&\s\"']+")
_hidden: list[Callable[[], str]] = []


def hide(reveal: Callable[[], str]) -> None:
    """Keep a secret out of all reports; `reveal` gives it when a report is written."""
    _hidden.append(reveal)


def redact(text: str) -> str:
    """The text without the secrets of this run and without what looks like one."""
    for reveal in _hidden:
        if value := reveal():
            text = text.replace(value, "***")
    return _IN_AN_ADDRESS.sub(r"\1\2***", text)


def report_text(error: BaseException) -> str:
    """The error and what led to it: types, messages cut short, files and lines. No values of variables."""
    parts = [
        f"LiveAgent Console {console.__version__}",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()}",
        f"command {' '.join(sys.argv[1:2])}",
        "",
        *_chain(error),
    ]
    return redact("\n".join(parts)) + "\n"


def write_report(error: BaseException, folder: Path, now: datetime) -> Path:
    """Write the report as a file that only its owner reads; raises `OSError` when the folder takes none."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"crash-{now:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(report_text(error))
    return path


def _chain(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        message = str(current)
        yield f"{type(current).__module__}.{type(current).__qualname__}: {message[:_LONGEST_MESSAGE]}"
        for frame in traceback.extract_tb(current.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
        if isinstance(current, BaseExceptionGroup):
            for inner in current.exceptions:
                yield from _chain(inner)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
        if current is not None:
            yield "which came after"
