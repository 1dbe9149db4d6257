"""What can go wrong with a call, by meaning, and whether the server may have acted on it.

ApiError
+-- AddressError                 the server's address, its certificates or its proxy cannot be used
+-- IdentifierError              an id that no path can carry
+-- ApiConnectionError           no answer
|   +-- ApiTimeoutError          no answer in time
|   +-- AnswerTooLongError       more than is read
+-- ApiStatusError               an answer, but not the one asked for
    +-- KeyRefusedError          400, 401, 403
    +-- NotFoundError            404
    |   +-- ConversationNotFoundError    a 500 in the specification
    +-- RateLimitedError         429, or the pause after one
    +-- UnavailableError         502, 503, 504
    +-- ServerRefusedError       500 and the rest: the server's own words
    +-- UnreadableAnswerError    a web page, an empty or a cut answer, another shape
    +-- RedirectRefusedError     301 to 308, never followed

Every error's text is a sentence for the agent that says what to do. None ever has the key in it.
"""

from __future__ import annotations

from enum import Enum
from typing import ClassVar


class Sent(Enum):
    """What a failed call says about the server having acted on it."""

    NOT_SENT = "not sent"
    """The server cannot have acted; the call may be repeated as it is."""
    UNKNOWN = "unknown"
    """It may have acted or not: look before anything is sent again."""
    SENT_AND_REFUSED = "refused"
    """It answered and did nothing; repeating changes nothing."""


class ApiError(Exception):
    """A call that failed. Raised by the client and its transport; nothing else leaves them."""

    temporary: ClassVar[bool] = False
    """Whether the same call may succeed later without anybody changing anything."""

    def __init__(
        self,
        message: str,
        *,
        sent: Sent,
        status: int | None = None,
        server_message: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.sent = sent
        self.status = status
        """HTTP status, or the `statuscode` of an error object that came with HTTP 200."""
        self.server_message = server_message
        """The server's own words, the key masked; still hostile text."""
        self.retry_after = retry_after
        """Seconds to wait, when the server or the client's own budget named them."""
        self.endpoint = ""
        """Name of the endpoint, such as "read_conversation"; the client fills it in."""


class AddressError(ApiError):
    """The server's address, its certificate file or the proxy cannot be used."""


class IdentifierError(ApiError):
    """An identifier that is empty or would change the path of the call."""


class ApiConnectionError(ApiError):
    """No answer came: refused, unknown host, TLS failure, or the connection broke."""

    temporary = True


class ApiTimeoutError(ApiConnectionError):
    """No complete answer came within the time of the call."""


class AnswerTooLongError(ApiConnectionError):
    """The answer was longer than is read, and was broken off: less has to be asked for."""

    temporary = False


class ApiStatusError(ApiError):
    """The server answered, but not with what was asked for."""


class KeyRefusedError(ApiStatusError):
    """The key was refused. Never repeated: a wrong key can lock the account's API."""


class NotFoundError(ApiStatusError):
    """There is no such agent, customer, department, group or tag."""


class ConversationNotFoundError(NotFoundError):
    """There is no such conversation, or it cannot be loaded."""


class RateLimitedError(ApiStatusError):
    """Too many calls with this key in a minute."""

    temporary = True


class UnavailableError(ApiStatusError):
    """The server is being updated, or the machine in front of it cannot reach it."""

    temporary = True


class ServerRefusedError(ApiStatusError):
    """The server named an error of its own."""


class UnreadableAnswerError(ApiStatusError):
    """The answer is not one of API v1."""


class RedirectRefusedError(ApiStatusError):
    """The server pointed to another address; the key goes nowhere but to the configured one."""
