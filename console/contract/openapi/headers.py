"""Headers of requests and answers that are not the same in all of them."""

from __future__ import annotations

from console.contract.openapi.tree import Tree

HEADERS: Tree = {
    "RetryAfter": {
        "description": "Seconds to wait before the next try [chosen].",
        "schema": {"type": "integer", "minimum": 1},
    },
    "IdempotentReplayed": {
        "description": "The call was named before by its `Idempotency-Key`, and this is the answer from then [chosen].",
        "schema": {"const": "true"},
    },
}
"""Headers of answers, by the names of their components."""

PARAMETERS: Tree = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": "A name for this very call. Within a day the server acts once on all calls of one key that have "
        "this name, and answers them alike. The same name with another call is refused.",
        "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
        "x-certainty": "chosen",
    },
}
"""Headers of requests, by the names of their components."""
