"""What programs for API v1 do with an answer: take it apart, and ask for keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import httpx

JSON = "application/json; charset=utf-8"


def answered(response: httpx.Response) -> Any:
    """What is under `response` in an answer of success, as every one of these programs takes it apart."""
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == JSON
    assert list(response.json()) == ["response"]
    tree = response.json()["response"]
    assert tree.get("status") != "ERROR"
    return tree


def has(tree: dict[str, Any], keys: Iterable[str]) -> None:
    """Ask for keys, as the test-suites of these programs do."""
    missing = [key for key in keys if key not in tree]
    assert missing == []
