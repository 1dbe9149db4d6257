"""What an operator settles for all processes of a desk, kept in its database."""

from __future__ import annotations

from console.desk.db import Database

UNFILTERED_LIST = "unfiltered_list"
"""Setting that is Y where conversations may be listed without a department or an owner, as newer servers do."""


def allow_unfiltered_list(database: Database, allowed: bool) -> None:
    """Allow the list of all conversations, or make it the error that the API documents."""
    database.set_setting(UNFILTERED_LIST, "Y" if allowed else "N")
