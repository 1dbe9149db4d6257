"""The exit codes of every command, and what each means."""

from __future__ import annotations

from enum import IntEnum

TYPE_CHECKING = False  # this module is loaded by every command, and typing is slow to load
if TYPE_CHECKING:
    from typing import Self


class ExitCode(IntEnum):
    """What a command's end says to a script."""

    meaning: str

    def __new__(cls, code: int, meaning: str) -> Self:
        """A code with the sentence that documents it."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    OK = 0, "The command did what it was asked to do."
    UNEXPECTED = 1, "Something went wrong that should not; a report was written and its path printed."
    USAGE = 2, "The command line, a setting or the terminal is not usable as it is; the sentence says what to change."
    UNREACHABLE = 3, "No answer came from the server: wrong address, no network, refused, or too slow."
    KEY_REFUSED = 4, "The server refused the API key."
    NOT_API = 5, "Something answered, but not with LiveAgent's API v1."
    UNAVAILABLE = 6, "The server is there but cannot do it now: it is being updated, is busy, or failed."
    NOT_FOUND = 7, "The server has no such agent, conversation, customer, department, group, tag or article."
    DESK_FAILED = 8, "The help desk of the demo did not start."
    STALE = 9, "Generated pages do not match the program."
    NOT_DONE = 10, "The change was not made, and that is certain: it was refused, or it never left this machine."
    UNKNOWN = 11, "It is not known whether the change was made; look before it is asked for again."
    INCONSISTENT = 12, "The desk's database is damaged or contradicts itself; what was found was printed."
    NOT_AS_WRITTEN = (
        13,
        "The record of what was changed is not as it was written, or cannot be read; the sentence says where.",
    )
    INTERRUPTED = 130, "Stopped with Ctrl+C."
    BROKEN_PIPE = 141, "The program that read the output went away."
