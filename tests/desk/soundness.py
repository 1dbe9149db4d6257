"""What `lac desk check` says of a test's database."""

from __future__ import annotations

from console.desk.checking import check_database
from console.desk.db import Database


def faults(database: Database) -> list[str]:
    """What is not as it has to be; nothing in the small desk."""
    return [str(finding) for finding in check_database(database)]
