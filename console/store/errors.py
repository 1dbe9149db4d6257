"""What can go wrong with the files of the store, in words."""

from __future__ import annotations


class StoreError(Exception):
    """A local file cannot be opened, read or written; the text is a sentence that says what to do."""


class StoreFullError(StoreError):
    """The disk is full, or takes no more of this user."""


class StoreUnwritableError(StoreError):
    """Nothing can be written where the file is to be: a read-only disk, or the permissions."""
