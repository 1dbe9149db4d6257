"""What can go wrong in the desk: sentences for its operator, and refusals of calls for its clients."""

from __future__ import annotations

from console.contract.errors import ErrorCode, WireError


class DeskError(Exception):
    """The desk cannot start or go on; the text is a sentence for whoever operates it."""


class BusyError(DeskError):
    """Another process is at the desk's database: it writes to it, or brings it up to date."""


class CallError(Exception):
    """A call that is refused with the error object of the API."""

    def __init__(self, code: int, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.error = WireError(int(code), message)
        self.retry_after = retry_after
        """Seconds to wait before the next try, for the header of the same name."""


def not_found(what: str, identifier: str) -> CallError:
    """No such agent, customer, group, department or tag."""
    return CallError(ErrorCode.NOT_FOUND, f"{what} {identifier} not found")


def refused(message: str) -> CallError:
    """A value that is not allowed, in the code the API has for everything else."""
    return CallError(ErrorCode.SERVER_ERROR, message)


def missing(parameter: str) -> CallError:
    """A mandatory parameter is not there."""
    return refused(f"parameter {parameter} is missing")


def unavailable(message: str, *, retry_after: int) -> CallError:
    """The desk cannot answer now, but will later; `retry_after` is in seconds."""
    return CallError(ErrorCode.UNAVAILABLE, message, retry_after=retry_after)
