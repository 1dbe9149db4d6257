"""The error object of API v1 and its codes (section 0.5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from console.contract.base import WireRow, WireTree


class ErrorCode(IntEnum):
    """Codes of the error object; the HTTP status of the answer is the same number."""

    BAD_KEY_REQUEST = 400
    UNAUTHORIZED = 401
    FORBIDDEN = 403
    NOT_FOUND = 404
    METHOD_NOT_ALLOWED = 405
    TOO_MANY_REQUESTS = 429
    SERVER_ERROR = 500
    UNAVAILABLE = 503


@dataclass(frozen=True, slots=True)
class WireError:
    """What stands under `response` when a call failed: all four keys are always there."""

    statuscode: int
    errormessage: str
    debugmessage: str = ""

    def tree(self) -> WireRow:
        """The four keys, in the documented order."""
        return {
            "status": "ERROR",
            "statuscode": self.statuscode,
            "errormessage": self.errormessage,
            "debugmessage": self.debugmessage,
        }

    @classmethod
    def read(cls, tree: WireTree) -> WireError | None:
        """The error in an answer's tree, or None when it is none. Only the exact word ERROR marks one: conversation
        info has a status of its own in the same place."""
        if tree.get("status") != "ERROR":
            return None
        try:
            code = int(str(tree.get("statuscode", 0)))
        except ValueError:
            code = 0
        return cls(code, str(tree.get("errormessage") or ""), str(tree.get("debugmessage") or ""))
