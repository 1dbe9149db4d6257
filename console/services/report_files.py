"""Reports as files: where they go unless somebody says otherwise, and how they get there."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from console.services.errors import ErrorKind, ServiceError
from console.services.small_files import write_private

if TYPE_CHECKING:
    from console.services.report_tables import ReportTable

FORMATS: Final = (".csv", ".json")
EXISTS: Final = "The file is there already"
"""The title of a refusal to replace a file, which somebody may agree to."""


def suggested_path(table: ReportTable, suffix: str) -> str:
    """A name that says what is in it, in the agent's folder of downloads or else in the current one."""
    folder = Path.home() / "Downloads"
    days = table.first[:10] if table.first[:10] == table.last[:10] else f"{table.first[:10]}-to-{table.last[:10]}"
    return str((folder if folder.is_dir() else Path.cwd()) / f"{table.name}-{days}{suffix}")


def write_report(table: ReportTable, name: str, clean: Callable[[str], str], *, replace: bool = False) -> Path:
    """Write a report into a private file as its name ends, `.csv` or `.json`, and say where that is.

    Raises `ServiceError`, with `EXISTS` as its title when there is such a file and it is not to be replaced.
    """
    try:
        path = Path(name.strip()).expanduser().absolute()
    except (RuntimeError, ValueError):
        raise _refusal(f"{name} is no name of a file.") from None
    if path.suffix.lower() not in FORMATS:
        raise _refusal("The name has to end in .csv or in .json, which says how the report is written.")
    if path.suffix.lower() == ".csv":
        text = table.csv_text(clean)
    else:
        text = json.dumps(table.as_json(), indent=2, ensure_ascii=False) + "\n"
    try:
        _write(path, text.encode("utf-8", "replace"), replace=replace)
    except FileExistsError:
        raise ServiceError(ErrorKind.REFUSED, EXISTS, f"There is a file {path} already.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no name of a file"
        raise _refusal(f"Nothing was written to {path}: {reason}.") from None
    return path


def _write(path: Path, content: bytes, *, replace: bool) -> None:
    """All or nothing: a report of which half is missing would look like a whole one."""
    if not replace:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        write_private(path, content)
    except OSError:
        if not replace:
            path.unlink(missing_ok=True)
        raise


def _refusal(words: str) -> ServiceError:
    return ServiceError(ErrorKind.REFUSED, "Not written", words)
