"""What can go wrong in a use case, in words for the agent."""

from __future__ import annotations

from enum import StrEnum


class ErrorKind(StrEnum):
    """How an error is shown: offline as a line, retryable as a toast, refused as a dialog."""

    OFFLINE = "offline"
    """The server cannot be reached or is being updated; the console goes on from its cache."""
    RETRYABLE = "retryable"
    """This call failed; the same may work again."""
    REFUSED = "refused"
    """The server or the console refuses; somebody has to change something."""
    UNKNOWN = "unknown"
    """Nobody knows whether it was done."""


NOT_KEPT = "Not kept"
"""The title of a refusal because nothing can be kept on this machine; the agent may agree to the risk."""


class ServiceError(Exception):
    """A use case did not succeed. `message` is a clear sentence that says what to do; it never holds the key."""

    def __init__(self, kind: ErrorKind, title: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.title = title
        self.message = message

    @property
    def retryable(self) -> bool:
        """Whether trying again by itself makes sense."""
        return self.kind in (ErrorKind.OFFLINE, ErrorKind.RETRYABLE)
