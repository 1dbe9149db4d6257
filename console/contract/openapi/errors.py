"""The error object and the answers that have it."""

from __future__ import annotations

from dataclasses import dataclass

from console.contract.openapi.tree import Tree, reference

COMMON = (400, 401, 403, 429, 500, 503)
"""What every call can answer that is no success."""
OF_BODIES = (408, 413)
"""What requests with a body can be answered besides."""

_WAIT = (429, 503)


@dataclass(frozen=True, slots=True)
class _Failure:
    name: str
    words: str
    message: str
    """An example."""


_FAILURES = {
    400: _Failure(
        "BadKeyRequest",
        "There is no key in the request, or the key could not be checked [doc].",
        "Api key is not found in request",
    ),
    401: _Failure("WrongKey", "The key is wrong [doc].", "Invalid api key"),
    403: _Failure(
        "Forbidden",
        "The key is refused, as newer servers say it [client], or the server does not answer to that host [chosen].",
        "this server does not answer to that host name",
    ),
    404: _Failure("NotFound", "What the call names does not exist.", "agent with e-mail nobody@desk.example not found"),
    408: _Failure(
        "TooSlow", "The request's body did not come in time [chosen].", "the request took too long to come in"
    ),
    413: _Failure(
        "TooLarge", "The request's body is larger than 10 MB [chosen].", "the request's body is larger than 10 MB"
    ),
    429: _Failure(
        "TooManyRequests",
        "There were more than 180 requests in a minute with this key [chosen].",
        "too many requests with this key",
    ),
    500: _Failure(
        "Refused",
        "Everything else: a parameter is missing or has a value that is not allowed, or a conversation cannot be "
        "loaded [doc]. It is no failure of the server; the same request gets the same answer again.",
        "Unable to load conversation",
    ),
    503: _Failure(
        "Unavailable", "The application is being installed or updated [doc].", "the application is being updated"
    ),
}
"""By HTTP status."""


def response_name(code: int) -> str:
    """The name of an answer among the document's components."""
    return _FAILURES[code].name


def error_responses() -> Tree:
    """The answers that have the error object, by their names."""
    return {failure.name: _response(code, failure) for code, failure in _FAILURES.items()}


def error_schema() -> Tree:
    """The error object."""
    properties: Tree = {
        "status": {"type": "string", "const": "ERROR"},
        "statuscode": {"type": "integer", "enum": [*_FAILURES]},
        "errormessage": {"type": "string", "description": "for people; its wording is not stable"},
        "debugmessage": {"type": "string", "description": "for developers; may be empty"},
    }
    error: Tree = {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "description": "What went wrong. The HTTP status is the same number as `statuscode`.",
        "properties": {"response": error},
        "required": ["response"],
    }


def _response(code: int, failure: _Failure) -> Tree:
    error: Tree = {"status": "ERROR", "statuscode": code, "errormessage": failure.message, "debugmessage": ""}
    content: Tree = {"schema": reference("schemas", "Error"), "example": {"response": error}}
    described: Tree = {"description": failure.words, "content": {"application/json": content}}
    return described | ({"headers": {"Retry-After": reference("headers", "RetryAfter")}} if code in _WAIT else {})
