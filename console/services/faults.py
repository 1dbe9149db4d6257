"""From the client's errors to words for the agent: the one mapping."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from console.api.errors import (
    AddressError,
    ApiConnectionError,
    ApiError,
    IdentifierError,
    KeyRefusedError,
    NotFoundError,
    RateLimitedError,
    RedirectRefusedError,
    ServerRefusedError,
    UnavailableError,
    UnreadableAnswerError,
)
from console.services.errors import ErrorKind, ServiceError
from console.store.errors import StoreError

_MEANINGS: tuple[tuple[type[ApiError], ErrorKind, str], ...] = (
    (AddressError, ErrorKind.REFUSED, "The server's address cannot be used"),
    (IdentifierError, ErrorKind.REFUSED, "Not possible"),
    (ApiConnectionError, ErrorKind.OFFLINE, "The server cannot be reached"),
    (KeyRefusedError, ErrorKind.REFUSED, "The server refuses the key"),
    (NotFoundError, ErrorKind.REFUSED, "The server does not know it"),
    (RateLimitedError, ErrorKind.RETRYABLE, "Too many calls"),
    (UnavailableError, ErrorKind.OFFLINE, "The server is not available"),
    (RedirectRefusedError, ErrorKind.REFUSED, "The server is somewhere else"),
    (UnreadableAnswerError, ErrorKind.REFUSED, "The answer cannot be read"),
    (ServerRefusedError, ErrorKind.REFUSED, "The server refuses"),
)


@contextmanager
def translated() -> Iterator[None]:
    """Errors of client and store leave the block as `ServiceError`."""
    try:
        yield
    except ApiError as error:
        raise in_words(error) from error
    except StoreError as error:
        raise ServiceError(ErrorKind.RETRYABLE, "Not kept on this machine", str(error)) from error


def in_words(error: ApiError) -> ServiceError:
    """The service's error for a client's."""
    for kind_of_error, kind, title in _MEANINGS:
        if isinstance(error, kind_of_error):
            return ServiceError(kind, title, error.message)
    return ServiceError(ErrorKind.RETRYABLE, "The call failed", error.message)
